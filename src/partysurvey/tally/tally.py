"""The tally: all that is known of the rows once they are gone. Tallies of parts add up to the tally of the whole."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct, field

from partysurvey.errors import RequestError
from partysurvey.tally.axis import Axis, Unit
from partysurvey.tally.levels import NUMBER_LIMIT, grid_width, level_positions, united_axis
from partysurvey.tally.plan import Cells, Moments
from partysurvey.tally.reading import dense_counts, dense_moments, met_cells, same_table
from partysurvey.tally.replication import EVERYBODY, DomainSums, merged_grams, same_grams
from partysurvey.tally.spines import checked_fpc, empty_spine, merged_spine, unit_positions
from partysurvey.tally.sums import Counts, FloatArray, IntArray, MetCells, MomentSums, Spine
from partysurvey.tally.tables import (
    CellTable,
    MomentTable,
    merged_cells,
    merged_moments,
    moved_cells,
    moved_moments,
    table_size,
)
from partysurvey.tally.unknown import UnknownTexts, added, added_unknown


class Tally(Struct, frozen=True, eq=False, dict=True):
    """The sums of all rows of a survey; `+` is commutative and associative, with `Tally.empty()` as zero.

    Counts are exact in any order of adding, weights equal to rounding.

    rows: rows read; counted: those that are in the tables; dropped: the others by reason ("where",
    "weight_missing", "weight_unreadable", "weight_zero", "stratum_missing", "psu_missing").
    rule_violations: variable → respondents who answered though `asked_if` says they were not asked (they
    are counted as NOT_ASKED). unknown: variable → raw text → respondents (see `unknown.py`).
    grams: variable → level → Σ v vᵀ of the replicate weights v of counted rows, for the domains of the plan.
    spine: the units of all rows with a usable weight, also of those that do not meet `where`: a domain
    keeps the full design. grid: number variable → width of the grid on which its values are kept, once it has too
    many: a level x then stands for `x <= value < x + width`. Moments are exact all the same.
    """

    rows: int = 0
    counted: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    rule_violations: Mapping[str, int] = field(default_factory=dict)
    unknown: UnknownTexts = field(default_factory=dict)
    spine: Spine = field(default_factory=empty_spine)
    grid: Mapping[str, float] = field(default_factory=dict)
    axes: Mapping[str, Axis] = field(default_factory=dict)
    cells: Mapping[Cells, CellTable] = field(default_factory=dict)
    numbers: Mapping[Moments, MomentTable] = field(default_factory=dict)
    weighted: bool = False
    grams: DomainSums = field(default_factory=dict)
    limit: int = NUMBER_LIMIT  # distinct values of a number that are kept apart

    @classmethod
    def empty(cls) -> "Tally":
        """The tally of nothing, the zero of addition."""
        return cls()

    @property
    def is_blank(self) -> bool:
        """Whether the tally is of no rows and of no plan either."""
        return not self.rows and not self.cells and not self.numbers and not self.axes

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of the rows of both; RequestError if they are not of the same plan and questionnaire."""
        if self.is_blank:
            return other
        if other.is_blank:
            return self
        if self.cells.keys() != other.cells.keys() or self.numbers.keys() != other.numbers.keys():
            raise RequestError("tallies of different plans cannot be added", "count all parts with the same plan")
        return _sum(self, other)

    def __eq__(self, other: object) -> bool:
        """Whether every field is the same, floats bit for bit."""
        return isinstance(other, Tally) and _same(self, other, 0.0)

    __hash__ = None  # type: ignore[assignment]  # holds arrays

    def close(self, other: "Tally", relative: float = 1e-9) -> bool:
        """Whether counts and axes are the same and sums of floats equal to that relative rounding."""
        return _same(self, other, relative)

    def domain_grams(self, variable: str | None = None) -> FloatArray | None:
        """3-D float array (L, R, R), Σ v vᵀ of the replicate weights v at each level of a variable; None: not counted.

        Without a variable the one level is everybody.
        """
        held = self.grams.get(variable or "")
        if not held:
            return None
        nobody = np.zeros_like(next(iter(held.values())))
        levels = self.axes[variable].levels if variable else (EVERYBODY,)
        return np.stack([held.get(level, nobody) for level in levels])

    def axis(self, variable: str) -> Axis:
        """The levels of a variable; RequestError if it was not counted."""
        if variable not in self.axes:
            raise RequestError(f"{variable} was not counted", "ask for it in the plan")
        return self.axes[variable]

    def counts(self, *variables: str, by_unit: bool = False) -> Counts:
        """Joint counts over the levels of the variables, in the asked order, and last over the units if `by_unit`.

        Read from the smallest table that has them. Without variables: of all counted rows. RequestError if no table has
        all of them, or none by unit.
        """
        asked = Cells(variables, by_unit)
        need = self._smallest(asked)
        return dense_counts(self.cells[need], self._axes(need), asked, self._units(need))

    def met_cells(self, *variables: str, by_unit: bool = False) -> MetCells:
        """The same counts, of only the cells that hold anyone: for variables with many levels."""
        asked = Cells(variables, by_unit)
        need = self._smallest(asked)
        return met_cells(self.cells[need], self._axes(need), asked, self._units(need))

    def _smallest(self, asked: Cells) -> Cells:
        enough = [need for need in self.cells if covers(need, asked)]
        if not enough:
            raise _not_planned(asked.variables, by_unit=asked.by_unit)
        return min(enough, key=lambda need: (self.cells[need].keys.size, need != asked, need.variables, need.by_unit))

    def _axes(self, need: Cells) -> tuple[Axis, ...]:
        return tuple(self.axes[name] for name in need.variables)

    def _units(self, need: Cells) -> tuple[Unit, ...]:
        return self.spine.units if need.by_unit else ()

    def moments(self, number: str, by: Sequence[str] = (), *, by_unit: bool = False) -> MomentSums:
        """Moments of a number in each joint cell of `by`, and last of the units if `by_unit`; see `MomentSums`.

        RequestError if no table has them.
        """
        asked = Cells(tuple(by), by_unit)
        enough = [
            need for need in self.numbers if need.number == number and covers(Cells(need.by, need.by_unit), asked)
        ]
        if not enough:
            raise _not_planned((number, *by), by_unit=by_unit)
        need = min(enough, key=lambda need: (self.numbers[need].keys.size, need.by, need.by_unit))
        axes = tuple(self.axes[name] for name in need.by)
        return dense_moments(self.numbers[need], axes, asked, self.spine.units if need.by_unit else ())


def covers(need: Cells, asked: Cells) -> bool:
    """Whether the asked table is the needed one, or a sum of it."""
    return set(asked.variables) <= set(need.variables) and (need.by_unit or not asked.by_unit)


def _not_planned(variables: Sequence[str], *, by_unit: bool) -> RequestError:
    names = " × ".join(variables) or "all rows"
    return RequestError(f"{names}{' by unit' if by_unit else ''} was not counted", "ask for it in the plan")


def _sum(one: Tally, other: Tally) -> Tally:
    limit = min(one.limit, other.limit)
    grid = {name: _width(one, other, name, limit) for name in one.axes}
    axes = {name: united_axis(one.axes[name], other.axes[name], grid[name]) for name in one.axes}
    spine = checked_fpc(merged_spine(one.spine, other.spine))
    moved = (_Moved.onto(one, axes, grid, spine), _Moved.onto(other, axes, grid, spine))
    return Tally(
        one.rows + other.rows,
        one.counted + other.counted,
        added(one.dropped, other.dropped),
        added(one.rule_violations, other.rule_violations),
        added_unknown(one.unknown, other.unknown),
        spine,
        {name: width for name, width in grid.items() if width},
        axes,
        {need: merged_cells(moved[0].cells(need), moved[1].cells(need), moved[0].size(need)) for need in one.cells},
        {need: merged_moments(*_pair(moved, need), moved[0].size(_cells_of(need))) for need in one.numbers},
        one.weighted or other.weighted,
        merged_grams(one.grams, other.grams),
        limit,
    )


def _pair(moved: "tuple[_Moved, _Moved]", need: Moments) -> tuple[MomentTable, MomentTable]:
    return moved[0].moments(need), moved[1].moments(need)


def _cells_of(need: Moments) -> Cells:
    return Cells(need.by, need.by_unit)


def _width(one: Tally, other: Tally, name: str, limit: int) -> float:
    width = max(one.grid.get(name, 0.0), other.grid.get(name, 0.0))
    answers = (*one.axes[name].answers, *other.axes[name].answers)
    if len(answers) <= limit or isinstance(answers[0], str | tuple):
        return width
    return grid_width(np.array(answers, dtype=np.float64), limit, width)


class _Moved(Struct, frozen=True):
    """A tally whose tables are brought onto the axes of a sum."""

    tally: Tally
    axes: Mapping[str, Axis]
    maps: Mapping[str, IntArray | None]
    units: IntArray | None
    unit_count: int

    @classmethod
    def onto(cls, tally: Tally, axes: Mapping[str, Axis], grid: Mapping[str, float], spine: Spine) -> "_Moved":
        """The tally with what is needed to bring its tables onto the axes, number grids and units of a sum."""
        maps = {
            name: None if axis.levels == axes[name].levels else level_positions(axis, axes[name], grid.get(name, 0.0))
            for name, axis in tally.axes.items()
        }
        same = tally.spine.units == spine.units
        units = None if same else unit_positions(tally.spine.units, spine.units)
        return cls(tally, axes, maps, units, len(spine.units))

    def size(self, need: Cells) -> int:
        """The number of cells that the table has on the new axes."""
        return table_size(self._shape(self.axes, need, self.unit_count))

    def cells(self, need: Cells) -> CellTable:
        """The table of counts on the new axes."""
        return moved_cells(self.tally.cells[need], *self._move(need))

    def moments(self, need: Moments) -> MomentTable:
        """The table of moments on the new axes."""
        return moved_moments(self.tally.numbers[need], *self._move(_cells_of(need)))

    def _move(self, need: Cells) -> tuple[tuple[int, ...], list[IntArray | None], tuple[int, ...]]:
        maps = [self.maps[name] for name in need.variables] + ([self.units] if need.by_unit else [])
        old = self._shape(self.tally.axes, need, len(self.tally.spine.units))
        return old, maps, self._shape(self.axes, need, self.unit_count)

    @staticmethod
    def _shape(axes: Mapping[str, Axis], need: Cells, units: int) -> tuple[int, ...]:
        return (*(len(axes[name].levels) for name in need.variables), *([units] if need.by_unit else []))


def _same(one: Tally, other: Tally, relative: float) -> bool:
    plain: list[Any] = [
        (tally.rows, tally.counted, tally.dropped, tally.rule_violations, tally.unknown, tally.grid, tally.axes)
        for tally in (one, other)
    ]
    return (
        plain[0] == plain[1]
        and one.spine.units == other.spine.units
        and len(one.spine.fpc) == len(other.spine.fpc)
        and one.cells.keys() == other.cells.keys()
        and one.numbers.keys() == other.numbers.keys()
        and same_table(one.spine, other.spine, relative)
        and same_grams(one.grams, other.grams, relative)
        and all(same_table(table, other.cells[need], relative) for need, table in one.cells.items())
        and all(same_table(table, other.numbers[need], relative) for need, table in one.numbers.items())
    )
