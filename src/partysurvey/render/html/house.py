"""A house style as CSS after that of the page, and its logo and cover lines as the head of the text."""

from base64 import b64encode
from collections.abc import Iterator

from partysurvey.render.html.tables import text_html
from partysurvey.render.wrapping import printable
from partysurvey.report.house import PRINTED, House
from partysurvey.survey import Language

OTHERWISE = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'  # as in page.css
PLACES = {
    "body": "body",
    "title": "h1",
    "heading": "h2",
    "subheading": "h3, caption, .cover",
    "table": "table, .notes",
}


def house_css(house: House) -> str:
    """What the house changes of the built-in style; "" where it changes nothing.

    Its colours are those of light pages and of paper; on dark ones they could not be read.
    """
    return "".join(f"\n{rule}" for rule in (*_fonts(house), *_sizes(house), *_colors(house)))


def cover_html(house: House, language: Language) -> str:
    """The lines of the cover, to stand beneath the title; "" without any."""
    lines = "".join(f"<p>{text_html(line.into(language))}</p>" for line in house.cover)
    return f'<div class="cover">{lines}</div>' if lines else ""


def logo_html(house: House) -> str:
    """The logo as a picture within the page, "" without one; the title beneath says what it is of."""
    if house.logo is None:
        return ""
    kind = "png" if house.logo.startswith(b"\x89PNG") else "jpeg"
    return f'<img class="logo" alt="" src="data:image/{kind};base64,{b64encode(house.logo).decode()}">'


def _fonts(house: House) -> Iterator[str]:
    for rank, selector in PLACES.items():
        named = [name for name in (house.fonts.latin, getattr(house.fonts, rank)) if name]
        if named:
            yield f"{selector} {{ font-family: {', '.join((*map(_quoted, named), OTHERWISE))} }}"


def _sizes(house: House) -> Iterator[str]:
    """Sizes in points, of lines and indents too, and the margins of paper, where they are not the built-in ones."""
    usual = PRINTED["en"]
    sizes = (
        ("h1", "font-size", house.title_size, usual.title_size),
        ("h2", "font-size", house.heading_size, usual.heading_size),
        ("main > p, .breakdown > p", "font-size", house.size, usual.size),
        ("main > p, .breakdown > p", "line-height", house.line, usual.line),
    )
    for selector, name, size, built_in in sizes:
        if size is not None and size != built_in:
            yield f"{selector} {{ {name}: {size:g}pt }}"
    page = house.page
    if page != usual.page:
        yield f"@page {{ margin: {page.top:g}cm {page.right:g}cm {page.bottom:g}cm {page.left:g}cm }}"


def _colors(house: House) -> Iterator[str]:
    usual = PRINTED["en"]
    rules = ""
    if house.heading_color != usual.heading_color:
        rules += f" h1, h2, h3 {{ color: {house.heading_color} }}"
    if house.accent_color != usual.accent_color:
        rules += f" :root {{ --bar: {house.accent_color} }}"
    if rules:
        yield f"@media print, (prefers-color-scheme: light) {{{rules} }}"


def _quoted(name: str) -> str:
    """The name of a font as a string of CSS that cannot end the style; it has no quotes and no backslashes."""
    return '"' + printable(name).replace("<", "\\3c ") + '"'
