"""The joint cells of variables that hold anyone: what weighting works on in place of rows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.survey import Absence
from partysurvey.tally.axis import Axis, Unit
from partysurvey.tally.plan import Cells
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.tally.tables import counted, summed_rows, total
from partysurvey.tally.tally import Tally, covers


class JointCells(Struct, frozen=True, eq=False):
    """The m cells of a joint table that hold anyone, in the order of the table.

    places: 2-D int array (variables, m), the level of each cell on each axis; n: (m,) respondents; w, w2: Σw and Σw²,
    (m,), or (m, U) by unit of the design (then `units` names them); replicates: (m, R), Σ of each of the
    replicate weights, None without any.
    """

    axes: tuple[Axis, ...]
    places: IntArray
    n: IntArray
    w: FloatArray
    w2: FloatArray
    units: tuple[Unit, ...] = ()
    replicates: FloatArray | None = None

    @property
    def total(self) -> FloatArray:
        """1-D float array (m,), Σw over all units."""
        return self.w.sum(axis=1) if self.w.ndim > 1 else self.w

    def place(self, variable: str) -> IntArray:
        """1-D int array (m,), the level of each cell on the axis of the variable; RequestError if it has none."""
        names = [axis.variable for axis in self.axes]
        if variable not in names:
            raise RequestError(f"the cells do not tell {variable} apart", "count them with it")
        return np.asarray(self.places[names.index(variable)])

    def axis(self, variable: str) -> Axis:
        """The axis of the variable, one of those of the cells."""
        return next(axis for axis in self.axes if axis.variable == variable)

    def numbers(self, variable: str) -> FloatArray:
        """1-D float array (m,), the number of each cell of a number variable; NaN where it has none."""
        levels = [level if isinstance(level, int | float) else np.nan for level in self.axis(variable).levels]
        return np.array(levels, dtype=np.float64)[self.place(variable)]

    def answered(self, variable: str) -> FloatArray:
        """1-D float array (m,), 1 where the cell has an answer to the variable, 0 where it has none."""
        levels = [not isinstance(level, Absence) for level in self.axis(variable).levels]
        return np.array(levels, dtype=np.float64)[self.place(variable)]

    def kept(self, cells: npt.NDArray[np.bool_]) -> "JointCells":
        """Only some of the cells, for which the array (m,) is true."""
        replicates = None if self.replicates is None else self.replicates[cells]
        w, w2 = self.w[cells], self.w2[cells]
        return replace(self, places=self.places[:, cells], n=self.n[cells], w=w, w2=w2, replicates=replicates)

    def within(self, coarser: "JointCells") -> IntArray:
        """1-D int array (m,), the cell of a coarser table (fewer variables, the same people) that each cell is in."""
        found = places_within(self.axes, self.places, coarser)
        if (found < 0).any():
            raise RequestError("the cells hold people whom the weighting has not seen", "weight the same rows")
        return found


def places_within(axes: Sequence[Axis], places: Sequence[IntArray] | IntArray, coarser: JointCells) -> IntArray:
    """1-D int array, the cell of a coarser table that each cell, told by its places on axes, is in; -1 for in none."""
    own = {axis.variable: (axis, place) for axis, place in zip(axes, places, strict=True)}
    shape = [1, *(len(axis.levels) for axis in coarser.axes)]
    size = len(places[0]) if len(places) else 1
    mine = [np.zeros(size, dtype=np.int64), *(_moved(*own[axis.variable], axis) for axis in coarser.axes)]
    strange = np.minimum.reduce(mine) < 0
    keys = np.ravel_multi_index((np.zeros(coarser.n.size, dtype=np.int64), *coarser.places), shape)
    asked = np.ravel_multi_index(tuple(np.maximum(place, 0) for place in mine), shape)
    found = np.minimum(np.searchsorted(keys, asked), keys.size - 1)
    return np.where(strange | (keys[found] != asked), -1, found)


def joint_cells(tally: Tally, variables: Sequence[str], *, by_unit: bool = False) -> JointCells:
    """The cells of the variables that hold anyone, in the order of the table; RequestError if it was not counted."""
    asked = Cells(tuple(variables), by_unit)
    enough = [need for need in tally.cells if covers(need, asked)]
    if not enough:
        raise RequestError(f"{' × '.join(variables)} was not counted", "ask for it in the plan")
    need = min(enough, key=lambda need: (tally.cells[need].keys.size, need.variables, need.by_unit))
    table, units = tally.cells[need], tally.spine.units
    held = [len(tally.axes[name].levels) for name in need.variables] + [len(units)] * need.by_unit
    indices = np.unravel_index(table.keys, held)
    axes = tuple(tally.axis(name) for name in variables)
    shape = [1, *(len(axis.levels) for axis in axes)]
    own = [np.zeros_like(table.keys), *(indices[need.variables.index(name)] for name in variables)]
    cells, groups = np.unique(np.ravel_multi_index(tuple(own), shape), return_inverse=True)
    places = np.vstack(np.unravel_index(cells, shape)[1:]) if variables else np.zeros((0, cells.size))
    n = counted(table.n, groups, cells.size)
    w, w2 = (
        _by_unit(table.n if sums is None else sums, groups, indices[-1] if by_unit else None, (cells.size, len(units)))
        for sums in (table.w, table.w2)
    )
    replicates = summed_rows(table.replicates, groups, cells.size)
    return JointCells(axes, places.astype(np.int64), n, w, w2, units if by_unit else (), replicates)


def _by_unit(
    sums: FloatArray | IntArray, groups: IntArray, units: IntArray | None, shape: tuple[int, int]
) -> FloatArray:
    """The sums of each group (m,), or of each group and unit (m, U) where units are given."""
    values = sums.astype(np.float64)
    if units is None:
        return total(values, groups, shape[0])
    return total(values, groups * shape[1] + units, shape[0] * shape[1]).reshape(shape)


def _moved(axis: Axis, place: IntArray, onto: Axis) -> IntArray:
    """1-D int array, the places on another axis of the same variable; -1 where it lacks the level."""
    known = {level: number for number, level in enumerate(onto.levels)}
    return np.array([known.get(level, -1) for level in axis.levels], dtype=np.int64)[place]
