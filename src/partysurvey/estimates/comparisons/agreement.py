"""Agreement of two questions with the same options: kappa."""

import math

import numpy as np

from partysurvey.estimates.comparisons.ordinal import Measure
from partysurvey.tally.sums import FloatArray


def identity_weights(options: int) -> FloatArray:
    """2-D float array, 1 for the same option, else 0: plain kappa."""
    return np.eye(options)


def linear_weights(options: int) -> FloatArray:
    """2-D float array, 1 - |i - j|/(k - 1). R: vcd::Kappa(t)$Weighted."""
    return 1 - np.abs(_distances(options)) / max(options - 1, 1)


def quadratic_weights(options: int) -> FloatArray:
    """2-D float array, 1 - (i - j)²/(k - 1)². R: vcd::Kappa(t, weights = "Fleiss-Cohen")$Weighted."""
    return np.asarray(1 - _distances(options) ** 2 / max(options - 1, 1) ** 2)


def kappa(table: FloatArray, weights: FloatArray | None = None) -> Measure | None:
    """Cohen's κ = (p_o - p_e)/(1 - p_e) of a square table, and its standard error; None if agreement is certain.

    p_o = Σ v p, p_e = Σ v p_r p_c with weights v of agreement (the identity by default); se² =
    [Σ p (v - (v̄_r + v̄_c)(1 - κ))² - (κ - p_e(1 - κ))²]/(n (1 - p_e)²).
    Source: [Cohen1960], [FleissCohenEveritt1969]. R: vcd::Kappa(t).
    """
    n = float(table.sum())
    agreement = identity_weights(len(table)) if weights is None else weights
    share = table / n
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    chance = float(rows @ agreement @ columns)
    if chance >= 1:
        return None
    value = (float((agreement * share).sum()) - chance) / (1 - chance)
    means = (agreement @ columns)[:, None] + (rows @ agreement)[None, :]
    spread = float((share * (agreement - means * (1 - value)) ** 2).sum()) - (value - chance * (1 - value)) ** 2
    return Measure(value, math.sqrt(max(spread, 0.0) / n) / (1 - chance))


def _distances(options: int) -> FloatArray:
    places = np.arange(options, dtype=np.float64)
    return np.asarray(places[:, None] - places[None, :])
