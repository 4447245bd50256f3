"""Items that are judged on one scale side by side: the rows of a grid, or scale questions in a row."""

from collections.abc import Collection, Iterator
from itertools import groupby

from msgspec import Struct

from partysurvey.survey.question import AnyQuestion, Grid, Scale
from partysurvey.survey.questionnaire import Questionnaire


class Battery(Struct, frozen=True):
    """Variables in the order asked, and the codes of the options they share, in the order of the scale."""

    variables: tuple[str, ...]
    codes: tuple[str, ...]


def batteries(questionnaire: Questionnaire, among: Collection[str]) -> tuple[Battery, ...]:
    """The batteries of two or more of the variables `among`: grids, and neighbouring scales with the same options."""
    found = (
        Battery(tuple(name for question in group for name in _variables(question) if name in among), codes)
        for (_, codes), group in groupby(questionnaire.questions, _key)
        if codes
    )
    return tuple(battery for battery in found if len(battery.variables) > 1)


def _key(question: AnyQuestion) -> tuple[str, tuple[str, ...]]:
    """What neighbours of one battery share: a grid is one by itself, other questions are of none."""
    if isinstance(question, Grid | Scale):
        grid = question.id if isinstance(question, Grid) else ""
        return grid, tuple(option.code for option in question.options)
    return question.id, ()


def _variables(question: AnyQuestion) -> Iterator[str]:
    yield from question.variables if isinstance(question, Grid) else (question.id,)
