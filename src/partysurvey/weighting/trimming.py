"""Trimming: weights cut to limits, and what was cut off spread over the others."""

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.tally.sums import FloatArray, IntArray

ROUNDS = 1000


def trimmed_weights(
    weights: FloatArray, n: IntArray, low: float = 0.0, high: float = np.inf, *, strict: bool = False
) -> FloatArray:
    """1-D float array (m,), the weights of n respondents each, cut to [low, high], their sum kept.

    What was cut off is added in equal parts to the rows that were within; once, or with `strict` until none is outside
    (rows that were cut stay at the limit). RequestError where nobody is left to take it.
    Source: [Lumley2004]. R: survey::trimWeights(design, upper, lower, strict).
    """
    if not 0 <= low < high:
        raise RequestError(
            f"weights cannot be trimmed to {low:g} … {high:g}", "write a lower limit below the upper one"
        )
    trimmed, cut = weights, np.zeros(weights.size, dtype=bool)
    for _ in range(ROUNDS if strict else 1):
        outside = ~cut & ((trimmed < low) | (trimmed > high))
        if not outside.any():
            return trimmed
        cut |= outside
        limited = np.where(outside, np.clip(trimmed, low, high), trimmed)
        excess = float(((trimmed - limited) * n).sum())
        takers = int(n[~cut].sum())
        if not takers:
            raise RequestError("every weight would be trimmed", "widen the limits: the mean weight must be within")
        trimmed = np.where(cut, limited, trimmed + excess / takers)
    return trimmed
