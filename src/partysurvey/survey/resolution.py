"""Conditions bound to a questionnaire: labels become option codes, and what does not fit is refused."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.survey.condition import Comparison, Condition, Either, Every, Negation, Operator
from partysurvey.survey.condition_text import condition_text, is_number
from partysurvey.survey.crossed import CROSS, crossed_parts
from partysurvey.survey.derived import Derived
from partysurvey.survey.plain_text import normalised, trimmed
from partysurvey.survey.question import AnyQuestion, Band, ChoiceQuestion, Net, Number, Option, Ranking
from partysurvey.survey.questionnaire import Questionnaire, Variable
from partysurvey.survey.spelling import spellings
from partysurvey.survey.suggestion import did_you_mean, listing

_CHOICE: tuple[Operator, ...] = ("=", "!=", "answered")
_NUMBER: tuple[Operator, ...] = ("=", "!=", "<", "<=", ">", ">=", "answered")
_OPERATORS: dict[str, tuple[Operator, ...]] = {
    "single": _CHOICE,
    "scale": _CHOICE,
    "grid": _CHOICE,
    "multiple": ("includes", "answered"),
    "number": _NUMBER,
    "derived": _NUMBER,
    "ranking": ("includes", "answered"),
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


Columns = Mapping[str, str]  # name of a column in the file → id of the variable that it holds
NO_COLUMNS: Columns = MappingProxyType({})


def resolved(condition: Condition, questionnaire: Questionnaire, columns: Columns = NO_COLUMNS) -> Condition:
    """The condition with variable ids, option codes and numbers only; labels, aliases, nets and bands are replaced.

    Variables may also be named by the column that holds them. Raises RequestError for an unknown variable or option
    and for an operator that does not fit the kind.
    """
    match condition:
        case Every(parts):
            return Every(tuple(resolved(part, questionnaire, columns) for part in parts))
        case Either(parts):
            return Either(tuple(resolved(part, questionnaire, columns) for part in parts))
        case Negation(part):
            return Negation(resolved(part, questionnaire, columns))
        case Comparison():
            return _resolved_comparison(condition, questionnaire, columns)


def resolved_variable(name: str, questionnaire: Questionnaire, columns: Columns = NO_COLUMNS) -> Variable:
    """The variable of that id, or of the question with that column, other column name, printed number or text.

    Raises RequestError where there is none or several, with a suggestion.
    """
    found = resolved_question(name, questionnaire, columns)
    known = questionnaire.variables
    if found not in known:
        items = listing(variable for variable in known if variable.startswith(f"{found}."))
        raise RequestError(f"{name!r} is a grid of several items", f"name one item: {items}")
    return known[found]


def resolved_banner(name: str, questionnaire: Questionnaire, columns: Columns = NO_COLUMNS) -> str:
    """The id of what a survey is broken down by: a variable as in `resolved_variable`, or several with `*` between."""
    if CROSS not in name or name in columns:
        return resolved_variable(name, questionnaire, columns).id
    return CROSS.join(resolved_variable(part.strip(), questionnaire, columns).id for part in crossed_parts(name))


def resolved_question(name: str, questionnaire: Questionnaire, columns: Columns = NO_COLUMNS) -> str:
    """The id for a name as in `resolved_variable`; a grid stands for itself.

    Raises RequestError where there is none or several, with a suggestion.
    """
    everything = (*questionnaire.questions, *questionnaire.derived)
    if name in questionnaire.variables or any(name == question.id for question in everything):
        return name
    if name in columns:
        return columns[name]
    named = [question.id for question in everything if name in _names(question)]
    if len(named) == 1:
        return named[0]
    if named:
        raise RequestError(f"{len(named)} questions are called {name!r}", f"name one by its id: {listing(named)}")
    everything_known = (*_every_name(questionnaire), *columns)
    remedy = did_you_mean(name, everything_known, shown=questionnaire.variables)
    raise RequestError(f"there is no question {name!r}", remedy)


def _names(question: AnyQuestion | Derived) -> set[str]:
    own = () if isinstance(question, Derived) else (*question.aliases, question.number or "")
    return {*own, question.text.zh, question.text.en} - {""}


def _every_name(questionnaire: Questionnaire) -> Iterator[str]:
    yield from questionnaire.variables
    for question in (*questionnaire.questions, *questionnaire.derived):
        yield question.id
        yield from sorted(_names(question))


def _resolved_comparison(comparison: Comparison, questionnaire: Questionnaire, columns: Columns) -> Condition:
    variable = resolved_variable(comparison.variable, questionnaire, columns)
    question = variable.question
    _check_operator(comparison, question)
    named = replace(comparison, variable=variable.id)
    if isinstance(question, Number | Derived):
        return _number_condition(named, question.bands)
    if isinstance(question, ChoiceQuestion):
        return replace(named, values=_codes(named, question))
    return named


def _check_operator(comparison: Comparison, question: AnyQuestion | Derived) -> None:
    kind = "derived" if isinstance(question, Derived) else question.kind
    what = f"{condition_text(comparison)!r} does not fit {_NOUNS[kind]}"
    if not isinstance(question, Derived) and question.personal:
        raise RequestError(
            f"{question.id} holds personal data and is read by no statistic", "use another question in the condition"
        )
    fitting = _OPERATORS[kind]
    if comparison.operator not in fitting:
        raise RequestError(what, f"use {', '.join(fitting)}" if len(fitting) > 1 else "it can only be `answered`")


def _number_condition(comparison: Comparison, bands: tuple[Band, ...]) -> Condition:
    """The comparison with plain decimal numbers; a band becomes its range."""
    variable = comparison.variable
    parts: list[Condition] = [
        _within(variable, _band(value, comparison, bands)) for value in comparison.values if not is_number(value)
    ]
    numbers = tuple(_plain(value) for value in comparison.values if is_number(value))
    if not parts:
        return replace(comparison, values=numbers)
    parts += [Comparison(variable, "=", numbers)] if numbers else []
    whole = parts[0] if len(parts) == 1 else Either(tuple(parts))
    return whole if comparison.operator == "=" else Every((Comparison(variable, "answered"), Negation(whole)))


def _within(variable: str, band: Band) -> Condition:
    """The condition that the variable falls in the band."""
    ends: tuple[tuple[float | None, Operator], ...] = (
        (band.low, ">=" if band.includes_low else ">"),
        (band.high, "<=" if band.includes_high else "<"),
    )
    limits = tuple(Comparison(variable, sign, (_plain(str(end)),)) for end, sign in ends if end is not None)
    return Every(limits) if len(limits) > 1 else next(iter(limits), Comparison(variable, "answered"))


def _plain(number: str) -> str:
    """The number without an exponent: `1e3` is `1000`, `.5` is `0.5`."""
    return format(Decimal(number), "f")


def _band(value: str, comparison: Comparison, bands: tuple[Band, ...]) -> Band:
    names = {name: band for band in bands for name in (band.label.en, band.label.zh, band.code) if name}
    if value not in names:
        codes = [band.code for band in bands]
        remedy = (
            f"compare it with a number or a band; {did_you_mean(value, names, shown=codes)}"
            if names
            else "compare it with a number"
        )
        raise RequestError(f"{comparison.variable} is a number and cannot be {value!r}", remedy)
    return names[value]


def _codes(comparison: Comparison, question: ChoiceQuestion) -> tuple[str, ...]:
    nets = () if isinstance(question, Ranking) else question.nets
    codes: list[str] = []
    for value in comparison.values:
        found = option_codes(value, question.options, nets)
        if not found:
            known = [name for option in question.options for name in (option.code, *spellings(option))]
            shown = [option.code for option in question.options]
            remedy = did_you_mean(value, known, shown=shown)
            raise RequestError(f"{comparison.variable} has no option {value!r}", remedy)
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
