"""What is the quantile of a distribution that has steps: the rules of survey's `qrule` and of Hyndman and Fan."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import numpy as np

from partysurvey.estimates.numbers import Numbers
from partysurvey.tally.sums import FloatArray

QuantileRule = Literal["math", "school", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9", "nearest"]
# numbers, probability, and how far from F(x) a probability counts as F(x) itself
Rule = Callable[[Numbers, float, float], float]


def quantile(numbers: Numbers, probability: float, rule: QuantileRule, equal_within: float = 0.0) -> float:
    """The quantile at a probability in [0, 1], in the unit of the numbers; there must be some weight.

    math (hf1): the smallest x with F(x) >= p. school (hf2): the mean of x and the next value where F(x) = p.
    hf3: like math, but the next value if x has an odd place among the values where F(x) = p (this is survey's; type 3
    of Hyndman and Fan is `nearest`, the respondent nearest to n p, the even one of two).
    hf4 … hf9: respondent i of the sorted ones has a place, values between two places are interpolated; see `PLACES`.

    F(x) = p is asked of rounded numbers, as R does; `equal_within` makes it wider. People with the same value have
    their mean weight: in which order they stand, which R takes from the file, no tally knows.
    Source: [HyndmanFan1996]. R: svyquantile(~x, d, p, qrule = rule); quantile(x, p, type = 1 … 9).
    """
    return RULES[rule](numbers, probability, equal_within)


# Where respondent i stands: (Σ_{j<i} w_j + share · w_i) / (Σw + extra · w_n).
PLACES: Mapping[QuantileRule, tuple[float, float]] = {
    "hf4": (1, 0),
    "hf5": (1 / 2, 0),
    "hf6": (1, 1),
    "hf7": (0, -1),
    "hf8": (2 / 3, 1 / 3),
    "hf9": (5 / 8, 1 / 4),
}


def _smallest(numbers: Numbers, probability: float, equal_within: float) -> float:
    reached, _ = _reached(numbers, probability, equal_within)
    return float(numbers.values[reached])


def _middle(numbers: Numbers, probability: float, equal_within: float) -> float:
    reached, exactly = _reached(numbers, probability, equal_within)
    return float(numbers.values[reached : reached + 1 + exactly].mean())


def _even(numbers: Numbers, probability: float, equal_within: float) -> float:
    reached, exactly = _reached(numbers, probability, equal_within)
    is_odd = reached % 2 == 0  # places count from 1
    return float(numbers.values[min(reached + (exactly and is_odd), len(numbers.values) - 1)])


def _nearest(numbers: Numbers, probability: float, equal_within: float) -> float:
    n = numbers.count
    rank = round(n * probability)  # of two that are as near, the even one
    sums = cumulated(numbers.w)
    reached = int((n * sums / sums[-1] < rank - n * equal_within).sum())
    return float(numbers.values[min(reached, len(numbers.values) - 1)])


def _reached(numbers: Numbers, probability: float, equal_within: float) -> tuple[int, bool]:
    """The first place with F(x) >= p, and whether F(x) = p there."""
    sums = cumulated(numbers.w)
    shares = sums / sums[-1]
    below = shares <= probability + equal_within if equal_within else sums <= probability * sums[-1]
    complete = int(below.sum())
    if complete and abs(probability - shares[complete - 1]) <= equal_within:
        return complete - 1, True
    return min(complete, len(shares) - 1), False


def cumulated(weights: FloatArray) -> FloatArray:
    """1-D float array, running sums, added with more digits than they are kept with (as R's cumsum does)."""
    return np.cumsum(weights, dtype=np.longdouble).astype(np.float64)


def _interpolated(numbers: Numbers, probability: float, equal_within: float, *, share: float, extra: float) -> float:
    """The value at the probability, each value taking a flat stretch from its first respondent to its last."""
    del equal_within  # nothing jumps here
    each = numbers.w / numbers.n
    ends = cumulated(numbers.w)
    starts = np.concatenate(([0.0], ends[:-1]))
    whole = ends[-1] + extra * each[-1] if numbers.n[-1] > 1 or extra != -1 else starts[-1]
    if whole <= 0:
        return float(numbers.values[-1])
    first = starts + share * each
    last = np.where(numbers.n > 1, ends - (1 - share) * each, first)
    return _between(np.column_stack((first, last)).ravel(), numbers.values.repeat(2), probability * whole)


def _between(places: FloatArray, values: FloatArray, place: float) -> float:
    """The value at the place on the line through the points, level outside of them. R: approx(rule = 2)."""
    after = int(np.searchsorted(places, place, side="right"))
    if after in {0, len(places)}:
        return float(values[min(after, len(values) - 1)])
    low, high = values[after - 1], values[after]
    part = (place - places[after - 1]) / (places[after] - places[after - 1])
    return float(low + (high - low) * part)


RULES: Mapping[QuantileRule, Rule] = {
    "math": _smallest,
    "school": _middle,
    "hf1": _smallest,
    "hf2": _middle,
    "hf3": _even,
    "nearest": _nearest,
    **{rule: partial(_interpolated, share=share, extra=extra) for rule, (share, extra) in PLACES.items()},
}
