"""All ways to split a scale into two halves."""

from itertools import combinations
from math import comb

import numpy as np
from msgspec import Struct

from partysurvey.tally.sums import FloatArray

MOST_ITEMS = 16  # beyond there are too many splits to try all of them


class SplitHalves(Struct, frozen=True):
    """Reliability of the best (lambda 4), the worst (beta) and the average split."""

    best: float
    worst: float
    average: float


def split_halves(r: FloatArray, *, like_psych: bool = False) -> SplitHalves | None:
    """4 C_AB / ΣR over all splits of 2 … 16 items into halves A, B of the same size (but for one item); else None.

    With an odd number of items psych tries only the first half of the splits; `like_psych` does as well.
    Source: [Guttman1945]. R: psych::splitHalf(x), without its turning of items.
    """
    k = len(r)
    if not 2 <= k <= MOST_ITEMS or not np.isfinite(r).all():
        return None
    distinct = comb(k, k // 2) / (2 if k % 2 == 0 or like_psych else 1)
    halves = np.array([_membership(k, half) for half in combinations(range(k), k // 2)])[: int(np.ceil(distinct))]
    found = 4 * np.einsum("si,ij,sj->s", halves, r, 1 - halves, optimize=True) / r.sum()
    return SplitHalves(float(found.max()), float(found.min()), float(found.sum() / distinct))


def lambda2(r: FloatArray) -> float:
    """(Σ_{i≠j} r + √(k/(k - 1) Σ_{i≠j} r²)) / ΣR. Source: [Guttman1945]. R: psych::splitHalf(x)$lambda2."""
    k = len(r)
    off = r * (1 - np.eye(k))
    return float((off.sum() + np.sqrt(k / (k - 1) * (off**2).sum())) / r.sum())


def _membership(items: int, half: tuple[int, ...]) -> FloatArray:
    """1-D float array, 1 for the items of the half."""
    members = np.zeros(items)
    members[list(half)] = 1.0
    return members
