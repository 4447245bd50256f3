"""A questionnaire: its questions, in order, and what belongs to all of them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from partysurvey.survey.absence import Absence
from partysurvey.survey.derived import Derived
from partysurvey.survey.design import Design
from partysurvey.survey.fielding import Fielding
from partysurvey.survey.question import AnyQuestion, Grid, Item
from partysurvey.survey.text import Language, Text


class Variable(Struct, frozen=True):
    """One column of answers as the tally sees it: a question, one item of a grid, or a derived number."""

    id: str
    question: AnyQuestion | Derived
    item: Item | None = None


class DeclaredScale(Struct, frozen=True):
    """A scale as the questionnaire declares it: its items are ids of scales, of grid items, or of whole grids."""

    id: str
    text: Text
    items: tuple[str, ...]


class Questionnaire(Struct, frozen=True, dict=True):
    """Everything known about a survey before its answers are read."""

    id: str
    title: Text
    questions: tuple[AnyQuestion, ...]
    language: Language = "zh"
    respondents: Text = Text("受访者", "respondents")
    derived: tuple[Derived, ...] = ()
    scales: tuple[DeclaredScale, ...] = ()
    missing: Mapping[str, Absence] = field(default_factory=dict)
    design: Design = Design()
    fielding: Fielding = Fielding()

    @cached_property
    def variables(self) -> Mapping[str, Variable]:
        """Every variable by its id, in questionnaire order: grid items as `question.item`, derived last."""
        return {variable.id: variable for variable in self._each_variable()}

    def _each_variable(self) -> Iterator[Variable]:
        for question in self.questions:
            if isinstance(question, Grid):
                yield from (Variable(name, question, item) for name, item in question.variables.items())
            else:
                yield Variable(question.id, question)
        for derived in self.derived:
            yield Variable(derived.id, derived)
