"""One record batch with all that is worked out from it, each thing once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from partysurvey.survey import Absence, Condition, Derived, Number, Variable
from partysurvey.survey.crossed import CROSS, crossed_parts
from partysurvey.tally.answers import Answers, BoolArray
from partysurvey.tally.axis import Level
from partysurvey.tally.coding import Coder
from partysurvey.tally.conditions import rows_that_meet
from partysurvey.tally.crossed import crossed_answers
from partysurvey.tally.derivation import derived_answers, parts_of
from partysurvey.tally.numbers import band_of
from partysurvey.tally.plan import BANDS
from partysurvey.tally.raw import RawColumn, raw_column
from partysurvey.tally.scores import is_answer

if TYPE_CHECKING:
    import pyarrow as pa


class Coding(Struct, frozen=True):
    """How the variables of a survey come out of the columns of a file; grows wiser while it reads."""

    variables: Mapping[str, Variable]
    coders: Mapping[str, Coder]
    rules: Mapping[str, Condition]  # variable → who is asked, where all that it depends on is in the file


class Batch(Struct):
    """The rows of a record batch: raw columns, answers, who was asked."""

    record: "pa.RecordBatch"
    coding: Coding
    columns: dict[str, RawColumn] = field(default_factory=dict)
    known: dict[str, Answers] = field(default_factory=dict)
    violations: dict[str, BoolArray] = field(default_factory=dict)  # variable → rows that answered unasked

    @property
    def rows(self) -> int:
        """How many rows the batch has."""
        return self.record.num_rows

    def raw(self, name: str) -> RawColumn:
        """The raw values of a column."""
        if name not in self.columns:
            self.columns[name] = raw_column(self.record.column(name))
        return self.columns[name]

    def answers(self, variable: str) -> Answers:
        """The answers of a variable, after its rule of who is asked."""
        if variable not in self.known:
            self.known[variable] = self._ruled(variable, self._worked_out(variable))
        return self.known[variable]

    def meets(self, condition: Condition) -> BoolArray:
        """1-D bool array, which rows meet the condition."""
        return rows_that_meet(condition, self.answers)

    def _worked_out(self, name: str) -> Answers:
        if name in self.coding.coders:
            return self.coding.coders[name].answers(self)
        if CROSS in name:
            return crossed_answers([self.answers(part) for part in crossed_parts(name)])
        if name not in self.coding.variables:
            return self._banded(name.removesuffix(BANDS))
        derived = self.coding.variables[name].question
        assert isinstance(derived, Derived)  # noqa: S101  # all others have a coder
        parts = parts_of(derived.formula)
        return derived_answers(
            derived, [self.answers(part) for part in parts], [self.coding.variables[part] for part in parts]
        )

    def _banded(self, name: str) -> Answers:
        question = self.coding.variables[name].question
        bands = question.bands if isinstance(question, Number | Derived) else ()

        def band(level: Level) -> Level:
            """The band of a number; an absence stays."""
            return band_of(bands, level) if isinstance(level, float) else level

        return self.answers(name).recoded(band)

    def _ruled(self, name: str, answers: Answers) -> Answers:
        rule = self.coding.rules.get(name)
        if rule is None:
            return answers
        asked = self.meets(rule)
        if asked.all():
            return answers
        self.violations[name] = ~asked & answers.test(is_answer)
        return answers.where(asked, Absence.NOT_ASKED)
