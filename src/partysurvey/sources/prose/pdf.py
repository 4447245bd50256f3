"""The text of a PDF, page by page; lines that were broken by the page are put together again."""

import re
from collections.abc import Iterator
from pathlib import Path

from partysurvey.audit.prose import MOST_CHARACTERS, Prose, from_lines
from partysurvey.errors import SourceError
from partysurvey.survey import Text

MOST_PAGES = 2000
SENTENCE_ENDS = re.compile(r"[。！？；：.!?;:]\W*$")
FULL_LINE = 0.75  # of the longest line of the page: a shorter one ends its paragraph
IDEOGRAPH = re.compile(r"[\u2e80-\uffef]")


def pdf_prose(path: Path) -> Prose:
    """The prose of the PDF; places are page and line. Raises SourceError for a locked or damaged one."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415  # an optional library
        from pypdf.errors import PyPdfError  # noqa: PLC0415  # the same
    except ImportError as error:
        remedy = "install it with `pip install 'partysurvey[pdf]'`, or save the report as .docx or .txt"
        raise SourceError("reading PDF needs the library pypdf", remedy, path) from error
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise SourceError("the PDF is locked with a password", "save a copy without one", path)
        if len(reader.pages) > MOST_PAGES:
            raise SourceError(f"the PDF has more than {MOST_PAGES} pages", "audit a part of it", path)
        lines: list[tuple[str, Text]] = []
        characters = 0
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            characters += len(text)
            if characters > MOST_CHARACTERS:
                raise SourceError("the PDF has more text than a report", "audit a part of it", path)
            lines += _paragraphs(text, number)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise SourceError(f"the PDF is damaged ({error})", "save it again, or as .docx or .txt", path) from error
    if not any(line.strip() for line, _ in lines):
        raise SourceError("the PDF holds no text, only pictures", "run a text recognition on it first", path)
    return from_lines(lines, str(path))


def _paragraphs(page: str, number: int) -> Iterator[tuple[str, Text]]:
    """The paragraphs of a page with the line they begin in."""
    lines = page.splitlines()
    full = FULL_LINE * max(map(len, lines), default=0)
    held, begun = "", 1
    for place, line in enumerate(lines, 1):
        held, begun = (_continued(held, line.strip()), begun) if held else (line.strip(), place)
        if len(line) < full or SENTENCE_ENDS.search(line):
            yield held, _place(number, begun)
            held = ""
    if held:
        yield held, _place(number, begun)


def _continued(before: str, after: str) -> str:
    """Two lines as one: without a blank between ideographs."""
    is_chinese = IDEOGRAPH.match(after) or IDEOGRAPH.search(before[-1:])
    return before + after if is_chinese else f"{before} {after}"


def _place(page: int, line: int) -> Text:
    return Text(f"第{page}页第{line}行", f"page {page}, line {line}")
