"""Styles of a Word file after the house style: one for each kind of paragraph, so that a look is changed in one place.

Styles that Word knows keep their names; those of our own are made.
"""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from msgspec import Struct

from partysurvey.render.word.markup import element
from partysurvey.report.house import House
from partysurvey.survey import Language

TITLE, COVER, CONTENTS, BODY = "Title", "Cover Line", "Contents Heading", "Body Text"
CAPTION, FIGURE, CELL, NOTE, FOOTER = "Caption", "Figure", "Table Text", "Table Note", "Footer"
DEEPEST = 3  # levels of headings, also of the contents
SMALL = 0.82  # captions against running text
CELL_SIZE = 10.5  # size 5: the largest in tables
LANGUAGES = {"zh": ("en-US", "zh-CN"), "en": ("en-GB", "zh-CN")}


class Look(Struct, frozen=True):
    """What a style sets: Chinese font, size and spacing in points, colour, and how it is aligned and kept together."""

    font: str
    size: float
    color: str = "#000000"
    before: float = 0.0
    after: float = 0.0
    line: float | None = None
    align: str = "left"
    bold: bool = False
    indent: float = 0.0  # of the first line, in characters
    keep_next: bool = False
    outline: int | None = None


def apply_house(word: WordDocument, house: House, language: Language) -> None:
    """Set the page and every style of the document."""
    _set_page(word, house)
    _set_defaults(word, house, language)
    for name, look in looks(house).items():
        _set_style(word, name, look, house.fonts.latin)
    for level in range(1, DEEPEST + 1):
        _set_contents_style(word, level, house)


def looks(house: House) -> dict[str, Look]:
    """The look of each style by its name."""
    fonts, color = house.fonts, house.heading_color
    small = max(house.size * SMALL, CELL_SIZE)
    space = house.size / 2
    note = CELL_SIZE - 1.5
    return {
        TITLE: Look(fonts.title, house.title_size, color, after=2 * space, align="center", bold=house.line is None),
        COVER: Look(fonts.subheading, house.size, after=space, align="center"),
        CONTENTS: Look(fonts.heading, house.heading_size, color, after=space, align="center"),
        **{f"Heading {level}": _heading(house, level) for level in range(1, DEEPEST + 1)},
        BODY: Look(
            fonts.body, house.size, line=house.line, align="both", indent=house.indent, after=0 if house.line else space
        ),
        CAPTION: Look(fonts.heading, small, before=space, after=space / 2, align="center"),
        FIGURE: Look(fonts.body, house.size, before=space, align="center", keep_next=True),
        CELL: Look(fonts.table, CELL_SIZE, before=1, after=1),
        NOTE: Look(fonts.table, note, "#444444"),
        FOOTER: Look(fonts.table, CELL_SIZE, align="center"),
    }


def _heading(house: House, level: int) -> Look:
    """Headings by rank: the second and lower ones in the font and size below."""
    font = house.fonts.heading if level == 1 else house.fonts.subheading
    size = max(house.heading_size - (0 if house.line else 1.5 * (level - 1)), house.size)
    bold = house.line is None or level == DEEPEST
    space = house.size
    return Look(font, size, house.heading_color, space, space / 2, bold=bold, keep_next=True, outline=level - 1)


def _set_page(word: WordDocument, house: House) -> None:
    section, page = word.sections[0], house.page
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(page.left), Cm(page.right)
    section.top_margin, section.bottom_margin = Cm(page.top), Cm(page.bottom)
    section.footer_distance = Cm(page.bottom / 2)


def _set_defaults(word: WordDocument, house: House, language: Language) -> None:
    """Fonts and language of everything that has no style."""
    normal = word.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101  # so it is in every template
    latin, chinese = LANGUAGES[language]
    _set_font(normal, Look(house.fonts.body, house.size), house.fonts.latin)
    normal.element.get_or_add_rPr().append(element("w:lang", {"val": latin, "eastAsia": chinese}))


def _set_style(word: WordDocument, name: str, look: Look, latin: str) -> None:
    names = [style.name for style in word.styles]
    style = word.styles[name] if name in names else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101  # all of these names are those of paragraphs
    for part in ("w:pPr", "w:rPr"):
        for old in style.element.findall(qn(part)):
            style.element.remove(old)
    style.base_style = word.styles["Normal"]
    _set_font(style, look, latin)
    _set_paragraph(style, look)


def _set_font(style: ParagraphStyle, look: Look, latin: str) -> None:
    font = style.font
    font.name, font.size, font.bold = latin, Pt(look.size), look.bold
    font.color.rgb = RGBColor.from_string(look.color[1:].upper())
    fonts = style.element.rPr.rFonts
    for attribute, name in {"eastAsia": look.font, "cs": latin}.items():
        fonts.set(qn(f"w:{attribute}"), name)


def _set_paragraph(style: ParagraphStyle, look: Look) -> None:
    """Spacing, indent and side, in the order that the format asks for."""
    properties = style.element.get_or_add_pPr()
    if look.keep_next:
        properties.append(element("w:keepNext"))
        properties.append(element("w:keepLines"))
    properties.append(element("w:widowControl"))
    spacing: dict[str, object] = {"before": _twentieths(look.before), "after": _twentieths(look.after)}
    if look.line is not None:
        spacing |= {"line": _twentieths(look.line), "lineRule": "exact"}
    properties.append(element("w:spacing", spacing))
    if look.indent:
        characters, room = round(look.indent * 100), _twentieths(look.indent * look.size)
        properties.append(element("w:ind", {"firstLineChars": characters, "firstLine": room}))
    properties.append(element("w:jc", {"val": look.align}))
    if look.outline is not None:
        properties.append(element("w:outlineLvl", {"val": look.outline}))


def _set_contents_style(word: WordDocument, level: int, house: House) -> None:
    """The style of entries of the contents: the page number at the right end of a dotted line."""
    name = f"toc {level}"
    _set_style(word, name, Look(house.fonts.body, max(house.size - 2, CELL_SIZE)), house.fonts.latin)
    properties = word.styles[name].element.get_or_add_pPr()
    right = _twentieths(house.page.width / 2.54 * 72)
    tabs = element("w:tabs", None, element("w:tab", {"val": "right", "leader": "dot", "pos": right}))
    properties.find(qn("w:spacing")).addprevious(tabs)
    indent = _twentieths((level - 1) * house.size)
    properties.find(qn("w:spacing")).addnext(element("w:ind", {"left": indent, "right": 400}))


def _twentieths(points: float) -> int:
    return round(points * 20)
