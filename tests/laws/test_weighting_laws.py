"""Weighting: what must hold of the ratios, whatever the counts, the weights and the targets."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partysurvey.errors import RequestError
from partysurvey.weighting.calibration import calibrated_ratios
from partysurvey.weighting.distances import bounded_distance, linear_distance, logit_distance, raking_distance
from partysurvey.weighting.kish import weight_spread
from partysurvey.weighting.margins import PlacedMargin, indicators
from partysurvey.weighting.raking import poststratified_ratios, raked_ratios, replicate_ratios
from partysurvey.weighting.trimming import trimmed_weights

ROWS, COLUMNS = 3, 4
CELLS = ROWS * COLUMNS
numbers = st.floats(0.5, 20.0)


def margins_of(w):
    """The margins that the weights have, on cells of rows × columns."""
    rows, columns = np.divmod(np.arange(CELLS), COLUMNS)
    return [
        PlacedMargin("rows", rows, np.bincount(rows, w)),
        PlacedMargin("columns", columns, np.bincount(columns, w)),
    ]


@st.composite
def cases(draw):
    """Old weights of full cells, and the margins of other positive weights: they can be met."""
    w = np.array(draw(st.lists(numbers, min_size=CELLS, max_size=CELLS)))
    aim = w * np.array(draw(st.lists(st.floats(0.8, 1.25), min_size=CELLS, max_size=CELLS)))
    return w, margins_of(aim)


DISTANCES = [linear_distance(), raking_distance(), bounded_distance(0.2, 4), logit_distance(0.2, 4)]


def close(ours, expected):
    assert ours == pytest.approx(expected, rel=1e-8, abs=1e-9)


@given(cases())
def test_weighted_margins_are_the_targets(case):
    w, margins = case
    solutions = [raked_ratios(w, margins)[-1]]
    solutions += [calibrated_ratios(w, *indicators(margins), distance) for distance in DISTANCES]
    for ratios in solutions:
        for margin in margins:
            close(margin.sums(w * ratios), margin.targets)


@given(cases())
def test_the_order_of_margins_does_not_matter(case):
    w, margins = case
    close(raked_ratios(w, margins)[-1], raked_ratios(w, margins[::-1])[-1])


@given(cases())
def test_raking_is_calibration_with_an_exponential_curve(case):
    w, margins = case
    close(raked_ratios(w, margins)[-1], calibrated_ratios(w, *indicators(margins), raking_distance()))


@given(cases(), st.floats(0.01, 100))
def test_scaled_old_weights_give_the_same_new_weights(case, factor):
    w, margins = case
    for ratios in (
        lambda w: raked_ratios(w, margins)[-1],
        lambda w: poststratified_ratios(w, margins[0]),
    ):
        close(ratios(w * factor) * factor, ratios(w))


@given(cases())
def test_present_totals_change_nothing(case):
    w, _ = case
    margins = margins_of(w)
    close(raked_ratios(w, margins)[-1], np.ones(CELLS))
    close(poststratified_ratios(w, margins[0]), np.ones(CELLS))
    for distance in DISTANCES:
        close(calibrated_ratios(w, *indicators(margins), distance), np.ones(CELLS))


@given(cases())
def test_cells_may_be_split(case):
    """Two cells in the same categories get the ratio of the one that they make together: rows need not be seen."""
    w, margins = case
    twice = [PlacedMargin(each.name, np.tile(each.places, 2), each.targets) for each in margins]
    split = np.concatenate((w * 0.25, w * 0.75))
    close(raked_ratios(split, twice)[-1], np.tile(raked_ratios(w, margins)[-1], 2))
    values, totals = indicators(margins)
    for distance in DISTANCES:
        whole = calibrated_ratios(w, values, totals, distance)
        close(calibrated_ratios(split, np.hstack((values, values)), totals, distance), np.tile(whole, 2))


@given(cases())
def test_bounds_hold(case):
    w, margins = case
    for distance in (bounded_distance(0.9, 1.1), logit_distance(0.9, 1.1)):
        try:
            ratios = calibrated_ratios(w, *indicators(margins), distance)
        except RequestError:
            continue
        assert ratios.min() >= 0.9 - 1e-12
        assert ratios.max() <= 1.1 + 1e-12


@given(cases())
def test_replicates_are_weighted_one_by_one(case):
    w, margins = case
    replicates = np.column_stack((w, w[::-1], 2 * w))
    ratios = replicate_ratios(replicates, lambda column: raked_ratios(column, margins)[-1])
    for place, column in enumerate(replicates.T):
        close(ratios[:, place], raked_ratios(column, margins)[-1])


weights = st.lists(st.tuples(st.floats(0.1, 50), st.integers(1, 9)), min_size=2, max_size=20)


@given(weights, st.floats(0.3, 0.9), st.floats(1.1, 3), st.booleans())
def test_trimming_keeps_the_sum_and_the_limits(pairs, low, high, strict):
    values, n = np.array([w for w, _ in pairs]), np.array([count for _, count in pairs])
    mean = float((values * n).sum() / n.sum())
    try:
        trimmed = trimmed_weights(values, n, low * mean, high * mean, strict=strict)
    except RequestError:
        assume(False)
    close((trimmed * n).sum(), (values * n).sum())
    inside = (values >= low * mean) & (values <= high * mean)
    if strict:
        assert trimmed.min() >= low * mean * (1 - 1e-12)
        assert trimmed.max() <= high * mean * (1 + 1e-12)
    elif inside.any():
        assert np.ptp(trimmed[inside] - values[inside]) <= 1e-9 * mean  # all take the same part


@given(weights)
def test_the_weighting_effect_is_one_plus_the_squared_variation(pairs):
    values, n = np.array([w for w, _ in pairs]), np.array([count for _, count in pairs])
    people = np.repeat(values, n)
    spread = weight_spread(values, n)
    close(spread.effect, 1 + (people.std() / people.mean()) ** 2)
    close(spread.effective, people.sum() ** 2 / (people**2).sum())


def test_without_weight_there_is_no_spread():
    assert weight_spread(np.zeros(2), np.array([1, 1])) is None
