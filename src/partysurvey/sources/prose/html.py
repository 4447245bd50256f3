"""The text of a web page: what a reader sees, without scripts and styles, line by line as the page breaks it."""

from html.parser import HTMLParser

from partysurvey.audit.prose import Prose, from_lines
from partysurvey.errors import SourceError
from partysurvey.survey import Text

LARGEST = 4 * 2**20  # characters: the parser of the standard library is slow on malformed pages
HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "math"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
CELLS = frozenset({"td", "th"})


def html_prose(page: str, file: str) -> Prose:
    """The prose of the page; places are the lines of its source."""
    if len(page) > LARGEST:
        raise SourceError(f"the page has {len(page):,} characters, more than {LARGEST:,}", "audit a part of it", file)
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return from_lines(reader.lines, file)


class _Reader(HTMLParser):
    """Collects the visible text; a block, a row and a line break end a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, Text]] = []
        self._line: list[str] = []
        self._source_line = 1
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # of the library
        """Begin what the tag begins."""
        if tag in HIDDEN:
            self._hidden.append(tag)
        elif tag in BLOCKS:
            self.end_line()
        elif tag in CELLS:
            self._line.append("\t")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # of the library
        """End the line at <br/>; an empty element hides nothing."""
        if tag in BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        """Keep visible text, blanks and line breaks of the source as one blank."""
        if self._hidden:
            return
        if not self._line:
            leading = data[: len(data) - len(data.lstrip())]
            self._source_line = self.getpos()[0] + leading.count("\n")
        words = " ".join(data.split())
        self._line.append(f"{' ' * data[:1].isspace()}{words}{' ' * data[-1:].isspace()}" if words else " ")

    def end_line(self) -> None:
        """Keep the line, if it has any text."""
        cells = "".join(self._line).removeprefix("\t").split("\t")
        text = "\t".join(" ".join(cell.split()) for cell in cells)
        if text.strip():
            self.lines.append((text, Text(f"第{self._source_line}行", f"line {self._source_line}")))
        self._line = []
