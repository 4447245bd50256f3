"""Polychoric and tetrachoric correlations: of the normal variables that are thought to lie behind ordered answers."""

from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from partysurvey.estimates.scales.bivariate_normal import bivariate_density, bivariate_normal
from partysurvey.estimates.scales.patterns import Patterns
from partysurvey.tally.sums import FloatArray

EDGE = 0.9999  # correlations stay within, as in polycor
GRID = 25
LEAST = 1e-300


class Polychoric(Struct, frozen=True, eq=False):
    """Correlation in [-0.9999, 0.9999], its SE (None at the edge), thresholds of rows and columns, and the fit.

    statistic: deviance from the observed table, on `df` degrees of freedom (0 of a table of 2 × 2).
    """

    rho: float
    se: float | None
    row_cuts: FloatArray
    column_cuts: FloatArray
    statistic: float
    df: int


def cuts_of(counts: ArrayLike) -> FloatArray:
    """1-D float array, z of the cumulated shares of the levels but the last, all of which somebody chose.

    R: qnorm(cumsum(prop.table(table(x))))[-k].
    """
    from scipy.special import ndtri  # noqa: PLC0415  # heavy, imported when used

    return np.asarray(ndtri(np.cumsum(counts)[:-1] / np.sum(counts)))


def cell_probabilities(row_cuts: FloatArray, column_cuts: FloatArray, rho: float) -> FloatArray:
    """2-D float array, the probability of each cell between the thresholds."""
    below = bivariate_normal(_ends(row_cuts)[:, None], _ends(column_cuts)[None, :], rho)
    return np.maximum(np.diff(np.diff(below, axis=0), axis=1), LEAST)


def log_likelihood(table: FloatArray, probabilities: FloatArray) -> float:
    """Σ o log P over the cells that hold anyone."""
    seen = table > 0
    return float((table[seen] * np.log(probabilities[seen])).sum())


def polychoric(table: FloatArray) -> Polychoric | None:
    """The two-step estimate from a 2-D table of counts: thresholds from the margins, then the most likely correlation.

    SE from the second derivative of the likelihood in ρ, the thresholds taken as known. Empty rows and columns are
    left out; None with fewer than two of either. Source: [Olsson1979].
    R: polycor::polychor(x, y, ML = FALSE, std.err = TRUE).
    """
    live = occupied(table)
    if min(live.shape) < 2:
        return None
    rows, columns = cuts_of(live.sum(axis=1)), cuts_of(live.sum(axis=0))
    rho = likeliest_rho(live, rows, columns)
    step = 1e-5
    bend = (rho_slope(live, rows, columns, rho - step) - rho_slope(live, rows, columns, rho + step)) / (2 * step)
    se = None if abs(rho) > EDGE - step or bend <= 0 else float(bend**-0.5)
    return Polychoric(rho, se, rows, columns, deviance(live, rows, columns, rho), fit_df(live))


def likeliest_rho(table: FloatArray, row_cuts: FloatArray, column_cuts: FloatArray) -> float:
    """The correlation at which the likelihood is highest for given thresholds.

    Between the neighbours of the best of a grid, the place where the slope changes sign, to 1e-16.
    """
    grid = np.linspace(-EDGE, EDGE, GRID)
    heights = [log_likelihood(table, cell_probabilities(row_cuts, column_cuts, rho)) for rho in grid]
    best = int(np.argmax(heights))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, GRID - 1)])
    for _ in range(50):
        middle = (low + high) / 2
        if rho_slope(table, row_cuts, column_cuts, middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def rho_slope(table: FloatArray, row_cuts: FloatArray, column_cuts: FloatArray, rho: float) -> float:
    """Σ o (dP/dρ) / P, dP/dρ from the bivariate densities at the corners of each cell."""
    density = bivariate_density(_ends(row_cuts)[:, None], _ends(column_cuts)[None, :], rho)
    change = np.diff(np.diff(density, axis=0), axis=1)
    seen = table > 0
    return float((table[seen] * change[seen] / cell_probabilities(row_cuts, column_cuts, rho)[seen]).sum())


def deviance(table: FloatArray, row_cuts: FloatArray, column_cuts: FloatArray, rho: float) -> float:
    """2 Σ o log(o/(nP)): how far the table is from bivariate normality. R: polycor::polychor(…)$chisq."""
    probabilities = cell_probabilities(row_cuts, column_cuts, rho)
    return 2 * (log_likelihood(table, table / table.sum()) - log_likelihood(table, probabilities))


def fit_df(table: FloatArray) -> int:
    """Cells - 1 less thresholds and correlation: rc - r - c."""
    rows, columns = table.shape
    return int(rows * columns - rows - columns)


def occupied(table: FloatArray) -> FloatArray:
    """The table without its empty rows and columns."""
    return np.asarray(table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0], dtype=np.float64)


def continuity_corrected(table: FloatArray, correct: float) -> FloatArray:
    """The table with `correct` in place of 0 in its cells. R: `correct` of psych::polychoric."""
    return np.where(table == 0, correct, table) if correct > 0 else table


def pair_table(patterns: Patterns, first: int, second: int) -> FloatArray:
    """2-D float array, Σw of the people with each pair of scores of two items; all scores met of each, ascending."""
    one, other = patterns.scores[:, first], patterns.scores[:, second]
    levels, more = (np.unique(scores[~np.isnan(scores)]) for scores in (one, other))
    both = ~np.isnan(one) & ~np.isnan(other)
    table = np.zeros((levels.size, more.size))
    np.add.at(table, (np.searchsorted(levels, one[both]), np.searchsorted(more, other[both])), patterns.w[both])
    return table


def item_cuts(patterns: Patterns) -> tuple[FloatArray, ...]:
    """The thresholds of each item from its own margin. R: psych::polychoric(x)$tau."""
    return tuple(
        cuts_of(np.bincount(np.unique(scores[there], return_inverse=True)[1], weights=patterns.w[there]))
        for scores, there in zip(patterns.scores.T, patterns.answered.T, strict=True)
    )


def polychoric_correlations(patterns: Patterns, correct: float = 0.5) -> FloatArray:
    """2-D float array, the two-step correlations of all pairs of items; NaN where an item has a single answer.

    Thresholds from each item's own margin; `correct` stands in for empty cells of each pair's table.
    R: psych::polychoric(x, correct = correct)$rho.
    """
    cuts = item_cuts(patterns)
    found = np.eye(len(patterns.items))
    for i, j in combinations(range(len(patterns.items)), 2):
        found[i, j] = found[j, i] = corrected_rho(pair_table(patterns, i, j), cuts[i], cuts[j], correct)
    return found


def corrected_rho(table: FloatArray, row_cuts: FloatArray, column_cuts: FloatArray, correct: float = 0.5) -> float:
    """The two-step correlation of one table with `correct` in its empty cells; NaN with a single row or column."""
    if min(table.shape) < 2:
        return float("nan")
    return likeliest_rho(continuity_corrected(table, correct), row_cuts, column_cuts)


def _ends(cuts: FloatArray) -> FloatArray:
    return np.concatenate(((-np.inf,), cuts, (np.inf,)))
