"""Raw values to levels, in the dictionary of a column and never in its rows."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from msgspec import Struct, field

from partysurvey.survey import (
    Absence,
    AnyQuestion,
    Column,
    Columns,
    Date,
    Derived,
    Grid,
    Layout,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
    Variable,
)
from partysurvey.survey.absence_names import declared_kind
from partysurvey.survey.column import Manner
from partysurvey.tally.answers import Answers, UnknownText, combinations
from partysurvey.tally.axis import Level
from partysurvey.tally.multiple import Splitter, TickReader, joined_ticks, listed_codes
from partysurvey.tally.numbers import day_number, parsed_number, plausible, unit_texts
from partysurvey.tally.raw import Raw, RawColumns
from partysurvey.tally.spelling import Marks, Spellings, named_by, raw_text

ANSWERED = "answered"  # the one level of an open text that has an answer
CACHE_LIMIT = 200_000  # distinct raw values remembered of a column


class Coder(Protocol):
    """Gives the answers of one variable in a batch."""

    def answers(self, batch: RawColumns) -> Answers:
        """The answers of the variable in the rows of the batch."""
        ...


class Dialect(Struct, frozen=True):
    """What is needed to understand the raw values of one column: encoding, marks of absence, what the file declares."""

    encoding: str
    marks: Marks
    column: Column

    def label(self, text: str) -> str:
        """The file's own label of the value, "" without one."""
        return self.column.value_labels.get(text, "").strip()

    def absence(self, value: Raw, text: str) -> Absence | None:
        """Why there is no answer in the value, or None if there may be one."""
        if value is None:
            return Absence.SYSTEM
        label = self.label(text)
        marked = self.marks.kind(text) or (self.marks.known.get(label) if label else None)
        if marked is not None:
            return marked
        return declared_kind(text, self.column)


ReadText = Callable[[str, str], Level | None]  # (text, its value label) → level, None for an unknown text


class CellCoder(Struct):
    """The levels of one column; every distinct raw value is understood once."""

    dialect: Dialect
    read: ReadText
    known: dict[Raw, tuple[Level, str]] = field(default_factory=dict)  # raw → level, and the text if unknown

    def answers_of(self, name: str, batch: RawColumns) -> Answers:
        """The answers in the column of that name."""
        raw = batch.raw(name)
        if len(self.known) > CACHE_LIMIT:
            self.known.clear()
        pairs = [self.known.get(value) or self._learnt(value, raw.encoding) for value in raw.values]
        unknown = tuple(UnknownText(raw.positions, position, text) for position, (_, text) in enumerate(pairs) if text)
        return Answers(raw.positions, [level for level, _ in pairs], unknown)

    def _learnt(self, value: Raw, encoding: str | None) -> tuple[Level, str]:
        text = "" if value is None else raw_text(value, encoding or self.dialect.encoding)
        if value != value:  # noqa: PLR0124  # only NaN differs from itself
            return Absence.SYSTEM, ""
        level: Level | None = self.dialect.absence(value, text)
        if level is None:
            level = self.read(text, self.dialect.label(text))
        pair = (Absence.UNKNOWN, text) if level is None else (level, "")
        self.known[value] = pair
        return pair


class PlainCoder(Struct):
    """A variable in one column."""

    name: str
    cell: CellCoder

    def answers(self, batch: RawColumns) -> Answers:
        """The answers of the variable in the rows of the batch."""
        return self.cell.answers_of(self.name, batch)


class SpreadCoder(Struct):
    """A variable spread over several columns: each combination of cells is understood once a batch."""

    names: Sequence[str]
    cells: Sequence[CellCoder]
    join: Callable[[Sequence[Level]], Level]

    def answers(self, batch: RawColumns) -> Answers:
        """The answers of the variable in the rows of the batch."""
        columns = [cell.answers_of(name, batch) for name, cell in zip(self.names, self.cells, strict=True)]
        found = combinations([(column.positions, len(column.levels)) for column in columns])
        cells = [[column.levels[p] for p in column.positions[found.rows].tolist()] for column in columns]
        levels = [self.join(row) for row in zip(*cells, strict=True)]
        return Answers(found.inverse, levels, tuple(text for column in columns for text in column.unknown))


class Dialects(Struct, frozen=True):
    """The dialect of each column of a file."""

    encoding: str
    questionnaire: Questionnaire
    columns: Mapping[str, Column]

    def of(self, name: str, marks: Mapping[str, Absence]) -> Dialect:
        """The dialect of a column, with the marks of its question."""
        column = self.columns.get(name, Column(name))
        return Dialect(self.encoding, Marks(marks, self.questionnaire.missing), column)


def coder_of(variable: Variable, columns: Columns, dialects: Dialects) -> Coder:
    """The coder of a variable that stands in these columns."""
    question = variable.question
    if isinstance(question, Derived):
        raise TypeError(f"{variable.id} is computed, it has no columns")
    cells = [dialects.of(name, question.missing) for name in columns.columns]
    if columns.layout is Layout.PER_OPTION and isinstance(question, MultipleChoice | Ranking):
        return _tick_coder(question, columns, cells)
    if len(columns.columns) > 1 and isinstance(question, MultipleChoice | Ranking):
        spellings = Spellings(named_by(question.options, cells[0].column.manner.answering))
        join = listed_codes if isinstance(question, Ranking) else _in_order(question.options, listed_codes)
        readers = [CellCoder(cell, _choice_reader(spellings)) for cell in cells]
        return SpreadCoder(columns.columns, readers, join)
    return PlainCoder(columns.columns[0], CellCoder(cells[0], _reader(question, cells[0].column.manner)))


def _tick_coder(question: MultipleChoice | Ranking, columns: Columns, cells: Sequence[Dialect]) -> Coder:
    spellings = Spellings(question.options)
    specify = {option.code for option in question.options if option.specify}
    ranked = isinstance(question, Ranking)
    places = len(question.options) if ranked else 0
    readers = [
        CellCoder(cell, TickReader(code, spellings, places, code in specify).level)
        for cell, code in zip(cells, columns.options, strict=True)
    ]
    silent = all(cell.column.manner.silent for cell in cells)
    join = partial(joined_ticks, options=columns.options, ranked=ranked, silent=silent)
    return SpreadCoder(columns.columns, readers, join if ranked else _in_order(question.options, join))


def _in_order(
    options: Sequence[Option], join: Callable[[Sequence[Level]], Level]
) -> Callable[[Sequence[Level]], Level]:
    order = {option.code: position for position, option in enumerate(options)}

    def ordered(levels: Sequence[Level]) -> Level:
        """The joined answer, its codes in questionnaire order."""
        level = join(levels)
        return tuple(sorted(level, key=order.__getitem__)) if isinstance(level, tuple) else level

    return ordered


def _reader(question: AnyQuestion, manner: Manner) -> ReadText:
    match question:
        case SingleChoice() | Scale() | Grid():
            return _single_reader(named_by(question.options, manner.answering))
        case MultipleChoice() | Ranking():
            return _joined_reader(question, manner)
        case Number():
            return _number_reader(question)
        case Date():
            return lambda text, _: day_number(text, question.formats)
        case OpenText():
            return lambda _text, _label: ANSWERED


def _choice_reader(spellings: Spellings) -> ReadText:
    def read(text: str, label: str) -> Level | None:
        """The code that the label, or else the text, spells."""
        return (spellings.code(label) if label else None) or spellings.code(text)

    return read


def _single_reader(options: tuple[Option, ...]) -> ReadText:
    spellings = Spellings(options)
    one, several = _choice_reader(spellings), Splitter(spellings)

    def read(text: str, label: str) -> Level | None:
        """The code; INVALID where several options are named."""
        level = one(text, label)
        return Absence.INVALID if level is None and len(several.codes(text) or ()) > 1 else level

    return read


def splitters(question: MultipleChoice | Ranking, manner: Manner) -> tuple[Splitter, ...]:
    """What cuts a cell at the signs that the dialect knows, then what cuts it at any sign."""
    spellings = Spellings(named_by(question.options, manner.answering))
    known = manner.separators if isinstance(question, MultipleChoice) else None
    return (Splitter(spellings, known), Splitter(spellings)) if known else (Splitter(spellings),)


def _joined_reader(question: MultipleChoice | Ranking, manner: Manner) -> ReadText:
    cuts = splitters(question, manner)
    order = {option.code: position for position, option in enumerate(question.options)}
    ranked = isinstance(question, Ranking)

    def read(text: str, label: str) -> Level | None:
        """The codes of the options named, in questionnaire order unless they are ranked."""
        named = (splitter.codes(spelled) for spelled in (label, text) if spelled for splitter in cuts)
        codes = next((found for found in named if found is not None), None)
        return codes if codes is None or ranked else tuple(sorted(codes, key=order.__getitem__))

    return read


def _number_reader(question: Number) -> ReadText:
    units = unit_texts(question)

    def read(text: str, label: str) -> Level | None:
        """The number, in the text or else in its label; INVALID out of range."""
        number = parsed_number(text, units)
        if number is None and label:
            number = parsed_number(label, units)
        return None if number is None else plausible(question, number)

    return read
