"""Laws of reading claims: spans, independent texts, own documents, texts that try to stall."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.audit import ClaimKind
from partysurvey.audit.extraction import extract
from partysurvey.render.markdown import escaped
from partysurvey.report import wording
from partysurvey.report.formats import Percent

PIECES = st.sampled_from(
    [
        "76%",
        "约",
        "超过",
        "六成五",
        "三分之二",
        "237份",
        "有效问卷",
        "68名",
        "其中",
        "，",
        "。",
        "\n",
        " ",
        "平均年龄45.5岁",
        "2006年",
        "近",
        "x%",
        "20%-30%",
        "百分之十",
        "3.5个百分点",
        "nearly half",
        "of the 68 respondents",
        ". ",
        "(n = 45)",
        "one in five",
        "以上",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)


def facts(claims):
    return [
        (claim.kind, claim.value, claim.upper, claim.digits, claim.hedge, claim.unit, claim.text) for claim in claims
    ]


@given(TEXTS)
def test_spans_point_at_their_text_in_order(text):
    claims = extract(text)
    lines = text.split("\n")
    for claim in claims:
        assert text[claim.span.start : claim.span.end] == claim.text
        assert lines[claim.span.line - 1][claim.span.column - 1 :].startswith(claim.text.split("\n")[0])
    places = [place for claim in claims for place in (claim.span.start, claim.span.end)]
    assert places == sorted(places)


@given(TEXTS, TEXTS)
def test_two_texts_have_the_claims_of_both(one, other):
    assert facts(extract(f"{one}\n\n{other}")) == facts(extract(one)) + facts(extract(other))


@given(st.decimals(0, 100, places=1), st.integers(2, 10**6))
def test_written_figures_are_found(percent, n):
    for text in (f"在{n}名受访者中，熟悉的占{percent}%。", f"Of the {n:,} respondents, {percent}% were familiar."):
        count, share = extract(text)
        assert (count.kind, count.value) == (ClaimKind.COUNT, n)
        assert (share.kind, share.value, share.digits) == (ClaimKind.PERCENT, percent, 1)
        assert share.bases[0].n == n


@given(st.integers(0, 1000), st.integers(2, 5000), st.sampled_from(["zh", "en"]))
def test_figures_of_own_documents_are_found(thousandths, n, language):
    share = Percent(1)([thousandths / 1000])[0]
    base = wording.filled(wording.PEOPLE["answered"], language, people={"zh": "干部", "en": "cadres"}[language], n=n)
    page = f"| {escaped(share)} |\n\n- {escaped(base)}"
    assert [claim.value for claim in extract(page)] == [Decimal(share[:-1]), n]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100_000 + "%",
        "三" * 100_000 + "人",
        "1," * 20_000,
        "1-" * 20_000,
        "x" * 50_000,
        "(" * 100_000,
        "平均" * 50_000,
        "占12.5%，" * 10_000,
        "more than the " * 10_000,
        " " * 200_000,
        "12人," * 10_000,
        "0%、" * 10_000,
        "百分之" * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_texts_end(text):
    """Time that grew with the square of the length would show as minutes."""
    assert len(extract(text)) <= len(text) / 3
