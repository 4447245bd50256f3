"""Linearised variances of the shares and means of groups under weights that were made from targets."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from partysurvey.estimates.calibrated import Calibration
from partysurvey.estimates.group_variance import Pairs, group_variances
from partysurvey.estimates.sampling import Sampling
from partysurvey.tally.sums import FloatArray, IntArray, MetCells


class CalibratedGroups(Struct, frozen=True, eq=False, dict=True):
    """The answers of groups (G, B) in cells of the variable, a banner, the weighting and the units.

    values: the same of a number, whose single values matter then. Residuals are of the whole sample, so that groups are
    taken one by one.
    """

    sampling: Sampling
    calibration: Calibration
    cells: MetCells
    groups: FloatArray
    values: MetCells | None = None

    def share_variances(
        self, members: FloatArray, answered: FloatArray, shares: FloatArray, bases: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """As those of `TaylorGroups`, of residuals."""
        parts = zip(self._parts(self.cells), shares, bases.tolist(), strict=True)
        found = [self._variances((members - p[:, None] * answered) / base, cells) for cells, p, base in parts]
        variances = np.array(found)
        return variances, variances

    def mean_variances(self, scores: FloatArray, means: FloatArray, bases: FloatArray) -> FloatArray:
        """As those of `TaylorGroups`, of residuals."""
        cells = self.cells if self.values is None else self.values
        x = scores if self.values is None else number_levels(self.values)
        parts = zip(self._parts(cells), means.tolist(), bases.tolist(), strict=True)
        scored = [(part, np.where(np.isnan(x), 0.0, x - middle) / base) for part, middle, base in parts]
        return np.array([self._variances(z[None, :], part)[0] for part, z in scored])

    def _variances(self, levels: FloatArray, cells: MetCells) -> FloatArray:
        """1-D float array (k,), of the totals of scores (k, L) of levels in the cells of a group."""
        sums, squares = self.calibration.residual_sums(levels[:, cells.places[0]], cells)
        kept = squares if self.sampling.rows_are_psus else None
        return group_variances(sums, kept, Pairs.of_one(sums.shape[1]), self.sampling)[:, 0]

    def _parts(self, cells: MetCells) -> Iterator[MetCells]:
        """The cells of each group."""
        if len(cells.axes) < 2:
            yield from [cells] * len(self.groups)
            return
        order, begins = by_level(cells.places[1], self.groups.shape[1])
        for group in self.groups:
            levels = np.flatnonzero(group).tolist()
            parts = [order[begins[level] : begins[level + 1]] for level in levels]
            yield cells.kept(np.concatenate(parts) if parts else order[:0])


def by_level(level: IntArray, levels: int) -> tuple[IntArray, IntArray]:
    """The cells (C,) in the order of their levels, and where each level begins, and the last one ends."""
    small = level.astype(np.min_scalar_type(levels))  # small integers sort fastest
    order = np.argsort(small, kind="stable")
    return order, np.searchsorted(small[order], np.arange(levels + 1))


def number_levels(cells: MetCells) -> FloatArray:
    """1-D float array (L,), the numbers on the first axis of the cells; NaN where it has an absence."""
    levels = cells.axes[0].levels
    return np.array([level if isinstance(level, int | float) else np.nan for level in levels], dtype=np.float64)
