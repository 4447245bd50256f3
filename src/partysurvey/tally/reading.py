"""Dense arrays read out of tables at rest, and comparison of tables."""

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from partysurvey.tally.axis import Axis, Unit
from partysurvey.tally.plan import Cells
from partysurvey.tally.sums import (
    Counts,
    FloatArray,
    IntArray,
    MetCells,
    MomentSums,
    ReplicateMoments,
    Spine,
    Weighted,
)
from partysurvey.tally.tables import (
    CellTable,
    MomentTable,
    cell_groups,
    counted,
    grouped,
    pooled,
    pooled_replicates,
    projected_keys,
    row_totals,
    summed,
)

Shape = tuple[int, ...]


def dense_counts(table: CellTable, axes: Sequence[Axis], asked: Cells, units: Sequence[Unit]) -> Counts:
    """The counts over the asked variables, laid out densely."""
    wanted, groups, shape = _layout(table.keys, axes, asked, units)
    size = prod(shape)
    n = counted(table.n, groups, size)
    w, w2 = summed(table.w, groups, size), summed(table.w2, groups, size)
    plain = n.astype(np.float64)
    return Counts(
        wanted,
        n.reshape(shape),
        (plain if w is None else w).reshape(shape),
        (plain if w2 is None else w2).reshape(shape),
        tuple(units) if asked.by_unit else (),
        _replicates(table, axes, asked, units),
    )


def _replicates(table: CellTable, axes: Sequence[Axis], asked: Cells, units: Sequence[Unit]) -> FloatArray | None:
    if table.replicates is None:
        return None
    _, groups, shape = _layout(table.keys, axes, Cells(asked.variables), units)
    return row_totals(table.replicates, groups, prod(shape)).reshape(*shape, -1)


def met_cells(table: CellTable, axes: Sequence[Axis], asked: Cells, units: Sequence[Unit]) -> MetCells:
    """The cells over the asked variables that hold anyone, in the order of their positions."""
    wanted, positions, shape = _layout(table.keys, axes, asked, units)
    if positions is not table.keys:
        keys, groups = grouped(positions, prod(shape))
        table = cell_groups(table, groups, keys.size, keys)
    index = np.unravel_index(table.keys, shape) if shape else ()
    unit = index[-1] if asked.by_unit else np.zeros(table.keys.size, dtype=np.int64)
    plain = table.n.astype(np.float64)
    return MetCells(
        wanted,
        index[: len(wanted)],
        unit,
        table.n,
        plain if table.w is None else table.w,
        plain if table.w2 is None else table.w2,
        table.replicates,
    )


def dense_moments(table: MomentTable, axes: Sequence[Axis], asked: Cells, units: Sequence[Unit]) -> MomentSums:
    """The moments over the asked variables, laid out densely."""
    wanted, groups, shape = _layout(table.keys, axes, asked, units)
    size = prod(shape)
    first = pooled(table.first, groups, size)
    squared = first if table.squared is None else pooled(table.squared, groups, size)
    return MomentSums(
        wanted,
        counted(table.n, groups, size).reshape(shape),
        _shaped(first, shape),
        _shaped(squared, shape),
        tuple(units) if asked.by_unit else (),
        _replicate_moments(table, axes, asked, units),
    )


def _replicate_moments(
    table: MomentTable, axes: Sequence[Axis], asked: Cells, units: Sequence[Unit]
) -> ReplicateMoments | None:
    _, groups, shape = _layout(table.keys, axes, Cells(asked.variables), units)
    moments = pooled_replicates(table, groups, pooled(table.first, groups, prod(shape)).mean)
    if moments is None:
        return None
    return ReplicateMoments(moments.w.reshape(*shape, -1), moments.off.reshape(*shape, -1), moments.mean.reshape(shape))


def _shaped(moments: Weighted, shape: Shape) -> Weighted:
    return Weighted(moments.w.reshape(shape), moments.mean.reshape(shape), moments.m2.reshape(shape))


def _layout(
    keys: IntArray, axes: Sequence[Axis], asked: Cells, units: Sequence[Unit]
) -> tuple[tuple[Axis, ...], IntArray, Shape]:
    names = [axis.variable for axis in axes]
    dimensions = [names.index(variable) for variable in asked.variables]
    wanted = tuple(axes[dimension] for dimension in dimensions)
    held = tuple(len(axis.levels) for axis in axes) + ((len(units),) if units else ())
    if asked.by_unit:
        dimensions = [*dimensions, len(names)]
        held = held if units else (*held, 0)
    return wanted, projected_keys(keys, held, dimensions), tuple(held[dimension] for dimension in dimensions)


def same_table(one: CellTable | MomentTable | Spine, other: CellTable | MomentTable | Spine, relative: float) -> bool:
    """Whether two tables (or spines) hold the same numbers: integers exactly, floats to that relative rounding.

    The rounding of an array is relative to its largest number, that of m2 to the largest Σv x².
    """
    mine, yours = list(_arrays(one)), list(_arrays(other))
    return len(mine) == len(yours) and all(
        _alike(a, b, relative * scale) for (a, scale), (b, _) in zip(mine, yours, strict=True)
    )


def _alike(one: npt.NDArray[np.generic], other: npt.NDArray[np.generic], rounding: float) -> bool:
    if one.shape != other.shape:
        return False
    if not rounding or one.dtype.kind == "i":
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    return bool(np.allclose(one, other, rtol=0.0, atol=rounding, equal_nan=True))


Scaled = tuple[npt.NDArray[np.generic], float]


def _arrays(table: CellTable | MomentTable | Spine) -> Iterator[Scaled]:
    if not isinstance(table, Spine):
        yield table.keys, 0.0
    yield table.n, 0.0
    if isinstance(table, Spine):
        yield table.carriers, 0.0
    if isinstance(table, MomentTable):
        for moments in (table.first, table.squared):
            yield from _weighted(moments) if moments else ()
        if table.replicates is not None:
            yield table.replicates.w, _largest(table.replicates.w)
            totals = table.replicates.off + table.replicates.w * table.replicates.mean[:, None]
            yield table.replicates.off, max(_largest(totals), _largest(table.replicates.off))
        return
    for values in (table.w, table.w2, *(_spine_arrays(table) if isinstance(table, Spine) else (table.replicates,))):
        if values is not None:
            yield values, _largest(values)


def _spine_arrays(spine: Spine) -> Iterator[FloatArray | None]:
    yield from spine.fpc
    if spine.replicates is not None:
        yield spine.replicates.gram
        yield spine.replicates.largest


def _weighted(moments: Weighted) -> Iterator[Scaled]:
    yield moments.w, _largest(moments.w)
    yield moments.mean, _largest(moments.mean)
    yield moments.m2, _largest(moments.m2 + moments.w * moments.mean**2)


def _largest(values: FloatArray) -> float:
    return float(np.max(np.abs(values), initial=0.0, where=~np.isnan(values)))
