"""What holds of every interval of a share and of every quantile, whatever people answer."""

import math
from itertools import pairwise

import numpy as np
import pytest
import scipy.special  # noqa: F401  # loaded before the first example is timed
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.estimates.finite_intervals import hypergeometric_counts
from partysurvey.estimates.proportion_intervals import METHODS, share_ends
from partysurvey.estimates.quantile_rules import PLACES, RULES, quantile
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.simple_intervals import SIMPLE_METHODS, simple_ends
from partysurvey.estimates.woodruff import QuantileMethod, ValueCells, quantile_estimates, taylor_variances
from partysurvey.tally.axis import Unit
from partysurvey.tally.sums import Spine

shares = st.sampled_from([0.0, 1.0, 1e-9, 1 - 1e-9]) | st.floats(0, 1)
variances = st.sampled_from([0.0, 1e-30, 1e-8]) | st.floats(0, 1)
bases = st.sampled_from([1, 2, math.inf]) | st.floats(0.5, 1e7)
degrees = st.sampled_from([1, 2, 15, math.inf]) | st.floats(0.5, 1e4)
levels = st.floats(0.01, 0.999)
methods = st.sampled_from(sorted(METHODS))


@given(methods, shares, variances, bases, degrees, levels)
def test_an_interval_lies_in_0_to_1_around_the_share(method, share, variance, n, df, level):
    found = share_ends(method, share, variance, n, df, level)
    assert 0 <= found.low <= share + 1e-12
    assert share - 1e-12 <= found.high <= 1


@given(methods, shares, variances, bases, degrees, st.lists(levels, min_size=2, max_size=4))
def test_a_higher_level_makes_no_shorter_interval(method, share, variance, n, df, chosen):
    ends = [share_ends(method, share, variance, n, df, level) for level in sorted(chosen)]
    for one, wider in pairwise(ends):
        assert wider.low <= one.low + 1e-9
        assert wider.high >= one.high - 1e-9


@given(methods, st.floats(0.001, 0.999), st.floats(1e-6, 0.2), bases, degrees, levels)
def test_the_others_have_the_mirrored_interval(method, share, variance, n, df, level):
    one, other = (share_ends(method, p, variance, n, df, level) for p in (share, 1 - share))
    assert one.low == pytest.approx(1 - other.high, abs=1e-6)
    assert one.high == pytest.approx(1 - other.low, abs=1e-6)


@given(methods, st.sampled_from([0.0, 1.0]), st.integers(1, 500), degrees, levels)
def test_nobody_and_everybody_still_have_an_interval(method, share, n, df, level):
    found = share_ends(method, share, 0.0, n, df, level)
    assert found.method == (method if method in {"wilson", "beta"} else "beta")
    assert (found.low, found.high).count(share) == 1
    assert found.high > found.low


counted = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.sampled_from(sorted(SIMPLE_METHODS)), counted, levels)
def test_simple_intervals_lie_in_0_to_1_around_the_share(method, x_of_n, level):
    x, n = x_of_n
    found = simple_ends(method, x, n, level)
    assert 0 <= found.low <= x / n <= found.high <= 1


@given(counted, st.integers(0, 200), levels)
def test_a_finite_population_holds_at_least_those_who_were_asked(x_of_n, others, level):
    x, n = x_of_n
    low, high = hypergeometric_counts(x, n, n + others, level)
    assert x <= low <= high <= x + others


rows = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([0.5, 1.0, 1.75, 3.0]), st.integers(0, 4)), min_size=2, max_size=40
)
probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=5).map(sorted)
rules = st.sampled_from(sorted(RULES))


def value_cells_of(rows, factor=1.0):
    """The value cells of rows of (value, weight, PSU), all weights times the factor."""
    values = sorted({value for value, _, _ in rows})
    n, w, w2 = (np.zeros((len(values), 5)) for _ in range(3))
    for value, weight, psu in rows:
        place = values.index(value), psu
        n[place] += 1
        w[place] += weight * factor
        w2[place] += (weight * factor) ** 2
    return ValueCells(np.array(values, dtype=float), n.astype(np.int64), w, w2)


def sampling_of(rows, factor=1.0):
    """Five PSUs of one stratum, drawn with replacement."""
    cells = value_cells_of(rows, factor)
    units = tuple(Unit("", (str(psu),)) for psu in range(5))
    return Sampling(Spine(units, cells.n.sum(axis=0), cells.w.sum(axis=0), cells.w2.sum(axis=0)))


def estimates(rows, chosen, method, factor=1.0):
    cells = value_cells_of(rows, factor)
    return quantile_estimates(cells.numbers, chosen, taylor_variances(cells, sampling_of(rows, factor)), method)


@given(rows, probabilities, rules)
def test_quantiles_rise_with_the_probability_and_are_within_the_values(rows, chosen, rule):
    numbers = value_cells_of(rows).numbers
    found = [quantile(numbers, p, rule) for p in chosen]
    assert all(one <= higher + 1e-9 for one, higher in pairwise(found))
    assert all(numbers.values[0] <= value <= numbers.values[-1] for value in found)


@given(rows, st.floats(0, 1), rules, st.sampled_from([1 / 64, 0.5, 4.0]))
def test_quantiles_do_not_change_with_the_unit_of_the_weights(rows, p, rule, factor):
    one, other = (value_cells_of(rows, by).numbers for by in (1.0, factor))
    assert quantile(other, p, rule) == quantile(one, p, rule)


@given(rows, st.floats(0, 1), st.sampled_from(sorted(PLACES)), st.floats(0.01, 100))
def test_interpolated_quantiles_change_little_with_rounding(rows, p, rule, factor):
    one, other = (value_cells_of(rows, by).numbers for by in (1.0, factor))
    assert quantile(other, p, rule) == pytest.approx(quantile(one, p, rule), abs=1e-9)


@given(rows, probabilities, rules, st.sampled_from(["mean", "beta", "xlogit", "asin", "wilson"]))
def test_woodruff_intervals_have_their_ends_in_order_and_no_nan(rows, chosen, rule, interval):
    for found in estimates(rows, chosen, QuantileMethod(4, rule, interval)):
        assert found.value is not None
        assert all(end is None or math.isfinite(end) for end in (found.low, found.high, found.se))
        assert None in {found.low, found.high} or found.low <= found.high
        assert (found.se is None) == (None in {found.low, found.high})


@given(rows, probabilities, rules)
def test_woodruff_intervals_do_not_change_with_the_unit_of_the_weights(rows, chosen, rule):
    method = QuantileMethod(4, rule)
    assert estimates(rows, chosen, method, 4.0) == estimates(rows, chosen, method)


@given(rows, st.floats(0, 1))
def test_the_mathematical_quantile_is_the_least_value_with_enough_below(rows, p):
    numbers = value_cells_of(rows).numbers
    shares = np.cumsum(numbers.w) / numbers.w.sum()  # sums of eighths: exact
    value = quantile(numbers, p, "math", 1e-12)
    place = int(np.flatnonzero(numbers.values == value)[0])
    assert shares[place] >= p - 1e-12
    assert place == 0 or shares[place - 1] < p + 1e-12


def test_splitting_a_row_within_its_psu_changes_no_quantile_by_cumulated_weight():
    whole = [(3, 2.0, 0), (5, 1.0, 1), (5, 3.0, 2), (8, 1.0, 3), (9, 1.0, 4)]
    split = [(3, 1.0, 0), (3, 1.0, 0), *whole[1:]]
    for rule in ("math", "school", "hf3"):
        method = QuantileMethod(4, rule)
        assert estimates(split, [0.2, 0.25, 0.5, 0.9], method) == estimates(whole, [0.2, 0.25, 0.5, 0.9], method)
