"""A question by a banner as tests see it: the joint cells of both, or the moments of a number in the groups."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct

from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import SampleDesign
from partysurvey.estimates.distribution import answered
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sample import Sample
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.spots import SpotCells
from partysurvey.estimates.totals import CellTotals, ValueTotals, value_totals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import FloatArray, IntArray, MomentSums, Weighted
from partysurvey.tally.tables import row_totals
from partysurvey.tally.tally import Tally


class CrossedCells(Struct, frozen=True, eq=False, dict=True):
    """The C cells (level of the answer × level of the banner × unit) that hold anyone.

    base (L,): which levels of the answer are in the base, as 0 and 1; groups (g, B): which of the B levels of the
    banner each group has, 0 and 1.
    """

    sample: Sample
    base: FloatArray
    groups: FloatArray

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of the answer."""
        return self.sample.cells.axes[0].levels

    @cached_property
    def n(self) -> FloatArray:
        """2-D float array (L, B), people at each pair of levels."""
        return self._table(self.sample.cells.n)

    @cached_property
    def w(self) -> FloatArray:
        """2-D float array (L, B), Σw."""
        return self._table(self.sample.cells.w)

    def at(self, values: FloatArray) -> FloatArray:
        """1-D float array (C,), the value (L,) that the cell's level has."""
        return np.asarray(values[self.sample.cells.places[0]])

    def members(self, groups: FloatArray) -> FloatArray:
        """2-D float array (g, C), who is in each group."""
        return groups[:, self.sample.cells.places[1]]

    def people(self, groups: FloatArray) -> FloatArray:
        """1-D float array (g,), how many people of each group are in the base."""
        return np.asarray(groups @ (self.base @ self.n))

    def value_totals(self, values: FloatArray) -> ValueTotals:
        """The totals of 1 and of values (L,), NaN where there is none, at each level of the banner, within the base."""
        has = self.base * ~np.isnan(values)
        x = np.nan_to_num(values) * has
        w, wx = self._ones(has)[0], self._by_unit(x[None, :], self.sample.cells.w)[0]
        squares = np.zeros((3, 0, 0))
        if self._rows_are_psus:
            squares = self._by_unit(np.array([has, x, x * x]), self.sample.cells.w2)
        held = None if self._replicates is None else self._levelled(np.array([has, x]))
        both = None if held is None else held.reshape(-1, held.shape[-1])
        return ValueTotals(w, wx, squares[0], squares[1], squares[2], both)

    def cell_totals(self, rows: FloatArray) -> CellTotals:
        """The totals of the cells of rows (r, L) and groups, row by row."""
        cells = self.sample.cells
        w, w2 = (self._crossed(self._by_unit(rows, part)) for part in (cells.w, cells.w2))
        return CellTotals(w, w2, None if self._replicates is None else self._crossed(self._levelled(rows)))

    @property
    def _rows_are_psus(self) -> bool:
        return isinstance(self.sample.sampling, Sampling) and self.sample.sampling.rows_are_psus

    @cached_property
    def _spot_cells(self) -> SpotCells:
        return SpotCells(self.sample.cells, len(self.sample.sampling.spine.units))

    @cached_property
    def _replicates(self) -> FloatArray | None:
        """3-D float array (L, B, R), the sums of each replicate weight."""
        cells, shape = self.sample.cells, (len(self.levels), self.groups.shape[1])
        if cells.replicates is None:
            return None
        return row_totals(cells.replicates, self._joint, shape[0] * shape[1]).reshape(*shape, -1)

    @property
    def _joint(self) -> IntArray:
        """1-D int array (C,), the place of the cell's pair of levels."""
        level, group = self.sample.cells.places
        return np.asarray(level * self.groups.shape[1] + group)

    def _table(self, values: FloatArray | IntArray) -> FloatArray:
        shape = len(self.levels), self.groups.shape[1]
        return np.bincount(self._joint, values, shape[0] * shape[1]).reshape(shape).astype(np.float64, copy=False)

    def _by_unit(self, rows: FloatArray, weights: FloatArray) -> FloatArray:
        """3-D float array (r, B, U), the sums of weights (C,) of rows (r, L) at each level of the banner by unit."""
        spots = self._spot_cells.spots
        dense = np.zeros((len(rows), self.groups.shape[1], self._spot_cells.units))
        dense[:, spots.level, spots.unit] = self._spot_cells.totals(rows, weights)
        return dense

    def _ones(self, has: FloatArray) -> FloatArray:
        """3-D float array (1, B, U), the sums of weights of the people who have an answer; mostly the whole base."""
        return self._base if np.array_equal(has, self.base) else self._by_unit(has[None, :], self.sample.cells.w)

    @cached_property
    def _base(self) -> FloatArray:
        return self._by_unit(self.base[None, :], self.sample.cells.w)

    def _levelled(self, rows: FloatArray) -> FloatArray:
        """3-D float array (r, B, R), the same under each replicate weight."""
        assert self._replicates is not None  # noqa: S101  # counted wherever the design has them
        return np.tensordot(rows, self._replicates, axes=1)

    def _crossed(self, parts: FloatArray) -> FloatArray:
        """2-D float array (r · g, ·), of parts (r, B, ·) the sums of each group."""
        return np.asarray((self.groups @ parts).reshape(len(parts) * len(self.groups), -1))


class CrossedNumbers(Struct, frozen=True, eq=False, dict=True):
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
    return CrossedCells(
        Sample(drawn.met_cells(cells) if drawn else cells, sampling),
        answered(cells.axes[0].levels).astype(np.float64),
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
