"""Files of one survey in several dialects, brought to the columns and the words of one questionnaire."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.sources.arrays import coded_array, string_array
from partysurvey.sources.names import asked_columns
from partysurvey.sources.recognition import inferred_from, named_questionnaire, recognised
from partysurvey.sources.source import Source
from partysurvey.survey import (
    Absence,
    AnyQuestion,
    Binding,
    Column,
    Derived,
    Grid,
    MultipleChoice,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
)
from partysurvey.survey.column import Heading, Manner
from partysurvey.survey.matching.match import bind
from partysurvey.survey.plain_text import bare
from partysurvey.tally.answers import Answers
from partysurvey.tally.axis import Level
from partysurvey.tally.coding import Coder, Dialects, coder_of
from partysurvey.tally.raw import RawColumn, raw_column

Chosen = SingleChoice | Scale | Grid | MultipleChoice | Ranking
MARKS: Mapping[str, Absence] = {
    f"〈{kind.value}〉": kind for kind in Absence if kind not in {Absence.SYSTEM, Absence.UNKNOWN}
}
_MARK_OF: Mapping[Absence, str] = {kind: mark for mark, kind in MARKS.items()}


def aligned(sources: Sequence[Source], name: str | Path | Questionnaire | None) -> Sequence[Source]:
    """The sources under the ids of one questionnaire: the one asked for, a bundled one, or what their drafts share."""
    questionnaire = _questionnaire(sources, name)
    return [AlignedSource(source, questionnaire, bind(questionnaire, source.columns)) for source in sources]


def _questionnaire(sources: Sequence[Source], name: str | Path | Questionnaire | None) -> Questionnaire:
    if isinstance(name, Questionnaire):
        return name
    if name is not None:
        return named_questionnaire(name)[0]
    first = recognised(sources[0], None)
    if first.origin == "bundled":
        return first.questionnaire
    drafts = [first.questionnaire, *(inferred_from(source).questionnaire for source in sources[1:])]
    return replace(first.questionnaire, questions=tuple(_shared_questions(drafts)))


def _shared_questions(drafts: Sequence[Questionnaire]) -> Iterator[AnyQuestion]:
    """The questions of all drafts, those of one text once, with the options of all."""
    by_text: dict[str, AnyQuestion] = {}
    for draft in drafts:
        for question in draft.questions:
            text = bare(question.text.zh)
            known = by_text.get(text)
            by_text[text] = question if known is None else _with_options(known, question)
    ids: set[str] = set()
    for question in by_text.values():
        free = next(each for each in _names(question.id) if each not in ids)
        ids.add(free)
        yield replace(question, id=free)


def _names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{place}" for place in range(2, 1000))


def _with_options(known: AnyQuestion, other: AnyQuestion) -> AnyQuestion:
    """The question with the options that only the other one has."""
    if not isinstance(known, Chosen) or not isinstance(other, Chosen):
        return known
    labels = {bare(option.label.zh) for option in known.options}
    codes = {option.code for option in known.options}
    fresh = [option for option in other.options if bare(option.label.zh) not in labels]
    told = [replace(each, code=next(code for code in _names(each.code) if code not in codes)) for each in fresh]
    missing = {**other.missing, **known.missing}
    return replace(known, options=(*known.options, *told), missing=missing)


class AlignedSource:
    """The answers of a file under the ids of a questionnaire, chosen options by their labels, absence by its kind.

    Columns of no question stay as they are; numbers, days and typed texts do under the id of their question.
    """

    def __init__(self, source: Source, questionnaire: Questionnaire, binding: Binding) -> None:
        """Bind the columns."""
        self._source = source
        self._questionnaire = questionnaire
        self._binding = binding
        self.info = source.info
        by_name = {column.name: column for column in source.columns}
        others = [by_name[name] for name in binding.unbound if name not in binding.columns]
        self.columns: tuple[Column, ...] = (*(self._column(variable, by_name) for variable in binding.columns), *others)

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The first rows of the file, as they stand there."""
        return self._source.head()

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        asked = [self.columns[place].name for place in asked_columns(self.columns, names, self.info.file)]
        bound = self._binding.columns
        needed = dict.fromkeys(raw for name in asked for raw in (bound[name].columns if name in bound else (name,)))
        coders = {name: self._coder(name) for name in asked if name in bound and self._is_chosen(name)}
        for batch in self._source.batches([*needed]):
            arrays = [
                self._labelled(name, coders[name].answers(_Raw(batch)))
                if name in coders
                else batch.column(bound[name].columns[0] if name in bound else name)
                for name in asked
            ]
            yield pa.RecordBatch.from_arrays(arrays, names=asked)

    def _is_chosen(self, variable: str) -> bool:
        return isinstance(self._questionnaire.variables[variable].question, Chosen)

    def _coder(self, variable: str) -> Coder:
        columns = {column.name: column for column in self._source.columns}
        dialects = Dialects(self.info.encoding or "utf-8", self._questionnaire, columns)
        return coder_of(self._questionnaire.variables[variable], self._binding.columns[variable], dialects)

    def _column(self, variable: str, by_name: Mapping[str, Column]) -> Column:
        """The column of a variable: its text, and how its cells are written."""
        told = self._questionnaire.variables[variable]
        question = told.question
        text = question.text.into(self._questionnaire.language)
        number = None if told.item or isinstance(question, Derived) else question.number
        if told.item:
            part = told.item.label.into(self._questionnaire.language)
            heading = Heading(question.id, number, text, part, "row")
        else:
            heading = Heading(question.id, number, text)
        if not self._is_chosen(variable):
            return replace(
                by_name[self._binding.columns[variable].columns[0]], name=variable, label=text, heading=heading
            )
        separators = ("┋",) if isinstance(question, MultipleChoice) else None
        return Column(variable, text, heading=heading, manner=Manner(MARKS, separators))

    def _labelled(self, variable: str, answers: Answers) -> "pa.Array[Any]":
        """The column of answers in the words of the questionnaire; unknown texts as they stand in the file."""
        question = self._questionnaire.variables[variable].question
        labels = {
            option.code: option.label.zh or option.label.en
            for option in (question.options if isinstance(question, Chosen) else ())
        }
        joiner = "→" if isinstance(question, Ranking) else "┋"
        unknown = {each.position: each.text for each in answers.unknown if each.positions is answers.positions}
        texts = [_text(level, labels, joiner, unknown.get(place, "?")) for place, level in enumerate(answers.levels)]
        is_there = np.array([level is not Absence.SYSTEM for level in answers.levels])
        positions = np.asarray(answers.positions, np.int32)
        return coded_array(np.where(is_there[positions], positions, -1).astype(np.int32), string_array(texts))


def _text(level: Level, labels: Mapping[str, str], joiner: str, unknown: str) -> str:
    """What stands for a level in a cell."""
    if isinstance(level, tuple):
        return joiner.join(labels[code] for code in level) or joiner
    if isinstance(level, Absence):
        return _MARK_OF.get(level, unknown)
    return labels[str(level)]


class _Raw(Struct, frozen=True):
    """The columns of a batch by name."""

    batch: pa.RecordBatch

    def raw(self, name: str) -> RawColumn:
        """The raw values of a column."""
        return raw_column(self.batch.column(name))
