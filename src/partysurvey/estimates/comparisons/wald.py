"""Wald tests of complex samples: of independence in a table, and of several estimates together."""

import numpy as np

from partysurvey.estimates.comparisons.rao_scott import DesignedTable
from partysurvey.estimates.comparisons.significance import Significance, f_tail
from partysurvey.tally.sums import FloatArray


def wald_square(values: FloatArray, covariance: FloatArray) -> float | None:
    """W = θᵀ V⁻¹ θ of 1-D estimates that are 0 under the hypothesis; None if their covariance is singular."""
    try:
        square = float(values @ np.linalg.solve(covariance, values))
    except np.linalg.LinAlgError:
        return None
    return square if np.isfinite(square) and square >= 0 else None


def wald_test(totals: DesignedTable) -> Significance | None:
    """Koch, Freeman and Freeman's test of independence: F = W/k on (k, df), k = (r-1)(c-1); None if there is none.

    W of the distances of the totals of cells from independence. Source: [KochFreemanFreeman1975].
    R: svychisq(~a + b, d, statistic = "Wald").
    """
    square, k = _independence(totals)
    if square is None or not totals.df > 0:
        return None
    return Significance(square / k, (k, totals.df), f_tail(square / k, k, totals.df))


def adjusted_wald_test(totals: DesignedTable) -> Significance | None:
    """The same for few PSUs: F = W (df - k + 1)/(k df) on (k, df - k + 1); None if there is none.

    Source: [ThomasRao1987]. R: svychisq(~a + b, d, statistic = "adjWald").
    """
    square, k = _independence(totals)
    left = totals.df - k + 1
    if square is None or left <= 0:
        return None
    f = square * left / (k * totals.df)
    return Significance(f, (k, left), f_tail(f, k, left))


def _independence(totals: DesignedTable) -> tuple[float | None, int]:
    """W of Y = t - t_r t_c/t over all but the first row and column, and how many those are."""
    table = totals.live()
    t = table.cells
    rows, columns = t.shape
    if min(rows, columns) < 2:
        return None, 0
    whole, by_row, by_column = t.sum(), t.sum(axis=1), t.sum(axis=0)
    distance = t - np.outer(by_row, by_column) / whole
    slope = (
        np.eye(rows * columns)
        - np.kron(np.eye(rows), np.outer(by_column / whole, np.ones(columns)))
        - np.kron(np.outer(by_row / whole, np.ones(rows)), np.eye(columns))
        + np.outer(np.outer(by_row, by_column).ravel() / whole**2, np.ones(rows * columns))
    )
    used = np.arange(rows * columns).reshape(rows, columns)[1:, 1:].ravel()
    covariance = (slope @ table.covariance @ slope.T)[np.ix_(used, used)]
    return wald_square(distance.ravel()[used], covariance), used.size
