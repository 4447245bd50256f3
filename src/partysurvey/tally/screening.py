"""The pass that looks at whole rows: what is wrong with each respondent, as a few numbers a row.

Of every row 30 bytes are kept until the end (its flags, its duration and three hashes), never a cell: a million rows
take 30 MB, whatever their width.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.survey import Absence, Derived, MultipleChoice, OpenText, Ranking
from partysurvey.survey.batteries import Battery, batteries
from partysurvey.survey.matching.respondent_columns import RespondentColumns
from partysurvey.survey.quality import (
    BIT,
    INCOMPLETE,
    OUT_OF_RANGE,
    PATTERNS,
    RULES,
    STRAIGHTLINERS,
    TOO_MANY,
    UNKNOWN,
    Thresholds,
)
from partysurvey.tally.answers import Answers, BoolArray
from partysurvey.tally.axis import Level
from partysurvey.tally.batch import Batch
from partysurvey.tally.batteries import is_patterned, is_straight
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.growing import GrowingArray
from partysurvey.tally.plan import Cells, Plan
from partysurvey.tally.respondents import RespondentReader, RespondentRows
from partysurvey.tally.row_hashes import CellHasher, HashArray, joined
from partysurvey.tally.scores import is_answer

if TYPE_CHECKING:
    import pyarrow as pa

FlagArray = npt.NDArray[np.uint16]
KINDS = 6  # of what a level says about its row
NOT_ASKED, UNANSWERED, ANSWERED, UNKNOWN_TEXT, IMPOSSIBLE, TOO_MANY_OPTIONS = range(6)
DISTINCT_LIMIT = 1000  # distinct cells of a column that are counted
ROUNDING = 1e-9  # 0.29 × 100 is 28.999999999999996


class Screening(Struct, frozen=True):
    """Which variables and columns to look at: all that the file has, without personal questions and derived numbers."""

    counting: Counting
    respondents: RespondentColumns
    thresholds: Thresholds

    @classmethod
    def of_all(cls, counting: Counting, respondents: RespondentColumns, thresholds: Thresholds) -> "Screening":
        """The screening of every variable that the counting could count; which file a row is from is no answer."""
        known = countable_variables(counting.questionnaire, counting.binding)
        held = counting.binding.columns
        asked = [
            name
            for name, variable in known.items()
            if not isinstance(variable.question, Derived) and held[name].columns != (respondents.file,)
        ]
        plan = Plan(frozenset(Cells((name,)) for name in asked))
        return cls(replace(counting, plan=plan), respondents, thresholds)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in the order of the questionnaire."""
        planned = self.counting.plan.variables
        return tuple(name for name in self.counting.questionnaire.variables if name in planned)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to be read, each once: those of the answers, then those about the respondents."""
        return tuple(dict.fromkeys((*self.answer_columns, *self.respondents.names)))

    @property
    def answer_columns(self) -> tuple[str, ...]:
        """The columns of the variables."""
        held = self.counting.binding.columns
        return tuple(dict.fromkeys(column for name in self.variables for column in held[name].columns))

    @property
    def batteries(self) -> tuple[Battery, ...]:
        """The batteries among the variables."""
        return batteries(self.counting.questionnaire, self.variables)


class QuestionFacts(Struct):
    """What the answers of one variable are: rows by kind, rows that broke its rule, and the first two levels met."""

    kinds: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(KINDS, dtype=np.int64))
    violations: int = 0
    met: set[Level] = field(default_factory=set)

    @property
    def asked(self) -> int:
        """Rows that were asked."""
        return int(self.kinds[UNANSWERED:].sum())

    @property
    def unanswered(self) -> int:
        """Rows that were asked and gave no answer."""
        return int(self.kinds[UNANSWERED])

    @property
    def is_constant(self) -> bool:
        """Whether two rows or more answered, all of them the same."""
        return len(self.met) == 1 and self.asked - self.unanswered > 1


class Agreement(Struct):
    """How often the cells of a column are the same in two rows, from the counts of its distinct cells."""

    counts: dict[int, int] = field(default_factory=dict)

    def add(self, numbers: HashArray, positions: npt.NDArray[np.integer]) -> None:
        """Count the cells of a batch; what goes beyond the limit is left out, and so taken never to agree."""
        n = np.bincount(positions, minlength=numbers.size)
        for number, count in zip(numbers.tolist(), n.tolist(), strict=True):
            if count and (number in self.counts or len(self.counts) < DISTINCT_LIMIT):
                self.counts[number] = self.counts.get(number, 0) + count

    def probability(self, rows: int) -> float:
        """The probability that two rows agree."""
        return sum((count / rows) ** 2 for count in self.counts.values())


class Screened(Struct, frozen=True, eq=False):
    """What was found in all rows; arrays have one element per row, in the order of the file.

    flags: the bits (`quality.BIT`) of what a row shows by itself; content: the hash of all answers. agreement: the
    probability that two rows agree in all answers, were the questions independent.
    """

    flags: FlagArray
    content: HashArray
    respondents: RespondentRows
    questions: Mapping[str, QuestionFacts]
    agreement: float

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.flags.size)


class Screen:
    """A screening in progress: takes record batches one by one."""

    def __init__(self, screening: Screening) -> None:
        """A screen that has seen nothing; RequestError if a question is asked for that the file does not have."""
        counting = screening.counting
        self._screening = screening
        self._coding = counting.coding()
        self._hashers = {name: CellHasher(counting.encoding) for name in screening.answer_columns}
        self._agreements = {name: Agreement() for name in screening.answer_columns}
        self._reader = RespondentReader(screening.respondents, counting.encoding)
        self._batteries = screening.batteries
        self._kind_of = {name: _kinds(self._coding.variables[name].question) for name in screening.variables}
        self._facts = {name: QuestionFacts() for name in screening.variables}
        self._flags = GrowingArray(np.uint16)
        self._content = GrowingArray(np.uint64)

    def add(self, record: "pa.RecordBatch") -> None:
        """Take the rows of one batch."""
        batch = Batch(record, self._coding)
        flags = np.zeros(batch.rows, dtype=np.uint16)
        asked, answered = np.zeros(batch.rows, dtype=np.uint16), np.zeros(batch.rows, dtype=np.uint16)
        for name, facts in self._facts.items():
            kinds = self._kinds_in(batch, name, facts)
            if self._is_expected(name):
                asked += kinds >= UNANSWERED
                answered += kinds >= ANSWERED
            flags |= KIND_BITS[kinds]
        for name, violated in batch.violations.items():
            self._facts[name].violations += int(np.count_nonzero(violated))
            flags |= violated * np.uint16(BIT[RULES.code])
        flags |= self._battery_flags(batch)
        flags |= (self._is_short(asked, answered) | self._reader.unfinished(batch)) * np.uint16(BIT[INCOMPLETE.code])
        self._flags.add(flags)
        self._content.add(self._row_hashes(batch))
        self._reader.add(batch)

    def screened(self) -> Screened:
        """What was found in all rows taken, which are given away."""
        flags = self._flags.whole()
        rows, probability = flags.size, 1.0
        for agreement in self._agreements.values():
            probability *= agreement.probability(rows) if rows else 0.0
        return Screened(
            flags,
            self._content.whole(),
            self._reader.rows(),
            self._facts,
            probability,
        )

    def _kinds_in(self, batch: Batch, name: str, facts: QuestionFacts) -> npt.NDArray[np.uint8]:
        answers = batch.answers(name)
        kind_of = self._kind_of[name]
        by_level = np.array([kind_of(level) for level in answers.levels], dtype=np.uint8)
        n = np.bincount(answers.positions, minlength=by_level.size)
        facts.kinds += np.bincount(by_level, n, KINDS).astype(np.int64)
        if len(facts.met) < 2:
            facts.met.update(_first_answers(answers, n))
        kinds: npt.NDArray[np.uint8] = by_level[answers.positions]
        return kinds

    def _is_expected(self, name: str) -> bool:
        """Whether a respondent who was asked should have an answer: an open text is an offer."""
        return not isinstance(self._coding.variables[name].question, OpenText)

    def _is_short(self, asked: FlagArray, answered: FlagArray) -> BoolArray:
        """Which rows answered no more than the share of what they were asked that a complete one exceeds."""
        complete = self._screening.thresholds.complete
        short: BoolArray = (answered <= complete * asked + ROUNDING) & (asked > 0)
        return short

    def _battery_flags(self, batch: Batch) -> FlagArray:
        limits = self._screening.thresholds
        flags = np.zeros(batch.rows, dtype=np.uint16)
        for battery in self._batteries:
            if len(battery.variables) >= min(limits.straight, limits.pattern):
                items = [_codes(batch.answers(name), battery.codes) for name in battery.variables]
                if len(items) >= limits.straight:
                    flags |= is_straight(items) * np.uint16(BIT[STRAIGHTLINERS.code])
                if len(items) >= limits.pattern:
                    flags |= is_patterned(items, len(battery.codes)) * np.uint16(BIT[PATTERNS.code])
        return flags

    def _row_hashes(self, batch: Batch) -> HashArray:
        cells = []
        for name, hasher in self._hashers.items():
            column = batch.raw(name)
            values = hasher.values(column)
            self._agreements[name].add(values, column.positions)
            cells.append(values[column.positions])
        return joined(cells, batch.rows)


KIND_BITS = np.array([0, 0, 0, BIT[UNKNOWN.code], BIT[OUT_OF_RANGE.code], BIT[TOO_MANY.code]], dtype=np.uint16)


def _kinds(question: object) -> Callable[[Level], int]:
    """The function from a level of the question to the kind of its rows."""
    limit = question.maximum if isinstance(question, MultipleChoice) else None
    limit = question.ranks if isinstance(question, Ranking) else limit
    absent = {Absence.NOT_ASKED: NOT_ASKED, Absence.UNKNOWN: UNKNOWN_TEXT, Absence.INVALID: IMPOSSIBLE}

    def kind(level: Level) -> int:
        """What the level says about its rows."""
        if isinstance(level, Absence):
            return absent.get(level, UNANSWERED)
        return TOO_MANY_OPTIONS if limit is not None and isinstance(level, tuple) and len(level) > limit else ANSWERED

    return kind


def _first_answers(answers: Answers, n: npt.NDArray[np.int64]) -> Iterator[Level]:
    """Two different answers that have rows, or as many as there are."""
    found: set[Level] = set()
    for level, count in zip(answers.levels, n.tolist(), strict=False):
        if count and is_answer(level) and level not in found:
            found.add(level)
            yield level
        if len(found) == 2:
            return


def _codes(answers: Answers, codes: tuple[str, ...]) -> npt.NDArray[np.int16]:
    """1-D int array, the place of each row's answer among the codes, -1 without one."""
    places = {code: place for place, code in enumerate(codes)}
    by_level = [places.get(level, -1) if isinstance(level, str) else -1 for level in answers.levels]
    found: npt.NDArray[np.int16] = np.array(by_level, dtype=np.int16)[answers.positions]
    return found
