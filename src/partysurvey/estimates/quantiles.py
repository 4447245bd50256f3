"""Quantiles of a number, from its distribution."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from partysurvey.estimates.numbers import Numbers
from partysurvey.tally.sums import FloatArray

QuantileRule = Literal["hf7", "math", "school"]
QUARTILES = (0.25, 0.5, 0.75)


def quantiles(
    numbers: Numbers, probabilities: Sequence[float] = QUARTILES, rule: QuantileRule = "hf7"
) -> dict[float, float | None]:
    """The quantile at each probability in [0, 1]; None where there is no weight.

    hf7 is type 7 of Hyndman and Fan, what Excel, R and NumPy give for plain data: respondent i of the sorted ones
    stands at Σ_{j<i} w_j / (Σw - w_n), values between are interpolated; people with the same value count with their
    mean weight.
    math is the smallest x with F(x) >= p; school the mean of the two middle values where F(x) = p exactly.
    Source: [HyndmanFan1996]. R: quantile(x, p, type = 7); svyquantile(~x, d, p, qrule = "hf7", "math", "school").
    """
    if not numbers.w.sum() > 0:
        return dict.fromkeys(probabilities)
    return {p: _RULES[rule](numbers, p) for p in probabilities}


def _interpolated(numbers: Numbers, probability: float) -> float:
    """Type 7: each value takes a flat stretch, from its first respondent to its last."""
    each = numbers.w / numbers.n
    ends = np.cumsum(numbers.w)
    whole = ends[-1] - each[-1]
    if whole <= 0:
        return float(numbers.values[-1])
    places = np.column_stack([ends - numbers.w, ends - each]).ravel()
    return float(np.interp(probability * whole, places, np.repeat(numbers.values, 2)))


def _smallest(numbers: Numbers, probability: float) -> float:
    return float(numbers.values[_reached(_cumulated(numbers), probability)])


def _middle(numbers: Numbers, probability: float) -> float:
    shares = _cumulated(numbers)
    place = _reached(shares, probability)
    exactly = np.isclose(shares[place], probability, rtol=0, atol=1e-12) and place + 1 < len(shares)
    return float(numbers.values[place : place + 2].mean()) if exactly else float(numbers.values[place])


def _cumulated(numbers: Numbers) -> FloatArray:
    ends = np.cumsum(numbers.w)
    return np.asarray(ends / ends[-1], dtype=np.float64)


def _reached(shares: FloatArray, probability: float) -> int:
    """The first place where the cumulated share is at least the probability, but for rounding."""
    return min(int(np.searchsorted(shares, probability - 1e-12)), len(shares) - 1)


_RULES = {"hf7": _interpolated, "math": _smallest, "school": _middle}
