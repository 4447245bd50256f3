"""The text of a Word document: paragraphs, tables row by row, notes, heads and feet of pages. Read as streams."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from partysurvey.audit.prose import MOST_CHARACTERS, Prose, from_lines
from partysurvey.errors import SourceError
from partysurvey.survey import Text

PART = "word/document.xml"
MARGINS = re.compile(r"word/(footnotes|endnotes|header|footer)\d*\.xml")  # what stands around the text, after it
NAMES = {
    "footnotes": Text("脚注", "footnotes"),
    "endnotes": Text("尾注", "endnotes"),
    "header": Text("页眉", "page header"),
    "footer": Text("页脚", "page footer"),
}
LARGEST = 256 * 2**20  # bytes of unpacked XML
CHUNK = 2**16
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # what stands there already


def docx_prose(path: Path) -> Prose:
    """The prose of the document; places are paragraphs, and rows of tables. Raises SourceError for a damaged one."""
    try:
        with zipfile.ZipFile(path) as archive:
            with archive.open(PART) as stream:
                lines = _lines(stream, path)
            for margin in filter(None, map(MARGINS.fullmatch, sorted(archive.namelist()))):
                with archive.open(margin[0]) as stream:
                    lines += _named(_lines(stream, path), NAMES[margin[1]])
        return from_lines(lines, str(path))
    except KeyError as error:
        raise SourceError("the archive holds no Word document", "name a .docx file", path) from error
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"the document is damaged ({error})", "save it again as .docx", path) from error


def _lines(stream: IO[bytes], path: Path) -> list[tuple[str, Text]]:
    reader = _Reader(path)
    left = LARGEST
    while chunk := stream.read(CHUNK):
        left -= len(chunk)
        if left < 0 or reader.characters > MOST_CHARACTERS:
            raise SourceError("the document unpacks to more text than a report has", "audit a part of it", path)
        reader.parser.Parse(chunk, False)
    reader.parser.Parse(b"", True)
    return reader.lines


def _named(lines: list[tuple[str, Text]], part: Text) -> list[tuple[str, Text]]:
    """The lines that say something, their places with the name of the part."""
    return [(line, Text(f"{part.zh}{place.zh}", f"{part.en}, {place.en}")) for line, place in lines if line]


class _Reader:
    """Collects paragraphs and rows from the events of the parser."""

    def __init__(self, path: Path) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.lines: list[tuple[str, Text]] = []
        self.characters = 0
        self._path = path
        self._pieces: list[str] = []
        self._is_text = False
        self._skipped = 0  # levels of fallback
        self._paragraphs = self._tables = self._rows = self._depth = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes  # of the library
        self._skipped += name == FALLBACK
        match name.removeprefix(f"{WORD} "):
            case "t":
                self._is_text = not self._skipped
            case "tab" | "br" | "cr" if not self._skipped:
                self._pieces.append(" ")
            case "tbl":
                self._depth += 1
                if self._depth == 1:
                    self._tables, self._rows = self._tables + 1, 0
            case _:
                pass

    def _end(self, name: str) -> None:
        self._skipped -= name == FALLBACK
        match name.removeprefix(f"{WORD} "):
            case "t":
                self._is_text = False
            case "tbl":
                self._depth -= 1
            case "tc" if self._depth == 1:
                self._pieces.append("\t")
            case "p" if not self._skipped:
                self._end_paragraph()
            case "tr" if self._depth == 1:
                self._rows += 1
                self._keep(Text(f"表{self._tables}第{self._rows}行", f"table {self._tables}, row {self._rows}"))
            case _:
                pass

    def _text(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)
            self.characters += len(data)

    def _end_paragraph(self) -> None:
        """Within a table a blank, as a row is one line; elsewhere the end of a line."""
        if self._depth:
            self._pieces.append(" ")
            return
        self._paragraphs += 1
        self._keep(Text(f"第{self._paragraphs}段", f"paragraph {self._paragraphs}"))

    def _keep(self, place: Text) -> None:
        cells = "".join(self._pieces).removesuffix("\t").split("\t")
        line = "\t".join(cell.strip() for cell in cells)
        self.lines.append((line if line.strip() else "", place))
        self._pieces = []

    def _refuse(self, *_: object) -> None:
        raise SourceError(
            "the document declares a document type, as no Word document does", "save it again", self._path
        )
