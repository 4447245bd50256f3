"""A document as one web page that needs nothing else: no network, no fonts, no other files."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from partysurvey.errors import RequestError
from partysurvey.render.html.blocks import Body, banners
from partysurvey.render.html.house import cover_html, house_css, logo_html
from partysurvey.render.html.picker import TITLE, picker_html
from partysurvey.render.html.tables import text_html
from partysurvey.render.look import Look
from partysurvey.report.document import Banner, Document, Heading
from partysurvey.report.house import PRINTED, House
from partysurvey.survey import Text

CONTENTS = Text("目录", "Contents")
SKIP = Text("跳到正文", "Skip to the text")
BREAKDOWN = Text("分组", "Breakdown")
EVERY = Text("全部分组", "all of them")
NONE = Text("不分组", "none")
SORT = Text("排序", "Sort")
LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def report_html(document: Document, look: Look, house: House | None = None) -> bytes:
    """The page with its figures; a `report.css` in the folder of the look comes after the styles of the page."""
    from partysurvey.render.figures import document_figures  # noqa: PLC0415  # brings matplotlib, imported when used

    return document_html(document, document_figures(document, "svg", look), house, _own_style(look))


def document_html(
    document: Document, figures: Mapping[str, bytes] | None = None, house: House | None = None, own_style: str = ""
) -> bytes:
    """The page in UTF-8; `figures` are SVG files by name ("familiarity.svg"), charts without one are left out.

    `own_style` is CSS that comes after that of the page and the house.
    """
    house = house or PRINTED[document.language]
    drawn = {name.removesuffix(".svg"): content for name, content in (figures or {}).items()}
    body = Body(drawn, cover_html(house, document.language))
    blocks = body.html(document)
    title = next((heading.text for heading in body.headings.values()), "")
    style = _resource("page.css") + house_css(house) + own_style
    script = _resource("page.js") + _resource("picker.js")
    policy = _policy(style, script, pictures=house.logo is not None)
    page = (
        "<!doctype html>",
        f'<html lang="{LANGUAGES[document.language]}" data-sort="{SORT.into(document.language)}"><head>',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text_html(title)}</title>",
        f"<style>{style}</style></head><body>",
        f'<a class="skip" href="#text">{SKIP.into(document.language)}</a>',
        body.drawings.definitions(),
        *_contents(body.headings, document),
        f'<main id="text" tabindex="-1">{_picker(banners(document), document)}',
        logo_html(house),
        blocks,
        picker_html(document.picker, document.language) if document.picker else "",
        f"</main><script>{script}</script></body></html>",
    )
    return ("\n".join(filter(None, page)) + "\n").encode()


def _policy(style: str, script: str, *, pictures: bool) -> str:
    """Nothing is loaded and nothing is run but what this program wrote, known by its hash; pictures are in the page."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        f"{'img-src data:; ' if pictures else ''}base-uri 'none'; form-action 'none'"
    )


def _own_style(look: Look) -> str:
    """The CSS of the template folder, "" where there is none; RequestError where it would end the style of the page."""
    path = look.template / "report.css" if look.template else None
    if path is None or not path.is_file():
        return ""
    style = path.read_text(encoding="utf-8")
    if "</" in style:
        raise RequestError("has “</”, which would end the styles of the page", "write it as “<\\/”", path)
    return style


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _resource(name: str) -> str:
    return (files("partysurvey.render.html") / name).read_text(encoding="utf-8")


def _contents(headings: Mapping[str, Heading], document: Document) -> Iterator[str]:
    """The headings beneath the title, as links."""
    linked = {anchor: heading for anchor, heading in headings.items() if heading.level > 1}
    if linked:
        words = CONTENTS.into(document.language)
        items = "".join(f'<li><a href="#{anchor}">{text_html(each.text)}</a></li>' for anchor, each in linked.items())
        yield f'<nav aria-label="{words}"><details open><summary>{words}</summary><ul>{items}</ul></details></nav>'


def _picker(choices: Sequence[Banner], document: Document) -> str:
    """The choice of the breakdown that is shown, where there are several; the script makes it work and visible."""
    if not choices:
        return ""
    named = [*((each.id, each.label) for each in choices), ("", NONE.into(document.language))]
    options = "".join(f'<option value="{escape(id_)}">{text_html(label)}</option>' for id_, label in named)
    every = f'<option value="*">{EVERY.into(document.language)}</option>'
    words = BREAKDOWN.into(document.language)
    link = f' <a href="#pick">{TITLE.into(document.language)}</a>' if document.picker else ""
    return f'<p class="picker" hidden><label>{words} <select id="by">{every}{options}</select></label>{link}</p>'
