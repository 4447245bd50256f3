"""A question by a banner as tests see it: the joint cells of both, or the moments of a number in the groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import SampleDesign
from partysurvey.estimates.distribution import BoolArray, answered
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sample import Sample
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import CellTotals, ValueTotals, value_totals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import FloatArray, IntArray, MomentSums, Weighted
from partysurvey.tally.tables import row_totals
from partysurvey.tally.tally import Tally


@dataclass(frozen=True, eq=False)
class CrossedCells:
    """The C cells (answer × level of the banner × unit) that hold anyone, and who is in the base (C,), as 0 and 1.

    `place` (C,) is that of the answer among the levels of the question, `level` (C,) that of the banner's level;
    groups (g, B): which of the B levels of the banner each group has, 0 and 1.
    """

    sample: Sample
    levels: tuple[Level, ...]
    place: IntArray
    base: FloatArray
    level: IntArray
    groups: FloatArray

    def at(self, members: BoolArray | FloatArray) -> FloatArray:
        """1-D float array (C,), the value that the cell's level has."""
        return np.asarray(members, dtype=np.float64)[self.place]

    def members(self, groups: FloatArray) -> FloatArray:
        """2-D float array (g, C), who is in each group."""
        return groups[:, self.level]

    def people(self, groups: FloatArray) -> FloatArray:
        """1-D float array (g,), how many people of each group are in the base."""
        return np.asarray(groups @ self._by_level(self.base * self.sample.cells.n))

    def counts(self, rows: FloatArray, weights: FloatArray | IntArray) -> FloatArray:
        """2-D float array (r, g), sums of weights (C,) in rows (r, C) and groups."""
        sums = np.array([self._by_level(row * weights) for row in rows]).reshape(len(rows), self.groups.shape[1])
        return np.asarray(sums @ self.groups.T)

    def value_totals(self, values: FloatArray) -> ValueTotals:
        """The totals of 1 and of values (C,), NaN where there is none, at each level of the banner, within the base."""
        cells = self.sample.cells
        has = self.base * ~np.isnan(values)
        x = np.nan_to_num(values) * has
        w2 = cells.w2 if self._rows_are_psus else np.zeros(0)
        sums = [self._by_unit(part) for part in (has * cells.w, x * cells.w)]
        squares = [self._by_unit(part * w2) for part in (has, x, x * x)] if w2.size else [np.zeros((0, 0))] * 3
        held = cells.replicates
        both = None if held is None else np.vstack([self._replicated(part) for part in (has, x)])
        return ValueTotals(sums[0], sums[1], squares[0], squares[1], squares[2], both)

    def cell_totals(self, rows: FloatArray) -> CellTotals:
        """The totals of the cells of rows (r, C) and groups, row by row."""
        cells = self.sample.cells
        w, w2 = (self._crossed([self._by_unit(row * part) for row in rows]) for part in (cells.w, cells.w2))
        held = cells.replicates
        return CellTotals(w, w2, None if held is None else self._crossed([self._replicated(row) for row in rows]))

    @property
    def _rows_are_psus(self) -> bool:
        return isinstance(self.sample.sampling, Sampling) and self.sample.sampling.rows_are_psus

    def _by_level(self, values: FloatArray | IntArray) -> FloatArray:
        """1-D float array (B,), the sums of values (C,) at each level of the banner."""
        return np.bincount(self.level, values, self.groups.shape[1]).astype(np.float64, copy=False)

    def _by_unit(self, values: FloatArray) -> FloatArray:
        """2-D float array (B, U), the same in each unit."""
        shape = self.groups.shape[1], len(self.sample.sampling.spine.units)
        some = np.flatnonzero(values)
        joint = self.level[some] * shape[1] + self.sample.cells.unit[some]
        return np.bincount(joint, values[some], shape[0] * shape[1]).reshape(shape).astype(np.float64, copy=False)

    def _replicated(self, values: FloatArray) -> FloatArray:
        """2-D float array (B, R), the sums of values (C,) times each replicate weight."""
        held = self.sample.cells.replicates
        assert held is not None  # noqa: S101  # counted wherever the design has them
        return row_totals(held * values[:, None], self.level, self.groups.shape[1])

    def _crossed(self, parts: Sequence[FloatArray]) -> FloatArray:
        """2-D float array (r · g, ·), of one part (B, ·) for each row the sums of each group."""
        sums = np.array([self.groups @ part for part in parts])
        return np.asarray(sums.reshape(len(parts) * len(self.groups), -1))


@dataclass(frozen=True, eq=False)
class CrossedNumbers:
    """The moments of a number at the B levels of a banner by unit (B, U), and which levels each group has (g, B)."""

    moments: MomentSums
    sampling: Sampling | Replication
    groups: FloatArray

    def people(self, groups: FloatArray) -> FloatArray:
        """1-D float array (g,), how many people of each group have a number."""
        return np.asarray(groups @ self.moments.n.sum(axis=1))

    def means(self, groups: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The means of groups (g,) and their covariance (g, g) under the design; NaN where nobody has a number."""
        return group_means(value_totals(self.moments), groups, self.sampling)

    def degrees_of_freedom(self, groups: FloatArray) -> int:
        """Those of the people in any of the groups."""
        n = groups.any(axis=0) @ self.moments.n
        return self.sampling.degrees_of_freedom_of(n.astype(np.int64))


def group_means(
    totals: ValueTotals, groups: FloatArray, sampling: Sampling | Replication
) -> tuple[FloatArray, FloatArray]:
    """The means in groups (g, B) of the cells of the totals, and their covariance (g, g); NaN where there is nobody."""
    nothing = np.zeros_like(groups)
    ratio = Ratio(np.hstack((nothing, groups)), np.hstack((groups, nothing)))
    return ratio.value(totals.first.sum(axis=1)), estimand_covariance(ratio, totals, sampling)


def crossed_cells(
    tally: Tally, axes: tuple[str, str], groups: Sequence[Category], drawn: SampleDesign | None
) -> CrossedCells:
    """The cells of a question and a banner; without a design everybody was drawn alone, with the weights there are."""
    sampling = drawn.sampling if drawn else Sampling(tally.spine)
    cells = tally.met_cells(*axes, by_unit=drawn is not None)
    place, group = cells.places
    levels = cells.axes[0].levels
    return CrossedCells(
        Sample(drawn.met_cells(cells) if drawn else cells, sampling),
        levels,
        place,
        answered(levels).astype(np.float64)[place],
        group,
        stacked(groups, len(cells.axes[1].levels)),
    )


def crossed_numbers(
    tally: Tally, number: str, banner: str, groups: Sequence[Category], drawn: SampleDesign | None
) -> CrossedNumbers:
    """The moments of a number by a banner; without a design as in `crossed_cells`."""
    moments = tally.moments(number, (banner,), by_unit=drawn is not None)
    moments = drawn.moments(moments) if drawn else _one_unit(moments)
    sampling = drawn.sampling if drawn else Sampling(tally.spine)
    return CrossedNumbers(moments, sampling, stacked(groups, len(moments.axes[0].levels)))


def stacked(categories: Sequence[Category], levels: int) -> FloatArray:
    """2-D float array (categories, levels), 1 where the category has the level, else 0."""
    return np.array([each.members for each in categories], dtype=np.float64).reshape(len(categories), levels)


def _one_unit(moments: MomentSums) -> MomentSums:
    """The moments with a last axis for the only unit."""
    first, squared = (
        Weighted(part.w[..., None], part.mean[..., None], part.m2[..., None])
        for part in (moments.first, moments.squared)
    )
    return MomentSums(moments.axes, moments.n[..., None], first, squared)
