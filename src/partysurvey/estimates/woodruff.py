"""Quantiles under a sampling design, with Woodruff's intervals."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.numbers import Numbers
from partysurvey.estimates.proportion_intervals import METHODS, Ends
from partysurvey.estimates.quantile_rules import QuantileRule, quantile
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.student import t_quantile
from partysurvey.estimates.totals import CellTotals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.tally.sums import Counts, FloatArray, IntArray

_NOTHING = 1e-20  # a variance of a share that is 0 but for rounding
ShareVariances = Callable[[FloatArray], FloatArray]
"""The variances (k,) of the shares of people at or below each of k ascending values, under some design."""


class ValueCells(Struct, frozen=True, eq=False):
    """The values (g,) that somebody gave, ascending, and n, Σw, Σw² at each by unit of the design (g, U).

    replicates: Σ of each replicate weight at each (g, R); None without any.
    """

    values: FloatArray
    n: IntArray
    w: FloatArray
    w2: FloatArray
    replicates: FloatArray | None = None

    @property
    def numbers(self) -> Numbers:
        """The distribution over all units."""
        return Numbers(self.values, self.n.sum(axis=1), self.w.sum(axis=1), self.w2.sum(axis=1))

    def stretches(self, thresholds: FloatArray) -> CellTotals:
        """The totals of the k + 1 stretches that k ascending thresholds make; a value on one is in the lower."""
        place = np.searchsorted(thresholds, self.values, side="left")
        stretch = np.zeros((len(thresholds) + 1, len(self.values)))
        stretch[place, np.arange(len(self.values))] = 1
        replicates = None if self.replicates is None else stretch @ self.replicates
        return CellTotals(stretch @ self.w, stretch @ self.w2, replicates)


def value_cells(counts: Counts, domain: BoolArray | None = None, values: FloatArray | None = None) -> ValueCells:
    """The cells of the number on the first axis of counts by unit, of people in the domain.

    domain: which joint levels of the other axes (flattened) are in it, also absences; None: all.
    values: the number of each level of the first axis, NaN where it has none: scores of options, middles of a grid;
    None: the levels that are numbers themselves.
    """
    levels = counts.axes[0].levels
    if values is None:
        values = np.array([level if isinstance(level, int | float) else np.nan for level in levels], dtype=np.float64)
    shape = (len(levels), -1, counts.w.shape[-1])
    n, w, w2 = (
        array.reshape(shape)[:, slice(None) if domain is None else domain].sum(axis=1)
        for array in (counts.n, counts.w, counts.w2)
    )
    chosen = np.flatnonzero(~np.isnan(values) & (n.sum(axis=1) > 0))
    chosen = chosen[np.argsort(values[chosen], kind="stable")]
    replicates = counts.replicates
    if replicates is not None:
        flat = replicates.reshape(len(levels), -1, replicates.shape[-1])
        replicates = flat[:, slice(None) if domain is None else domain].sum(axis=1)[chosen]
    return ValueCells(values[chosen], n[chosen], w[chosen], w2[chosen], replicates)


def share_variances(cells: ValueCells, sampling: Sampling | Replication) -> ShareVariances:
    """The function that gives variances of shares at or below values among the people of the cells.

    The share is a ratio of totals within the domain; units without anyone of it stay in the design.
    R: vcov(svymean(~I(x <= q), d)).
    """

    def variances(thresholds: FloatArray) -> FloatArray:
        """1-D float array (k,)."""
        k = len(thresholds)
        below = np.tri(k, k + 1)
        share = Ratio(below, np.ones((k, k + 1)))
        return np.asarray(np.diag(estimand_covariance(share, cells.stretches(thresholds), sampling)))

    return variances


def domain_degrees_of_freedom(cells: ValueCells, sampling: Sampling | Replication) -> int:
    """PSUs minus strata that have somebody in the cells; of replicate weights those of the whole design.

    R: degf(subset(d, …)).
    """
    if isinstance(sampling, Replication):
        return sampling.degrees_of_freedom
    parts = {"n": cells.n.sum(axis=0), "w": cells.w.sum(axis=0), "w2": cells.w2.sum(axis=0)}
    return replace(sampling, spine=replace(sampling.spine, **parts)).degrees_of_freedom


class QuantileMethod(Struct, frozen=True):
    """How quantiles and their intervals are made; df: of the design, inf for the normal quantile.

    interval: by which method the interval of the share at or below the quantile is made.
    """

    df: float
    rule: QuantileRule = "math"
    interval: Literal["mean", "beta", "xlogit", "asin", "wilson"] = "mean"
    level: float = 0.95
    equal_within: float = 0.0


class QuantileEstimate(Struct, frozen=True):
    """A quantile with standard error and interval in the unit of the number; None where they cannot be had."""

    probability: float
    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None


def quantile_estimates(
    numbers: Numbers, probabilities: Sequence[float], variances: ShareVariances, method: QuantileMethod
) -> tuple[QuantileEstimate, ...]:
    """The quantiles at the probabilities in [0, 1], in their order, with Woodruff's intervals.

    q by the rule; the interval of the share of people at or below q; its ends mapped back through the same rule; the
    standard error is the length of the interval over 2t. No end where the share's interval leaves [0, 1]; without any
    sampling error the interval is the quantile itself.
    Source: [Woodruff1952]. R: svyquantile(~x, d, p, qrule = rule, interval.type = interval).
    """
    if not numbers.w.sum() > 0:
        return tuple(QuantileEstimate(probability, None) for probability in probabilities)
    found = np.array([quantile(numbers, p, method.rule, method.equal_within) for p in probabilities])
    thresholds, place = np.unique(found, return_inverse=True)
    variance = variances(thresholds)
    return tuple(
        _estimate(numbers, p, float(value), max(float(variance[at]), 0.0), method)
        for p, value, at in zip(probabilities, found, place, strict=True)
    )


def _estimate(
    numbers: Numbers, probability: float, value: float, variance: float, method: QuantileMethod
) -> QuantileEstimate:
    share = min(1.0, float(numbers.w[numbers.values <= value].sum() / numbers.w.sum()))
    if variance <= _NOTHING and share < 1:
        return QuantileEstimate(probability, value, 0.0, value, value)
    if method.df <= 0:
        return QuantileEstimate(probability, value)
    low, high = (_mapped_back(numbers, end, method) for end in _share_ends(share, variance, numbers.count, method))
    length = None if low is None or high is None else high - low
    t = t_quantile((1 + method.level) / 2, method.df)
    return QuantileEstimate(probability, value, None if length is None else length / (2 * t), low, high)


def _share_ends(share: float, variance: float, n: int, method: QuantileMethod) -> Ends:
    """The interval of the share at or below the value; NaN twice where the method has none."""
    if share in {0.0, 1.0} and method.interval not in {"mean", "beta"}:
        return np.nan, np.nan
    return METHODS[method.interval](share, variance, n, method.df, method.level)


def _mapped_back(numbers: Numbers, end: float, method: QuantileMethod) -> float | None:
    return quantile(numbers, end, method.rule, method.equal_within) if 0 <= end <= 1 else None
