"""Tests where there is nothing to test, against values that follow from the definitions, and SciPy."""

import math

import numpy as np
import pytest
from scipy import stats

from partysurvey.errors import RequestError
from partysurvey.estimates.comparisons.agreement import kappa
from partysurvey.estimates.comparisons.chi_square_tests import goodness_of_fit, likelihood_ratio_test, pearson_test
from partysurvey.estimates.comparisons.correlation import correlation, pearson_correlation_test, spearman_test
from partysurvey.estimates.comparisons.exact import binomial_two_sided, fisher_2x2
from partysurvey.estimates.comparisons.exact_tables import fisher_table
from partysurvey.estimates.comparisons.matched import cochran_q, friedman, mcnemar, mcnemar_exact
from partysurvey.estimates.comparisons.mean_tests import Groups, anova, pairwise_t, pooled_t, welch_anova, welch_t
from partysurvey.estimates.comparisons.multiplicity import adjusted
from partysurvey.estimates.comparisons.nominal import chi_square_measures, lambda_of_rows, uncertainty
from partysurvey.estimates.comparisons.ordinal import gamma, ordered_table, somers_d_of_rows, tau_b, tau_c
from partysurvey.estimates.comparisons.proportions import pooled_z, two_proportions
from partysurvey.estimates.comparisons.ranks import kruskal_wallis, mann_whitney

ONE_ROW = np.array([[3.0, 4.0], [0.0, 0.0]])
DIAGONAL = np.diag([3.0, 4.0, 5.0])


def test_a_table_with_one_live_row_has_no_test():
    found = [pearson_test(ONE_ROW), likelihood_ratio_test(ONE_ROW), chi_square_measures(ONE_ROW), fisher_table(ONE_ROW)]
    assert found == [None] * 4
    assert lambda_of_rows(ONE_ROW) is None
    assert uncertainty(np.array([[5.0]])) is None


def test_ties_only():
    table = ordered_table(ONE_ROW[:1])
    assert [gamma(table), tau_b(table), tau_c(table)] == [None] * 3
    assert somers_d_of_rows(table).value == 0
    assert kruskal_wallis(ONE_ROW) is None
    assert mann_whitney(ONE_ROW) is None
    assert spearman_test(ONE_ROW) is None


def test_perfect_association():
    table = ordered_table(DIAGONAL)
    assert (gamma(table).value, tau_b(table).value) == (1, 1)
    assert chi_square_measures(DIAGONAL).cramers_v == pytest.approx(1)
    assert kappa(DIAGONAL).value == 1
    x = np.arange(3.0)
    test = pearson_correlation_test(DIAGONAL, x, x)
    assert (test.estimate, test.p, test.low, test.high) == (1, 0, 1, 1)
    assert correlation(DIAGONAL, x, -x) == -1
    assert kappa(np.array([[4.0, 0.0], [0.0, 0.0]])) is None


def test_nobody_changed():
    assert mcnemar(DIAGONAL) is None
    assert mcnemar_exact(DIAGONAL[:2, :2]) is None
    assert cochran_q(np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([3.0, 4.0])) is None
    assert friedman(np.array([[2.0, 2.0]]), np.array([3.0])) is None


def test_means_without_spread_or_people():
    still = Groups(np.array([2.0, 2.0]), np.array([1.0, 3.0]), np.zeros(2))
    single = Groups(np.array([1.0, 1.0]), np.array([1.0, 3.0]), np.zeros(2))
    assert [test(still) for test in (welch_t, pooled_t, anova, welch_anova)] == [None] * 4
    assert [test(single) for test in (welch_t, pooled_t, anova, welch_anova)] == [None] * 4
    assert pairwise_t(still) == [None]


def test_shares_without_people_or_all_alike():
    assert pooled_z(0.5, 0, 0.5, 10) is None
    assert pooled_z(1, 5, 1, 10) is None
    assert two_proportions(np.array([5.0, 4.0]), np.array([5.0, 4.0])) is None
    assert two_proportions(np.array([0.0, 4.0]), np.array([0.0, 5.0])) is None


def test_goodness_of_fit_as_scipy_gives_it():
    test = goodness_of_fit(np.array([10.0, 20.0, 30.0]), np.array([0.2, 0.3, 0.5]))
    expected = stats.chisquare([10, 20, 30], [12, 18, 30])
    assert (test.statistic, test.p) == pytest.approx((expected.statistic, expected.pvalue))
    assert goodness_of_fit(np.array([1.0, 2.0]), np.array([0.0, 1.0])) is None


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_fisher_2x2_as_scipy_gives_it(alternative):
    table = np.array([[3.0, 9.0], [8.0, 4.0]])
    test = fisher_2x2(table, alternative)
    assert test.p == pytest.approx(stats.fisher_exact(table, alternative).pvalue, rel=1e-9)
    limits = stats.contingency.odds_ratio(table.astype(int)).confidence_interval(0.95, alternative)
    assert (test.low, test.high) == pytest.approx(tuple(limits), rel=1e-9)


def test_fisher_at_the_ends():
    assert fisher_2x2(np.array([[0.0, 5.0], [5.0, 5.0]])).odds_ratio == 0
    assert fisher_2x2(np.array([[5.0, 0.0], [5.0, 5.0]])).high == math.inf


@pytest.mark.parametrize("table", [[[3, 9], [8, 4]], [[1, 4], [3, 3], [3, 1]], [[2, 3], [6, 1], [1, 4]]])
def test_fisher_table_as_enumeration_gives_it(table):
    counts = np.array(table)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    law = stats.random_table(rows, columns)
    observed = law.pmf(counts)
    first = np.stack(np.meshgrid(*[np.arange(row + 1) for row in rows], indexing="ij"), -1).reshape(-1, len(rows))
    tables = [np.stack([way, rows - way], 1) for way in first if way.sum() == columns[0]]
    likely = [p for p in map(law.pmf, tables) if p <= observed * (1 + 1e-7)]
    assert fisher_table(counts) == pytest.approx(sum(likely), rel=1e-8)
    assert fisher_table(counts.T) == pytest.approx(sum(likely), rel=1e-8)


def test_fisher_table_too_large(snapshot):
    with pytest.raises(RequestError) as error:
        fisher_table(np.full((7, 7), 60.0))
    assert str(error.value) == snapshot


def test_binomial_as_scipy_gives_it():
    for successes, trials in ((2, 34), (5, 10), (0, 3), (7, 9)):
        assert binomial_two_sided(successes, trials) == pytest.approx(stats.binomtest(successes, trials).pvalue)


def test_bowker():
    table = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    test = mcnemar(table)
    assert test.statistic == pytest.approx(4 / 6 + 16 / 10 + 4 / 14)
    assert test.df == (3,)


def test_adjusting_nothing():
    assert adjusted(np.array([]), "holm").tolist() == []
