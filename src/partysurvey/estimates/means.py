"""Means with standard deviation, standard error and t interval."""

import math

import numpy as np
from msgspec import Struct

from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.effective import sampling_correction
from partysurvey.estimates.intervals import NO_INTERVAL, Interval
from partysurvey.estimates.results import Inference
from partysurvey.estimates.student import t_quantile
from partysurvey.tally.sums import FloatArray, IntArray, MomentSums, Weighted


class Scatter(Struct, frozen=True):
    """Moments of a number under one weight v: w = Σv, mean = Σvx / Σv, m2 = Σv(x - mean)²."""

    w: float
    mean: float
    m2: float

    def around(self, middle: float) -> float:
        """Σv(x - middle)²."""
        return self.m2 + self.w * (self.mean - middle) ** 2


class NumberSums(Struct, frozen=True):
    """The sums of the n people of a group who have a number, under their weights and under the squared weights."""

    n: int
    first: Scatter
    squared: Scatter


def pooled_sums(moments: MomentSums, members: BoolArray) -> NumberSums:
    """The sums of the people in the member cells of moments by one variable, or by none, which have a single cell."""
    n = int(moments.n.ravel()[members].sum())
    return NumberSums(n, _pooled(moments.first, members), _pooled(moments.squared, members))


def over_units(moments: MomentSums) -> MomentSums:
    """The moments of all units together, which stand on the last axis."""
    return MomentSums(moments.axes, moments.n.sum(axis=-1), _together(moments.first), _together(moments.squared))


def sums_of_values(values: FloatArray, n: IntArray, w: FloatArray, w2: FloatArray) -> NumberSums:
    """The sums of people with known values: n, Σw, Σw² at each value (1-D arrays)."""
    return NumberSums(int(n.sum()), _scatter(values, w), _scatter(values, w2))


def mean(sums: NumberSums) -> float | None:
    """Σwx / Σw; None where there is no weight. R: weighted.mean(x, w); svymean(~x, d)."""
    return sums.first.mean if sums.first.w > 0 else None


def total(sums: NumberSums) -> float | None:
    """Σwx = Σw · m, to rounding; None where there is no weight. R: sum(w * x); svytotal(~x, d)."""
    return sums.first.w * sums.first.mean if sums.first.w > 0 else None


def standard_deviation(sums: NumberSums) -> float | None:
    """√(Σw(x - m)² / Σw · n/(n - 1)); None with fewer than two people. R: sd(x); sqrt(svyvar(~x, d))."""
    if sums.first.w <= 0 or sums.n < 2:
        return None
    return math.sqrt(sums.first.m2 / sums.first.w * sums.n / (sums.n - 1))


def mean_se(sums: NumberSums, population: float | None = None) -> float | None:
    """√((1 - n/N) · n/(n - 1) · Σw²(x - m)²) / Σw; None with fewer than two people.

    The linearised standard error of a mean where every respondent is a sampling unit of its own; without weights it
    is sd/√n. Source: [Wolter2007], §6.2. R: SE(svymean(~x, svydesign(~1, weights = ~w, fpc = ~N))).
    """
    if sums.first.w <= 0 or sums.n < 2:
        return None
    squares = sums.squared.around(sums.first.mean) * sums.n / (sums.n - 1)
    return math.sqrt(sampling_correction(sums.n, population) * squares) / sums.first.w


def mean_interval(sums: NumberSums, population: float | None, inference: Inference) -> Interval:
    """Standard error and t interval m ∓ t(n - 1) · se; nothing with fewer than two people, 0 and (m, m) in a census.

    R: confint(svymean(~x, d), df = degf(d)); t.test(x)$conf.int.
    """
    middle = mean(sums)
    se = 0.0 if inference.census else mean_se(sums, population)
    if middle is None or se is None:
        return NO_INTERVAL
    half = t_quantile((1 + inference.level) / 2, sums.n - 1) * se if se else 0.0
    return Interval(se, middle - half, middle + half)


def mean_method(inference: Inference) -> str:
    """The name of the way the interval of a mean was made: census, t, t_fpc."""
    if inference.census:
        return "census"
    return "t" if inference.population is None else "t_fpc"


def _scatter(values: FloatArray, v: FloatArray) -> Scatter:
    total = float(v.sum())
    if total <= 0:
        return Scatter(0.0, 0.0, 0.0)
    middle = float(v @ values) / total
    return Scatter(total, middle, float(v @ (values - middle) ** 2))


def _together(parts: Weighted) -> Weighted:
    w = parts.w.sum(axis=-1)
    mean = np.divide((parts.w * parts.mean).sum(axis=-1), w, out=np.zeros_like(w), where=w > 0)
    return Weighted(w, mean, (parts.m2 + parts.w * (parts.mean - mean[..., None]) ** 2).sum(axis=-1))


def _pooled(cells: Weighted, chosen: BoolArray) -> Scatter:
    """The moments of several cells together: between the cells and within them."""
    between = _scatter(cells.mean.ravel()[chosen], cells.w.ravel()[chosen])
    return Scatter(between.w, between.mean, between.m2 + float(cells.m2.ravel()[chosen].sum()))
