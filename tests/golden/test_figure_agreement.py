"""How a published figure is compared: expected values by hand."""

import pytest
from figures import REPORTS, Figure, agrees, as_printed, computed, published_report

SHARE = Figure(id="f", text={}, printed="46 %", question="q", option="a", value=46, unit="%")


@pytest.mark.parametrize(
    ("share", "agreed"),
    [(0.455, True), (0.4549999, False), (0.464999, True), (0.465, False), (0.46, True), (0.45, False)],
)
def test_a_share_agrees_when_it_rounds_half_up_to_the_printed_digit(share, agreed):
    assert agrees(SHARE, share) is agreed


def test_one_digit_more_is_compared_when_printed():
    figure = Figure(id="f", text={}, printed="18.3 %", question="q", value=18.3, digits=1)
    assert agrees(figure, 11 / 60)
    assert not agrees(figure, 12 / 60)


def test_an_impossible_figure_is_compared_with_the_nearest_feasible_one():
    figure = Figure(id="f", text={}, printed="42.9 %", value=42.9, digits=1, status="impossible", nearest=42.6)
    assert agrees(figure, 29 / 68)
    assert not agrees(figure, 30 / 68)


def test_over_excludes_the_bound_and_at_least_includes_it():
    over = Figure(id="f", text={}, printed="over 500", statistic="total", hedge="more_than", value=500)
    least = Figure(id="f", text={}, printed="ten and more", statistic="median", hedge="at_least", value=10)
    assert not agrees(over, 500.0)
    assert agrees(over, 501.0)
    assert agrees(least, 10.0)
    assert not agrees(least, 9.0)


def test_a_total_is_that_of_the_statistics():
    figure = Figure(id="f", text={}, printed="3707", question="q", statistic="total", value=3707)
    results = [
        {"question": "q", "item": None, "by": None, "base": {"n": 60}, "options": [], "statistics": {"total": 3707.0}}
    ]
    assert as_printed(figure, computed(figure, results)) == 3707


def test_the_least_fall_is_the_smallest_step_down():
    figure = Figure(
        id="f", text={}, printed="falls", question="wave", statistic="least_fall", hedge="more_than", value=0
    )
    options = [{"option": str(year), "n": n} for year, n in ((2010, 9), (2011, 7), (2012, 6))]
    entry = {"question": "wave", "item": None, "by": None, "base": {"n": 22}, "options": options}
    assert computed(figure, [entry]) == 1


def test_a_net_is_found_beside_the_options():
    figure = Figure(id="f", text={}, printed="96 %", question="q", option="familiar", value=96)
    entry = {"question": "q", "item": None, "by": None, "base": {"n": 25}, "options": []}
    entry["nets"] = [{"option": "familiar", "n": 24, "share": 0.96}]
    assert agrees(figure, computed(figure, [entry]))


def test_a_figure_without_result_is_an_error():
    with pytest.raises(LookupError, match="no result for q"):
        computed(SHARE, [])


def test_figures_have_unique_ids_and_both_languages():
    for report in map(published_report, REPORTS):
        names = [figure.id for figure in report.figures]
        assert len(names) == len(set(names))
        for figure in report.figures:
            assert set(figure.text) == {"zh", "en"}
            assert set(figure.note) in ({"zh", "en"}, set())
            assert figure.status in {"published", "masked", "impossible", "not from the survey"}
            assert (figure.value is None) == (figure.status in {"masked", "not from the survey"})
