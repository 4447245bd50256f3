"""Further descriptions of a number, from its distribution, each respondent counted once."""

import numpy as np

from partysurvey.estimates.numbers import Numbers
from partysurvey.estimates.quantile_rules import quantile
from partysurvey.tally.sums import FloatArray, IntArray

_NORMAL_MAD = 1.4826  # makes the median deviation of normal numbers their standard deviation, as R's mad() has it


def trimmed_mean(numbers: Numbers, trim: float = 0.1) -> float | None:
    """The mean without the ⌊trim · n⌋ lowest and as many highest; None without numbers. R: mean(x, trim = 0.1)."""
    n = numbers.count
    if not n:
        return None
    cut = int(trim * n)
    if 2 * cut >= n:
        return _median(numbers.values, numbers.n)
    ends = np.cumsum(numbers.n)
    kept = np.clip(ends, cut, n - cut) - np.clip(ends - numbers.n, cut, n - cut)
    return float(kept @ numbers.values) / (n - 2 * cut)


def median_deviation(numbers: Numbers) -> float | None:
    """1.4826 · the median of |x - median|; None without numbers. R: mad(x)."""
    if not numbers.count:
        return None
    deviations = np.abs(numbers.values - _median(numbers.values, numbers.n))
    order = np.argsort(deviations)
    return _NORMAL_MAD * _median(deviations[order], numbers.n[order])


def value_range(numbers: Numbers) -> float | None:
    """The highest minus the lowest; None without numbers. R: diff(range(x))."""
    return float(numbers.values[-1] - numbers.values[0]) if numbers.count else None


def skewness(numbers: Numbers) -> float | None:
    """Σ(x - m)³ / n / s³ with s² over n - 1; None without spread. R: psych::skew(x, type = 3)."""
    return _standardised(numbers, 3)


def kurtosis(numbers: Numbers) -> float | None:
    """Σ(x - m)⁴ / n / s⁴ - 3 with s² over n - 1; None without spread. R: psych::kurtosi(x, type = 3)."""
    standardised = _standardised(numbers, 4)
    return None if standardised is None else standardised - 3


def _standardised(numbers: Numbers, power: int) -> float | None:
    n = numbers.count
    if n < 2 or numbers.values[0] == numbers.values[-1]:
        return None
    apart = numbers.values - numbers.n @ numbers.values / n
    sd = float(np.sqrt(numbers.n @ apart**2 / (n - 1)))
    return float(numbers.n @ apart**power) / n / sd**power


def _median(values: FloatArray, n: IntArray) -> float:
    each = n.astype(np.float64)
    return quantile(Numbers(values, n, each, each), 0.5, "school")
