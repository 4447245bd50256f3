"""Standard errors, intervals and design effects of shares and means under a sampling design."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import DEFAULT_INTERVAL, SampleDesign
from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.effective import sampling_correction
from partysurvey.estimates.intervals import NO_INTERVAL, Interval
from partysurvey.estimates.means import NumberSums
from partysurvey.estimates.proportion_intervals import share_ends
from partysurvey.estimates.replicated import (
    number_totals,
    replicated_mean_variance,
    replicated_share_variances,
    replicated_shares,
    score_totals,
)
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.results import Base, Inference
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.student import t_quantile
from partysurvey.estimates.variance import sums_variance
from partysurvey.tally.axis import Axis
from partysurvey.tally.sums import FloatArray, IntArray, MetCells, MomentSums, ReplicateMoments
from partysurvey.tally.tables import row_totals

_ROUNDING = 1e-12  # relative: a mean of one and the same number differs from it by less


@dataclass(frozen=True, eq=False)
class UnitAnswers:
    """The answers of one group in the cells (level × unit) that hold anyone; and its members in each unit (U,).

    `cells` has the variable on its first axis; `moments` are those of a number, in the cells of the group (…, U), or in
    their place, under a calibration, the cells of its `values`; `gram` (R, R) is that of its replicate weights.
    """

    design: SampleDesign
    cells: MetCells
    members: IntArray
    moments: MomentSums | None = None
    values: MetCells | None = None
    gram: FloatArray | None = None

    @cached_property
    def df(self) -> int:
        """The degrees of freedom of the group."""
        return self.design.degrees_of_freedom(self.members, self.gram)

    @property
    def replicates(self) -> FloatArray:
        """2-D float array (L, R), Σ of each replicate weight at each level; only under replicate weights."""
        held = self.cells.replicates
        assert held is not None  # noqa: S101  # counted wherever the design has them
        return row_totals(held, self.cells.places[0], len(self.cells.axes[0].levels))

    @property
    def weights(self) -> FloatArray:
        """1-D float array (C,), Σw of each cell."""
        calibration = self.design.calibration
        return self.cells.w if calibration is None else calibration.new_weights(self.cells)

    def score_sums(self, levels: FloatArray) -> tuple[FloatArray, FloatArray | None]:
        """Two 2-D float arrays (k, U), Σwz and Σw²z² by unit of the scores z (k, L) of the levels.

        Under a calibration they are those of the residuals. The squares are None where PSUs are not single rows.
        """
        if self.design.calibration is not None:
            return self.design.calibration.residual_sums(levels[:, self.cells.places[0]], self.cells)
        sampling = self.design.sampling
        needed = isinstance(sampling, Sampling) and sampling.rows_are_psus
        squares = levels**2 @ self._by_level(self.cells.w2) if needed else None
        return levels @ self._by_level(self.cells.w), squares

    def _by_level(self, weights: FloatArray) -> FloatArray:
        """2-D float array (L, U), the sums of weights (C,) at each level in each unit."""
        levels, units = len(self.cells.axes[0].levels), self.members.size
        joint = self.cells.places[0] * units + self.cells.unit
        return np.bincount(joint, weights, levels * units).reshape(levels, units).astype(np.float64, copy=False)


@dataclass(frozen=True, eq=False)
class CountedUnits:
    """The same of all groups of a banner (or of everybody, without one): one more axis, of the banner's levels."""

    design: SampleDesign
    cells: MetCells
    members: IntArray
    moments: MomentSums | None = None
    values: MetCells | None = None
    grams: FloatArray | None = None

    def everybody(self) -> UnitAnswers:
        """The answers of everybody; only without a banner."""
        gram = None if self.grams is None else self.grams[0]
        return UnitAnswers(self.design, self.cells, self.members, self.moments, self.values, gram)

    def within(self, groups: BoolArray) -> UnitAnswers:
        """The answers of the people at those levels of the banner."""
        moments = None if self.moments is None else _chosen(self.moments, groups)
        values = self.values and self.values.kept(np.flatnonzero(groups[self.values.places[1]]))
        members = self.members[groups].sum(axis=0)
        gram = None if self.grams is None else self.grams[groups].sum(axis=0)
        return UnitAnswers(self.design, self._cells_at(groups), members, moments, values, gram)

    @cached_property
    def _by_group(self) -> tuple[IntArray, IntArray]:
        """The cells in the order of the banner's levels, and where each level begins (and the last one ends)."""
        group = self.cells.places[1].astype(np.min_scalar_type(len(self.members)))  # small integers sort fastest
        order = np.argsort(group, kind="stable")
        return order, np.searchsorted(group[order], np.arange(len(self.members) + 1))

    def _cells_at(self, groups: BoolArray) -> MetCells:
        """The cells at those levels of the second axis."""
        cells = self.cells
        if len(cells.axes) < 2:  # a number without bands
            return cells
        order, begins = self._by_group
        parts = [order[begins[level] : begins[level + 1]] for level in np.flatnonzero(groups).tolist()]
        chosen = np.concatenate(parts) if parts else order[:0]
        return cells.kept(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class DesignPrecision:
    """How the intervals of a group's shares are made under the design; `population` as without one."""

    units: UnitAnswers
    answered: BoolArray
    base: Base
    population: float | None
    inference: Inference

    def intervals(self, categories: Sequence[Category], shares: Sequence[float | None]) -> list[Interval]:
        """Standard error, interval and design effect of each share.

        z = (1_o - p) / Σw over the base; the interval is that of `Inference.ci` on the group's degrees of freedom, and
        Korn and Graubard's at 0 % and 100 %. R: svymean(~o, subset(d, …), deff = …), svyciprop(~o, …).
        """
        if self.base.weighted <= 0 or not categories:
            return [NO_INTERVAL] * len(categories)
        p = np.array([0.0 if share is None else share for share in shares])
        variances = self._variances(p, np.array([category.members for category in categories], dtype=np.float64))
        parts = zip(p.tolist(), *(each.tolist() for each in variances), strict=True)
        return [self._interval(*each) for each in parts]

    def _variances(self, p: FloatArray, members: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The variances of the shares for standard errors, and for intervals."""
        sampling = self.units.design.sampling
        if isinstance(sampling, Replication):
            shares = replicated_shares(members, self.answered.astype(np.float64), self.units.replicates)
            return replicated_share_variances(p, shares, sampling, self.inference.ci or DEFAULT_INTERVAL)
        variances = self._linearised(p, members, sampling)
        return variances, variances

    def _linearised(self, p: FloatArray, members: FloatArray, sampling: Sampling) -> FloatArray:
        units = self.units
        z = (members - p[:, None] * self.answered) / self.base.weighted
        sums, squares = units.score_sums(z)
        variance = sums_variance(sums, squares if sampling.rows_are_psus else None, sampling)
        return variance * sampling_correction(self.base.n, finite_population(units.design, self.population))

    def _interval(self, share: float, variance: float, of_interval: float) -> Interval:
        if math.isnan(variance):  # no replicate has anyone of the base
            return NO_INTERVAL
        method = self.inference.ci or DEFAULT_INTERVAL
        n = self.base.effective if share in {0.0, 1.0} else float(self.base.n)
        df = self.units.df
        ends = share_ends(method, share, of_interval, n, df, self.inference.level)
        effect = design_effect(variance, share * (1 - share), self.base.n, self.base.weighted, self.inference)
        return Interval(math.sqrt(variance), ends.low, ends.high, effect)


def mean_under_design(
    units: UnitAnswers, sums: NumberSums, scores: FloatArray, population: float | None, inference: Inference
) -> Interval:
    """Standard error, t interval m ∓ t(df) · se and design effect of the mean of a number, or of scores of levels (L,).

    R: svymean(~x, subset(d, …)); confint(…, df = degf(d)).
    """
    w, n, middle = sums.first.w, sums.n, sums.first.mean
    if w <= 0 or n < 1:
        return NO_INTERVAL
    variance = _mean_variance(units, scores, middle)
    variance *= sampling_correction(n, finite_population(units.design, population))
    if math.isnan(variance):  # no replicate has anyone of the group
        return NO_INTERVAL
    spread = sums.first.m2 / w if sums.first.m2 > w * (_ROUNDING * middle) ** 2 else 0.0
    se, effect = math.sqrt(variance), design_effect(variance, spread, n, w, inference)
    if units.df <= 0:
        return Interval(se, None, None, effect)
    half = t_quantile((1 + inference.level) / 2, units.df) * se
    return Interval(se, middle - half, middle + half, effect)


def _mean_variance(units: UnitAnswers, scores: FloatArray, middle: float) -> float:
    sampling = units.design.sampling
    if isinstance(sampling, Replication):
        return replicated_mean_variance(middle, _replicate_totals(units, scores), sampling)
    values = units.values
    if values is not None:
        units, scores = replace(units, cells=values), number_levels(values.axes[0])
    z, z2 = number_sums(units.moments, middle) if units.moments else scored_sums(units, scores, middle)
    return float(sums_variance(z, z2 if sampling.rows_are_psus else None, sampling)[0])


def _replicate_totals(units: UnitAnswers, scores: FloatArray) -> tuple[FloatArray, FloatArray]:
    if units.moments is not None and units.moments.replicates is not None:
        return number_totals(units.moments.replicates)
    return score_totals(scores, units.replicates)


def scored_sums(units: UnitAnswers, scores: FloatArray, middle: float) -> tuple[FloatArray, FloatArray | None]:
    """Σwz and Σw²z² by unit (1, U) with z = (x - m) / Σw, x the scores of the levels (L,), NaN where there is none."""
    has = ~np.isnan(scores)
    w = float(units.weights[has[units.cells.places[0]]].sum())
    return units.score_sums(np.where(has, scores - middle, 0.0)[None, :] / w)


def number_levels(axis: Axis) -> FloatArray:
    """1-D float array (L,), the numbers on the axis of a number; NaN where it has an absence."""
    return np.array([level if isinstance(level, int | float) else np.nan for level in axis.levels], dtype=np.float64)


def number_sums(moments: MomentSums, middle: float) -> tuple[FloatArray, FloatArray]:
    """Σwz and Σw²z² by unit (1, U) with z = (x - m) / Σw, from the moments in the cells of a group (cells, U)."""
    first, squared = moments.first, moments.squared
    w = float(first.w.sum())
    z = np.atleast_2d(first.w * (first.mean - middle)).sum(axis=0, keepdims=True) / w
    z2 = np.atleast_2d(squared.m2 + squared.w * (squared.mean - middle) ** 2).sum(axis=0, keepdims=True) / w**2
    return z, z2


def design_effect(variance: float, spread: float, n: int, w: float, inference: Inference) -> float | None:
    """Variance of a mean or share / that of a simple sample of n people; spread is Σw(x - m)²/Σw. None where that is 0.

    v / (s²/n) with s² = spread · n/(n - 1); by `Inference.deff` "population" also / (1 - n/Σw), None where Σw <= n.
    Source: [Kish1965], §8.2. R: deff(svymean(~x, d, deff = "replace")), deff = TRUE.
    """
    if n < 2 or spread <= 0:
        return None
    replaced = variance * (n - 1) / spread
    if inference.deff != "population":
        return replaced
    left = 1 - n / w
    return replaced / left if left > 1e-12 else None


def finite_population(design: SampleDesign, population: float | None) -> float | None:
    """The population that shortens standard errors as a whole: None where the design has an fpc or replicates."""
    return None if design.facts.fpc or design.facts.replicates else population


def share_method_under_design(design: SampleDesign, inference: Inference) -> str:
    """The name of the way intervals of shares are made: taylor_logit and so on."""
    return f"{design.method}_{inference.ci or DEFAULT_INTERVAL}"


def _chosen(moments: MomentSums, groups: BoolArray) -> MomentSums:
    """The moments of the chosen groups (groups, U)."""
    first, squared = (
        type(part)(part.w[groups], part.mean[groups], part.m2[groups]) for part in (moments.first, moments.squared)
    )
    held = moments.replicates
    replicates = None if held is None else ReplicateMoments(held.w[groups], held.off[groups], held.mean[groups])
    return MomentSums((), moments.n[groups], first, squared, moments.units, replicates)
