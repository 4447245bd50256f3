"""What to count of what, as one value that can be sent to a worker."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from partysurvey.errors import RequestError
from partysurvey.survey import (
    Binding,
    Column,
    Condition,
    Derived,
    Design,
    Questionnaire,
    Variable,
)
from partysurvey.survey.condition import variables_of
from partysurvey.survey.crossed import crossed_parts
from partysurvey.tally.batch import Coding
from partysurvey.tally.coding import Dialects, coder_of
from partysurvey.tally.derivation import parts_of
from partysurvey.tally.levels import NUMBER_LIMIT
from partysurvey.tally.plan import BANDS, Plan
from partysurvey.tally.scores import has_numbers


class Counting(Struct, frozen=True, dict=True):
    """The plan, and all that is needed to carry it out on the batches of a file; frozen, small, picklable.

    `columns` is what the file says about its columns; `encoding` that of undecoded texts in the batches.
    """

    questionnaire: Questionnaire
    binding: Binding
    plan: Plan
    design: Design = field(default_factory=Design)
    where: Condition | None = None
    columns: tuple[Column, ...] = ()
    encoding: str = "utf-8"
    limit: int = NUMBER_LIMIT  # distinct values of a number that are kept apart

    @property
    def needed_columns(self) -> tuple[str, ...]:
        """The names of the columns that have to be read, each once: of variables in their order, then of the design.

        RequestError if the plan or `where` asks for what the file does not have.
        """
        held = self.binding.columns
        ordered = [name for name in self.questionnaire.variables if name in self.needed_variables()]
        answers = [column for name in ordered if name in held for column in held[name].columns]
        return tuple(dict.fromkeys((*answers, *self.design.columns)))

    def needed_variables(self) -> frozenset[str]:
        """The ids of all questionnaire variables that the plan, `where`, derived numbers and rules depend on."""
        known = countable_variables(self.questionnaire, self.binding)
        needed: set[str] = set()
        crossed = (part for name in self.plan.variables for part in crossed_parts(name))
        waiting = [*crossed, *(variables_of(self.where) if self.where else ())]
        while waiting:
            name = _base(waiting.pop())
            if name in needed:
                continue
            if name not in known:
                raise _not_countable(name, self.questionnaire)
            needed.add(name)
            waiting.extend(_depends_on(known[name], known))
        return frozenset(needed)

    def coding(self) -> Coding:
        """Fresh coders of all needed variables."""
        needed = self.needed_variables()
        variables = {name: each for name, each in self.questionnaire.variables.items() if name in needed}
        dialects = Dialects(self.encoding, self.questionnaire, {column.name: column for column in self.columns})
        coders = {
            name: coder_of(variable, self.binding.columns[name], dialects)
            for name, variable in variables.items()
            if not isinstance(variable.question, Derived)
        }
        return Coding(variables, coders, dict(_rules(variables)))


def countable_variables(questionnaire: Questionnaire, binding: Binding) -> Mapping[str, Variable]:
    """The variables that can be counted: in the file, not personal; derived ones if all their parts can be."""
    countable: dict[str, Variable] = {}
    for name, variable in questionnaire.variables.items():
        question = variable.question
        if isinstance(question, Derived):
            if all(_base(part) in countable for part in parts_of(question.formula)):
                countable[name] = variable
        elif name in binding.columns and not question.personal:
            countable[name] = variable
    return countable


def _base(name: str) -> str:
    return name.removesuffix(BANDS)


def _depends_on(variable: Variable, known: Mapping[str, Variable]) -> Iterator[str]:
    question = variable.question
    if isinstance(question, Derived):
        yield from parts_of(question.formula)
    elif question.asked_if is not None and _answerable(question.asked_if, known):
        yield from variables_of(question.asked_if)


def _answerable(rule: Condition, known: Mapping[str, Variable]) -> bool:
    """Whether all that the rule asks about is in the file; a rule that is not answerable is not applied."""
    return all(_base(name) in known for name in variables_of(rule))


def _rules(variables: Mapping[str, Variable]) -> Iterator[tuple[str, Condition]]:
    for name, variable in variables.items():
        question = variable.question
        rule = None if isinstance(question, Derived) else question.asked_if
        if rule is not None and _answerable(rule, variables):
            yield name, rule


def _not_countable(name: str, questionnaire: Questionnaire) -> RequestError:
    variable = questionnaire.variables.get(name)
    if variable is None:
        return RequestError(f"the questionnaire has no variable {name}", "see `partysurvey questionnaires show`")
    if not isinstance(variable.question, Derived) and variable.question.personal:
        return RequestError(f"{name} holds personal data and is not read", "leave it out")
    return RequestError(f"the file has no column of {name}", "leave it out, or name its column among the aliases")


def checked_numbers(counting: Counting) -> None:
    """Nothing; RequestError where moments are asked of what has no numbers."""
    for need in counting.plan.moments:
        if not has_numbers(counting.questionnaire.variables[need.number]):
            raise RequestError(f"{need.number} has no numbers to take the mean of", "ask for its counts")
