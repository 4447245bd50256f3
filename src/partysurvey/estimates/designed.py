"""Standard errors, intervals and design effects of shares and means of groups under a sampling design."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import DEFAULT_INTERVAL, SampleDesign
from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.effective import sampling_correction
from partysurvey.estimates.intervals import NO_INTERVAL, Interval
from partysurvey.estimates.means import NumberSums
from partysurvey.estimates.proportion_intervals import share_ends
from partysurvey.estimates.replicated import ReplicatedGroups
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.results import Base, Inference
from partysurvey.estimates.student import t_quantile
from partysurvey.estimates.taylor_groups import TaylorGroups
from partysurvey.tally.sums import FloatArray, IntArray, MetCells, MomentSums

_ROUNDING = 1e-12  # relative: a mean of one and the same number differs from it by less


class GroupVariances(Protocol):
    """Where the variances of shares and means of G groups come from: `TaylorGroups` and its two brothers."""

    def share_variances(
        self, members: FloatArray, answered: FloatArray, shares: FloatArray, bases: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Two 2-D float arrays (G, k), the variances of shares for standard errors, and for intervals."""

    def mean_variances(self, scores: FloatArray, means: FloatArray, bases: FloatArray) -> FloatArray:
        """1-D float array (G,), the variances of means."""


class UnitAnswers(Struct, frozen=True, eq=False, dict=True):
    """The answers of G groups in the cells (level × level of the banner × unit) that hold anyone.

    members: people of each group in each unit (G, U); groups (G, B): which of the B levels of the banner each has, one
    of a single level without a banner. `moments` (B, U) are those of a number, or in their place, under a calibration,
    the cells of its `values`; grams (G, R, R) those of the replicate weights of the groups.
    """

    design: SampleDesign
    cells: MetCells
    members: IntArray
    groups: FloatArray
    moments: MomentSums | None = None
    values: MetCells | None = None
    grams: FloatArray | None = None

    @cached_property
    def df(self) -> tuple[int, ...]:
        """The degrees of freedom of each group."""
        return self.design.degrees_of_freedom(self.members, self.grams)

    def within(self, groups: BoolArray) -> "UnitAnswers":
        """The answers of groups (·, G) of these groups."""
        chosen = groups.astype(np.float64)
        members = (chosen @ self.members).astype(np.int64)
        grams = None if self.grams is None else np.einsum("hg,grs->hrs", chosen, self.grams)
        return replace(self, members=members, groups=chosen @ self.groups, grams=grams)

    def variances(self, inference: Inference) -> GroupVariances:
        """The way to the variances of shares and means of the groups."""
        design, cells, groups = self.design, self.cells, self.groups
        if isinstance(design.sampling, Replication):
            return ReplicatedGroups(design.sampling, cells, groups, interval_of(inference), self.moments)
        if design.calibration is None:
            return TaylorGroups(design.sampling, cells, groups, self.moments)
        from partysurvey.estimates.calibrated_groups import CalibratedGroups  # noqa: PLC0415  # only with targets

        return CalibratedGroups(design.sampling, design.calibration, cells, groups, self.values)


class DesignPrecision(Struct, frozen=True, eq=False):
    """How the intervals of the shares of groups are made under the design; `populations` as without one."""

    units: UnitAnswers
    answered: BoolArray
    bases: Sequence[Base]
    populations: Sequence[float | None]
    inference: Inference

    def intervals(self, categories: Sequence[Category], shares: FloatArray) -> list[list[Interval]]:
        """Standard error, interval and design effect of each share (G, k), by group.

        The interval is that of `Inference.ci` on the group's degrees of freedom, and Korn and Graubard's at 0 % and
        100 %. R: svymean(~o, subset(d, …), deff = …), svyciprop(~o, …).
        """
        if not categories:
            return [[] for _ in self.bases]
        members = np.array([category.members for category in categories], dtype=np.float64)
        weights = np.array([base.weighted or 1.0 for base in self.bases])
        variances = self.units.variances(self.inference)
        p = np.nan_to_num(shares)
        found = variances.share_variances(members, self.answered.astype(np.float64), p, weights)
        errors, ends = ((part * self._corrections[:, None]).tolist() for part in found)
        parts = zip(p.tolist(), errors, ends, strict=True)
        return [[self._interval(group, *each) for each in zip(*part, strict=True)] for group, part in enumerate(parts)]

    @property
    def _corrections(self) -> FloatArray:
        """1-D float array (G,), the factor that a finite population puts on variances."""
        pairs = zip(self.bases, self.populations, strict=True)
        design = self.units.design
        return np.array([sampling_correction(base.n, finite_population(design, size)) for base, size in pairs])

    def _interval(self, group: int, share: float, variance: float, of_interval: float) -> Interval:
        base, df = self.bases[group], self.units.df[group]
        if base.weighted <= 0 or math.isnan(variance):  # no replicate has anyone of the base
            return NO_INTERVAL
        n = base.effective if share in {0.0, 1.0} else float(base.n)
        ends = share_ends(interval_of(self.inference), share, of_interval, n, df, self.inference.level)
        effect = design_effect(variance, share * (1 - share), base.n, base.weighted, self.inference)
        return Interval(math.sqrt(variance), ends.low, ends.high, effect)


def means_under_design(
    units: UnitAnswers,
    sums: Sequence[NumberSums],
    scores: FloatArray,
    populations: Sequence[float | None],
    inference: Inference,
) -> list[Interval]:
    """Standard error, t interval m ∓ t(df) · se and design effect of the mean of a number, or of scores (L,), by group.

    R: svymean(~x, subset(d, …)); confint(…, df = degf(d)).
    """
    means = np.array([each.first.mean for each in sums])
    bases = np.array([each.first.w or 1.0 for each in sums])
    variances = units.variances(inference).mean_variances(scores, means, bases)
    parts = zip(sums, variances.tolist(), units.df, populations, strict=True)
    return [
        _mean_interval(
            each, variance * sampling_correction(each.n, finite_population(units.design, size)), df, inference
        )
        for each, variance, df, size in parts
    ]


def _mean_interval(sums: NumberSums, variance: float, df: int, inference: Inference) -> Interval:
    w, n, middle = sums.first.w, sums.n, sums.first.mean
    if w <= 0 or n < 1 or math.isnan(variance):  # nan: no replicate has anyone of the group
        return NO_INTERVAL
    spread = sums.first.m2 / w if sums.first.m2 > w * (_ROUNDING * middle) ** 2 else 0.0
    se, effect = math.sqrt(variance), design_effect(variance, spread, n, w, inference)
    if df <= 0:
        return Interval(se, None, None, effect)
    half = t_quantile((1 + inference.level) / 2, df) * se
    return Interval(se, middle - half, middle + half, effect)


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


def interval_of(inference: Inference) -> str:
    """The name of the method of intervals of shares under a design."""
    return inference.ci or DEFAULT_INTERVAL


def share_method_under_design(design: SampleDesign, inference: Inference) -> str:
    """The name of the way intervals of shares are made: taylor_logit and so on."""
    return f"{design.method}_{interval_of(inference)}"
