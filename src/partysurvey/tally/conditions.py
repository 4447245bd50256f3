"""Conditions asked of levels, then joined row by row."""

from collections.abc import Callable
from functools import reduce
from operator import and_, ge, gt, le, lt, or_

from partysurvey.errors import RequestError
from partysurvey.survey import Absence, Comparison, Condition, Either, Every, Negation
from partysurvey.survey.plain_text import number_text
from partysurvey.tally.answers import Answers, BoolArray
from partysurvey.tally.axis import Level

ORDERINGS: dict[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def rows_that_meet(condition: Condition, answers_of: Callable[[str], Answers]) -> BoolArray:
    """1-D bool array, for which rows the condition holds."""
    match condition:
        case Comparison():
            return answers_of(condition.variable).test(level_test(condition))
        case Every(parts):
            return reduce(and_, (rows_that_meet(part, answers_of) for part in parts))
        case Either(parts):
            return reduce(or_, (rows_that_meet(part, answers_of) for part in parts))
        case Negation(part):
            return ~rows_that_meet(part, answers_of)


def level_test(comparison: Comparison) -> Callable[[Level], bool]:
    """The function that says of a level whether the comparison holds; absences meet none."""
    operator, values = comparison.operator, comparison.values
    if operator == "answered":
        return lambda level: not isinstance(level, Absence)
    if operator in ORDERINGS:
        return _ordering(comparison)
    numbers = frozenset(number for value in values if (number := number_text(value)) is not None)

    def among(level: Level) -> bool:
        """Whether the level is one of the values, or has one of them."""
        if isinstance(level, tuple):
            return any(code in values for code in level)
        return level in (numbers if isinstance(level, float) else values)

    if operator == "!=":
        return lambda level: not isinstance(level, Absence) and not among(level)
    return among


def _ordering(comparison: Comparison) -> Callable[[Level], bool]:
    bound = number_text(comparison.values[0]) if comparison.values else None
    if bound is None:
        raise RequestError(
            f"{comparison.variable} {comparison.operator} {' '.join(comparison.values)} compares with no number",
            "write a number after < <= > >=",
        )
    holds = ORDERINGS[comparison.operator]
    return lambda level: isinstance(level, float) and holds(level, bound)
