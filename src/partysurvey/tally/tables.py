"""Tables of a tally at rest: only the cells that hold anyone, by sorted flat position; and how they merge."""

from collections.abc import Callable, Sequence
from math import prod
from typing import TypeVar

import numpy as np
from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.tally.sums import FloatArray, IntArray, ReplicateMoments, Weighted

# Beyond this many cells a table is never laid out densely while it is merged.
DENSE_CELLS = 10_000_000
LARGEST_TABLE = 2**62


class CellTable(Struct, frozen=True, eq=False):
    """Counts of the cells that hold anyone, at their sorted positions (C order); w, w2 None without weights.

    replicates: 2-D float array (cells, R), Σ of each replicate weight; None without any.
    """

    keys: IntArray
    n: IntArray
    w: FloatArray | None = None
    w2: FloatArray | None = None
    replicates: FloatArray | None = None

    def taken(self, order: IntArray, keys: IntArray) -> "CellTable":
        """The cells in that order, which have the keys."""
        parts = (_taken(part, order) for part in (self.w, self.w2, self.replicates))
        return CellTable(keys, self.n[order], *parts)


class MomentTable(Struct, frozen=True, eq=False):
    """Moments of a number in the cells that have one; `squared` None without weights (it equals `first`)."""

    keys: IntArray
    n: IntArray
    first: Weighted
    squared: Weighted | None = None
    replicates: ReplicateMoments | None = None

    def taken(self, order: IntArray, keys: IntArray) -> "MomentTable":
        """The cells in that order, which have the keys."""
        first, held = _taken_moments(self.first, order), self.replicates
        squared = None if self.squared is None else _taken_moments(self.squared, order)
        replicates = None if held is None else ReplicateMoments(held.w[order], held.off[order], held.mean[order])
        return MomentTable(keys, self.n[order], first, squared, replicates)


def grouped(keys: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """The distinct keys, sorted, and for each key the position of its own among them."""
    if not fills(keys, size):
        distinct, positions = np.unique(keys, return_inverse=True)
        return distinct, positions
    present = np.zeros(size, dtype=bool)
    present[keys] = True
    held = np.flatnonzero(present)
    places = np.empty(size, dtype=np.int64)
    places[held] = np.arange(held.size)
    return held, places[keys]


def fills(keys: IntArray, size: int) -> bool:
    """Whether so many keys are worth an array of all cells."""
    return size <= DENSE_CELLS and keys.size * 16 >= size


def table_size(shape: Sequence[int]) -> int:
    """How many cells a table of the shape has; RequestError where their positions no longer fit 62 bits."""
    size = prod(shape)
    if size > LARGEST_TABLE:
        raise RequestError("a table of so many variables has too many cells", "cross fewer variables")
    return size


def moved_keys(keys: IntArray, shape: Sequence[int], maps: Sequence[IntArray | None], into: Sequence[int]) -> IntArray:
    """The positions in shape `into` of positions in `shape`, each axis moved by its map (None: unmoved)."""
    if all(positions is None for positions in maps) and tuple(shape) == tuple(into):
        return keys
    table_size(into)
    if fills(keys, table_size(shape)):
        return _moved_cells(shape, maps, into)[keys]
    moved = np.zeros_like(keys)
    for index, positions, length in zip(np.unravel_index(keys, shape), maps, into, strict=True):
        moved = moved * length + (index if positions is None else positions[index])
    return moved


def _moved_cells(shape: Sequence[int], maps: Sequence[IntArray | None], into: Sequence[int]) -> IntArray:
    """1-D int array, the position in shape `into` of every cell of the shape."""
    moved = np.zeros(1, dtype=np.int64)
    for size, positions, length in zip(shape, maps, into, strict=True):
        moved = np.add.outer(moved * length, np.arange(size) if positions is None else positions).reshape(-1)
    return moved


def total(values: FloatArray, groups: IntArray, size: int) -> FloatArray:
    """1-D float array, the sum of the values of each group."""
    return np.bincount(groups, weights=values, minlength=size).astype(np.float64, copy=False)


def summed(values: FloatArray | None, groups: IntArray, size: int) -> FloatArray | None:
    """1-D float array, the sum of the values of each group; None for None."""
    return None if values is None else total(values, groups, size)


def row_totals(values: FloatArray, groups: IntArray, size: int) -> FloatArray:
    """2-D float array (size, R), the sum of the rows of each group of values (rows, R)."""
    return np.stack([total(column, groups, size) for column in values.T], axis=1)


def summed_rows(values: FloatArray | None, groups: IntArray, size: int) -> FloatArray | None:
    """2-D float array (size, R), the sum of the rows of each group; None for None."""
    return None if values is None else row_totals(values, groups, size)


def counted(n: IntArray, groups: IntArray, size: int) -> IntArray:
    """1-D int array, the sum of the counts of each group (exact below 2**53)."""
    return np.bincount(groups, weights=n, minlength=size).astype(np.int64)


def pooled(parts: Weighted, groups: IntArray, size: int) -> Weighted:
    """The moments of each group of parts: mean = Σ w mean / Σ w, m2 = Σ m2 + Σ w (mean of the part - mean)².

    A group of one part keeps its numbers bit for bit.
    """
    w = total(parts.w, groups, size)
    mean = np.divide(total(parts.w * parts.mean, groups, size), w, out=np.zeros_like(w), where=w > 0)
    alone = (np.bincount(groups, minlength=size) == 1)[groups]
    mean[groups[alone]] = parts.mean[alone]
    between = total(parts.w * (parts.mean - mean[groups]) ** 2, groups, size)
    return Weighted(w, mean, total(parts.m2, groups, size) + between)


def cell_groups(table: CellTable, groups: IntArray, size: int, keys: IntArray) -> CellTable:
    """The table of the groups of cells, at the keys."""
    return CellTable(
        keys,
        counted(table.n, groups, size),
        summed(table.w, groups, size),
        summed(table.w2, groups, size),
        summed_rows(table.replicates, groups, size),
    )


def moment_groups(table: MomentTable, groups: IntArray, size: int, keys: IntArray) -> MomentTable:
    """The table of the groups of cells, at the keys."""
    squared = None if table.squared is None else pooled(table.squared, groups, size)
    first = pooled(table.first, groups, size)
    replicates = pooled_replicates(table, groups, first.mean)
    return MomentTable(keys, counted(table.n, groups, size), first, squared, replicates)


def pooled_replicates(table: MomentTable, groups: IntArray, mean: FloatArray) -> ReplicateMoments | None:
    """The replicate moments of each group of cells around its mean: off = Σ off + Σ w (mean of the part - mean)."""
    held = table.replicates
    if held is None:
        return None
    off = held.off + held.w * (held.mean - mean[groups])[:, None]
    return ReplicateMoments(row_totals(held.w, groups, mean.size), row_totals(off, groups, mean.size), mean)


def merged_cells(one: CellTable, other: CellTable, size: int) -> CellTable:
    """The table of the rows of both, over the same axes with `size` cells in all."""
    if np.array_equal(one.keys, other.keys):
        return CellTable(
            one.keys,
            one.n + other.n,
            _plus(one.w, other.w),
            _plus(one.w2, other.w2),
            _plus(one.replicates, other.replicates),
        )
    keys, groups = grouped(np.concatenate((one.keys, other.keys)), size)
    both = CellTable(
        keys,
        np.concatenate((one.n, other.n)),
        _end_to_end(one.w, other.w),
        _end_to_end(one.w2, other.w2),
        _end_to_end(one.replicates, other.replicates),
    )
    return cell_groups(both, groups, keys.size, keys)


def merged_moments(one: MomentTable, other: MomentTable, size: int) -> MomentTable:
    """The table of the rows of both, over the same axes with `size` cells in all."""
    keys, groups = grouped(np.concatenate((one.keys, other.keys)), size)
    squared = None
    if one.squared is not None and other.squared is not None:
        squared = _chained(one.squared, other.squared)
    replicates = None
    if one.replicates is not None and other.replicates is not None:
        replicates = _chained_replicates(one.replicates, other.replicates)
    both = MomentTable(keys, np.concatenate((one.n, other.n)), _chained(one.first, other.first), squared, replicates)
    return moment_groups(both, groups, keys.size, keys)


def _taken(values: FloatArray | None, order: IntArray) -> FloatArray | None:
    return None if values is None else values[order]


def _taken_moments(moments: Weighted, order: IntArray) -> Weighted:
    return Weighted(moments.w[order], moments.mean[order], moments.m2[order])


def _plus(one: FloatArray | None, other: FloatArray | None) -> FloatArray | None:
    return None if one is None or other is None else one + other


def _end_to_end(one: FloatArray | None, other: FloatArray | None) -> FloatArray | None:
    return None if one is None or other is None else np.concatenate((one, other))


def _chained_replicates(one: ReplicateMoments, other: ReplicateMoments) -> ReplicateMoments:
    parts = ((one.w, other.w), (one.off, other.off), (one.mean, other.mean))
    return ReplicateMoments(*(np.concatenate(pair) for pair in parts))


def _chained(one: Weighted, other: Weighted) -> Weighted:
    return Weighted(
        np.concatenate((one.w, other.w)),
        np.concatenate((one.mean, other.mean)),
        np.concatenate((one.m2, other.m2)),
    )


def moved_cells(
    table: CellTable, shape: Sequence[int], maps: Sequence[IntArray | None], into: Sequence[int]
) -> CellTable:
    """The same cells on other axes; cells that fall together are added."""
    return _moved(table, cell_groups, moved_keys(table.keys, shape, maps, into), table_size(into))


def moved_moments(
    table: MomentTable, shape: Sequence[int], maps: Sequence[IntArray | None], into: Sequence[int]
) -> MomentTable:
    """The same cells on other axes; cells that fall together are pooled."""
    return _moved(table, moment_groups, moved_keys(table.keys, shape, maps, into), table_size(into))


Table = TypeVar("Table", CellTable, MomentTable)


def _moved(
    table: Table, together: Callable[[Table, IntArray, int, IntArray], Table], keys: IntArray, size: int
) -> Table:
    """The table with its cells at new positions out of `size`, in their order; `together` joins those that fall so."""
    if keys is table.keys:
        return table
    order = rising_order(keys, size)
    if order is not None:
        return table.taken(order, keys[order])
    distinct, groups = grouped(keys, size)
    return together(table, groups, distinct.size, distinct)


def rising_order(keys: IntArray, size: int) -> IntArray | None:
    """1-D int array, the order in which distinct keys rise; None where a key repeats."""
    if size <= DENSE_CELLS and keys.size * 16 >= size:
        place = np.full(size, -1)
        place[keys] = np.arange(keys.size)
        order = place[place >= 0]
        return order if order.size == keys.size else None
    order = np.argsort(keys, kind="stable")
    rising = keys[order]
    return None if (rising[1:] == rising[:-1]).any() else order


def projected_keys(keys: IntArray, shape: Sequence[int], dimensions: Sequence[int]) -> IntArray:
    """The positions of cells over only the given dimensions of the shape, in their given order."""
    if list(dimensions) == list(range(len(dimensions))):
        left = prod(shape[len(dimensions) :])
        return keys if left == 1 else keys // max(left, 1)
    index = np.unravel_index(keys, shape) if shape else ()
    flat = np.zeros_like(keys)
    for dimension in dimensions:
        flat = flat * shape[dimension] + index[dimension]
    return flat
