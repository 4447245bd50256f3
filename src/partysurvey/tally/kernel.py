"""Joint sums over rows: numpy only. Rows are integer codes here, cells are positions in C order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from partysurvey.tally.plan import Cells, Moments
from partysurvey.tally.sums import FloatArray, IntArray, Weighted
from partysurvey.tally.tables import (
    DENSE_CELLS,
    CellTable,
    MomentTable,
    grouped,
    merged_cells,
    merged_moments,
    pooled,
    table_size,
    total,
)

Codes = npt.NDArray[Any]  # 1-D, of the smallest unsigned type that holds them


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some hundred thousand counted rows: codes per variable, units and weights (None: all one), numbers."""

    rows: int
    codes: Mapping[str, Codes]
    units: Codes | None = None
    w: FloatArray | None = None
    w2: FloatArray | None = None
    numbers: Mapping[str, FloatArray] = field(default_factory=dict)  # NaN where there is none


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many codes each variable can have, and how many units there can be, while one layout lasts."""

    variables: Mapping[str, int]
    units: int

    def shape(self, need: Cells) -> tuple[int, ...]:
        """The shape of a table."""
        return (*(self.variables[name] for name in need.variables), *((self.units,) if need.by_unit else ()))


@dataclass
class Indices:
    """The joint position of each row over several variables; what tables share is worked out once."""

    chunk: Chunk
    sizes: Sizes
    shared: dict[Cells, IntArray | None] = field(default_factory=dict)

    def of(self, need: Cells) -> IntArray:
        """1-D int array, the cell of each row."""
        index = self._joint(need)
        return np.zeros(self.chunk.rows, dtype=np.intp) if index is None else index

    def _joint(self, need: Cells) -> IntArray | None:
        if not need.variables:
            units = self.chunk.units
            return None if units is None or not need.by_unit else units.astype(np.intp)
        rest = Cells(need.variables[1:], need.by_unit)
        if rest not in self.shared:
            self.shared[rest] = self._joint(rest)
        codes, behind = self.chunk.codes[need.variables[0]], self.shared[rest]
        if behind is None:
            index = codes.astype(np.intp)
            index *= prod(self.sizes.shape(rest))
            return index
        index = np.multiply(codes, prod(self.sizes.shape(rest)), dtype=np.intp)
        index += behind
        return index


@dataclass
class DenseCells:
    """Accumulated counts of one table, every cell laid out."""

    size: int
    n: IntArray
    w: FloatArray
    w2: FloatArray

    @classmethod
    def zeros(cls, size: int) -> "DenseCells":
        """Nothing counted yet."""
        return cls(size, np.zeros(size, dtype=np.int64), np.zeros(size), np.zeros(size))

    def add(self, index: IntArray, chunk: Chunk) -> None:
        """Count the rows of the chunk into the cells of the index."""
        self.n += np.bincount(index, minlength=self.size)
        if chunk.w is not None:
            self.w += np.bincount(index, chunk.w, self.size)
            self.w2 += np.bincount(index, chunk.w2, self.size)

    def table(self, *, weighted: bool) -> CellTable:
        """The cells that hold anyone."""
        keys = np.flatnonzero(self.n)
        return CellTable(keys, self.n[keys], self.w[keys], self.w2[keys]) if weighted else CellTable(keys, self.n[keys])


@dataclass
class SparseCells:
    """Accumulated counts of a table too large to be laid out: parts, merged once they weigh as much as the rest."""

    size: int
    parts: list[CellTable] = field(default_factory=list)

    def add(self, index: IntArray, chunk: Chunk) -> None:
        """Count the rows of the chunk into the cells of the index."""
        keys, groups = grouped(index, self.size)
        n = np.bincount(groups, minlength=keys.size)
        part = CellTable(keys, n)
        if chunk.w is not None and chunk.w2 is not None:
            part = CellTable(keys, n, total(chunk.w, groups, keys.size), total(chunk.w2, groups, keys.size))
        self.parts.append(part)
        while len(self.parts) > 1 and self.parts[-2].keys.size < 2 * self.parts[-1].keys.size:
            last = self.parts.pop()
            self.parts.append(merged_cells(self.parts.pop(), last, self.size))

    def table(self, *, weighted: bool) -> CellTable:
        """The cells that hold anyone."""
        none = np.zeros(0) if weighted else None
        whole = CellTable(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), none, none)
        for part in reversed(self.parts):
            whole = merged_cells(whole, part, self.size)
        return whole


@dataclass
class NumberCells:
    """Accumulated moments of a number in the cells of one table."""

    size: int
    whole: MomentTable | None = None

    def add(self, index: IntArray, numbers: FloatArray, chunk: Chunk) -> None:
        """Take the numbers that are there into the cells of the index."""
        there = ~np.isnan(numbers)
        keys, groups = grouped(index[there], self.size)
        numbers = numbers[there]
        n = np.bincount(groups, minlength=keys.size)
        if chunk.w is None or chunk.w2 is None:
            part = MomentTable(keys, n, moments_of(numbers, np.ones(numbers.size), groups, keys.size))
        else:
            first = moments_of(numbers, chunk.w[there], groups, keys.size)
            part = MomentTable(keys, n, first, moments_of(numbers, chunk.w2[there], groups, keys.size))
        self.whole = part if self.whole is None else merged_moments(self.whole, part, self.size)

    def table(self, *, weighted: bool) -> MomentTable:
        """The cells that have a number."""
        if self.whole is not None:
            return self.whole
        none = np.zeros(0)
        nothing = Weighted(none, none, none)
        return MomentTable(
            np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), nothing, nothing if weighted else None
        )


def moments_of(numbers: FloatArray, w: FloatArray, groups: IntArray, size: int) -> Weighted:
    """The moments of each group, in two passes: the mean first, then the squares around it."""
    return pooled(Weighted(w, numbers, np.zeros(numbers.size)), groups, size)


@dataclass
class Accumulators:
    """All tables of a plan under one layout of codes."""

    sizes: Sizes
    cells: dict[Cells, DenseCells | SparseCells]
    numbers: dict[Moments, NumberCells]

    @classmethod
    def zeros(cls, cells: Sequence[Cells], numbers: Sequence[Moments], sizes: Sizes) -> "Accumulators":
        """Nothing counted yet."""
        return cls(
            sizes,
            {need: _zeros(table_size(sizes.shape(need))) for need in cells},
            {need: NumberCells(table_size(sizes.shape(Cells(need.by, need.by_unit)))) for need in numbers},
        )

    def add(self, chunk: Chunk) -> None:
        """Count the rows of the chunk into every table."""
        indices = Indices(chunk, self.sizes)
        for need, sums in self.cells.items():
            sums.add(indices.of(need), chunk)
        for moments, taken in self.numbers.items():
            taken.add(indices.of(Cells(moments.by, moments.by_unit)), chunk.numbers[moments.number], chunk)


def _zeros(size: int) -> DenseCells | SparseCells:
    return DenseCells.zeros(size) if size <= DENSE_CELLS else SparseCells(size)
