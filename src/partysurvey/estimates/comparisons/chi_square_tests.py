"""Chi-square tests of two-way and one-way tables of counts."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.tally.sums import FloatArray


def live_table(table: FloatArray) -> FloatArray:
    """The 2-D table without its empty rows and columns, as floats."""
    counts: FloatArray = np.asarray(table, dtype=np.float64)
    return np.asarray(counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0])


def expected_counts(table: FloatArray) -> FloatArray:
    """2-D float array, row sum · column sum / n. R: chisq.test(t)$expected."""
    return np.asarray(table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / table.sum())


def pearson_test(table: FloatArray, *, yates: bool = False) -> Significance | None:
    """Pearson's test of independence; None with fewer than two live rows or columns.

    X² = Σ (|o - e| - c)²/e; c is 0, or with `yates` in a 2 × 2 table the least of 1/2 and |o - e|. Source:
    [Pearson1900], [Yates1934]. R: chisq.test(t, correct = …).
    """
    live = live_table(table)
    if min(live.shape) < 2:
        return None
    expected = expected_counts(live)
    distance = np.abs(live - expected)
    if yates and live.shape == (2, 2):
        distance -= min(0.5, float(distance.min()))
    return _chi_square(float((distance**2 / expected).sum()), _freedom(live))


def likelihood_ratio_test(table: FloatArray) -> Significance | None:
    """The likelihood ratio test of independence; None with fewer than two live rows or columns.

    G² = 2 Σ o ln(o/e). Source: [Wilks1938]. R: vcd::assocstats(t)$chisq_tests["Likelihood Ratio", ].
    """
    live = live_table(table)
    if min(live.shape) < 2:
        return None
    ratio = np.where(live > 0, live / expected_counts(live), 1.0)
    return _chi_square(2 * float((live * np.log(ratio)).sum()), _freedom(live))


def goodness_of_fit(counts: FloatArray, shares: FloatArray) -> Significance | None:
    """Pearson's test that 1-D counts come from the given shares, scaled to sum to 1; None with fewer than two options.

    None too without people, or where a share is 0. X² = Σ (o - n p)²/(n p). Source: [Pearson1900].
    R: chisq.test(counts, p = shares).
    """
    expected = float(np.sum(counts)) * shares / np.sum(shares)
    if len(counts) < 2 or not (expected > 0).all():
        return None
    return _chi_square(float(((counts - expected) ** 2 / expected).sum()), len(counts) - 1)


class Residuals(Struct, frozen=True, eq=False):
    """How far each cell of a table is from independence: Pearson's and adjusted residuals, 2-D float arrays."""

    pearson: FloatArray
    adjusted: FloatArray


def residuals(table: FloatArray) -> Residuals:
    """The residuals of a table without empty rows and columns; adjusted ones are near standard normal.

    r = (o - e)/√e and r/√((1 - row share)(1 - column share)).
    Source: [Haberman1973]. R: chisq.test(t)$residuals, $stdres.
    """
    expected = expected_counts(table)
    pearson = (table - expected) / np.sqrt(expected)
    n = table.sum()
    free = np.outer(1 - table.sum(axis=1) / n, 1 - table.sum(axis=0) / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        adjusted = np.where(free > 0, pearson / np.sqrt(free), 0.0)
    return Residuals(np.asarray(pearson), np.asarray(adjusted))


def _freedom(live: FloatArray) -> int:
    rows, columns = live.shape
    return (int(rows) - 1) * (int(columns) - 1)


def _chi_square(statistic: float, df: int) -> Significance:
    return Significance(statistic, (df,), chi_square_survival(statistic, df))
