"""Ranks of ordered values from their counts, and the rank tests of simple samples."""

import math

import numpy as np

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.comparisons.significance import Significance, normal_two_sided
from partysurvey.tally.sums import FloatArray


def midranks(counts: FloatArray) -> FloatArray:
    """1-D float array, the mean rank of the people of each value, values in order. R: rank(x)."""
    return np.asarray(np.cumsum(counts) - counts / 2 + 0.5)


def tie_sum(counts: FloatArray) -> float:
    """Σ (t³ - t) over the groups of t equal values."""
    return float((counts**3 - counts).sum())


def kruskal_wallis(table: FloatArray) -> Significance | None:
    """The test that all columns have the same distribution over the ordered rows; None below two live columns or rows.

    H = [12/(n(n+1)) Σ R_c²/n_c - 3(n+1)]/(1 - Σ(t³ - t)/(n³ - n)). Source: [KruskalWallis1952]. R: kruskal.test(x, g).
    """
    live = table[:, table.sum(axis=0) > 0]
    n, ties = float(live.sum()), tie_sum(live.sum(axis=1))
    if live.shape[1] < 2 or ties == n**3 - n:
        return None
    sums = midranks(live.sum(axis=1)) @ live
    between = 12 / (n * (n + 1)) * float((sums**2 / live.sum(axis=0)).sum()) - 3 * (n + 1)
    statistic, df = between / (1 - ties / (n**3 - n)), live.shape[1] - 1
    return Significance(statistic, (df,), chi_square_survival(statistic, df))


def mann_whitney(table: FloatArray, *, continuity: bool = False) -> Significance | None:
    """The normal test of two columns over ordered rows: statistic W of the first column; None if either is empty.

    W = R_1 - n_1(n_1+1)/2, z = (W - n_1 n_2/2 ∓ c)/σ, σ² = n_1 n_2/12 (n + 1 - Σ(t³ - t)/(n(n-1))), c 1/2 with
    `continuity`. The estimate is W/(n_1 n_2), the chance that someone of the first column is above one of the second.
    Source: [MannWhitney1947]. R: wilcox.test(x, y, exact = FALSE, correct = …).
    """
    first, second = (float(size) for size in table.sum(axis=0))
    n, together = first + second, table.sum(axis=1)
    spread = n + 1 - tie_sum(together) / (n * (n - 1)) if n > 1 else 0.0
    if not first or not second or spread <= 0:
        return None
    w = float(midranks(together) @ table[:, 0]) - first * (first + 1) / 2
    away = w - first * second / 2
    away -= math.copysign(0.5, away) if continuity and away else 0.0
    z = away / math.sqrt(first * second / 12 * spread)
    return Significance(w, (), normal_two_sided(z), w / (first * second))
