"""Comparisons of means (and of shares, which are means) under a design."""

import math

import numpy as np

from partysurvey.estimates.comparisons.significance import Significance, f_tail, t_test
from partysurvey.estimates.comparisons.wald import wald_square
from partysurvey.tally.sums import FloatArray


def one_mean_test(
    mean: float, variance: float, df: float, null: float = 0.0, level: float = 0.95
) -> Significance | None:
    """The t test of a mean against `null`, or of a mean difference of pairs against 0, on df - 1 degrees of freedom.

    The estimate and its interval are those of mean - null. df - 1 as R has it, textbooks have df; None without spread.
    Source: [KornGraubard1999]. R: svyttest(I(y - null) ~ 0, d).
    """
    return t_test(mean - null, math.sqrt(max(variance, 0.0)), df - 1, level)


def two_means_test(means: FloatArray, covariance: FloatArray, df: float, level: float = 0.95) -> Significance | None:
    """The t test of the second mean minus the first, on df - 1 degrees of freedom; None without spread.

    means (2,) and their covariance (2, 2), of groups that may overlap or share PSUs. Source: [KornGraubard1999].
    R: svyttest(y ~ group, d).
    """
    variance = float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    return t_test(float(means[1] - means[0]), math.sqrt(max(variance, 0.0)), df - 1, level)


def many_means_test(means: FloatArray, covariance: FloatArray, df: float) -> Significance | None:
    """The Wald test that g groups have the same mean; None if their covariance is singular or df too few.

    F = W/(g - 1) on (g - 1, df - (g - 1)), W of the distances from the first group. Source: [KornGraubard1999].
    R: regTermTest(svyglm(y ~ factor(g), d), ~factor(g)).
    """
    k = len(means) - 1
    apart = np.hstack((-np.ones((k, 1)), np.eye(k)))
    square = wald_square(apart @ means, apart @ covariance @ apart.T)
    if square is None or k < 1 or df - k <= 0:
        return None
    return Significance(square / k, (k, df - k), f_tail(square / k, k, df - k))


def difference_test(pair: FloatArray, covariance: FloatArray, df: float, level: float = 0.95) -> Significance | None:
    """The t test of the first estimate minus the second, on df degrees of freedom; None without spread or estimates.

    pair (2,), covariance (2, 2); df infinite gives the normal test. R: svycontrast(…, c(1, -1)).
    """
    variance = float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    scale = float(covariance[0, 0] + covariance[1, 1])
    if not math.isfinite(float(pair[0] - pair[1])) or not variance > 1e-14 * scale:
        return None
    return t_test(float(pair[0] - pair[1]), math.sqrt(variance), df, level)
