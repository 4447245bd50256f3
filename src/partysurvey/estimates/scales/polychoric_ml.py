"""Polychoric correlation with all parameters estimated together."""

import numpy as np

from partysurvey.estimates.scales.bivariate_normal import bivariate_density
from partysurvey.estimates.scales.polychoric import (
    EDGE,
    Polychoric,
    cell_probabilities,
    deviance,
    fit_df,
    log_likelihood,
    occupied,
    polychoric,
)
from partysurvey.tally.sums import FloatArray


def polychoric_ml(table: FloatArray) -> Polychoric | None:
    """The maximum likelihood estimate of correlation and thresholds from a 2-D table of counts; SE from its curvature.

    Newton's steps from the two-step estimate, which also stands where the correlation lies at its edge.
    None with fewer than two occupied rows or columns. Source: [Olsson1979].
    R: polycor::polychor(x, y, ML = TRUE, std.err = TRUE).
    """
    live = occupied(table)
    start = polychoric(live)
    if start is None or start.se is None:
        return start
    point = np.concatenate(((start.rho,), start.row_cuts, start.column_cuts))
    for _ in range(100):
        following = _better(live, point)
        if np.abs(following - point).max() < 1e-11:
            break
        point = following
    rho, rows, columns = _parts(live, point)
    variance = np.linalg.pinv(_information(live, point))[0, 0]
    se = float(variance**0.5) if variance > 0 else None
    return Polychoric(rho, se, rows, columns, deviance(live, rows, columns, rho), fit_df(live))


def _parts(table: FloatArray, point: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    rows = table.shape[0]
    return float(point[0]), point[1:rows], point[rows:]


def _value(table: FloatArray, point: FloatArray) -> float:
    """The log likelihood; minus infinity outside of the parameters' range."""
    rho, rows, columns = _parts(table, point)
    if abs(rho) >= EDGE or (np.diff(rows) <= 0).any() or (np.diff(columns) <= 0).any():
        return -np.inf
    return log_likelihood(table, cell_probabilities(rows, columns, rho))


def _slope(table: FloatArray, point: FloatArray) -> FloatArray:
    """1-D float array, the derivatives of the log likelihood by correlation, row and column thresholds."""
    rho, rows, columns = _parts(table, point)
    ratio = table / cell_probabilities(rows, columns, rho)
    h, k = (np.concatenate(((-np.inf,), cuts, (np.inf,))) for cuts in (rows, columns))
    density = np.diff(np.diff(bivariate_density(h[:, None], k[None, :], rho), axis=0), axis=1)
    by_row = -np.diff(ratio, axis=0) * _strip(rows, k, rho)
    by_column = -np.diff(ratio.T, axis=0) * _strip(columns, h, rho)
    return np.concatenate(([(ratio * density).sum()], by_row.sum(axis=1), by_column.sum(axis=1)))


def _strip(cuts: FloatArray, others: FloatArray, rho: float) -> FloatArray:
    """2-D float array, φ(cut) P(other variable between its thresholds | this one at the cut)."""
    from scipy.special import ndtr  # noqa: PLC0415  # heavy, imported when used

    below = ndtr((others[None, :] - rho * cuts[:, None]) / np.sqrt(1 - rho * rho))
    return np.asarray(np.exp(-(cuts**2) / 2)[:, None] / np.sqrt(2 * np.pi) * np.diff(below, axis=1))


def _information(table: FloatArray, point: FloatArray) -> FloatArray:
    """2-D float array, minus the second derivatives, by central differences of the first."""
    step = 1e-5
    shifts = step * np.eye(point.size)
    columns = [(_slope(table, point - shift) - _slope(table, point + shift)) / (2 * step) for shift in shifts]
    return np.asarray((np.array(columns) + np.array(columns).T) / 2)


def _better(table: FloatArray, point: FloatArray) -> FloatArray:
    """The end of Newton's step, halved until the likelihood rises; the point itself if it never does."""
    here = _value(table, point)
    step = np.linalg.lstsq(_information(table, point), _slope(table, point))[0]
    for halving in range(40):
        there = point + step / 2**halving
        if _value(table, there) > here:
            return np.asarray(there)
    return point
