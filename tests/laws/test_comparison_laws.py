"""What holds of tests and measures whatever the counts are."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from msgspec.structs import replace

from partysurvey.estimates.comparisons.agreement import kappa
from partysurvey.estimates.comparisons.chi_square_tests import likelihood_ratio_test, pearson_test
from partysurvey.estimates.comparisons.correlation import correlation
from partysurvey.estimates.comparisons.designed_agreement import designed_kappa
from partysurvey.estimates.comparisons.exact import fisher_2x2
from partysurvey.estimates.comparisons.exact_tables import fisher_table
from partysurvey.estimates.comparisons.many_tests import ManyTests
from partysurvey.estimates.comparisons.multiplicity import adjusted
from partysurvey.estimates.comparisons.nominal import chi_square_measures, uncertainty
from partysurvey.estimates.comparisons.ordinal import gamma, ordered_table, somers_d, somers_d_of_rows, tau_b, tau_c
from partysurvey.estimates.comparisons.proportions import column_pairs, column_proportion_tests
from partysurvey.estimates.comparisons.ranks import kruskal_wallis, mann_whitney
from partysurvey.estimates.comparisons.rao_scott import (
    DesignedTable,
    design_effects,
    rao_scott_chi_square,
    rao_scott_exact,
    rao_scott_f,
    rao_scott_saddlepoint,
)
from partysurvey.estimates.comparisons.wald import wald_test
from partysurvey.estimates.letters import LetterRule, row_marks, row_p

counts = st.integers(0, 30).map(float)
tables = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(lambda shape: arrays(float, shape, elements=counts))
squares = st.integers(2, 4).flatmap(lambda size: arrays(float, (size, size), elements=counts))
positive = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(1, 30).map(float))
)
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=8).map(np.array)
METHODS = ("none", "bonferroni", "holm", "hochberg", "hommel", "BH", "BY")


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms())
def test_relabelling_options_changes_no_nominal_measure(table, random):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    other = table[rows][:, columns]
    for measure in (pearson_test, likelihood_ratio_test):
        one, two = measure(table), measure(other)
        assert (one is None) == (two is None)
        assert one is None or (one.statistic, one.p) == pytest.approx((two.statistic, two.p), abs=1e-9)
    assert (uncertainty(table) if table.any() else 0) == pytest.approx(uncertainty(other) if table.any() else 0)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_measures_stay_in_their_bounds(table):
    measures = chi_square_measures(table)
    if measures is not None:
        for value in (measures.cramers_v, measures.cramers_v_corrected, measures.tschuprow, measures.contingency):
            assert 0 <= value <= 1 + 1e-12
    ordered = ordered_table(table)
    for measure in (gamma, tau_b, tau_c, somers_d, somers_d_of_rows):
        found = measure(ordered) if table.any() else None
        assert found is None or (-1 - 1e-12 <= found.value <= 1 + 1e-12 and found.se >= 0)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_reversing_a_scale_turns_the_sign(table):
    assume(table.any())
    for measure in (gamma, tau_b, tau_c, somers_d, somers_d_of_rows):
        one, other = measure(ordered_table(table)), measure(ordered_table(table[::-1]))
        assert (one is None) == (other is None)
        assert one is None or (one.value, one.se) == pytest.approx((-other.value, other.se), abs=1e-12)
    rows, columns = (np.arange(size, dtype=float) for size in table.shape)
    r = correlation(table, rows, columns)
    assert r is None or r == pytest.approx(-correlation(table, -rows, columns), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(arrays(float, (4, 2), elements=counts))
def test_two_groups_of_kruskal_and_wallis_are_mann_and_whitney(table):
    two, many = mann_whitney(table), kruskal_wallis(table)
    assert (two is None) == (many is None)
    # H = z²: rounding of 1e-15 in an H that is 0 in theory is 3e-8 in z, and so in p.
    assert two is None or two.p == pytest.approx(many.p, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(arrays(float, (2, 2), elements=st.integers(0, 9).map(float)))
def test_fisher_of_two_by_two_is_fisher_of_a_table(table):
    p = fisher_table(table)
    assert p is None or p == pytest.approx(fisher_2x2(table).p, rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(p_values, st.sampled_from(METHODS))
def test_adjusted_p_values_keep_their_order_and_are_never_smaller(p, method):
    found = adjusted(p, method)
    assert (found >= p - 1e-12).all()
    assert (found <= 1).all()
    assert (np.diff(found[np.argsort(p, kind="stable")]) >= -1e-12).all()
    assert (found <= adjusted(p, "bonferroni") + 1e-12).all() or method == "BY"


@settings(max_examples=60, deadline=None)
@given(positive, st.sampled_from(METHODS), st.floats(0.8, 0.99))
def test_letters_are_given_once_per_significant_pair(table, method, level):
    bases = table.sum(axis=0)
    rule = LetterRule(level=level, looser=0.7, adjustment=method, minimum_base=0)
    found = column_proportion_tests(table[0] / bases, bases)
    parts = ([np.nan if test is None else getattr(test, part) for test in found] for part in ("statistic", "p"))
    tests = ManyTests(*map(np.array, parts))
    letters = [marks.letters for marks in row_marks(tests, bases, rule)]
    p = row_p(tests, bases, rule)
    assert sum(map(len, letters)) == sum(1 for each in p if each < 1 - 0.7)
    shares = table[0] / bases
    for place, column in enumerate(letters):
        assert all(shares[place] > shares["ABCD".index(letter.upper())] for letter in column)
    assert len(p) == len(column_pairs(len(bases)))


def simple(table):
    """The shares of a table under simple sampling with replacement, covariance (diag(p) - p pᵀ)/n."""
    n = table.sum()
    p = table.ravel() / n
    return DesignedTable(table / n, (np.diag(p) - np.outer(p, p)) / n, n, n - 1)


@settings(max_examples=60, deadline=None)
@given(positive)
def test_rao_and_scott_of_a_simple_sample_is_pearson(table):
    assert design_effects(simple(table)) == pytest.approx(1, rel=1e-6)
    plain, corrected, f = pearson_test(table), rao_scott_chi_square(simple(table)), rao_scott_f(simple(table))
    assert corrected.p == pytest.approx(plain.p, abs=1e-7)
    assert f.statistic * f.df[0] == pytest.approx(plain.statistic, rel=1e-6, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(arrays(float, (2, 2), elements=st.integers(1, 30).map(float)), st.integers(1, 200))
def test_the_distribution_of_a_single_chi_square_is_that_of_f(table, df):
    shares = replace(simple(table), df=float(df))
    assert rao_scott_exact(shares).p == pytest.approx(rao_scott_f(shares).p, abs=1e-10)
    assert rao_scott_saddlepoint(shares).p == pytest.approx(rao_scott_f(shares).p, abs=0.05)


@settings(max_examples=60, deadline=None)
@given(positive, st.sampled_from([1e-3, 7.0, 1e5]))
def test_scaling_all_weights_changes_no_test(table, factor):
    shares = simple(table)
    totals = DesignedTable(table, shares.covariance * table.sum() ** 2, shares.n, shares.df)
    scaled = DesignedTable(table * factor, totals.covariance * factor**2, shares.n, shares.df)
    one, other = wald_test(totals), wald_test(scaled)
    assert (one is None) == (other is None)
    assert one is None or one.statistic == pytest.approx(other.statistic, rel=1e-6, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(squares)
def test_kappa_under_a_simple_design_is_kappa(table):
    assume(table.any())
    plain, under_design = kappa(table), designed_kappa(table / table.sum(), simple(table).covariance)
    assert (plain is None) == (under_design is None)
    assert plain is None or plain.value == pytest.approx(under_design.value, abs=1e-9)
    assert plain is None or math.isclose(plain.se, under_design.se, rel_tol=1e-6, abs_tol=1e-6)
