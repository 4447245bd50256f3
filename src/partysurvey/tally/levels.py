"""Levels of two tallies brought onto one axis: closed axes agree, open ones are united and sorted."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.survey import Absence
from partysurvey.tally.axis import Axis, Level
from partysurvey.tally.sums import FloatArray, IntArray

ABSENCES: tuple[Absence, ...] = tuple(Absence)
# Numbers with more distinct values than this are kept on a grid.
NUMBER_LIMIT = 65_536
SMALLEST_EXPONENT, LARGEST_EXPONENT = -1074, 1023


def closed_axis(variable: str, codes: Sequence[str]) -> Axis:
    """The axis of option (or band) codes, met or not, and every kind of absence."""
    return Axis(variable, (*codes, *ABSENCES))


def open_axis(variable: str, answers: Iterable[Level]) -> Axis:
    """The axis of the answers met (all numbers, or all patterns), sorted, and every kind of absence."""
    return Axis(variable, (*_sorted_answers(set(answers), 0.0), *ABSENCES))


def on_grid(values: FloatArray, width: float) -> FloatArray:
    """Float array, the lower edge `k × width` of the grid cell of each value; the values themselves with width 0."""
    return np.floor(values / width) * width + 0.0 if width else values


def grid_width(values: FloatArray, limit: int, at_least: float = 0.0) -> float:
    """The width, 0 or a power of two, of the finest grid on which the values fill at most `limit` cells.

    Cells of wider grids are unions of cells of finer ones, and more values never need a finer grid: so
    the width for all values follows from parts of them that have gone to their own grids before.
    """
    if np.unique(on_grid(values, at_least)).size <= limit:
        return at_least
    low = round(math.log2(at_least)) if at_least else SMALLEST_EXPONENT
    high = LARGEST_EXPONENT
    while low + 1 < high:
        middle = (low + high) // 2
        if _cells(values, middle) <= limit:
            high = middle
        else:
            low = middle
    return 2.0**high


def _cells(values: FloatArray, exponent: int) -> int:
    with np.errstate(over="ignore"):
        return int(np.unique(np.floor(np.ldexp(values, -exponent))).size)


def united_axis(one: Axis, other: Axis, width: float = 0.0) -> Axis:
    """The axis that has the levels of both, on the grid of that width; RequestError if closed axes differ."""
    if one.levels == other.levels and not width:
        return one
    answers = {*one.answers, *other.answers}
    if any(isinstance(level, str) for level in answers):
        if one.levels == other.levels:
            return one
        raise RequestError(
            f"tallies of different questionnaires cannot be added: they differ in the options of {one.variable}",
            "count all parts with the same questionnaire",
        )
    return Axis(one.variable, (*_sorted_answers(answers, width), *ABSENCES))


def _sorted_answers(answers: set[Level], width: float) -> list[Level]:
    if not width:
        return sorted(answers)  # type: ignore[type-var]  # all numbers or all patterns: axes are of one kind
    numbers = np.array(list(answers), dtype=np.float64)
    return list(np.unique(on_grid(numbers, width)).tolist())


def level_positions(axis: Axis, into: Axis, width: float = 0.0) -> IntArray:
    """1-D int array, where each level of `axis` stands in `into` (which is on the grid of that width)."""
    place: Mapping[Level, int] = {level: position for position, level in enumerate(into.levels)}
    if not width:
        return np.array([place[level] for level in axis.levels], dtype=np.int64)
    edges = on_grid(np.array(axis.answers, dtype=np.float64), width).tolist()
    return np.array([place[level] for level in (*edges, *ABSENCES)], dtype=np.int64)
