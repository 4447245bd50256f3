"""Axes: counted by hand."""

import pytest

from partysurvey.render.figures.axis import count_axis, share_axis


@pytest.mark.parametrize(
    ("largest", "maximum", "ticks"),
    [(0.0, 0.05, 6), (0.03, 0.05, 6), (0.46, 0.5, 6), (0.51, 0.6, 4), (0.62, 0.8, 5), (0.81, 1.0, 6), (1.0, 1.0, 6)],
)
def test_a_share_axis_ends_at_a_round_percentage(largest, maximum, ticks):
    axis = share_axis(largest)
    assert (axis.maximum, len(axis.ticks())) == (maximum, ticks)


@pytest.mark.parametrize(
    ("largest", "maximum", "step"),
    [(0, 1, 1), (1, 1, 1), (4, 4, 1), (7, 8, 2), (12, 15, 5), (38, 40, 10), (1200, 1500, 500), (12345, 15000, 5000)],
)
def test_a_count_axis_has_at_most_five_whole_steps(largest, maximum, step):
    axis = count_axis(largest)
    assert (axis.maximum, axis.step) == (maximum, step)
    assert axis.ticks()[0] == 0
    assert axis.ticks()[-1] == maximum


def test_ticks_are_written_without_sign_and_with_separators():
    assert share_axis(1.0).text(-0.2) == "20%"
    assert count_axis(5000).text(1000.0) == "1,000"
