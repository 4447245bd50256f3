"""p-values of several tests, adjusted for their number."""

from typing import Literal

import numpy as np

from partysurvey.tally.sums import FloatArray

Adjustment = Literal["none", "bonferroni", "holm", "hochberg", "hommel", "BH", "BY"]


def adjusted(p: FloatArray, adjustment: Adjustment) -> FloatArray:
    """1-D float array, the adjusted p-values in [0, 1], in the given order.

    Bonferroni, Holm, Hochberg and Hommel bound the chance of any false finding; Benjamini–Hochberg (BH) and
    Benjamini–Yekutieli (BY) the share of false ones among the findings.
    Source: [Holm1979], [Hochberg1988], [Hommel1988], [BenjaminiHochberg1995], [BenjaminiYekutieli2001]. R: p.adjust.
    """
    n = len(p)
    if adjustment == "none" or n == 0:
        return np.array(p, dtype=np.float64)
    if adjustment == "bonferroni":
        return np.minimum(1.0, n * p)
    if adjustment == "hommel":
        return _hommel(p)
    order = np.argsort(p, kind="stable")
    back = np.argsort(order, kind="stable")
    return np.asarray(np.minimum(1.0, _stepwise(p[order], adjustment))[back])


def _stepwise(rising: FloatArray, adjustment: Adjustment) -> FloatArray:
    """1-D float array, of p-values in rising order: multiplied by their number or rank, then made monotone."""
    n = len(rising)
    rank = np.arange(1, n + 1)
    if adjustment == "holm":
        return np.asarray(np.maximum.accumulate((n - rank + 1) * rising))
    factor = {"hochberg": n - rank + 1, "BH": n / rank, "BY": (1 / rank).sum() * n / rank}[adjustment]
    return np.asarray(np.minimum.accumulate((factor * rising)[::-1])[::-1])


def _hommel(p: FloatArray) -> FloatArray:
    """1-D float array: the least level at which Hommel's closed procedure rejects each."""
    n = len(p)
    order = np.argsort(p, kind="stable")
    rising = p[order]
    best = np.full(n, float((n * rising / np.arange(1, n + 1)).min()))
    result = best.copy()
    for m in range(n - 1, 1, -1):
        head, tail = np.arange(n - m + 1), np.arange(n - m + 1, n)
        least = float((m * rising[tail] / np.arange(2, m + 1)).min())
        best[head] = np.minimum(least, m * rising[head])
        best[tail] = best[n - m]
        result = np.maximum(result, best)
    return np.asarray(np.minimum(1.0, np.maximum(result, rising))[np.argsort(order, kind="stable")])
