"""Workbooks (.xlsx) written row by row: every text is a text, also one that begins with `=`."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import IO, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from partysurvey.errors import RequestError

Cell = str | float | None
ROWS = 1_048_576
COLUMNS = 16_384
LONGEST = 32_767  # characters of a cell
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same rows give the same bytes
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class SheetWriter:
    """One sheet, to which rows are added."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        """Write the begin of the sheet."""
        self._stream = stream
        self._name = name
        self._rows = 0
        stream.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write the rows; raises RequestError where a sheet cannot hold them."""
        for row in rows:
            self._rows += 1
            if self._rows > ROWS or len(row) > COLUMNS:
                what = f"a sheet holds at most {ROWS:,} rows and {COLUMNS:,} columns"
                raise RequestError(what, "write .csv or .parquet", self._name)
            cells = "".join(map(self._cell, row))
            self._stream.write(f"<row>{cells}</row>".encode())

    def close(self) -> None:
        """Write the end of the sheet."""
        self._stream.write(b"</sheetData></worksheet>")

    def _cell(self, value: Cell) -> str:
        if value is None or value == "":
            return "<c/>"
        if isinstance(value, str):
            if len(value) > LONGEST:
                what = f"row {self._rows} has a text of {len(value):,} characters; a cell holds {LONGEST:,}"
                raise RequestError(what, "write .csv or .parquet", self._name)
            return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_CONTROL.sub(_escaped, value))}</t></is></c>'
        return f"<c><v>{value!r}</v></c>"


@contextmanager
def sheet_writer(stream: BinaryIO, name: str = "Sheet1") -> Iterator[SheetWriter]:
    """A workbook with one sheet, complete when the block ends."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _write_frame(archive, [name])
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            writer = SheetWriter(sheet, name)
            yield writer
            writer.close()


def workbook_bytes(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """The workbook with these sheets, by name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _write_frame(archive, list(sheets))
        for number, (name, rows) in enumerate(sheets.items(), 1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as sheet:
                writer = SheetWriter(sheet, name)
                writer.add(rows)
                writer.close()
    return stream.getvalue()


def _write_frame(archive: zipfile.ZipFile, names: Sequence[str]) -> None:
    """The parts of the package that say what the sheets are called and where they are."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    for path, content in parts.items():
        archive.writestr(_entry(path), _HEAD + content)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _escaped(match: re.Match[str]) -> str:
    """A character that XML cannot hold, as workbooks write it."""
    return f"_x{ord(match[0]):04X}_"
