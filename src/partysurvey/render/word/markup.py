"""Paragraphs, runs and fields as elements of WordprocessingML."""

from collections.abc import Iterable, Iterator, Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from partysurvey.render.package import plain_text


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    """An element "w:…" with its attributes, also in the namespace w, and children."""
    made: Element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str) -> Element:
    """A run that shows the text as it is."""
    words = element("w:t")
    words.text = plain_text(text)
    words.set(qn("xml:space"), "preserve")
    return element("w:r", None, words)


def tab() -> Element:
    """A run with a tabulator."""
    return element("w:r", None, element("w:tab"))


def page_break() -> Element:
    """A run after which a new page begins."""
    return element("w:r", None, element("w:br", {"type": "page"}))


def paragraph(style: str, *runs: Element, settings: Iterable[Element] = ()) -> Element:
    """A paragraph in the style of that id; settings are properties of its own."""
    properties = element("w:pPr", None, element("w:pStyle", {"val": style}), *settings)
    return element("w:p", None, properties, *runs)


def field(instruction: str, *shown: Element, is_dirty: bool = False) -> Iterator[Element]:
    """The runs of a field with what it shows already; a dirty one is brought up to date when the file is opened."""
    yield from field_opening(instruction, is_dirty=is_dirty)
    yield from shown
    yield field_end()


def field_opening(instruction: str, *, is_dirty: bool = False) -> Iterator[Element]:
    """The runs before what a field shows. No text of a survey may stand in an instruction."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    begin = {"fldCharType": "begin", **({"dirty": "true"} if is_dirty else {})}
    yield element("w:r", None, element("w:fldChar", begin))
    yield element("w:r", None, code)
    yield element("w:r", None, element("w:fldChar", {"fldCharType": "separate"}))


def field_end() -> Element:
    """The run after what a field shows."""
    return element("w:r", None, element("w:fldChar", {"fldCharType": "end"}))


def bookmarked(name: str, number: int, *runs: Element) -> Iterator[Element]:
    """Runs that a link or a reference to a page can name."""
    yield element("w:bookmarkStart", {"id": number, "name": name})
    yield from runs
    yield element("w:bookmarkEnd", {"id": number})
