"""A tally under new weights: its sums times the factors of the weighting cells that they are told apart by."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.tally.answers import BoolArray
from partysurvey.tally.plan import Cells
from partysurvey.tally.sums import FloatArray, IntArray, ReplicateMoments, Spine, Weighted
from partysurvey.tally.tables import CellTable, MomentTable
from partysurvey.tally.tally import Tally
from partysurvey.weighting.joint import JointCells, places_within
from partysurvey.weighting.weighting import Weighting


def reweighted(tally: Tally, weighting: Weighting, whole: JointCells, spine: Spine) -> Tally:
    """The tally under the new weights; people who are in no cell of the weighting are gone, as "margin_missing".

    Every table must tell the variables of the weighting apart (`Plan.crossed_with`). `whole`: all cells of the
    weighting by unit; `spine`: of the whole sample. Both are wider than the tally where that is of a domain.
    """
    places = _Places(tally, weighting)
    cells = {need: _cells(table, places.of(table.keys, need), weighting) for need, table in tally.cells.items()}
    numbers = {
        need: _moments(table, places.of(table.keys, Cells(need.by, need.by_unit)), weighting)
        for need, table in tally.numbers.items()
    }
    counted = min((int(table.n.sum()) for table in cells.values()), default=tally.counted)
    left = tally.counted - counted
    return replace(
        tally,
        counted=counted,
        dropped={**tally.dropped, **({"margin_missing": left} if left else {})},
        spine=_spine(spine, whole, weighting.factors),
        cells=cells,
        numbers=numbers,
        weighted=True,
    )


def _spine(spine: Spine, whole: JointCells, factors: FloatArray) -> Spine:
    """The spine with Σw and Σw² of the new weights; people without one stay in their unit, with a weight of 0."""
    return replace(spine, w=factors @ whole.w, w2=factors**2 @ whole.w2)


class _Places(Struct, frozen=True):
    """Where the cells of the tables of a tally are in a weighting."""

    tally: Tally
    weighting: Weighting

    def of(self, keys: IntArray, need: Cells) -> IntArray:
        """1-D int array, the cell of the weighting that each cell of a table is in; -1 where in none."""
        axes = [self.tally.axes[name] for name in need.variables]
        shape = [len(axis.levels) for axis in axes] + [len(self.tally.spine.units)] * need.by_unit
        return places_within(axes, np.unravel_index(keys, shape)[: len(axes)], self.weighting.cells)


def _cells(table: CellTable, cell: IntArray, weighting: Weighting) -> CellTable:
    kept = cell >= 0
    factors, n = weighting.factors[cell[kept]], table.n[kept]
    w, w2 = (n if sums is None else sums[kept] for sums in (table.w, table.w2))
    replicates = _replicate_factors(cell[kept], weighting)
    held = None if table.replicates is None or replicates is None else table.replicates[kept] * replicates
    return CellTable(table.keys[kept], n, w * factors, w2 * factors**2, held)


def _moments(table: MomentTable, cell: IntArray, weighting: Weighting) -> MomentTable:
    kept = cell >= 0
    factors = weighting.factors[cell[kept]]
    squared = _scaled(table.squared or table.first, kept, factors**2)
    return MomentTable(
        table.keys[kept],
        table.n[kept],
        _scaled(table.first, kept, factors),
        squared,
        _replicate_moments(table.replicates, kept, _replicate_factors(cell[kept], weighting)),
    )


def _scaled(moments: Weighted, kept: BoolArray, factors: FloatArray) -> Weighted:
    return Weighted(moments.w[kept] * factors, moments.mean[kept], moments.m2[kept] * factors)


def _replicate_moments(
    moments: ReplicateMoments | None, kept: BoolArray, factors: FloatArray | None
) -> ReplicateMoments | None:
    if moments is None or factors is None:
        return None
    return ReplicateMoments(moments.w[kept] * factors, moments.off[kept] * factors, moments.mean[kept])


def _replicate_factors(cell: IntArray, weighting: Weighting) -> FloatArray | None:
    factors = weighting.replicate_factors
    return None if factors is None else factors[cell]
