"""Small text and XML files of other programs, read with care."""

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, indent, tostring  # parsed by defusedxml

from partysurvey.errors import QuestionnaireError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 64 * 2**20  # bytes
UTF_16 = frozenset({b"\xff\xfe", b"\xfe\xff"})  # how texts in UTF-16 begin
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def file_bytes(path: Path) -> bytes:
    """The content of the file; raises QuestionnaireError for one that is no form because of its size."""
    if path.stat().st_size > LARGEST:
        what = f"the file is larger than {LARGEST // 2**20} MB"
        raise QuestionnaireError(what, "this is no form; check the path", path)
    return path.read_bytes()


def file_text(path: Path) -> str:
    """The text of the file in UTF-8, UTF-16 with a mark, or GB18030."""
    content = file_bytes(path)
    if content[:2] in UTF_16:
        return content.decode("utf-16", "replace")
    for codec in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise QuestionnaireError("the file is neither UTF-8 nor GB18030", "save it as UTF-8", path)


def xml_root(path: Path) -> Element:
    """The root of the XML, without namespaces in its names; raises QuestionnaireError where it is not to be trusted."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415  # only for XML
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415  # only for XML

    try:
        root: Element = fromstring(file_bytes(path))
    except DefusedXmlException as error:
        what = f"the XML declares entities, which could hide anything ({type(error).__name__})"
        raise QuestionnaireError(what, "export the questionnaire again without them", path) from error
    except (ParseError, LookupError, ValueError) as error:
        raise QuestionnaireError(f"the XML is broken ({error})", "export the questionnaire again", path) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def words(element: Element | None) -> str:
    """All the text in an element, blanks as one; "" for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def xml_bytes(root: Element) -> bytes:
    """The XML in UTF-8, a line for each element, with blanks for the signs that XML does not allow."""
    for element in root.iter():
        element.text = _printable(element.text or "") or None
        for name, value in element.attrib.items():
            element.set(name, _printable(value))
    indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign in "\t\n" else " " for sign in text)


def by_language(elements: "Iterator[Element] | list[Element]") -> dict[str, str]:
    """The texts of elements by their `xml:lang`; "" where they have none."""
    found: dict[str, str] = {}
    for element in elements:
        found.setdefault(element.get(XML_LANGUAGE, ""), words(element))
    return found
