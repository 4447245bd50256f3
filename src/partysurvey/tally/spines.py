"""Spines merge like tables: units united and sorted, their sums added, their population counts agreeing."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from partysurvey.errors import AnswerError
from partysurvey.tally.axis import Unit
from partysurvey.tally.sums import FloatArray, IntArray, Spine

Number = TypeVar("Number", np.int64, np.float64)


def empty_spine(stages: int = 0) -> Spine:
    """The spine without any unit, with as many stages of population counts."""
    none = np.zeros(0)
    return Spine((), np.zeros(0, dtype=np.int64), none, none, (none,) * stages)


def unit_positions(units: Sequence[Unit], into: Sequence[Unit]) -> IntArray:
    """1-D int array, where each unit stands among the units of `into`."""
    place = {unit: position for position, unit in enumerate(into)}
    return np.array([place[unit] for unit in units], dtype=np.int64)


def sorted_units(units: set[Unit]) -> tuple[Unit, ...]:
    """The units by stratum, then by the ids of their stages."""
    return tuple(sorted(units, key=lambda unit: (unit.stratum, unit.ids)))


def merged_spine(one: Spine, other: Spine) -> Spine:
    """The spine of the rows of both; AnswerError where they disagree on the population of a unit."""
    if not one.units:
        return other
    if not other.units:
        return one
    units = one.units if one.units == other.units else sorted_units({*one.units, *other.units})
    places = (unit_positions(one.units, units), unit_positions(other.units, units))
    n, w = np.zeros(len(units), dtype=np.int64), np.zeros(len(units))
    return Spine(
        units,
        _spread(one.n, places[0], n) + _spread(other.n, places[1], n),
        _spread(one.w, places[0], w) + _spread(other.w, places[1], w),
        _spread(one.w2, places[0], w) + _spread(other.w2, places[1], w),
        tuple(
            _agreed(units, _known(a, places[0], len(units)), _known(b, places[1], len(units)))
            for a, b in zip(one.fpc, other.fpc, strict=True)
        ),
        None if one.replicates is None or other.replicates is None else one.replicates + other.replicates,
        _weightless(one, places[0], n) + _weightless(other, places[1], n) if _any_weightless(one, other) else None,
    )


def _any_weightless(one: Spine, other: Spine) -> bool:
    return one.weightless is not None or other.weightless is not None


def _weightless(spine: Spine, places: IntArray, zeros: IntArray) -> IntArray:
    return zeros if spine.weightless is None else _spread(spine.weightless, places, zeros)


def checked_fpc(spine: Spine) -> Spine:
    """The spine itself; AnswerError where the first stage's population differs within a stratum."""
    if spine.fpc:
        seen: dict[str, float] = {}
        for unit, population in zip(spine.units, spine.fpc[0].tolist(), strict=True):
            if seen.setdefault(unit.stratum, population) != population:
                raise disagreement(unit, seen[unit.stratum], population)
    return spine


def disagreement(unit: Unit, one: float, other: float) -> AnswerError:
    """The error that a stratum has two population counts."""
    where = f"stratum {unit.stratum}" if unit.stratum else "the sample"
    return AnswerError(
        f"the finite population of {where} is given as {one:g} and as {other:g}",
        "give one population count (or sampling fraction) for all rows of a stratum",
    )


def _spread(values: npt.NDArray[Number], places: IntArray, zeros: npt.NDArray[Number]) -> npt.NDArray[Number]:
    spread = zeros.copy()
    spread[places] = values
    return spread


def _known(values: FloatArray, places: IntArray, size: int) -> FloatArray:
    known: FloatArray = np.full(size, np.nan)
    known[places] = values
    return known


def _agreed(units: Sequence[Unit], one: FloatArray, other: FloatArray) -> FloatArray:
    both = ~np.isnan(one) & ~np.isnan(other) & (one != other)
    for position in np.flatnonzero(both)[:1].tolist():
        raise disagreement(units[position], *sorted((one[position], other[position])))
    return np.where(np.isnan(one), other, one)
