"""A tally built from arrays that were counted by hand."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from partysurvey.tally.plan import Cells, Moments
from partysurvey.tally.spines import empty_spine
from partysurvey.tally.sums import Counts, MomentSums, Spine, Weighted
from partysurvey.tally.tables import CellTable, MomentTable
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    from partysurvey.tally.axis import Axis


def tally_of_arrays(
    counts: Iterable[Counts], moments: Mapping[str, Iterable[MomentSums]] | None = None, spine: Spine | None = None
) -> Tally:
    """The tally that answers with exactly these counts and moments (number → its moments).

    Tables by unit must have the units of the spine, in its order. `rows` and `counted` are the total of the first.
    """
    tables = list(counts)
    sums = [(number, each) for number, group in (moments or {}).items() for each in group]
    axes: dict[str, Axis] = {axis.variable: axis for table in tables for axis in table.axes}
    axes |= {axis.variable: axis for _, each in sums for axis in each.axes}
    total = int(tables[0].n.sum()) if tables else 0
    return Tally(
        rows=total,
        counted=total,
        spine=spine or empty_spine(),
        axes=axes,
        cells={_need(table): _cell_table(table) for table in tables},
        numbers={_moments(number, each): _moment_table(each) for number, each in sums},
        weighted=any(not np.array_equal(table.w, table.n) for table in tables),
    )


def _need(table: Counts) -> Cells:
    return Cells(tuple(axis.variable for axis in table.axes), bool(table.units))


def _moments(number: str, table: MomentSums) -> Moments:
    return Moments(number, tuple(axis.variable for axis in table.axes), bool(table.units))


def _cell_table(table: Counts) -> CellTable:
    keys = np.flatnonzero(table.n)
    return CellTable(keys, table.n.ravel()[keys], table.w.ravel()[keys], table.w2.ravel()[keys])


def _moment_table(table: MomentSums) -> MomentTable:
    keys = np.flatnonzero(table.n)
    first, squared = (
        Weighted(part.w.ravel()[keys], part.mean.ravel()[keys], part.m2.ravel()[keys])
        for part in (table.first, table.squared)
    )
    return MomentTable(keys, table.n.ravel()[keys], first, squared)
