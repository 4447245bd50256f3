"""A document as a web page: what is in it, what is not, and that it says the same on every run."""

import itertools
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest
from every_number import SURVEYS, document_of, every_number
from hostile_document import TEXTS, hostile_document

from partysurvey.errors import RequestError
from partysurvey.render.figures import figure_bytes
from partysurvey.render.html import document_fragment, document_html, report_html
from partysurvey.render.html.drawings import Drawings
from partysurvey.render.look import Look
from partysurvey.render.wrapping import printable
from partysurvey.report.addresses import address_text
from partysurvey.report.document import Chart, Document, Heading, Sentence, Table

EVIL = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">
<script>alert(1)</script><style>*{fill:red}</style><title>a &lt;b&gt;</title>
<defs><path id="p" d="M 0 0
L 1 1"/><g id="q"><path d="M 2 2"/></g></defs>
<foreignObject><div/></foreignObject><image href="http://example.org/x.png"/><a href="javascript:alert(1)"><path d="M 3 3"/></a>
<g style="fill: #123456; background: url(http://example.org)" onclick="x()"><use href="#p" x="1"/><use href="#q"/>
<use href="http://example.org/#p"/><path d="M 4 4" fill="url(http://example.org)"/></g></svg>"""


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.within: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.within.append(tag)

    def handle_endtag(self, tag):
        assert self.within.pop() == tag

    def handle_data(self, data):
        if self.within and self.within[-1] not in {"script", "style"}:
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def hostile_page(language="en") -> bytes:
    document = hostile_document(language)
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    return document_html(document, {f"{chart.name}.svg": figure_bytes(chart, "svg") for chart in charts})


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_number_stands_at_its_address(survey):
    document = document_of(survey)
    texts: dict[str, list[str]] = {}
    for source, text in re.findall(r'data-cell="([^"]+)">([^<]*)<', document_html(document).decode()):
        for address in unescape(source).split("; "):
            texts.setdefault(address, []).append(unescape(text))
    numbers = every_number(document)
    assert len(numbers) > 300
    missing = [
        (address, text)
        for address, text in numbers
        if not any(text in printed for printed in texts.get(address_text(address), []))
    ]
    assert missing == []


def test_every_text_of_a_hostile_document_is_read_and_none_is_run():
    page = Page(hostile_page())
    text = " ".join(page.texts)
    for each in TEXTS:
        assert printable(each) in text
    assert [tag for tag in ("b", "i", "label-x", "iframe", "img") if page.all(tag)] == []
    assert len(page.all("script")) == 1
    assert page.within == []


def test_the_policy_lets_nothing_run_or_load_but_what_is_in_the_page():
    page = hostile_page().decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    elements = Page(page.encode()).elements
    assert not any(name.startswith("on") or name in {"style", "src"} for _, each in elements for name in each)


def test_ids_are_unique_and_every_link_leads_to_one():
    elements = Page(hostile_page()).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for _, attributes in elements if "href" in attributes]
    assert {link[1:] for link in links} <= set(ids)
    assert {link[0] for link in links} == {"#"}


def test_there_is_one_main_part_a_way_to_it_and_headings_in_order():
    page = Page(document_html(document_of()))
    assert [len(page.all(tag)) for tag in ("main", "nav", "h1", "title")] == [1, 1, 1, 1]
    assert page.all("a")[0] == {"class": "skip", "href": "#text"}
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    contents = [each for each in page.all("a") if each["href"].startswith("#h")]
    assert len(contents) == sum(isinstance(block, Heading) for block in document_of().blocks) - 1


def test_every_head_of_a_table_says_what_it_heads_and_every_table_has_a_caption():
    page = Page(document_html(document_of()))
    tables = [block for block in document_of().blocks if isinstance(block, Table)]
    assert len(page.all("table")) == len(page.all("caption")) == len(tables)
    assert {each["scope"] for each in page.all("th")} == {"col", "colgroup", "row"}
    assert len([each for each in page.all("th") if each["scope"] == "row"]) == sum(len(table.rows) for table in tables)


def test_a_breakdown_is_held_together_and_can_be_picked():
    document = document_of()
    page = Page(document_html(document))
    banners = {"part_time", "rank"}
    parts = [each["data-by"] for each in page.all("div") if each.get("class") == "breakdown"]
    crossed = {block.banner.id for block in document.blocks if isinstance(block, Table) and block.banner}
    assert set(parts) == crossed == banners
    picker = re.search(r'<select id="by">(.*?)</select>', document_html(document).decode())[1]
    assert set(re.findall('value="([^"]*)"', picker)) == banners | {"", "*"}
    compared = [
        each
        for each in document.blocks
        if isinstance(each, Sentence) and "The answers differ significantly by" in each.text
    ]
    assert compared
    assert all(each.banner for each in compared)


def test_no_hidden_number_is_in_the_page():
    """The groups of fewer than 20 are known from the estimates; their cells read "*" wherever they stand."""
    page = document_html(document_of()).decode()
    hidden = re.findall(r'data-cell="([^"]*)">\*</td>', page)
    assert hidden
    shown = dict(re.findall(r'data-cell="([^"]*)">([^<]*)</td>', page))
    assert {shown[address] for address in hidden} == {"*"}


def test_colours_can_be_told_from_the_ground():
    """Contrasts as WCAG 2.2 defines them, of what the style sheet declares for light, dark and print."""
    style = re.search(r"<style>(.*?)</style>", document_html(Document(())).decode(), re.DOTALL)[1]
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", root)) for root in re.findall(r":root \{([^}]*)\}", style)]
    assert len(themes) == 3
    for theme in themes:
        for ground in ("paper", "soft"):
            for ink in ("ink", "faint", "accent"):
                assert contrast(theme[ink], theme[ground]) >= 4.5
        assert contrast(theme["bar"], theme["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_figure_is_taken_over_without_what_runs_or_loads():
    drawings = Drawings()
    figure = drawings.drawing(EVIL)
    assert figure == (
        '<svg role="img" viewBox="0 0 9 9" stroke-linejoin="round" stroke-linecap="butt"><title>a &lt;b&gt;</title>'
        '<g fill="#123456"><use href="#s1" x="1"></use><use href="#s2"></use><path d="M 4 4"></path></g></svg>'
    )
    assert drawings.drawing(EVIL) == figure
    assert drawings.definitions() == (
        '<svg class="shapes" aria-hidden="true"><defs><path d="M 0 0 L 1 1" id="s1"></path>'
        '<g id="s2"><path d="M 2 2"></path></g></defs></svg>'
    )


def test_figures_are_read_out_by_their_title_and_numbers():
    page = hostile_page().decode()
    assert re.search(r'<svg role="img" [^>]*><title>[^<]+</title>\s*<desc>[^<]*50.0%[^<]*</desc>', page)


def test_a_house_style_comes_last_and_cannot_leave_the_style(tmp_path, snapshot):
    (tmp_path / "report.css").write_text("h1 { color: #990000 }")
    document = Document((Heading("x", 1),))
    assert b"h1 { color: #990000 }</style>" in report_html(document, Look(tmp_path))
    (tmp_path / "report.css").write_text("</style><script>")
    with pytest.raises(RequestError) as caught:
        report_html(document, Look(tmp_path))
    assert str(caught.value).replace(str(tmp_path), "FOLDER") == snapshot


def test_a_notebook_gets_the_tables_without_scripts():
    fragment = document_fragment(hostile_document())
    page = Page(fragment.encode())
    assert (len(page.all("table")), page.all("script"), page.all("html")) == (2, [], [])
    assert "34.5%" in page.texts
    assert printable(TEXTS[0]) in page.texts
