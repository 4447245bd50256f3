"""A document on a terminal or in a pipe: aligned with Chinese text, readable without colour."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from msgspec.structs import replace
from rich.cells import cell_len

from partysurvey.render.layout import Line, table_lines
from partysurvey.render.wrapping import wrapped
from partysurvey.report.document import Block, Document, Heading, Paragraph, Sentence, Table

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 120  # cells; longer lines are hard to read
NARROWEST = 40
STYLES = {
    "head": "bold",
    "rule": "dim",
    "net": "italic",
    "base": "dim",
    "note": "dim",
    "heading": "bold",
    "bar": "cyan",
}
PLAIN_MARKS = str.maketrans(
    {"─": "-", "═": "=", "–": "-", "…": "~", "×": "x", "χ": "chi", "²": "2", "“": '"', "”": '"'}
)


def print_document(document: Document, console: "Console") -> None:
    """Print every block in colour but the charts, which have their bars in the tables; no line ends in blanks."""
    from rich.text import Text  # noqa: PLC0415  # a pipe needs none of it

    for line in encodable_lines(document, console.width, console.encoding):
        text = Text(line.text, STYLES.get(line.role, ""), end="").append(line.bar, STYLES["bar"])
        console.print(text, soft_wrap=True, highlight=False, markup=False, emoji=False)


def write_document(document: Document, file: TextIO, width: int) -> None:
    """Write what `print_document` prints, without colour."""
    lines = encodable_lines(document, width, file.encoding)
    file.writelines(f"{line.text}{line.bar}\n" for line in lines)


def encodable_lines(document: Document, width: int, encoding: str) -> list[Line]:
    """The lines of the document with ? for what the encoding does not have, so that printing never breaks off."""
    if encoding.lower().startswith("utf"):
        return document_lines(document, width)
    lines = document_lines(document, width, ascii_only=True)
    return [replace(line, text=_encodable(line.text, encoding)) for line in lines]


def document_lines(document: Document, width: int, *, ascii_only: bool = False) -> list[Line]:
    """The lines of the document in at most `width` cells (but 40 at least and 120 at most)."""
    room = max(min(width, WIDEST), NARROWEST)
    lines: list[Line] = []
    heading = ""
    for block in document.blocks:
        lines += _block_lines(block, room, heading, ascii_only=ascii_only)
        heading = block.text if isinstance(block, Heading) else heading
    return [replace(line, text=line.text.translate(PLAIN_MARKS)) for line in lines] if ascii_only else lines


def _block_lines(block: Block, width: int, heading: str, *, ascii_only: bool) -> Iterator[Line]:
    """The lines of one block; the title of a table is left out where it repeats the heading."""
    if isinstance(block, Heading):
        yield from _heading_lines(block, width)
    elif isinstance(block, Paragraph | Sentence):
        yield from _lines(wrapped(block.text, width), "")
    elif isinstance(block, Table):
        if block.title != heading:
            yield from _lines(["", *wrapped(block.title, width)], "heading")
        for line in table_lines(block, width, ascii_only=ascii_only):
            yield line if line.bar else replace(line, text=line.text.rstrip())
        for note in block.notes:
            yield from _lines(wrapped(note, width), "note")


def _heading_lines(heading: Heading, width: int) -> Iterator[Line]:
    lines = wrapped(heading.text, width)
    if heading.level > 1:
        yield Line("")
    yield from _lines(lines, "heading")
    if heading.level == 1:
        yield Line("═" * max(map(cell_len, lines)), "heading")


def _lines(texts: Iterable[str], role: str) -> Iterator[Line]:
    return (Line(text, role) for text in texts)


def _encodable(text: str, encoding: str) -> str:
    return text.encode(encoding, "replace").decode(encoding)
