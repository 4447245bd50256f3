"""Banners within banners: `rank*gender` has a group for every rank and gender together."""

from collections.abc import Mapping, Sequence
from itertools import product
from types import MappingProxyType

from partysurvey.survey.derived import Derived
from partysurvey.survey.question import Band, Grid, Number, Option, Scale, SingleChoice
from partysurvey.survey.questionnaire import Questionnaire, Variable
from partysurvey.survey.text import Text

CROSS = "*"
BETWEEN = " · "  # between the labels of the parts of a group

Part = Option | Band


def crossed_parts(name: str) -> tuple[str, ...]:
    """The ids of the variables that a banner crosses; one that crosses nothing is its own only part."""
    return tuple(name.split(CROSS))


def exclusive_parts(variable: Variable) -> tuple[Part, ...]:
    """The options or bands of which everybody has one at most; () of a question that has none such."""
    match variable.question:
        case SingleChoice() | Scale() | Grid():
            return variable.question.options
        case Number() | Derived():
            return variable.question.bands
        case _:
            return ()


def crossed_question(variables: Sequence[Variable]) -> SingleChoice:
    """The question whose options are the groups of the variables together, the first variable's outermost."""
    options = tuple(
        Option(code, _joined([part.label for part in path], BETWEEN)) for code, path in _paths(variables).items()
    )
    titles = [variable.item.label if variable.item else variable.question.text for variable in variables]
    return SingleChoice(id=CROSS.join(each.id for each in variables), text=_joined(titles, " × "), options=options)


def group_paths(name: str, questionnaire: Questionnaire) -> Mapping[str, tuple[Part, ...]]:
    """The options that each group of a banner is made of, by its code; empty where nothing is crossed."""
    parts = crossed_parts(name)
    if len(parts) < 2:
        return MappingProxyType({})
    return _paths([questionnaire.variables[part] for part in parts])


def _paths(variables: Sequence[Variable]) -> dict[str, tuple[Part, ...]]:
    return {crossed_code([part.code for part in path]): path for path in product(*map(exclusive_parts, variables))}


def crossed_code(codes: Sequence[str]) -> str:
    """The code of the group that has all of these options."""
    return CROSS.join(codes)


def _joined(texts: Sequence[Text], mark: str) -> Text:
    return Text(mark.join(text.into("zh") for text in texts), mark.join(text.into("en") for text in texts))
