"""Conditions bound to a questionnaire: labels become option codes, and what does not fit is refused."""

from collections.abc import Callable, Iterator

from partysurvey.errors import RequestError
from partysurvey.survey.condition import Comparison, Condition, Either, Every, Negation, Operator
from partysurvey.survey.condition_text import condition_text, is_number
from partysurvey.survey.derived import Derived
from partysurvey.survey.question import AnyQuestion, Grid, MultipleChoice, Net, Number, Option, Scale, SingleChoice
from partysurvey.survey.questionnaire import Questionnaire, Variable
from partysurvey.survey.spelling import normalised, spellings, trimmed
from partysurvey.survey.suggestion import did_you_mean, enumeration

_CHOICE: tuple[Operator, ...] = ("=", "!=", "answered")
_NUMBER: tuple[Operator, ...] = ("=", "!=", "<", "<=", ">", ">=", "answered")
_OPERATORS: dict[str, tuple[Operator, ...]] = {
    "single": _CHOICE,
    "scale": _CHOICE,
    "grid": _CHOICE,
    "multiple": ("includes", "answered"),
    "number": _NUMBER,
    "derived": _NUMBER,
    "ranking": ("answered",),
    "text": ("answered",),
    "date": ("answered",),
}
_NOUNS = {
    "single": "a single choice",
    "scale": "a scale",
    "grid": "an item of a grid",
    "multiple": "a multiple choice",
    "number": "a number",
    "derived": "a derived number",
    "ranking": "a ranking",
    "text": "an open text",
    "date": "a date",
}


def resolved(condition: Condition, questionnaire: Questionnaire) -> Condition:
    """The condition with variable ids and option codes only; labels, aliases and nets are replaced.

    Raises RequestError for an unknown variable or option and for an operator that does not fit the kind.
    """
    match condition:
        case Every(parts):
            return Every(tuple(resolved(part, questionnaire) for part in parts))
        case Either(parts):
            return Either(tuple(resolved(part, questionnaire) for part in parts))
        case Negation(part):
            return Negation(resolved(part, questionnaire))
        case Comparison():
            return _resolved_comparison(condition, questionnaire)


def resolved_variable(name: str, questionnaire: Questionnaire) -> Variable:
    """The variable of that id, or of the question with that other column name, printed number or text.

    Raises RequestError where there is none, with a suggestion.
    """
    known = questionnaire.variables
    if name in known:
        return known[name]
    named = [question for question in questionnaire.questions if name == question.id]
    named = named or [question for question in questionnaire.questions if name in _names(question)]
    if len(named) == 1 and isinstance(named[0], Grid):
        items = enumeration(f"{named[0].id}.{item.code}" for item in named[0].items)
        raise RequestError(f"{name} is a grid of several items", f"name one item: {items}")
    if len(named) == 1:
        return known[named[0].id]
    raise RequestError(f"there is no question {name}", did_you_mean(name, _every_name(questionnaire)))


def _names(question: AnyQuestion) -> tuple[str, ...]:
    return (*question.aliases, question.number or "", question.text.zh, question.text.en)


def _every_name(questionnaire: Questionnaire) -> Iterator[str]:
    yield from questionnaire.variables
    for question in questionnaire.questions:
        yield from question.aliases


def _resolved_comparison(comparison: Comparison, questionnaire: Questionnaire) -> Comparison:
    variable = resolved_variable(comparison.variable, questionnaire)
    question = variable.question
    _check_operator(comparison, question)
    if isinstance(question, Number | Derived):
        values = _numbers(comparison)
    elif isinstance(question, SingleChoice | Scale | MultipleChoice | Grid):
        values = _codes(comparison, question)
    else:
        values = ()
    return Comparison(variable.id, comparison.operator, values)


def _check_operator(comparison: Comparison, question: AnyQuestion | Derived) -> None:
    kind = "derived" if isinstance(question, Derived) else question.kind
    what = f"{condition_text(comparison)!r} does not fit {_NOUNS[kind]}"
    if not isinstance(question, Derived) and question.personal:
        raise RequestError(
            f"{question.id} holds personal data and is read by no statistic", "use another question in the condition"
        )
    fitting = _OPERATORS[kind]
    if comparison.operator not in fitting:
        raise RequestError(what, f"use {enumeration(fitting)}" if len(fitting) > 1 else "it can only be `answered`")


def _numbers(comparison: Comparison) -> tuple[str, ...]:
    for value in comparison.values:
        if not is_number(value):
            raise RequestError(f"{comparison.variable} is a number and cannot be {value!r}", "compare it with a number")
    return comparison.values


def _codes(comparison: Comparison, question: SingleChoice | Scale | MultipleChoice | Grid) -> tuple[str, ...]:
    codes: list[str] = []
    for value in comparison.values:
        found = option_codes(value, question.options, question.nets)
        if not found:
            known = [name for option in question.options for name in (option.code, *spellings(option))]
            raise RequestError(f"{comparison.variable} has no option {value!r}", did_you_mean(value, known))
        codes += found
    return tuple(dict.fromkeys(codes))


def option_codes(value: str, options: tuple[Option, ...], nets: tuple[Net, ...] = ()) -> tuple[str, ...]:
    """The code of the option with that code, label or alias, or the codes of that net; empty if there is neither."""
    found = _option(value, options, trimmed) or _option(value, options, normalised)
    if found:
        return (found.code,)
    named = (net.options for net in nets if value in {net.code, net.label.zh, net.label.en} - {""})
    return next(named, ())


def _option(value: str, options: tuple[Option, ...], spelled: Callable[[str], str]) -> Option | None:
    """The one option that has a spelling alike; None where none or several have."""
    word = spelled(value)
    found = [option for option in options if word in map(spelled, spellings(option))]
    return found[0] if len(found) == 1 else None
