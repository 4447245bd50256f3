"""The table of contents: a field that shows its entries already, linked to the headings."""

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from partysurvey.render.word.markup import element, field, field_end, field_opening, page_break, paragraph, run, tab
from partysurvey.render.word.styles import DEEPEST
from partysurvey.report.document import Document, Heading

FIRST = 2  # the level of the document's headings that are in the contents; above is its title


def title_of(document: Document) -> str:
    """The text of the first heading of level 1, "" without one."""
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level < FIRST)
    return next(titles, "")


def rank(heading: Heading) -> int:
    """The level of a heading in the Word file, where the title has none."""
    return min(max(heading.level - FIRST + 1, 1), DEEPEST)


def anchor(number: int) -> str:
    """The bookmark of the heading of that number."""
    return f"_Toc{number:08d}"


def contents(headings: Sequence[Heading]) -> Iterator[Element]:
    """One paragraph per heading, then a new page; Word fills in the page numbers when the file is opened."""
    for number, heading in enumerate(headings, 1):
        runs = [_entry(heading, number)]
        if number == 1:
            runs = [*field_opening(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u', is_dirty=True), *runs]
        if number == len(headings):
            runs += [field_end(), page_break()]
        yield paragraph(f"toc{rank(heading)}", *runs)


def _entry(heading: Heading, number: int) -> Element:
    page = field(f"PAGEREF {anchor(number)} \\h")
    return element("w:hyperlink", {"anchor": anchor(number), "history": 1}, run(heading.text), tab(), *page)
