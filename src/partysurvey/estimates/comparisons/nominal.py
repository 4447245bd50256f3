"""Strength of association of two unordered questions."""

import math

import numpy as np
from msgspec import Struct

from partysurvey.estimates.comparisons.chi_square_tests import live_table, pearson_test
from partysurvey.tally.sums import FloatArray


class ChiSquareMeasures(Struct, frozen=True):
    """Measures that grow with X²: all 0 under independence; V, its corrected form and T at most 1."""

    phi: float
    contingency: float
    cramers_v: float
    cramers_v_corrected: float
    tschuprow: float
    cohens_w: float


def chi_square_measures(table: FloatArray) -> ChiSquareMeasures | None:
    """The measures of a two-way table, without Yates' correction; None with fewer than two live rows or columns.

    φ = w = √(X²/n); C = √(X²/(X² + n)); V = √(X²/n/min(r-1, c-1)); T = √(X²/n/√((r-1)(c-1))); V corrected for bias:
    √(max(0, X²/n - (r-1)(c-1)/(n-1))/min(r̃-1, c̃-1)) with r̃ = r - (r-1)²/(n-1), c̃ likewise.
    Source: [Cramer1946], [Bergsma2013], [Cohen1988]. R: vcd::assocstats(t), rcompanion::cramerV(t, TRUE).
    """
    live, test = live_table(table), pearson_test(table)
    if test is None:
        return None
    n = float(live.sum())
    rows, columns = live.shape
    square = test.statistic / n
    phi = math.sqrt(square)
    return ChiSquareMeasures(
        phi,
        math.sqrt(square / (1 + square)),
        math.sqrt(square / min(rows - 1, columns - 1)),
        _corrected_v(square, n, rows, columns),
        math.sqrt(square / math.sqrt((rows - 1) * (columns - 1))),
        phi,
    )


def _corrected_v(square: float, n: float, rows: int, columns: int) -> float:
    left = max(0.0, square - (rows - 1) * (columns - 1) / (n - 1)) if n > 1 else 0.0
    sides = (rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) if n > 1 else (1, 1)
    return math.sqrt(left / (min(sides) - 1)) if left > 0 and min(sides) > 1 else 0.0


def lambda_of_rows(table: FloatArray) -> float | None:
    """The share of wrong guesses of the row that knowing the column saves, in [0, 1]; None if the row is certain.

    (Σ_c max_r o - max_r row sum)/(n - max_r row sum); of columns: give the transposed table.
    Source: [GoodmanKruskal1954]. R: DescTools::Lambda(t, direction = "row").
    """
    n, best = float(table.sum()), float(table.sum(axis=1).max())
    return (float(table.max(axis=0).sum()) - best) / (n - best) if n > best else None


def uncertainty_of_rows(table: FloatArray) -> float | None:
    """The share of the row's entropy that the column explains, in [0, 1]; None if the row is certain.

    (H(rows) + H(columns) - H(cells))/H(rows). Source: [Theil1970]. R: DescTools::UncertCoef(t, direction = "row").
    """
    rows = _entropy(table.sum(axis=1))
    return _mutual(table) / rows if rows > 0 else None


def uncertainty(table: FloatArray) -> float | None:
    """The symmetric uncertainty coefficient in [0, 1]; None if row or column are both certain.

    2 (H(rows) + H(columns) - H(cells))/(H(rows) + H(columns)). Source: [Theil1970]. R: DescTools::UncertCoef(t).
    """
    both = _entropy(table.sum(axis=1)) + _entropy(table.sum(axis=0))
    return 2 * _mutual(table) / both if both > 0 else None


def goodman_kruskal_tau_of_rows(table: FloatArray) -> float | None:
    """The share of the row's Gini variation that the column explains, in [0, 1]; None if the row is certain.

    (Σ o²/column sum - Σ row sum²/n)/(n - Σ row sum²/n). Source: [GoodmanKruskal1954]. R: DescTools::GoodmanKruskalTau.
    """
    live = live_table(table)
    n = float(live.sum())
    guessed = float((live.sum(axis=1) ** 2).sum()) / n
    known = float((live**2 / live.sum(axis=0)).sum())
    return (known - guessed) / (n - guessed) if n > guessed else None


def _mutual(table: FloatArray) -> float:
    return _entropy(table.sum(axis=1)) + _entropy(table.sum(axis=0)) - _entropy(table)


def _entropy(counts: FloatArray) -> float:
    share = counts[counts > 0] / counts.sum()
    return -float((share * np.log(share)).sum())
