"""The sheets of a small workbook as texts, after proof that it will not fill the memory."""

import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import python_calamine as calamine

from partysurvey.errors import QuestionnaireError
from partysurvey.sources.cells import cell_text

LARGEST = 64 * 2**20  # bytes unpacked
MOST_CELLS = 2_000_000  # within the rectangle of a sheet
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\br="([0-9]{1,7})"')
_REMEDY = "save the form again as .xlsx"

Table = list[dict[str, str]]


def workbook_tables(path: Path) -> Mapping[str, Table]:
    """Every sheet by its name in lower case, as rows by the headings of its first row; blank rows are left out.

    Raises QuestionnaireError where the workbook is damaged or would not fit into memory.
    """
    content = path.read_bytes()
    _check(content, path)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        return {
            name.strip().casefold(): _table(workbook.get_sheet_by_name(name).to_python())
            for name in workbook.sheet_names
        }
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise QuestionnaireError(f"this is no workbook that can be read ({error})", _REMEDY, path) from error


def _table(rows: Sequence[Sequence[object]]) -> Table:
    if not rows:
        return []
    header = [(cell_text(cell) or "").strip() for cell in rows[0]]
    texts = ([(cell_text(cell) or "").strip() for cell in row] for row in rows[1:])
    # of two columns with one heading the first counts
    return [
        {name: cell for name, cell in reversed(list(zip(header, row, strict=False))) if name and cell}
        for row in texts
        if any(row)
    ]


def _check(content: bytes, path: Path) -> None:
    """Raise QuestionnaireError for an archive that is damaged, unpacks to too much, or has cells too far apart."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                what = f"the workbook unpacks to more than {LARGEST // 2**20} MB"
                raise QuestionnaireError(what, "this is no form; check the path", path)
            for entry in archive.infolist():
                _check_sheet(archive.read(entry), path)  # reads no more than the size declared, and proves it
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise QuestionnaireError(f"the workbook is damaged ({error})", _REMEDY, path) from error


def _check_sheet(xml: bytes, path: Path) -> None:
    places = [(_column(letters), int(row)) for letters, row in _PLACE.findall(xml)]
    width = max((column for column, _ in places), default=1)
    height = max((*(row for _, row in places), *(int(row) for row in _ROW.findall(xml)), 1))
    if width * height > MOST_CELLS:
        what = f"a sheet reaches to row {height:,} and column {width:,}"
        raise QuestionnaireError(what, "delete the cells far from the form", path)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
