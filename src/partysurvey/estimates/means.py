"""Means with standard deviation, standard error and t interval."""

import math
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.effective import sampling_correction
from partysurvey.estimates.intervals import NO_INTERVAL, Interval
from partysurvey.estimates.results import Inference
from partysurvey.estimates.student import t_quantile
from partysurvey.tally.sums import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The numbers of one group: distinct values in ascending order, and n, Σw, Σw² at each (1-D arrays)."""

    values: FloatArray
    n: IntArray
    w: FloatArray
    w2: FloatArray

    @property
    def count(self) -> int:
        """How many people have a number."""
        return int(self.n.sum())


def mean(numbers: Numbers) -> float | None:
    """Σwx / Σw; None where there is no weight. R: weighted.mean(x, w); svymean(~x, d)."""
    total = float(numbers.w.sum())
    return float(numbers.w @ numbers.values) / total if total > 0 else None


def standard_deviation(numbers: Numbers) -> float | None:
    """√(Σw(x - m)² / Σw · n/(n - 1)); None with fewer than two people. R: sd(x); sqrt(svyvar(~x, d))."""
    middle, n = mean(numbers), numbers.count
    if middle is None or n < 2:
        return None
    return math.sqrt(float(numbers.w @ (numbers.values - middle) ** 2) / float(numbers.w.sum()) * n / (n - 1))


def mean_se(numbers: Numbers, population: float | None = None) -> float | None:
    """√((1 - n/N) · n/(n - 1) · Σw²(x - m)²) / Σw; None with fewer than two people.

    The linearised standard error of a mean where every respondent is a sampling unit of its own; without weights it
    is sd/√n. Source: [Wolter2007], §6.2. R: SE(svymean(~x, svydesign(~1, weights = ~w, fpc = ~N))).
    """
    middle, n = mean(numbers), numbers.count
    if middle is None or n < 2:
        return None
    squares = float(numbers.w2 @ (numbers.values - middle) ** 2)
    correction = sampling_correction(n, population)
    return math.sqrt(correction * n / (n - 1) * squares) / float(numbers.w.sum())


def mean_interval(numbers: Numbers, population: float | None, inference: Inference) -> Interval:
    """Standard error and t interval m ∓ t(n - 1) · se; nothing with fewer than two people, 0 and (m, m) in a census.

    R: confint(svymean(~x, d), df = degf(d)); t.test(x)$conf.int.
    """
    middle = mean(numbers)
    se = 0.0 if inference.census else mean_se(numbers, population)
    if middle is None or se is None:
        return NO_INTERVAL
    half = t_quantile((1 + inference.level) / 2, numbers.count - 1) * se if se else 0.0
    return Interval(se, middle - half, middle + half)


def mean_method(inference: Inference) -> str:
    """The name of the way the interval of a mean was made: census, t, t_fpc."""
    if inference.census:
        return "census"
    return "t" if inference.population is None else "t_fpc"


def numbers_at(values: FloatArray, n: IntArray, w: FloatArray, w2: FloatArray) -> Numbers:
    """The numbers of the values that anybody has, in ascending order, equal values put together."""
    present = n > 0
    distinct, place = np.unique(values[present], return_inverse=True)
    size = len(distinct)
    weights, squares = np.zeros(len(distinct)), np.zeros(len(distinct))
    counted = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(counted, place, n[present])
    np.add.at(weights, place, w[present])
    np.add.at(squares, place, w2[present])
    return Numbers(distinct, counted, weights, squares)
