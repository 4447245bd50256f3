"""Which variables are estimated, and which groups they are broken down by."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.estimates.categories import Category, option_categories
from partysurvey.survey import AnyQuestion, Date, Derived, Grid, Number, OpenText, Question, Questionnaire, Variable
from partysurvey.survey.crossed import CROSS, crossed_parts, crossed_question, exclusive_parts
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.tally.axis import Level
from partysurvey.tally.plan import banded


class Banner(Struct, frozen=True):
    """A question whose options make groups: its id, and the variable of the tally that holds the groups."""

    id: str
    axis: str
    question: AnyQuestion | Derived

    def can_break_down(self, variable: Variable) -> bool:
        """Whether the variable is not itself what makes the groups."""
        return variable.id not in crossed_parts(self.id)


def selected_variables(questionnaire: Questionnaire, questions: Sequence[str] | None) -> tuple[Variable, ...]:
    """The variables of the named questions (or grid items) in questionnaire order; None: all that are not personal."""
    if questions is None:
        return tuple(each for each in questionnaire.variables.values() if not _personal(each))
    named = _names(questionnaire)
    wanted = {variable.id for name in questions for variable in _named(named, name)}
    return tuple(each for each in questionnaire.variables.values() if each.id in wanted)


def selected_banners(questionnaire: Questionnaire, names: Sequence[str]) -> tuple[Banner, ...]:
    """The banners in the asked order, each once; raises RequestError for what cannot make groups."""
    named = _names(questionnaire)
    return tuple(_banner(named, name) if CROSS not in name else _crossed(named, name) for name in dict.fromkeys(names))


def groups(banner: Banner, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The groups of a banner, also those with nobody in them; the groups of a multiple choice overlap."""
    return option_categories(banner.question, levels)


def _names(questionnaire: Questionnaire) -> dict[str, tuple[Variable, ...]]:
    """What can be asked for by name: each variable, and each grid as a whole."""
    named: dict[str, tuple[Variable, ...]] = {variable.id: (variable,) for variable in questionnaire.variables.values()}
    for question in questionnaire.questions:
        if isinstance(question, Grid):
            named[question.id] = tuple(questionnaire.variables[name] for name in question.variables)
    return named


def _named(named: Mapping[str, tuple[Variable, ...]], name: str) -> tuple[Variable, ...]:
    if name not in named:
        raise RequestError(f"there is no question {name!r}", did_you_mean(name, named))
    if any(_personal(variable) for variable in named[name]):
        raise RequestError(f"{name!r} holds personal data and is read by no statistic", "leave it out")
    return named[name]


def _personal(variable: Variable) -> bool:
    return isinstance(variable.question, Question) and variable.question.personal


def _banner(named: Mapping[str, tuple[Variable, ...]], name: str) -> Banner:
    variables = _named(named, name)
    question = variables[0].question
    if isinstance(question, Grid) and name == question.id:
        first = variables[0].id
        raise RequestError(
            f"{name!r} is a grid and makes no groups", f"break down by one of its items, such as {first!r}"
        )
    if isinstance(question, OpenText | Date):
        raise RequestError(
            f"{name!r} is a {question.kind} and makes no groups", "break down by a choice or a number with bands"
        )
    if isinstance(question, Number | Derived):
        if not question.bands:
            raise RequestError(
                f"the number {name!r} has no bands to break down by", "give it `bands` in the questionnaire"
            )
        return Banner(name, banded(name), question)
    return Banner(name, name, question)


def _crossed(named: Mapping[str, tuple[Variable, ...]], name: str) -> Banner:
    """The banner of the groups that several make together."""
    parts = [_banner(named, part) for part in crossed_parts(name)]
    for part in parts:
        if not exclusive_parts(named[part.id][0]):
            raise RequestError(
                f"{part.id!r} allows several answers and cannot be crossed",
                "break down by it alone, next to the others",
            )
    question = crossed_question([named[part.id][0] for part in parts])
    return Banner(name, CROSS.join(part.axis for part in parts), question)
