"""Cohen's kappa under a design."""

import math

import numpy as np

from partysurvey.estimates.comparisons.ordinal import Measure
from partysurvey.tally.sums import FloatArray


def designed_kappa(shares: FloatArray, covariance: FloatArray) -> Measure | None:
    """κ = (p_o - p_e)/(1 - p_e) of a square table of shares, and its standard error by the delta method.

    covariance (kk, kk) of the cells row by row; g = ∂κ/∂p, se² = g V gᵀ. None if agreement is certain.
    Source: [Cohen1960]. R: svykappa(~a + b, d).
    """
    p = shares / shares.sum()
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    seen, chance = float(np.trace(p)), float(rows @ columns)
    if chance >= 1:
        return None
    by_chance = columns[:, None] + rows[None, :]
    slope = (np.eye(len(p)) * (1 - chance) - by_chance * (1 - seen)).ravel() / (1 - chance) ** 2
    return Measure((seen - chance) / (1 - chance), math.sqrt(max(0.0, float(slope @ covariance @ slope))))
