"""Intervals and tests of shares against SciPy, and the edges where formulas fail."""

import math

import numpy as np
import pytest
from scipy import stats

from partysurvey.errors import RequestError
from partysurvey.estimates import dispersion
from partysurvey.estimates.comparisons.chi_square_tests import goodness_of_fit
from partysurvey.estimates.comparisons.proportions import pooled_z, two_proportions
from partysurvey.estimates.descriptives import kurtosis, median_deviation, skewness, trimmed_mean, value_range
from partysurvey.estimates.finite_intervals import cochran_se, hypergeometric_ends, hypergeometric_tail, simple_se
from partysurvey.estimates.multinomial import goodman_ends
from partysurvey.estimates.numbers import Numbers
from partysurvey.estimates.proportion_intervals import share_ends
from partysurvey.estimates.quantile_rules import RULES, quantile
from partysurvey.estimates.simple_intervals import simple_ends
from partysurvey.estimates.special_functions import beta_quantile, chi_square_quantile
from partysurvey.estimates.two_shares import Part, unpooled_z
from partysurvey.estimates.woodruff import QuantileEstimate, QuantileMethod, quantile_estimates, value_cells
from partysurvey.survey import Absence
from partysurvey.tally.axis import Axis, Unit
from partysurvey.tally.sums import Counts

SCIPY_NAMES = {"clopper_pearson": "exact", "wilson": "wilson", "wilson_cc": "wilsoncc"}


@pytest.mark.parametrize("name", SCIPY_NAMES)
@pytest.mark.parametrize(("x", "n"), [(0, 7), (7, 7), (3, 7), (1, 3), (50, 1000)])
def test_simple_intervals(name, x, n):
    known = stats.binomtest(x, n).proportion_ci(0.9, method=SCIPY_NAMES[name])
    found = simple_ends(name, x, n, 0.9)
    assert (found.low, found.high) == pytest.approx((known.low, known.high), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("n", "members", "population"), [(10, 4, 30), (25, 20, 30), (400, 5000, 25000), (3, 0, 5)])
def test_tails_of_the_hypergeometric_distribution(n, members, population):
    known = stats.hypergeom(population, members, n)
    for x in range(0, n + 1, max(1, n // 20)):
        assert hypergeometric_tail(x, n, members, population) == pytest.approx(known.cdf(x), rel=1e-8, abs=1e-12)


def test_special_quantiles():
    assert beta_quantile(0.3, 2.5, 7) == pytest.approx(stats.beta.ppf(0.3, 2.5, 7), rel=1e-12)
    assert (beta_quantile(0.3, 0, 7), beta_quantile(0.3, 7, 0)) == (0, 1)
    assert chi_square_quantile(0.95, 3) == pytest.approx(stats.chi2.ppf(0.95, 3), rel=1e-12)


def test_beta_at_0_percent_is_clopper_and_pearson_of_the_base_where_df_is_that_of_a_simple_sample():
    known = stats.binomtest(0, 20).proportion_ci(0.95, method="exact")
    for method in ("beta", "logit", "mean", "likelihood", "asin", "xlogit"):
        found = share_ends(method, 0.0, 0.0, 20, 19, 0.95)
        assert (found.low, found.high, found.method) == (0, pytest.approx(known.high, rel=1e-12), "beta")
    assert share_ends("wilson", 0.0, 0.0, 20, math.inf, 0.95).high == pytest.approx(
        stats.binomtest(0, 20).proportion_ci(0.95, method="wilson").high, rel=1e-12
    )


@pytest.mark.parametrize("method", ["wilson", "logit", "beta", "likelihood", "asin", "xlogit", "mean"])
def test_a_share_without_sampling_error_has_an_interval_without_length(method):
    found = share_ends(method, 0.3, 0.0, 100, 99, 0.95)
    assert (found.low, found.high) == (pytest.approx(0.3, abs=1e-15), pytest.approx(0.3, abs=1e-15))


def test_a_full_count_has_an_interval_without_length_at_the_ends_too():
    assert share_ends("beta", 0.0, 0.0, math.inf, 99, 0.95).high == 0
    assert share_ends("wilson", 1.0, 0.0, math.inf, 99, 0.95).low == 1
    assert hypergeometric_ends(3, 10, 10, 0.95) == (0.3, 0.3)


def test_without_people_or_degrees_of_freedom_there_is_no_interval():
    assert share_ends("beta", 0.5, 0.01, 0, 9, 0.95).low is None
    assert share_ends("mean", 0.5, 0.01, 10, 0, 0.95).high is None
    assert simple_ends("wilson", 0, 0, 0.95).low is None
    assert (cochran_se(0, 1, 5), simple_se(0, 0, 5)) == (None, None)


def test_unknown_methods_are_refused_with_those_that_exist(snapshot):
    for ends in (share_ends, simple_ends):
        arguments = (0.5, 0.01, 10, 9, 0.95) if ends is share_ends else (5, 10, 0.95)
        with pytest.raises(RequestError) as error:
            ends("exact", *arguments)
        assert str(error.value) == snapshot


def test_equal_shares_of_0_cannot_be_told_apart():
    assert unpooled_z(Part(0, 10), Part(0, 20)) is None
    assert pooled_z(0.0, 10, 0.0, 20) is None
    assert two_proportions(np.zeros(2), np.array([10.0, 20.0])) is None
    assert two_proportions(np.array([1.0, 2.0]), np.array([2.0, 4.0])).p == 1


def test_the_corrected_test_is_that_of_a_two_by_two_table():
    known = stats.chi2_contingency([[30, 12], [20, 28]], correction=True).pvalue
    assert two_proportions(np.array([30.0, 12.0]), np.array([50.0, 40.0])).p == pytest.approx(known, rel=1e-10)


def test_a_distribution_against_shares():
    known = stats.chisquare([10, 20, 30], [15, 15, 30])
    test = goodness_of_fit(np.array([10.0, 20.0, 30.0]), np.array([1.0, 1.0, 2.0]))
    assert (test.statistic, test.p) == (pytest.approx(known.statistic), pytest.approx(known.pvalue))
    assert goodness_of_fit(np.zeros(2), np.ones(2)) is None
    assert goodman_ends([0, 0], 0.95) == ((0, 1), (0, 1))


def test_agreement_at_its_extremes():
    measures = (
        dispersion.ordinal_consensus,
        dispersion.ordinal_variation,
        dispersion.relative_entropy,
        dispersion.qualitative_variation,
    )
    assert [measure([0, 7, 0]) for measure in measures] == [1, 0, 0, 0]
    assert [measure([5, 5]) for measure in measures] == [0, 1, 1, 1]
    assert [measure([0, 0]) for measure in measures] == [None] * 4


def plain(values):
    found, n = np.unique(np.array(values, dtype=float), return_counts=True)
    return Numbers(found, n, n.astype(float), n.astype(float))


def test_descriptions():
    values = [1, 2, 2, 3, 5, 8, 8, 8, 13, 40, 41]
    numbers = plain(values)
    assert trimmed_mean(numbers) == pytest.approx(stats.trim_mean(values, 0.1))
    assert trimmed_mean(numbers, 0.5) == 8
    assert median_deviation(numbers) == pytest.approx(1.4826 * stats.median_abs_deviation(values))
    scale = (10 / 11) ** 0.5
    assert skewness(numbers) == pytest.approx(stats.skew(values) * scale**3)
    assert kurtosis(numbers) == pytest.approx((stats.kurtosis(values) + 3) * scale**4 - 3)
    assert value_range(numbers) == 40
    nothing = plain([])
    for measure in (trimmed_mean, median_deviation, skewness, kurtosis, value_range):
        assert measure(nothing) is None
    assert skewness(plain([3, 3])) is None


@pytest.mark.parametrize("rule", RULES)
def test_the_quantile_of_one_person_is_their_number(rule):
    for p in (0, 0.3, 1):
        assert quantile(plain([7]), p, rule) == 7


def test_quantiles_of_nobody_are_none():
    found = quantile_estimates(plain([]), [0.5], np.zeros_like, QuantileMethod(9))
    assert found == (QuantileEstimate(0.5, None),)


def test_cells_of_scores_within_a_domain():
    scale, group = Axis("scale", ("good", "bad", "other", Absence.BLANK)), Axis("group", ("a", "b"))
    n = np.arange(1, 17).reshape(4, 2, 2)
    counts = Counts((scale, group), n, n * 2.0, n * 4.0, (Unit("", ("1",)), Unit("", ("2",))))
    cells = value_cells(counts, np.array([True, False]), np.array([2.0, 1.0, np.nan, np.nan]))
    assert (cells.values.tolist(), cells.n.tolist()) == ([1, 2], [[5, 6], [1, 2]])
    assert cells.numbers.w.tolist() == [22, 6]
    assert cells.numbers.w2.tolist() == [44, 12]


def test_a_quantile_without_degrees_of_freedom_has_no_interval():
    found = quantile_estimates(plain([1, 2, 3]), [0.5], np.ones_like, QuantileMethod(0))
    assert found == (QuantileEstimate(0.5, 2.0),)


@pytest.mark.parametrize("rule", RULES)
def test_a_quantile_without_sampling_error_is_its_own_interval(rule):
    (found,) = quantile_estimates(plain([1, 2, 3, 5, 8, 9, 11]), [0.3], np.zeros_like, QuantileMethod(9, rule))
    assert (found.se, found.low, found.high) == (0, found.value, found.value)
