"""Comparisons of means (and of shares, which are means) under a design."""

import math

from partysurvey.estimates.comparisons.significance import Significance, t_test
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


def difference_test(pair: FloatArray, covariance: FloatArray, df: float, level: float = 0.95) -> Significance | None:
    """The t test of the first estimate minus the second, on df degrees of freedom; None without spread or estimates.

    pair (2,), covariance (2, 2); df infinite gives the normal test. R: svycontrast(…, c(1, -1)).
    """
    variance = float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    scale = float(covariance[0, 0] + covariance[1, 1])
    if not math.isfinite(float(pair[0] - pair[1])) or not variance > 1e-14 * scale:
        return None
    return t_test(float(pair[0] - pair[1]), math.sqrt(variance), df, level)
