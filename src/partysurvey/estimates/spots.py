"""The cells of a question by a banner and the units of a design, gathered at the spots (group level, unit)."""

from functools import cached_property
from itertools import pairwise

import numpy as np
from msgspec import Struct

from partysurvey.estimates.group_variance import Pairs, Runs
from partysurvey.tally.sums import FloatArray, IntArray, MetCells
from partysurvey.tally.tables import grouped


class Spots(Struct, frozen=True, eq=False, dict=True):
    """The Q spots (level of a banner, unit) that hold anyone, in that order; both (Q,). Without a banner: one level."""

    level: IntArray
    unit: IntArray

    def gathering(self, groups: FloatArray, units: int) -> "Gathering":
        """How the spots of `units` units go into groups (g, B), each of some of the B levels."""
        begins = np.searchsorted(self.level, np.arange(groups.shape[1] + 1))
        group, level = np.nonzero(groups)
        lengths = np.diff(begins)[level]
        shift = begins[level] - (np.cumsum(lengths) - lengths)
        source = np.arange(lengths.sum()) + np.repeat(shift, lengths)
        key = np.repeat(group, lengths) * units + self.unit[source]
        if (np.diff(key) < 0).any():  # a group of several levels
            order = np.argsort(key, kind="stable")
            source, key = source[order], key[order]
        runs = Runs.of(key)
        owner, unit = np.divmod(key[runs.begins], max(units, 1))
        return Gathering(source, runs, Pairs(owner, unit, len(groups)))


class Gathering(Struct, frozen=True, eq=False):
    """Which spots (E,) go into the pairs of group and unit, in runs of those that go into the same pair."""

    source: IntArray
    runs: Runs
    pairs: Pairs

    def sums(self, rows: FloatArray) -> FloatArray:
        """2-D float array (k, P), the sums of rows (k, Q) of spots in each pair."""
        return self.runs.sums(rows[:, self.source])

    @property
    def group(self) -> IntArray:
        """1-D int array (E,), the group that each entry goes into."""
        return np.repeat(self.pairs.group, self.runs.lengths)


class SpotCells(Struct, frozen=True, eq=False, dict=True):
    """Cells (level × level of a banner × unit) that hold anyone, each once, in the order of their first level."""

    cells: MetCells
    units: int

    @cached_property
    def spots(self) -> Spots:
        """The spots of the cells."""
        level, unit = np.divmod(self._grouped[0], max(self.units, 1))
        return Spots(level, unit)

    def totals(self, rows: FloatArray, weights: FloatArray) -> FloatArray:
        """2-D float array (k, Q), at each spot the sums of weights (C,) times the values that rows (k, L) have."""
        of_cell = self._grouped[1]
        totals = np.zeros((len(rows), self._grouped[0].size))
        ends = np.searchsorted(self.cells.places[0], np.arange(rows.shape[1] + 1)).tolist()
        for level, (begin, end) in enumerate(pairwise(ends)):
            at, held = of_cell[begin:end], weights[begin:end]  # a spot has a level once
            for row in np.flatnonzero(rows[:, level]).tolist():
                value = rows[row, level]
                totals[row, at] += held if value == 1 else held * value
        return totals

    @cached_property
    def _grouped(self) -> tuple[IntArray, IntArray]:
        """The distinct spots as positions (Q,), and that of each cell (C,)."""
        cells = self.cells
        axis, level = (cells.axes[1], cells.places[1]) if len(cells.axes) > 1 else (None, 0)
        size = self.units * (len(axis.levels) if axis else 1)
        return grouped(np.asarray(level * self.units + cells.unit, dtype=np.int64), size)
