from datetime import date

import pytest

from partysurvey.report.document import HIDDEN, Column, Row, Table
from partysurvey.report.formats import Count, Day, Interval, Number, Percent, Words, cell_texts, probability


@pytest.mark.parametrize(
    ("form", "values", "texts", "plain"),
    [
        (
            Percent(1),
            [0.76, 1.0, 0.0, None, HIDDEN],
            ["76.0%", "100.0%", "0.0%", "–", "*"],
            ["76.0", "100.0", "0.0", "", "*"],
        ),
        (Percent(0), [0.125, 0.0004], ["13%", "0%"], ["13", "0"]),
        (Count(), [1234567, 0, None, 12.5, ""], ["1,234,567", "0", "–", "13", ""], ["1234567", "0", "", "13", ""]),
        (Number(2), [3.125, -1234.5, None], ["3.13", "-1,234.50", "–"], ["3.13", "-1234.50", ""]),
        (Words(), ["text", None], ["text", "–"], ["text", ""]),
        (Day(), [date(2024, 5, 1).toordinal(), None], ["2024-05-01", "–"], ["2024-05-01", ""]),
    ],
)
def test_texts_for_people_and_for_machines(form, values, texts, plain):
    assert form(values) == texts
    assert form.plain(values) == [(text,) for text in plain]


def test_intervals_have_two_ends():
    form = Interval(Percent(1))
    assert form([(0.626, 0.857), (None, None), HIDDEN, ""]) == ["62.6–85.7", "–", "*", ""]
    assert form.plain([(0.626, 0.857), (None, None), ""]) == [("62.6", "85.7"), ("", ""), ("", "")]


def test_intervals_with_negative_ends_have_blanks_around_the_dash():
    assert Interval(Number(1))([(-1.25, 2.0)]) == ["-1.3 – 2.0"]


def test_a_pair_needs_the_interval_format():
    with pytest.raises(TypeError, match="an interval needs the format Interval"):
        Percent()([(0.1, 0.2)])


@pytest.mark.parametrize(
    ("p", "text"), [(0.0004, "< 0.001"), (0.001, "= 0.001"), (0.0125, "= 0.013"), (1.0, "= 1.000")]
)
def test_small_probabilities_are_never_zero(p, text):
    assert probability(p) == text


def test_a_row_may_have_a_format_of_its_own():
    columns = (Column("占比", Percent(0)),)
    table = Table("t", "t", "选项", columns, (Row("是", (0.5,)), Row("基数", (50,), "base", format=Count())))
    assert cell_texts(table) == [["50%"], ["50"]]
