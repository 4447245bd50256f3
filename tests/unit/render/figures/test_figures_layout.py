"""A specification to a drawing: what is drawn, and nothing over anything else."""

import pytest

from partysurvey.render.figures.page import Page
from partysurvey.render.figures.style import BAR, NEUTRAL, PAPER, diverging
from partysurvey.report.document import Chart, Series

LONG = "在机关党建工作与业务工作深度融合的过程中最突出的困难和问题是缺少既懂党务又懂业务的复合型专职干部队伍和相应的激励保障机制"
ENGLISH = "Counterrevolutionaries-and-internationalisation of the organisational department’s responsibilities"


def bars(categories, values, **fields) -> Chart:
    return Chart(
        "years", "bars", "从事党务工作的年限", tuple(categories), (Series("", tuple(values), **fields),), "基数：200 人"
    )


def scale(names, values, **fields) -> Chart:
    series = tuple(Series(name, row) for name, row in zip(names, values, strict=True))
    return Chart(
        "familiarity", "diverging", "熟悉程度", fields.pop("categories", ("",)), series, "基数：200 人", **fields
    )


HARD = {
    "twelve long options": bars(
        [f"{at}. {LONG}" for at in range(12)], [at / 11 for at in range(12)], high=(1.0,) * 12, low=(0.0,) * 12
    ),
    "long English words": bars([ENGLISH, "yes"], [0.5, 1.0], counts=(123456, 7)),
    "0 % and 100 %": bars(["无", "全部"], [0.0, 1.0], low=(0.0, 0.96), high=(0.04, 1.0), counts=(0, 12345)),
    "one option": bars(["是"], [1.0]),
    "no option": bars([], []),
    "all hidden": bars(["甲", "乙"], [None, None]),
    "mathematics and markup": bars(["$x_1^2$ & <b>", "100% \\alpha"], [0.2, 0.8]),
    "one diverging bar": scale(["很差", "差", "一般", "好", "很好"], [(0.005,), (0.0,), (0.02,), (0.3,), (0.675,)]),
    "diverging groups": scale(
        [LONG, "差", "一般", "好", ENGLISH],
        [(0.2, 1.0, 0.0, None)] * 1 + [(0.2, 0.0, 0.0, None)] * 3 + [(0.2, 0.0, 1.0, None)],
        categories=(LONG, ENGLISH, "丙", "丁"),
        bases=(123456, 7, 8, None),
    ),
    "twenty grid items": Chart(
        "problems",
        "stacked",
        LONG,
        tuple(f"{at} {LONG[: 3 * at]}" for at in range(1, 21)),
        tuple(Series(f"{name}{LONG[:6]}", (0.25,) * 20) for name in "甲乙丙丁"),
    ),
    "twelve segments": Chart(
        "a", "stacked", "t", ("甲", "乙"), tuple(Series(f"选项{at}", (1 / 12, 0.0)) for at in range(12)), ordered=False
    ),
    "grouped": Chart(
        "g",
        "grouped",
        "t",
        ("甲", LONG),
        tuple(Series(name, (0.4, 0.6), (0.3, 0.5), (0.5, 0.7)) for name in ("专职", ENGLISH, LONG)),
    ),
    "hidden group": Chart(
        "g", "grouped", "t", ("甲", "乙"), (Series("专职", (0.4, 0.6)), Series("外聘", (None, None)))
    ),
    "eleven groups": Chart(
        "g", "grouped", "t", (LONG, "乙"), tuple(Series(f"第{at}组", (0.4, None)) for at in range(11))
    ),
    "histogram": Chart(
        "h", "histogram", "年龄", (), (Series("", (0.1, 0.9, 0.0)),), edges=(16, 36, 56, 76), value_label="年龄（岁）"
    ),
    "forty bins": Chart(
        "h",
        "histogram",
        "收入",
        (),
        (Series("", (123456.0,) * 40),),
        edges=tuple(at * 1000.5 for at in range(41)),
        measure="count",
    ),
    "bins of unlike widths": Chart(
        "h",
        "histogram",
        "人数",
        (),
        (Series("", (10, 40, None, 20)),),
        edges=(0, 10, 50, 100, 500),
        value_label=LONG,
        measure="count",
    ),
}


@pytest.mark.parametrize("width", [207.0, 430.0, 800.0])
@pytest.mark.parametrize("case", HARD)
def test_nothing_is_cut_off_and_nothing_overlaps(assert_nothing_overlaps, case, width):
    for language in ("zh", "en"):
        assert_nothing_overlaps(HARD[case], language=language, width=width)


def test_a_bar_chart_has_one_bar_per_option_as_long_as_its_share(drawn, areas):
    drawing, _ = drawn(bars(["甲", "乙", "丙"], [0.25, 0.5, 0.0]))
    quarter, half = [area for area in areas(drawing) if area.color == BAR]
    assert half.width == pytest.approx(2 * quarter.width)
    assert half.x == quarter.x


def test_bars_carry_percents_rounded_half_up_and_counts(texts):
    said = texts(bars(["甲", "乙", "丙"], [0.0625, 0.1245, 0.5], counts=(1234, 2, 3)))
    assert [text for text in said if "." in text] == ["6.3%", "12.5%", "50.0%"]
    assert [text for text in said if text.startswith("(")] == ["(1,234)", "(2)", "(3)"]


def test_texts_of_the_report_are_taken_before_own_ones(texts):
    assert "33.4%" in texts(bars(["甲", "乙", "丙"], [1 / 3] * 3, labels=("33.4%", "33.3%", "33.3%")))


def test_a_hidden_value_is_a_dash_and_a_hidden_group_says_why(texts):
    assert "–" in texts(bars(["甲", "乙"], [0.5, None]))
    assert "– 人数过少，不显示" in texts(bars(["甲"], [None]))
    assert "外聘 – too few respondents to show" in texts(HARD["hidden group"], language="en")


def test_no_bar_stands_for_a_hidden_value(drawn, areas):
    drawing, _ = drawn(bars(["甲", "乙"], [0.5, None]))
    assert len([area for area in areas(drawing) if area.color == BAR]) == 1


def test_a_diverging_bar_is_split_in_the_middle_of_its_neutral_part(drawn, areas):
    chart = scale(["差", "一般", "好"], [(0.2,), (0.4,), (0.4,)], neutral="一般")
    drawing, _ = drawn(chart)
    (middle,) = [area for area in areas(drawing) if area.color == NEUTRAL and area.height > 10]
    (zero,) = [words for words in drawing.words if words.text == "0%"]
    page = Page(430.0, drawn(chart)[1].width, "zh")
    assert zero.x + page.extent("0%", zero.size) / 2 == pytest.approx(middle.x + middle.width / 2, abs=0.5)


def test_a_scale_with_an_even_number_of_options_has_no_neutral_part(drawn, areas):
    drawing, _ = drawn(scale(["很差", "差", "好", "很好"], [(0.25,)] * 4))
    colors = [area.color for area in areas(drawing) if area.height > 10]
    assert colors == list(diverging(2, 0, 2))


def test_the_legend_of_a_lone_bar_has_the_values_that_do_not_fit_into_it(texts):
    said = texts(scale(["差", "一般", "好"], [(0.004,), (0.096,), (0.9,)]))
    assert "差 0.4%" in said
    assert "好" in said
    assert "90.0%" in said


def test_segments_of_a_whole_bar_fill_it(drawn, areas):
    drawing, _ = drawn(Chart("s", "stacked", "t", ("甲",), (Series("a", (0.3,)), Series("b", (0.7,)))))
    one, other = [area for area in areas(drawing) if area.height > 10]
    assert other.x == pytest.approx(one.x + one.width, abs=1)
    assert other.width == pytest.approx(one.width * 7 / 3, rel=0.02)


def test_many_groups_are_named_at_their_bars(texts):
    said = texts(HARD["eleven groups"])
    assert said.count("第3组") == 2
    assert said.count("40.0%") == 11


def test_bins_of_unlike_widths_show_density(drawn, areas):
    drawing, _ = drawn(Chart("h", "histogram", "t", (), (Series("", (10, 20)),), edges=(0, 10, 30), measure="count"))
    first, second = [area for area in areas(drawing) if area.color == BAR]
    assert second.height == pytest.approx(first.height)
    assert second.width == pytest.approx(2 * first.width, rel=0.02)
    assert "柱高：每 10 个单位的频数" in [words.text for words in drawing.words]


def test_equal_bins_of_decimal_edges_are_equal(texts):
    chart = Chart("h", "histogram", "t", (), (Series("", (0.5, 0.5)),), edges=(0.1, 0.2, 0.3))
    assert not any("柱高" in text for text in texts(chart))


def test_the_drawing_says_its_numbers_in_words(drawn):
    drawing, _ = drawn(HARD["grouped"])
    assert drawing.description.startswith("甲: 专职 40.0%")
    assert drawn(HARD["histogram"])[0].description == "16–36: 10.0%; 36–56: 90.0%; 56–76: 0.0%"
    assert drawn(HARD["one option"])[0].description == "是: 100.0%"


def test_every_text_lies_over_paper_or_a_colour_it_can_be_read_on(drawn):
    drawing, _ = drawn(HARD["one diverging bar"])
    assert PAPER in {words.color for words in drawing.words}  # white on the dark segment


@pytest.mark.parametrize(
    ("chart", "fault"),
    [
        (bars(["甲"], [0.5, 0.5]), "series '' does not have 1 values, one per place"),
        (bars(["甲"], [0.5], low=(0.1, 0.2)), "series '' does not have 1 values, one per place"),
        (bars(["甲"], [float("nan")]), "series '' has values that are no shares or counts"),
        (bars(["甲"], [38.0]), "series '' has values that are no shares or counts"),
        (Chart("years", "histogram", "t", (), ()), "histogram takes 1 series, not 0"),
        (
            Chart("years", "histogram", "t", (), (Series("", (1.0,)),), edges=(2, 1)),
            "the edges do not rise",
        ),
        (Chart("years", "pyramid", "t", ("甲",), (Series("a", (0.6,)),)), "pyramid takes 2 series, not 1"),
        (Chart("years", "donut", "t", ("甲",), (Series("a", (0.6,)),)), "a donut has 2 parts, not 1"),
        (
            Chart("years", "stacked", "t", ("甲",), (Series("a", (0.6,)), Series("b", (0.6,)))),
            "the shares of a stacked bar add up to more than 1",
        ),
        (Chart("years", "stacked", "t", ("甲",), (Series("a", (0.6,)),), bases=(1, 2)), "2 bases for 1 categories"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(drawn, chart, fault):
    with pytest.raises(ValueError, match="chart years: ") as caught:
        drawn(chart)
    assert str(caught.value) == f"chart years: {fault}"
