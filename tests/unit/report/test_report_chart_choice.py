"""Kinds of charts for the survey that was counted by hand."""

import pytest
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Base, Combination, Estimates
from partysurvey.report.accounting import Accounting, Style
from partysurvey.report.chart_choice import SUITED, chosen_chart
from partysurvey.report.chart_kinds import CROSSED, TOPLINES


def chart(question, kind=None, *, crossed=False, language="en", accounting=ACCOUNTING):
    results = [result for result in ESTIMATES.results if result.question == question and (crossed or result.by is None)]
    return chosen_chart(Estimates(tuple(results)), QUESTIONNAIRE, accounting, Style(language), kind)


@pytest.mark.parametrize(
    ("question", "crossed", "kind"),
    [
        ("familiarity", False, "diverging"),
        ("training", False, "bars"),
        ("problems", False, "diverging"),
        ("age", False, "histogram"),
        ("familiarity", True, "stacked"),
    ],
)
def test_without_a_wish_the_kind_suits_the_question(question, crossed, kind):
    assert chart(question, crossed=crossed).kind == kind


def test_a_pareto_chart_begins_with_the_largest_and_cumulates_answers():
    """72 answers: online 36, school 24, abroad 12, as counted in hand_results."""
    made = chart("training", "pareto")
    assert [label.split()[0] for label in made.categories] == ["Online", "Courses", "Study"]
    assert made.series[0].values == pytest.approx((0.75, 0.5, 0.25))
    assert made.series[1].values == pytest.approx((36 / 72, 60 / 72, 1.0))


def test_cumulated_shares_end_at_the_whole():
    """The bins of age hold 10, 30, 40 and 20 %."""
    made = chart("age", "ecdf")
    assert made.series[0].values == pytest.approx((0.1, 0.4, 0.8, 1.0))
    assert len(made.edges) == 5


def test_a_donut_shows_the_net_and_the_rest():
    made = chart("familiarity", "donut")
    assert made.categories == ("familiar", "Others")
    assert made.series[0].values == pytest.approx((0.96, 0.04))


def test_items_of_a_diverging_grid_are_sorted_by_their_means():
    made, given = chart("problems", "diverging"), chart("problems", "stacked")
    assert given.categories == ("too few people", "low quality")  # means 1.82 and 1.50
    assert made.categories == given.categories
    assert made.kind == "diverging"


def test_groups_side_by_side_leave_everybody_out_where_differences_are_shown():
    assert next(series.name for series in chart("familiarity", "heatmap", crossed=True).series) == "Total"
    assert "Total" not in [series.name for series in chart("familiarity", "dots", crossed=True).series]


def test_the_base_beneath_groups_is_that_of_everybody():
    """50 answered, of whom 30 in the first group."""
    assert "n = 50" in chart("familiarity", "dots", crossed=True).note


def test_the_flow_has_the_rate_of_every_step():
    """60 distributed, 54 returned (90 %), 52 valid (96.3 %), 50 counted (96.2 %)."""
    made = chart("familiarity", "flow")
    assert made.series[0].values == (60, 54, 52, 50)
    assert made.series[0].labels == ("60", "54 (90.0%)", "52 (96.3%)", "50 (96.2%)")


def test_every_kind_says_what_it_is_for():
    assert {*TOPLINES, *CROSSED, "flow"} == set(SUITED)


@pytest.mark.parametrize("kind", sorted(SUITED))
def test_what_cannot_be_drawn_is_refused_with_what_the_kind_is_for(kind, snapshot):
    question = (
        "training"
        if kind in {"diverging", "diverging_aside", "stacked", "histogram", "ecdf", "donut", "heatmap"}
        else "problems"
    )
    with pytest.raises(RequestError) as caught:
        chart(question, kind, accounting=Accounting(rows=50, counted=50))
    assert str(caught.value) == snapshot


def test_nobody_answered():
    familiarity = next(result for result in ESTIMATES.results if result.question == "familiarity")
    nobody = replace(familiarity, base=Base("answered", 0, 0.0, 0.0))
    with pytest.raises(RequestError, match="cannot be drawn"):
        chosen_chart(Estimates((nobody,)), QUESTIONNAIRE, ACCOUNTING, Style())


def with_combinations():
    """The 48 who answered on training: 20 of them online only, 16 online and at school, 12 otherwise."""
    training = next(result for result in ESTIMATES.results if result.question == "training" and result.by is None)
    met = (Combination(("online",), 20, 20 / 48), Combination(("school", "online"), 16, 16 / 48))
    return Estimates((replace(training, combinations=met),))


def test_combinations_stand_over_all_others_with_options_by_size():
    made = chosen_chart(with_combinations(), QUESTIONNAIRE, ACCOUNTING, Style("en"), "upset")
    assert [name.split()[0] for name in made.sets] == ["Online", "Courses", "Study"]
    assert [name.rsplit(" ", 1)[1] for name in made.sets] == ["75.0%", "50.0%", "25.0%"]
    assert made.members == ((0,), (0, 1), None)
    assert made.series[0].values == pytest.approx((20 / 48, 16 / 48, 12 / 48))
    assert made.series[0].counts == (20, 16, 12)
    assert made.categories[2] == "Other combinations"


def test_a_trend_has_a_line_per_net_and_the_bases_of_its_waves():
    """By part-time 30, 17 and 3 answered; each wave has its own n."""
    made = chart("familiarity", "trend", crossed=True)
    assert [series.name for series in made.series] == ["familiar"]
    assert made.bases == (30, 17, 3)
    assert len(made.categories) == 3
    assert "95% confidence intervals" in made.note


def test_what_whiskers_are_is_said_only_where_there_are_some():
    assert "confidence intervals" in chart("training", "bars").note
    assert "confidence intervals" not in chart("training", "pareto").note
