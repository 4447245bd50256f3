"""Every number of people that could have produced a set of percents.

For one n a percent allows the counts ceil(n·low) … floor(n·high), so all n up to a limit are tried at once.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from partysurvey.audit.feasibility import shares
from partysurvey.audit.rounding import Window

MOST_RUNS = 50  # that are kept: a percent with many digits has thousands
SAFE = 2**62  # products up to here fit an int64
Bases = NDArray[np.int64]


def feasible_bases(percents: Iterable[Window], limit: int) -> Bases:
    """1-D int array, ascending: each n from 1 to the limit for which every window has a whole number of people."""
    left = np.arange(1, limit + 1, dtype=np.int64)
    for window in dict.fromkeys(percents):
        if not left.size:
            break
        left = left[fitting(window, left)]
    return left


def fitting(percents: Window, numbers: Bases) -> NDArray[np.bool_]:
    """1-D bool array: of which of the numbers (any order) some whole part has a percent in the window."""
    first, last = _bounds(percents, numbers)
    return (first <= last).astype(bool)


def feasible_bases_of_split(percents: Sequence[Window], limit: int) -> Bases:
    """1-D int array, ascending: each n up to the limit that can be cut into parts with those percents.

    The parts are whole and make up n: every window has a count, the least counts are at most n together, and the
    greatest at least n.
    """
    left = feasible_bases(percents, limit)
    least = np.zeros(left.size, dtype=np.int64)
    most = np.zeros(left.size, dtype=np.int64)
    for window in percents:
        first, last = _bounds(window, left)
        least, most = least + first.astype(np.int64), most + last.astype(np.int64)
    return left[(least <= left) & (left <= most)]


def runs(bases: Bases) -> tuple[tuple[int, int], ...]:
    """The numbers as runs (from, to), both included, ascending: the first of them, and always the last."""
    if not bases.size:
        return ()
    gaps = np.flatnonzero(np.diff(bases) > 1)
    firsts = bases[np.concatenate(([0], gaps + 1))]
    lasts = bases[np.concatenate((gaps, [bases.size - 1]))]
    kept = np.r_[: min(MOST_RUNS, firsts.size), max(firsts.size - 1, MOST_RUNS) : firsts.size]
    return tuple(zip(firsts[kept].tolist(), lasts[kept].tolist(), strict=True))


def _bounds(percents: Window, bases: Bases) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The least and the greatest whole count in the window for every n; least > greatest where there is none."""
    window = shares(percents)
    if window.low is None or window.high is None:
        raise ValueError("shares have both ends")
    low, high = window.low.as_integer_ratio(), window.high.as_integer_ratio()
    exact = _products(bases, max(*map(abs, low), *map(abs, high)))
    below, above = exact * low[0], exact * high[0]
    first = -(-below // low[1])
    last = above // high[1]
    if not window.includes_low:
        first = first + (below % low[1] == 0)
    if not window.includes_high:
        last = last - (above % high[1] == 0)
    return first, last


def _products(bases: Bases, factor: int) -> NDArray[np.int64]:
    """The bases in a type whose products with the factor do not overflow: Python's integers where need be."""
    largest = int(bases.max()) if bases.size else 0
    return bases if largest * factor < SAFE else bases.astype(object)
