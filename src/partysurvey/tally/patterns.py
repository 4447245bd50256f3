"""The occupied cells of a joint table, without laying it out: many variables, few people."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.tally.axis import Axis
from partysurvey.tally.plan import Cells
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.tally.tables import counted, grouped, projected_keys, summed
from partysurvey.tally.tally import Tally, covers


class OccupiedCells(Struct, frozen=True, eq=False):
    """The cells that hold anyone: `levels` (cells × variables) are positions on the axes; n, Σw, Σw² of each cell.

    Without weights w and w2 equal n.
    """

    axes: tuple[Axis, ...]
    levels: IntArray
    n: IntArray
    w: FloatArray
    w2: FloatArray


def occupied_cells(tally: Tally, variables: Sequence[str]) -> OccupiedCells:
    """The occupied cells of the joint table of the variables, from the smallest table that has them all.

    RequestError if no table has them.
    """
    enough = [need for need in tally.cells if covers(need, Cells(tuple(variables)))]
    if not enough:
        raise RequestError(f"{' × '.join(variables)} was not counted", "ask for it in the plan")
    need = min(enough, key=lambda need: (tally.cells[need].keys.size, need.variables, need.by_unit))
    table = tally.cells[need]
    held = [len(tally.axes[name].levels) for name in need.variables]
    held = [*held, len(tally.spine.units)] if need.by_unit else held
    dimensions = [need.variables.index(name) for name in variables]
    shape = tuple(held[dimension] for dimension in dimensions)
    flat = projected_keys(table.keys, held, dimensions)
    keys, groups = grouped(flat, int(np.prod(shape, dtype=np.float64)))
    n = counted(table.n, groups, keys.size)
    plain = n.astype(np.float64)
    w, w2 = summed(table.w, groups, keys.size), summed(table.w2, groups, keys.size)
    return OccupiedCells(
        tuple(tally.axes[name] for name in variables),
        np.stack(np.unravel_index(keys, shape), axis=-1).astype(np.int64),
        n,
        plain if w is None else w,
        plain if w2 is None else w2,
    )
