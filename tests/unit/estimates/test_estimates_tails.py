"""Quantiles and tails against SciPy."""

import math

import pytest
from scipy import stats

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.normal import normal_upper_quantile
from partysurvey.estimates.student import incomplete_beta, t_quantile, t_tail

DEGREES = [0.5, 1, 1.5, 2, 3, 5, 10, 29.3, 100, 199, 999, 999.9, 1000, 1001, 1e4, 1e6]
PROBABILITIES = [0.5001, 0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995, 0.9999995]


@pytest.mark.parametrize("df", DEGREES)
def test_t_quantiles(df):
    for probability in PROBABILITIES:
        assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-10)
        assert t_quantile(1 - probability, df) == pytest.approx(-t_quantile(probability, df), rel=1e-9)
    assert t_quantile(0.5, df) == 0


@pytest.mark.parametrize("tail", [0.5, 0.4999, 0.25, 0.05, 0.025, 0.005, 1e-6, 1e-12, 1e-40])
def test_normal_quantiles(tail):
    assert normal_upper_quantile(tail) == pytest.approx(stats.norm.isf(tail), rel=1e-14, abs=1e-15)


def test_t_with_infinite_df_is_normal():
    assert t_quantile(0.975, math.inf) == pytest.approx(stats.norm.ppf(0.975), rel=1e-14)


@pytest.mark.parametrize("df", [1, 4.5, 30, 400])
def test_t_tails(df):
    for t in (0.1, 1, 2.5, 7):
        assert t_tail(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-10)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (2, 3), (40, 0.5), (0.5, 40), (300, 200)])
def test_incomplete_beta(a, b):
    for x in (0, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-6, 1):
        assert incomplete_beta(x, 1 - x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("df", [1, 2, 3, 4, 10, 50, 100, 1000])
def test_chi_square_tails(df):
    for factor in (1e-6, 0.01, 0.5, 0.9, 1, 1.01, 1.5, 2, 3, 10, 30):
        x, expected = df * factor, stats.chi2.sf(df * factor, df)
        if expected > 1e-290:
            assert chi_square_survival(x, df) == pytest.approx(expected, rel=1e-10)
            assert chi_square_survival(x, df) == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_chi_square_of_nothing_and_of_too_much():
    assert chi_square_survival(0, 3) == 1
    assert chi_square_survival(1e6, 3) == 0
