"""Joint sums over rows: numpy only. Rows are integer codes here, cells are positions in C order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.tally.plan import Cells, Moments
from partysurvey.tally.sums import FloatArray, IntArray, ReplicateMoments, Weighted
from partysurvey.tally.tables import (
    DENSE_CELLS,
    CellTable,
    MomentTable,
    grouped,
    merged_cells,
    merged_moments,
    table_size,
    total,
)

Number = TypeVar("Number", np.int64, np.float64)
# A joint table of several questions pays while its sums stay within a few megabytes of cache.
PACK_CELLS = 1 << 18
# With replicate weights each step is repeated for every one of them, over fewer rows: then the first-level cache.
REPLICATE_PACK_CELLS = 1 << 11
# Up to so many cells moments are summed into all of them, beyond into those met.
SMALL_TABLE = 1 << 18
Codes = npt.NDArray[Any]  # 1-D, of the smallest unsigned type that holds them


class Chunk(Struct, frozen=True):
    """Some hundred thousand counted rows: codes per variable, units and weights (None: all one), numbers."""

    rows: int
    codes: Mapping[str, Codes]
    units: Codes | None = None
    w: FloatArray | None = None
    w2: FloatArray | None = None
    numbers: Mapping[str, FloatArray] = field(default_factory=dict)  # NaN where there is none
    replicates: tuple[FloatArray, ...] = ()


class Sizes(Struct, frozen=True):
    """How many codes each variable can have, and how many units there can be, while one layout lasts."""

    variables: Mapping[str, int]
    units: int
    replicates: int = 0  # how many replicate weights each row has

    def shape(self, need: Cells) -> tuple[int, ...]:
        """The shape of a table."""
        return (*(self.variables[name] for name in need.variables), *((self.units,) if need.by_unit else ()))

    def lengths(self, need: Cells) -> tuple[int, int]:
        """The length of a table along its first variable (1 without any), and the size of all the rest."""
        first = self.variables[need.variables[0]] if need.variables else 1
        return first, prod(self.shape(rest_of(need)))


class Pack(Struct, frozen=True):
    """Tables that differ in their first variable alone, counted as one joint table: one index, one pass for all."""

    needs: tuple[Cells, ...]
    lengths: tuple[int, ...]  # of each first variable, then of all that follows it

    @property
    def size(self) -> int:
        """How many cells the joint table has."""
        return prod(self.lengths)

    def sums_of(self, table: int, joint: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """The sums (…, cells) of one of the tables, out of those (…, joint cells) of the joint one."""
        if len(self.needs) == 1:
            return joint
        before = joint.shape[:-1]
        firsts = range(len(before), len(before) + len(self.lengths) - 1)
        others = tuple(place for place in firsts if place != firsts[table])
        return np.asarray(joint.reshape(*before, *self.lengths).sum(axis=others)).reshape(*before, -1)


def packs_of(needs: Iterable[Cells], sizes: Sizes) -> list[Pack]:
    """The tables in packs of not too many cells, those with the same rest one after the other."""
    packs: list[Pack] = []
    room = min(REPLICATE_PACK_CELLS, DENSE_CELLS // (1 + sizes.replicates)) if sizes.replicates else PACK_CELLS
    for need in sorted(needs, key=lambda need: (need.variables[1:], need.by_unit, need.variables)):
        length, rest = sizes.lengths(need)
        last = packs[-1] if packs else None
        if last and rest_of(last.needs[0]) == rest_of(need) and last.size * length <= room:
            packs[-1] = Pack((*last.needs, need), (*last.lengths[:-1], length, rest))
        else:
            packs.append(Pack((need,), (length, rest)))
    return packs


def rest_of(need: Cells) -> Cells:
    """All but the first variable."""
    return Cells(need.variables[1:], need.by_unit)


class Indices:
    """The cells of the rows of a chunk, written into the same memory again and again."""

    def __init__(self, chunk: Chunk, sizes: Sizes) -> None:
        """Indices of the rows of the chunk under the layout."""
        self._chunk = chunk
        self._sizes = sizes
        self._memory = np.empty(chunk.rows, dtype=np.intp)
        self._rest_memory = np.empty(chunk.rows, dtype=np.intp)
        self._rest: Cells | None = None

    def of(self, pack: Pack) -> IntArray:
        """1-D int array, the cell of each row in the joint table; valid until the next call."""
        firsts = [need.variables[0] for need in pack.needs if need.variables]
        rest = rest_of(pack.needs[0])
        if rest != self._rest:
            self._fill(self._rest_memory, rest.variables, by_unit=rest.by_unit)
            self._rest = rest
        if not firsts:
            return self._rest_memory
        self._fill(self._memory, firsts, by_unit=False)
        if pack.lengths[-1] > 1:
            np.multiply(self._memory, pack.lengths[-1], out=self._memory)
            np.add(self._memory, self._rest_memory, out=self._memory)
        return self._memory

    def _fill(self, memory: IntArray, variables: Sequence[str], *, by_unit: bool) -> None:
        codes: list[tuple[Codes | int, int]] = [(self._chunk.codes[v], self._sizes.variables[v]) for v in variables]
        if by_unit:
            units = self._chunk.units
            codes.append((0 if units is None else units, self._sizes.units))
        memory[:] = codes[0][0] if codes else 0
        for column, size in codes[1:]:
            np.multiply(memory, size, out=memory)
            np.add(memory, column, out=memory)


class DenseCells(Struct):
    """Accumulated counts of a joint table, every cell laid out; None before the first chunk (and weights without any).

    replicates: 2-D float array (R, cells).
    """

    pack: Pack
    n: IntArray | None = None
    w: FloatArray | None = None
    w2: FloatArray | None = None
    replicates: FloatArray | None = None

    def add(self, index: IntArray, chunk: Chunk) -> None:
        """Count the rows of the chunk into the cells of the index."""
        size = self.pack.size
        self.n = _plus(self.n, np.bincount(index, minlength=size))
        if chunk.w is not None and chunk.w2 is not None:
            self.w = _plus(self.w, total(chunk.w, index, size))
            self.w2 = _plus(self.w2, total(chunk.w2, index, size))
        if chunk.replicates:
            if self.replicates is None:
                self.replicates = np.zeros((len(chunk.replicates), size))
            for sums, weights in zip(self.replicates, chunk.replicates, strict=True):
                np.add(sums, total(weights, index, size), out=sums)

    def tables(self, *, weighted: bool, replicates: int = 0) -> Iterator[CellTable]:
        """The cells of each table of the pack that hold anyone."""
        for table in range(len(self.pack.needs)):
            if self.n is None:
                yield no_cells(weighted=weighted, replicates=replicates)
                continue
            n = self.pack.sums_of(table, self.n)
            keys = np.flatnonzero(n)
            rows = self._at(table, keys, self.replicates)
            held = None if rows is None else np.ascontiguousarray(rows.T)
            yield CellTable(keys, n[keys], self._at(table, keys, self.w), self._at(table, keys, self.w2), held)

    def _at(self, table: int, keys: IntArray, sums: FloatArray | None) -> FloatArray | None:
        return None if sums is None else self.pack.sums_of(table, sums)[..., keys]


def _plus(sums: npt.NDArray[Number] | None, more: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The sums with more added to them, in place."""
    if sums is None:
        return more
    sums += more
    return sums


def no_cells(*, weighted: bool, replicates: int = 0) -> CellTable:
    """The table in which no cell holds anyone."""
    none = np.zeros(0) if weighted else None
    rows = np.zeros((0, replicates)) if replicates else None
    return CellTable(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), none, none, rows)


class SparseCells(Struct):
    """Accumulated counts of a table too large to be laid out: parts, merged once they weigh as much as the rest."""

    pack: Pack  # of this table alone
    parts: list[CellTable] = field(default_factory=list)

    def add(self, index: IntArray, chunk: Chunk) -> None:
        """Count the rows of the chunk into the cells of the index."""
        keys, groups = grouped(index, self.pack.size)
        n = np.bincount(groups, minlength=keys.size)
        rows = replicate_sums(chunk.replicates, groups, keys.size)
        part = CellTable(keys, n, replicates=rows)
        if chunk.w is not None and chunk.w2 is not None:
            part = CellTable(keys, n, total(chunk.w, groups, keys.size), total(chunk.w2, groups, keys.size), rows)
        self.parts.append(part)
        while len(self.parts) > 1 and self.parts[-2].keys.size < 2 * self.parts[-1].keys.size:
            last = self.parts.pop()
            self.parts.append(merged_cells(self.parts.pop(), last, self.pack.size))

    def tables(self, *, weighted: bool, replicates: int = 0) -> Iterator[CellTable]:
        """The cells of the table that hold anyone."""
        whole = no_cells(weighted=weighted, replicates=replicates)
        for part in reversed(self.parts):
            whole = merged_cells(whole, part, self.pack.size)
        yield whole


class NumberCells(Struct):
    """Accumulated moments of a number in the cells of one table."""

    size: int
    whole: MomentTable | None = None

    def add(self, index: IntArray, numbers: FloatArray, chunk: Chunk) -> None:
        """Take the numbers that are there into the cells of the index."""
        there = ~np.isnan(numbers)
        w, w2, replicates = chunk.w, chunk.w2, chunk.replicates
        if not there.all():
            replicates = tuple(each[there] for each in replicates)
            index, numbers = index[there], numbers[there]
            w, w2 = (None, None) if w is None or w2 is None else (w[there], w2[there])
        keys, groups = (None, index) if self.size <= SMALL_TABLE else grouped(index, self.size)
        size = self.size if keys is None else keys.size
        part = moments_of(numbers, (w, w2), groups, size)
        if replicates:
            part = replace(part, replicates=replicate_moments(numbers, part.first.mean, replicates, groups))
        part = with_keys(part) if keys is None else replace(part, keys=keys)
        self.whole = part if self.whole is None else merged_moments(self.whole, part, self.size)

    def table(self, *, weighted: bool, replicates: int = 0) -> MomentTable:
        """The cells that have a number."""
        if self.whole is not None:
            return self.whole
        none, keys = np.zeros(0), np.zeros(0, dtype=np.int64)
        nothing = Weighted(none, none, none)
        empty = np.zeros((0, replicates))
        rows = ReplicateMoments(empty, empty, none) if replicates else None
        return MomentTable(keys, keys, nothing, nothing if weighted else None, rows)


def moments_of(
    x: FloatArray, weights: tuple[FloatArray | None, FloatArray | None], groups: IntArray, size: int
) -> MomentTable:
    """The moments of each group, in two passes: the mean first, then the squares around it.

    Under w² with sums around the mean under w: mean₂ = mean + Σw²d / Σw², m2₂ = Σw²d² - (Σw²d)² / Σw², d = x - mean.
    """
    w, w2 = weights
    n = np.bincount(groups, minlength=size)
    keys = np.arange(size)
    sum_w = n.astype(np.float64) if w is None else total(w, groups, size)
    mean = _quotient(total(x if w is None else x * w, groups, size), sum_w)
    apart = x - mean[groups]
    squares = apart * apart
    if w is None or w2 is None:
        return MomentTable(keys, n, Weighted(sum_w, mean, total(squares, groups, size)))
    first = Weighted(sum_w, mean, total(squares * w, groups, size))
    sum_w2, shift = total(w2, groups, size), total(apart * w2, groups, size)
    m2 = np.maximum(total(squares * w2, groups, size) - _quotient(shift * shift, sum_w2), 0.0)
    return MomentTable(keys, n, first, Weighted(sum_w2, mean + _quotient(shift, sum_w2), m2))


def replicate_sums(replicates: Sequence[FloatArray], groups: IntArray, size: int) -> FloatArray | None:
    """2-D float array (size, R), Σ of each replicate weight in each group; None without replicate weights."""
    return np.stack([total(each, groups, size) for each in replicates], axis=1) if replicates else None


def replicate_moments(
    x: FloatArray, mean: FloatArray, replicates: Sequence[FloatArray], groups: IntArray
) -> ReplicateMoments:
    """The moments of each group under each replicate weight, around the mean of the group."""
    apart = x - mean[groups]
    w = [total(each, groups, mean.size) for each in replicates]
    off = [total(each * apart, groups, mean.size) for each in replicates]
    return ReplicateMoments(np.stack(w, axis=1), np.stack(off, axis=1), mean)


def _quotient(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.divide(above, below, out=np.zeros_like(below), where=below > 0)


def with_keys(table: MomentTable) -> MomentTable:
    """The cells of a dense table that have a number."""
    keys = np.flatnonzero(table.n)

    def held(moments: Weighted) -> Weighted:
        """The moments at the keys."""
        return Weighted(moments.w[keys], moments.mean[keys], moments.m2[keys])

    squared = None if table.squared is None else held(table.squared)
    rows = table.replicates
    replicates = None if rows is None else ReplicateMoments(rows.w[keys], rows.off[keys], rows.mean[keys])
    return MomentTable(keys, table.n[keys], held(table.first), squared, replicates)


class Accumulators(Struct):
    """All tables of a plan under one layout of codes."""

    sizes: Sizes
    cells: list[DenseCells | SparseCells]
    numbers: dict[Moments, NumberCells]

    @classmethod
    def zeros(cls, cells: Sequence[Cells], numbers: Sequence[Moments], sizes: Sizes) -> "Accumulators":
        """Nothing counted yet."""
        return cls(
            sizes,
            [_zeros(pack, sizes.replicates) for pack in packs_of(cells, sizes)],
            {need: NumberCells(table_size(sizes.shape(cells_of(need)))) for need in numbers},
        )

    def add(self, chunk: Chunk) -> None:
        """Count the rows of the chunk into every table."""
        indices = Indices(chunk, self.sizes)
        for sums in self.cells:
            sums.add(indices.of(sums.pack), chunk)
        for need, moments in self.numbers.items():
            by = cells_of(need)
            index = indices.of(Pack((by,), self.sizes.lengths(by)))
            moments.add(index, chunk.numbers[need.number], chunk)

    def tables(self, *, weighted: bool) -> Iterator[tuple[Cells, CellTable]]:
        """Each table that was asked for, and its cells that hold anyone."""
        for sums in self.cells:
            yield from zip(
                sums.pack.needs, sums.tables(weighted=weighted, replicates=self.sizes.replicates), strict=True
            )


def cells_of(need: Moments) -> Cells:
    """The table of the cells in which the moments are taken."""
    return Cells(need.by, need.by_unit)


def _zeros(pack: Pack, replicates: int) -> DenseCells | SparseCells:
    size = table_size(pack.lengths)
    return DenseCells(pack) if size * (1 + replicates) <= DENSE_CELLS else SparseCells(pack)
