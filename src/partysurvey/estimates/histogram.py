"""Histograms with edges that people would choose."""

import math
from fractions import Fraction

import numpy as np

from partysurvey.estimates.numbers import Numbers

Bin = tuple[float, float, int, float]
_NICE = (1, 2, 5, 10)


def histogram(numbers: Numbers) -> tuple[Bin, ...]:
    """Bins (low, high, n, share) that cover all numbers, `low <= x < high`, the last closed; () where there are none.

    Edges are multiples of 1, 2 or 5 times a power of ten; about as many bins as Sturges' rule says, of whole numbers
    none narrower than 1: then each number has a bin of its own. The shares are weighted and sum to 1.
    Source: [Sturges1926]. R: hist(x, breaks = "Sturges", right = FALSE).
    """
    if not numbers.w.sum() > 0:
        return ()
    is_whole = bool((numbers.values == np.floor(numbers.values)).all())
    edges = bin_edges(float(numbers.values[0]), float(numbers.values[-1]), numbers.count, whole=is_whole)
    place = np.clip(np.searchsorted(edges, numbers.values, side="right") - 1, 0, len(edges) - 2)
    n = np.bincount(place, numbers.n, len(edges) - 1)
    shares = np.bincount(place, numbers.w, len(edges) - 1) / numbers.w.sum()
    return tuple(
        (low, high, int(count), float(share))
        for low, high, count, share in zip(edges, edges[1:], n, shares, strict=False)
    )


def bin_edges(low: float, high: float, n: int, *, whole: bool = False) -> list[float]:
    """Ascending edges, at least two, with edges[0] <= low and high <= edges[-1], for n numbers, all `whole` or not."""
    if low == high:
        return [low - 0.5, low + 0.5]
    width = _nice_width((high - low) / (math.log2(n) + 1))
    if whole and width <= 1:
        return [low + step for step in range(int(high - low) + 2)]
    first = math.floor(Fraction(low) / width)
    last = max(math.ceil(Fraction(high) / width), first + 1)
    return [float(k * width) for k in range(first, last + 1)]


def _nice_width(rough: float) -> Fraction:
    """The smallest of 1, 2, 5 times a power of ten that is not below `rough`."""
    power = Fraction(10) ** math.floor(math.log10(rough))
    return next((m * power for m in _NICE if float(m * power) >= rough), 10 * power)
