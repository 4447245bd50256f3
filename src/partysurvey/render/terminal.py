"""A document on a terminal or in a pipe: aligned with Chinese text, readable without colour."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from partysurvey.render.layout import Line, table_lines
from partysurvey.render.wrapping import wrapped
from partysurvey.report.document import Block, Document, Heading, Paragraph, Table

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


def print_document(document: Document, console: Console) -> None:
    """Print every block but the charts, which have their bars in the tables; no line ends in blanks."""
    ascii_only = not console.encoding.lower().startswith("utf")
    for line in document_lines(document, console.width, ascii_only=ascii_only):
        line.plain = _encodable(line.plain, console.encoding)
        console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)


def document_lines(document: Document, width: int, *, ascii_only: bool = False) -> list[Text]:
    """The lines of the document in at most `width` cells (but 40 at least and 120 at most)."""
    room = max(min(width, WIDEST), NARROWEST)
    lines: list[Text] = []
    heading = ""
    for block in document.blocks:
        lines += _block_lines(block, room, heading, ascii_only=ascii_only)
        heading = block.text if isinstance(block, Heading) else heading
    return lines


def _block_lines(block: Block, width: int, heading: str, *, ascii_only: bool) -> Iterator[Text]:
    """The lines of one block; the title of a table is left out where it repeats the heading."""
    if isinstance(block, Heading):
        yield from _heading_lines(block, width, ascii_only=ascii_only)
    elif isinstance(block, Paragraph):
        yield from (_styled(line, "", ascii_only=ascii_only) for line in wrapped(block.text, width))
    elif isinstance(block, Table):
        if block.title != heading:
            yield Text("")
            yield from (_styled(line, "heading", ascii_only=ascii_only) for line in wrapped(block.title, width))
        for line in table_lines(block, width, ascii_only=ascii_only):
            yield _table_line(line, ascii_only=ascii_only)
        for note in block.notes:
            yield from (_styled(line, "note", ascii_only=ascii_only) for line in wrapped(note, width))


def _heading_lines(heading: Heading, width: int, *, ascii_only: bool) -> Iterator[Text]:
    lines = wrapped(heading.text, width)
    if heading.level > 1:
        yield Text("")
    yield from (_styled(line, "heading", ascii_only=ascii_only) for line in lines)
    if heading.level == 1:
        yield _styled("═" * max(map(cell_len, lines)), "heading", ascii_only=ascii_only)


def _table_line(line: Line, *, ascii_only: bool) -> Text:
    text = _styled(line.text if line.bar else line.text.rstrip(), line.role, ascii_only=ascii_only)
    return text.append(line.bar, STYLES["bar"])


def _styled(text: str, role: str, *, ascii_only: bool) -> Text:
    return Text(text.translate(PLAIN_MARKS) if ascii_only else text, STYLES.get(role, ""), end="")


def _encodable(text: str, encoding: str) -> str:
    """The text with ? for what the encoding does not have, so that printing never breaks off."""
    return text.encode(encoding, "replace").decode(encoding)
