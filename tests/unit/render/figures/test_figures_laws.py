"""Whatever the labels are, nothing is cut off and nothing overlaps."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partysurvey.render.figures.breaking import balanced, broken, printable
from partysurvey.report.document import Chart, Series

# Characters of GB 2312, which every Chinese font has, and what stands among them.
CHINESE = "".join(bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF))
SIGNS = (
    st.sampled_from(CHINESE)
    | st.sampled_from(string.printable)
    | st.sampled_from("，。、；：？！“”（）《》—…·％～\u3000")
)
LABELS = st.text(SIGNS, max_size=70)
SHARES = st.none() | st.floats(0, 1)
CHECKS = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def series_of(names, values, **fields) -> tuple[Series, ...]:
    return tuple(Series(name, tuple(row), **fields) for name, row in zip(names, values, strict=True))


@st.composite
def bar_charts(draw) -> Chart:
    categories = draw(st.lists(LABELS, max_size=12))
    names = draw(st.lists(LABELS, min_size=1, max_size=8))
    places = len(categories)
    values = [draw(st.lists(SHARES, min_size=places, max_size=places)) for _ in names]
    counts = tuple(draw(st.lists(st.integers(0, 999_999), min_size=places, max_size=places)))
    series = series_of(names, values, low=(0.0,) * places, high=(1.0,) * places, counts=counts)
    return Chart("bars", "grouped", draw(LABELS), tuple(categories), series, draw(LABELS))


@st.composite
def stacked_charts(draw) -> Chart:
    names = draw(st.lists(LABELS, min_size=1, max_size=9))
    categories = draw(st.lists(LABELS, min_size=1, max_size=8))
    rows = []
    for _ in categories:
        parts = draw(st.lists(st.integers(0, 50), min_size=len(names), max_size=len(names)))
        rows.append([part / max(sum(parts), 1) for part in parts] if draw(st.integers(0, 4)) else [None] * len(names))
    kind = draw(st.sampled_from(["stacked", "diverging", "diverging_aside"]))
    bases = tuple(
        draw(st.lists(st.none() | st.integers(0, 999_999), min_size=len(categories), max_size=len(categories)))
    )
    series = series_of(names, zip(*rows, strict=True))
    return Chart(
        "stacks", kind, draw(LABELS), tuple(categories), series, draw(LABELS), bases=bases, ordered=draw(st.booleans())
    )


@st.composite
def histograms(draw) -> Chart:
    edges = sorted(
        draw(
            st.sets(
                st.integers(-9999, 99999) | st.floats(-10, 10).map(lambda edge: round(edge, 2)), min_size=2, max_size=40
            )
        )
    )
    values = draw(st.lists(st.none() | st.integers(0, 10**6), min_size=len(edges) - 1, max_size=len(edges) - 1))
    series = (Series("", tuple(values)),)
    return Chart(
        "h",
        "histogram",
        draw(LABELS),
        (),
        series,
        draw(LABELS),
        edges=tuple(edges),
        value_label=draw(LABELS),
        measure="count",
    )


@st.composite
def side_by_side(draw, kind, most_series, least_categories=1, most_categories=12) -> Chart:
    """Charts of categories and series that set shares side by side, among them 0, 1 and hidden ones."""
    categories = draw(st.lists(LABELS, min_size=least_categories, max_size=most_categories))
    least = most_series if kind in {"pyramid", "pareto", "donut"} else 1
    names = draw(st.lists(LABELS, min_size=least, max_size=most_series))
    places = len(categories)
    some = SHARES | st.sampled_from([0.0, 1.0])
    values = [draw(st.lists(some, min_size=places, max_size=places)) for _ in names]
    return Chart(kind, kind, draw(LABELS), tuple(categories), series_of(names, values), draw(LABELS))


@st.composite
def cumulated_shares(draw) -> Chart:
    edges = sorted(draw(st.sets(st.integers(-9999, 99999), min_size=2, max_size=40)))
    values = sorted(draw(st.lists(st.floats(0, 1), min_size=len(edges) - 1, max_size=len(edges) - 1)))
    series = (Series("", tuple(values)),)
    return Chart("e", "ecdf", draw(LABELS), (), series, draw(LABELS), edges=tuple(edges), value_label=draw(LABELS))


@st.composite
def flows(draw) -> Chart:
    categories = draw(st.lists(LABELS, min_size=1, max_size=6))
    counts = draw(st.lists(st.none() | st.integers(0, 10**9), min_size=len(categories), max_size=len(categories)))
    return Chart("f", "flow", draw(LABELS), tuple(categories), (Series("", tuple(counts)),), measure="count")


@st.composite
def combinations(draw) -> Chart:
    sets = draw(st.lists(LABELS, min_size=1, max_size=12))
    places = st.sets(st.integers(0, len(sets) - 1), max_size=len(sets)).map(lambda each: tuple(sorted(each)))
    members = draw(st.lists(st.none() | places, min_size=1, max_size=14))
    names = tuple(draw(LABELS) for _ in members)
    values = tuple(draw(st.floats(0, 1)) for _ in members)
    counts = tuple(draw(st.integers(0, 999_999)) for _ in members)
    series = (Series("", values, counts=counts),)
    return Chart("u", "upset", draw(LABELS), names, series, draw(LABELS), sets=tuple(sets), members=tuple(members))


@st.composite
def trends(draw) -> Chart:
    waves = draw(st.lists(LABELS, min_size=1, max_size=9))
    names = draw(st.lists(LABELS, min_size=1, max_size=7))
    places = len(waves)
    values = [draw(st.lists(SHARES, min_size=places, max_size=places)) for _ in names]
    bases = tuple(draw(st.lists(st.none() | st.integers(0, 999_999), min_size=places, max_size=places)))
    series = series_of(names, values, low=(0.0,) * places, high=(1.0,) * places)
    return Chart("t", "trend", draw(LABELS), tuple(waves), series, draw(LABELS), bases=bases)


CHARTS = {
    "bars": bar_charts(),
    "stacks": stacked_charts(),
    "histograms": histograms(),
    "dots": side_by_side("dots", 8),
    "heatmap": side_by_side("heatmap", 12),
    "pyramid": side_by_side("pyramid", 2),
    "pareto": side_by_side("pareto", 2),
    "donut": side_by_side("donut", 1, 2, 2),
    "ecdf": cumulated_shares(),
    "flow": flows(),
    "upset": combinations(),
    "trend": trends(),
}


@pytest.mark.parametrize("charts", CHARTS.values(), ids=CHARTS.keys())
def test_nothing_overlaps_whatever_the_labels_are(charts, assert_nothing_overlaps):
    @CHECKS
    @given(chart=charts, language=st.sampled_from(["zh", "en"]), width=st.floats(207, 900))
    def holds(chart, language, width):
        assert_nothing_overlaps(chart, language=language, width=width)

    holds()


@settings(deadline=None)
@given(LABELS, st.integers(1, 30))
def test_broken_lines_fit_and_hold_every_sign_but_blanks(text, limit):
    for lines in (broken(text, limit, len), balanced(text, limit, len)):
        assert all(0 < len(line) <= limit for line in lines)
        assert "".join("".join(lines).split()) == "".join(printable(text).split())
