"""The web page in a real browser: what is shown, what moves, and that the page fits a phone."""

import re

import pytest
from browser import needs_browser, told
from every_number import document_of

from partysurvey.render.figures import figure_bytes
from partysurvey.render.html import document_html
from partysurvey.report.document import Chart, Document, Heading

pytestmark = needs_browser


def small_document() -> Document:
    """The first questions of a survey with their breakdowns, and one figure."""
    blocks = document_of().blocks
    heads = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    return Document(blocks[: heads[4]], "en")


def page() -> bytes:
    document = small_document()
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    return document_html(document, {f"{chart.name}.svg": figure_bytes(chart, "svg", language="en", width=12)})


@pytest.mark.parametrize("width", [320, 400, 1400])
def test_the_page_is_no_wider_than_the_window(tmp_path, width):
    script = """return {
      width: page.documentElement.scrollWidth,
      wide: all("main > *, .breakdown > *").filter((each) => each.getBoundingClientRect().right > innerWidthOf(page)).length,
      contents: page.querySelector("nav details").open,
      figure: all("figure svg")[0].getBoundingClientRect().width,
      glyphs: all("figure use").every((each) => each.getBoundingClientRect().width >= 0 && page.querySelector(each.getAttribute("href"))),
      words: all("figure use").filter((each) => each.getBoundingClientRect().width > 1).length > 10,
    }; function innerWidthOf(page) { return page.documentElement.clientWidth; }"""
    found = told(page(), tmp_path, script, width)
    assert found["width"] <= width
    assert found["wide"] == 0
    assert found["contents"] == (width > 1000)  # folded on a phone
    assert 200 < found["figure"] <= width
    assert found["glyphs"]
    assert found["words"]


def test_one_breakdown_is_shown_at_a_time(tmp_path):
    script = """const seen = [shown()];
      for (const value of ["rank", "", "*"]) { pick(value); seen.push(shown()); }
      return { seen, picker: all(".picker").filter(visible).length };"""
    found = told(page(), tmp_path, script)
    assert found["seen"] == [["part_time"], ["rank"], [], ["part_time", "rank"]]
    assert found["picker"] == 1


def test_a_head_sorts_its_table_there_and_back(tmp_path):
    script = """pick("part_time");
      const table = all("table").filter((each) => each.querySelectorAll(".sortable tr").length > 2 && visible(each))[0];
      const column = () => [...table.tBodies[0].rows].map((row) => row.cells[1].textContent);
      const button = table.querySelector("thead button");
      const head = button.closest("th");
      const seen = [column()], told = [head.getAttribute("aria-sort")];
      for (const time of [1, 2, 3]) { button.click(); seen.push(column()); told.push(head.getAttribute("aria-sort")); }
      return { seen, told, last: table.tBodies[table.tBodies.length - 1].rows[0].className, tabs: button.tabIndex };"""
    found = told(page(), tmp_path, script)
    first, down, up, again = ([number(text) for text in column] for column in found["seen"])
    assert len(first) > 2
    assert down == sorted(first, reverse=True)
    assert up == sorted(first)
    assert again == first
    assert found["told"] == ["none", "descending", "ascending", "none"]
    assert found["tabs"] == 0


def number(text: str) -> float:
    return float(re.sub(r"[^\d.-]", "", text))
