"""An audit as JSON, HTML and document."""

import json
import re
from decimal import Decimal
from html.parser import HTMLParser

import jsonschema_rs
import pytest

from partysurvey.audit.claim import BaseCandidate, BaseReason, Claim, ClaimKind, Claims, Span
from partysurvey.audit.judging import audited
from partysurvey.audit.prose import Prose
from partysurvey.render.audit.document import audit_document
from partysurvey.render.audit.html import audit_html
from partysurvey.render.audit.json import audit_json, audit_schema
from partysurvey.render.audit.naming import Naming
from partysurvey.render.audit.words import MARKS
from partysurvey.render.markdown import document_markdown
from partysurvey.render.terminal import document_lines
from partysurvey.survey import Text

TEXT = "Of the 68 <leaders> 42.9 % & others.\nOf them 50 %, <script>alert(1)</script> about x %."


def claim(name: str, printed: str, value: str | None, *bases: int) -> Claim:
    start = TEXT.index(printed)
    line = TEXT.count("\n", 0, start) + 1
    return Claim(
        name,
        ClaimKind.PERCENT,
        None if value is None else Decimal(value),
        digits=len((value or "").partition(".")[2]),
        span=Span(start, start + len(printed), line, start - TEXT.rfind("\n", 0, start)),
        text=printed,
        sentence=TEXT,
        bases=tuple(BaseCandidate(n, BaseReason.BEFORE) for n in bases),
    )


CLAIMS = Claims((claim("a", "42.9 %", "42.9", 68), claim("b", "50 %", "50"), claim("c", "x %", None)), "report <1>.txt")
AUDIT = audited(CLAIMS)
NAMING = Naming(Prose(TEXT, "report.txt"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_json_keeps_its_schema(language):
    checker = jsonschema_rs.validator_for(json.loads(audit_schema()))
    content = json.loads(audit_json(AUDIT, NAMING, language))
    checker.validate(content)
    assert not checker.is_valid({**content, "verdicts": {}})
    first = content["claims"][0]
    assert (first["verdict"], first["place"], first["value"]) == ("impossible", "1:21", "42.9")
    assert [nearest["value"] for nearest in first["nearest"]] == ["42.6", "44.1"]


class Page(HTMLParser):
    """What a browser would see: the text of the report, the marks in it, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.depth = 0
        self.links = 0

    def handle_starttag(self, tag, attrs):  # noqa: ARG002  # of the library
        self.tags.append(tag)
        if tag == "div":
            self.depth += 1
        self.links += tag == "a"

    def handle_endtag(self, tag):
        self.depth -= tag == "div"
        self.links -= tag == "a"

    def handle_data(self, data):
        if self.depth and not self.links:
            self.text += data


def test_the_page_shows_the_text_unchanged_with_its_claims_marked():
    page = audit_html(AUDIT, NAMING, "en")
    seen = Page()
    seen.feed(page)
    assert seen.text == TEXT
    assert "script" not in seen.tags
    assert not re.search(r"https?:|//|url\(|@import", page)  # nothing from elsewhere
    assert re.findall(r'<mark class="(\w+)" id="t', page) == [
        "impossible", "feasible_for", "not_checkable",
    ]  # fmt: skip
    assert all(f'href="#c{place}"' in page and f'id="c{place}"' in page for place in (1, 2, 3))
    assert len(set(MARKS.values())) == len(MARKS)  # readable without colour


def test_a_page_without_text_lists_the_claims():
    page = audit_html(AUDIT, Naming(), "zh")
    assert '<div class="text">' not in page
    assert "不可能" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document(language, snapshot):
    document = audit_document(AUDIT, NAMING, language)
    lines = [line.text for line in document_lines(document, 80)]
    assert "\n".join(lines) == snapshot
    assert document_markdown(document, figures=None) == snapshot


def test_places_of_a_document_with_paragraphs():
    prose = Prose(TEXT, "report.docx", (Text("第1段", "paragraph 1"), Text("第2段", "paragraph 2")))
    assert Naming(prose).named(CLAIMS.claims[1], "en") == "paragraph 2 50 %"
