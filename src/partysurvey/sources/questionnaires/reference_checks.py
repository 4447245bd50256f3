"""Variables that conditions and derived variables name: they must exist, come before, and be of the right kind."""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.sources.questionnaires.building import built_formula, built_question
from partysurvey.sources.questionnaires.draft import Data, Draft
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.survey import (
    AnyQuestion,
    Copy,
    CountOf,
    Derived,
    Difference,
    Formula,
    Grid,
    Mean,
    MultipleChoice,
    Number,
    Questionnaire,
    Ratio,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.survey.condition import variables_of
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.resolution import resolved
from partysurvey.survey.suggestion import did_you_mean, listing


class References(Struct, frozen=True, dict=True):
    """The variables of a file that may be faulty."""

    survey: Draft

    @cached_property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """The questions whose structure is sound, without their conditions; of several with one id the first."""
        parts: dict[str, Data] = {}
        for _, part in self.survey.whole("questions"):
            parts.setdefault(part["id"], part)
        return tuple(map(built_question, parts.values()))

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The sound questions, to look names up in."""
        return Questionnaire("draft", Text(), self.questions)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The ids of the questions whose structure is faulty: what names them is left alone."""
        named = {str(part.get("id")) for _, part in self.survey.entries("questions")}
        return frozenset(named - {question.id for question in self.questions})

    @cached_property
    def derived(self) -> frozenset[str]:
        """The ids of the derived variables."""
        return frozenset(part["id"] for _, part in self.survey.entries("derived", "id"))

    def is_unreadable(self, name: str) -> bool:
        """Whether the variable belongs to a question that cannot be read."""
        return name.partition(".")[0] in self.unreadable


def reference_faults(survey: Draft) -> Iterator[Finding]:
    """What conditions and derived variables name in vain."""
    references = References(survey)
    yield from condition_faults(survey, references)
    yield from formula_faults(survey, references)


def condition_faults(survey: Draft, references: References) -> Iterator[Finding]:
    """Conditions that cannot be read, name what is not there, or ask about what comes later."""
    order: dict[str, DataPath] = {}
    for path, part in survey.entries("questions", "id"):
        order.setdefault(part["id"], path)
    for path, part in survey.entries("questions", "id", "asked_if"):
        if part.get("asked_if"):
            try:
                yield from _condition_faults(part, path, references, order)
            except RequestError as error:
                fault = error.faults[0]
                yield Finding((*path, "asked_if"), f"'asked_if': {fault.what}", fault.remedy)


def _condition_faults(
    part: Data, path: DataPath, references: References, order: dict[str, DataPath]
) -> Iterator[Finding]:
    condition = parse_condition(part["asked_if"])
    names = variables_of(condition)
    derived = sorted(names & references.derived)
    if derived:
        what = f"'asked_if' names the derived variable {derived[0]!r}"
        yield Finding((*path, "asked_if"), what, "name questions only")
        return
    if any(map(references.is_unreadable, names)):
        return
    for name in sorted(variables_of(resolved(condition, references.questionnaire))):
        if order[name.partition(".")[0]] >= path:
            what = f"'asked_if' of {part['id']!r} names {name!r}, which is not asked before it"
            yield Finding((*path, "asked_if"), what, "name earlier questions only, or change the order")


def formula_faults(survey: Draft, references: References) -> Iterator[Finding]:
    """Derived variables that name what is not there or has no numbers, and counts of unknown options."""
    for path, part in survey.entries("derived", "sum", "mean", "ratio", "difference", "count_of", "bands_of"):
        formula = built_formula(part)
        for where, name in _operands(formula):
            finding = None if references.is_unreadable(name) else _operand_fault(name, formula, references)
            if finding:
                yield finding.under(*path, *where)
        if isinstance(formula, CountOf) and not any(map(references.is_unreadable, formula.variables)):
            yield from (finding.under(*path) for finding in _unknown_options(formula, references))
        if isinstance(formula, Mean) and formula.at_least > len(formula.variables):
            what = f"'at_least' is {formula.at_least}, more than the number of variables, {len(formula.variables)}"
            yield Finding((*path, "mean", "at_least"), what, f"choose at most {len(formula.variables)}")


def _operands(formula: Formula) -> Iterator[tuple[DataPath, str]]:
    """Path and name of every variable that the rule reads."""
    match formula:
        case Sum(variables):
            yield from ((("sum", index), name) for index, name in enumerate(variables))
        case Mean(variables):
            yield from ((("mean", "of", index), name) for index, name in enumerate(variables))
        case CountOf(variables):
            yield from ((("count_of", "variables", index), name) for index, name in enumerate(variables))
        case Ratio(numerator, denominator):
            yield ("ratio", "numerator"), numerator
            yield ("ratio", "denominator"), denominator
        case Difference(first, second):
            yield ("difference", 0), first
            yield ("difference", 1), second
        case Copy(variable):
            yield ("bands_of",), variable


def _operand_fault(name: str, formula: Formula, references: References) -> Finding | None:
    if name in references.derived:
        return Finding((), f"{name!r} is a derived variable itself", "name questions only")
    variables = references.questionnaire.variables
    if name not in variables:
        return Finding((), f"there is no variable {name!r}", _remedy(name, references.questionnaire))
    question = variables[name].question
    if isinstance(formula, CountOf):
        if isinstance(question, SingleChoice | Scale | MultipleChoice | Grid):
            return None
        return Finding((), f"{name!r} has no options to count", "name questions with options")
    return None if has_numbers(question) else Finding((), f"{name!r} has no numbers", _numbers_remedy(question))


def _remedy(name: str, questionnaire: Questionnaire) -> str:
    for question in questionnaire.questions:
        if question.id == name and isinstance(question, Grid):
            return f"it is a grid; name its items: {listing(question.variables)}"
    return did_you_mean(name, questionnaire.variables)


def has_numbers(question: AnyQuestion | Derived) -> bool:
    """Whether answers are numbers, or options of which some have scores."""
    if isinstance(question, SingleChoice | Scale | Grid):
        return any(option.score is not None for option in question.options)
    return isinstance(question, Number | Derived)


def _numbers_remedy(question: AnyQuestion | Derived) -> str:
    if isinstance(question, SingleChoice | Scale | Grid):
        return "give its options scores"
    return "name numbers, or questions whose options have scores"


def _unknown_options(formula: CountOf, references: References) -> Iterator[Finding]:
    variables = references.questionnaire.variables
    asked = [variables[name].question for name in formula.variables if name in variables]
    known = {
        option.code
        for question in asked
        if isinstance(question, SingleChoice | Scale | MultipleChoice | Grid)
        for option in question.options
    }
    for position, code in enumerate(formula.options if known else ()):
        if code not in known:
            what = f"none of the variables has an option {code!r}"
            yield Finding(("count_of", "options", position), what, did_you_mean(code, sorted(known)))
