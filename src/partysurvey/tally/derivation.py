"""Derived numbers: computed once for each combination of answers met in a batch."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from partysurvey.survey import Absence, Copy, CountOf, Derived, Difference, Formula, Mean, Ratio, Sum, Variable
from partysurvey.tally.answers import Answers, combinations
from partysurvey.tally.axis import Level
from partysurvey.tally.scores import NOT_A_NUMBER, number_of
from partysurvey.tally.sums import FloatArray

KINDS = tuple(Absence)


def parts_of(formula: Formula) -> tuple[str, ...]:
    """The ids of the variables that the formula uses, in its order."""
    match formula:
        case Sum(variables) | Mean(variables) | CountOf(variables):
            return variables
        case Ratio(numerator, denominator):
            return numerator, denominator
        case Difference(first, second):
            return first, second
        case Copy(variable):
            return (variable,)


def derived_answers(derived: Derived, parts: Sequence[Answers], variables: Sequence[Variable]) -> Answers:
    """The answers of a derived number.

    Where it cannot be computed, it is absent as the first absent part is; INVALID where no part is (a
    denominator of 0, an option without score).
    """
    found = combinations([(part.positions, len(part.levels)) for part in parts])
    met = [Answers(part.positions[found.rows], part.levels) for part in parts]
    numbers = _values(derived.formula, met, variables)
    kinds = _first_kinds(met)
    levels: list[Level] = [
        KINDS[kind] if number != number else number  # noqa: PLR0124  # only NaN differs from itself
        for number, kind in zip(numbers.tolist(), kinds.tolist(), strict=True)
    ]
    return Answers(found.inverse, levels)


def _values(formula: Formula, parts: Sequence[Answers], variables: Sequence[Variable]) -> FloatArray:
    if isinstance(formula, CountOf):
        return _counted(formula, parts)
    columns = np.array([part.numbers(number_of(variable)) for part, variable in zip(parts, variables, strict=True)])
    match formula:
        case Sum():
            return np.asarray(columns.sum(axis=0), dtype=np.float64)
        case Mean(at_least=least):
            return _mean(columns, max(least, 1))
        case Ratio(factor=factor):
            enough = columns[1] != 0
            return np.where(enough, factor * columns[0] / np.where(enough, columns[1], 1.0), NOT_A_NUMBER)
        case Difference():
            return np.asarray(columns[0] - columns[1], dtype=np.float64)
        case Copy():
            return np.asarray(columns[0], dtype=np.float64)


def _mean(columns: FloatArray, least: int) -> FloatArray:
    there = ~np.isnan(columns)
    count = there.sum(axis=0)
    total = np.where(there, columns, 0.0).sum(axis=0)
    return np.where(count >= least, total / np.maximum(count, 1), NOT_A_NUMBER)


def _counted(formula: CountOf, parts: Sequence[Answers]) -> FloatArray:
    hits = np.array([part.numbers(_hits(formula.options)) for part in parts])
    count = np.nansum(hits, axis=0)
    return np.where(np.isnan(hits).all(axis=0), NOT_A_NUMBER, count)


def _hits(options: Sequence[str]) -> Callable[[Level], float]:
    def hits(level: Level) -> float:
        """How many of the options the level holds, NaN where it is no answer."""
        if isinstance(level, Absence):
            return NOT_A_NUMBER
        chosen = level if isinstance(level, tuple) else (level,)
        return float(sum(code in options for code in chosen))

    return hits


def _first_kinds(parts: Sequence[Answers]) -> npt.NDArray[np.int64]:
    kinds = np.full(parts[0].positions.size, KINDS.index(Absence.INVALID))
    for part in reversed(parts):
        absent = part.numbers(lambda level: KINDS.index(level) if isinstance(level, Absence) else -1)
        kinds = np.where(absent >= 0, absent, kinds).astype(np.int64)
    return kinds
