"""Comparisons of shares between the columns of a table, two by two."""

import math

import numpy as np

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.comparisons.significance import Significance, normal_two_sided
from partysurvey.tally.sums import FloatArray


def pooled_z(first: float, first_base: float, second: float, second_base: float) -> Significance | None:
    """The z test of two shares of separate people, estimate their difference without an interval; None if none can be.

    `overlapping_z` without overlap. R: prop.test(x, n, correct = FALSE), √statistic.
    """
    if not (first_base > 0 and second_base > 0):
        return None
    return overlapping_z(np.array([first, second]), np.diag([1 / first_base, 1 / second_base]))


def overlapping_z(shares: FloatArray, parts: FloatArray) -> Significance | None:
    """The z test of two shares of people who may be in both columns; None where a base is 0 or everybody is alike.

    z = (p_1 - p_2)/√(p(1 - p)(1/n_1 + 1/n_2 - 2 n_12/(n_1 n_2))), p the mean of both shares by their n; n Kish's
    effective base. parts (2, 2): Σw²_{in both}/(W_i W_j), which is 1/n_i for i = j. Source: [Fleiss1981], [Kish1965].
    """
    if not (np.diag(parts) > 0).all():
        return None
    effective = 1 / np.diag(parts)
    share = float(shares @ effective / effective.sum())
    variance = share * (1 - share) * float(parts[0, 0] + parts[1, 1] - 2 * parts[0, 1])
    if not variance > 1e-15:
        return None
    z = float(shares[0] - shares[1]) / math.sqrt(variance)
    return Significance(z, (), normal_two_sided(z), float(shares[0] - shares[1]))


def column_pairs(columns: int) -> list[tuple[int, int]]:
    """Every pair of columns (first, second), first < second, in the order of the first."""
    return [(one, other) for one in range(columns) for other in range(one + 1, columns)]


def column_proportion_tests(shares: FloatArray, bases: FloatArray) -> list[Significance | None]:
    """The pooled z tests of one row's shares in all pairs of columns, in the order of `column_pairs`."""
    return [
        pooled_z(float(shares[one]), float(bases[one]), float(shares[other]), float(bases[other]))
        for one, other in column_pairs(len(shares))
    ]


def two_proportions(successes: FloatArray, totals: FloatArray, *, yates: bool = True) -> Significance | None:
    """The chi-square test of two shares, successes of totals; None where everybody is alike or a total is 0.

    Σ (|o - e| - c)²/e over successes and failures, c the least of 1/2 and |p_1 - p_2|/(1/n_1 + 1/n_2) with `yates`.
    Source: [Yates1934]. R: prop.test(x, n, correct = …); over all pairs: pairwise.prop.test.
    """
    together = float(successes.sum() / totals.sum()) if (totals > 0).all() else 0.0
    if not 0 < together < 1:
        return None
    distance = np.abs(successes - totals * together)
    gap = abs(float(successes[0] / totals[0] - successes[1] / totals[1]))
    correction = min(0.5, gap / float((1 / totals).sum())) if yates else 0.0
    variance = totals * together * (1 - together)
    statistic = float(((distance - correction) ** 2 / variance).sum())
    return Significance(statistic, (1,), chi_square_survival(statistic, 1))
