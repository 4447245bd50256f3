"""A response file read in the dialect of its platform."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.sources.arrays import ArrowArray, ArrowDictionary, coded_array, string_array
from partysurvey.sources.dialects.dialect import Dialect
from partysurvey.sources.dialects.headings import told_columns
from partysurvey.sources.names import asked_columns
from partysurvey.sources.portions import RetoldPortion, WholeSource, portions
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.survey.column import Role
from partysurvey.tally.portion import Portion

Rows = tuple[tuple[str, ...], ...]


class DialectSource:
    """A plain source whose columns say what the dialect tells of them, without its further header rows.

    Cells are cleaned in the dictionary of a batch, never per row. Rows that no respondent answered are left out, and
    counted by reason in `info.left_out`; `kept` are the places of the others, None where none is left out.
    """

    def __init__(self, plain: Source, dialect: Dialect) -> None:
        """Read the headings, and which rows nobody answered."""
        self.plain = plain
        self.dialect = dialect
        self._clean = _cleaner(dialect)
        self._encoding = plain.info.encoding or "utf-8"
        self.columns: tuple[Column, ...] = told_columns(dialect, plain.columns, plain.head())
        self._completed = dict(_completed(self.columns)) if dialect.completed else {}
        self.kept, left_out = self._respondents()
        self.info: SourceInfo = replace(
            plain.info, dialect=dialect.name, notes={"dialect": _note(dialect), **plain.info.notes}, left_out=left_out
        )

    def head(self) -> Rows:
        """The first rows of the file, header rows among them."""
        return self.plain.head()

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        return self.told_rows(WholeSource(self.plain), names, self.dialect.header - 1)

    def portions(self) -> "tuple[DialectPortion, ...]":
        """The portions of the plain source; the further header rows stand in the first one."""
        first, *others = portions(self.plain)
        return (
            DialectPortion(first, self, self.dialect.header - 1),
            *(DialectPortion(portion, self, 0) for portion in others),
        )

    def told_rows(self, portion: Portion, names: Sequence[str] | None, skipped: int) -> Iterator[pa.RecordBatch]:
        """The named columns (all if None) of a portion of the plain source, without so many rows at its start."""
        places = asked_columns(self.columns, names, self.info.file)
        asked = [self.columns[place].name for place in places]
        beside = [self._completed[name][0] for name in asked if name in self._completed]
        telling = [self.dialect.no_respondents.column] if self.dialect.no_respondents and self.kept is not None else []
        for batch in portion.batches([*dict.fromkeys([*asked, *beside, *telling])]):
            rows = batch.slice(skipped)
            skipped = max(skipped - batch.num_rows, 0)
            if telling:
                rows = rows.filter(pa.array(self._are_respondents(rows.column(telling[0]))))
            if rows.num_rows:
                yield self.told(rows).select(asked)

    def _respondents(self) -> tuple[npt.NDArray[np.int64] | None, Mapping[str, int]]:
        """The places of the rows that somebody answered, None for all, and how many others there are and why."""
        rule = self.dialect.no_respondents
        if rule is None or rule.column not in {column.name for column in self.columns}:
            return None, {}
        read = self.plain.batches([rule.column])
        told = np.concatenate([self._are_respondents(batch.column(0)) for batch in read])[self.dialect.header - 1 :]
        gone = int(np.count_nonzero(~told))
        return (np.flatnonzero(told), Counter({rule.reason: gone})) if gone else (None, {})

    def _are_respondents(self, array: ArrowArray) -> npt.NDArray[np.bool_]:
        """1-D bool array, which rows somebody answered, by the column that tells."""
        rule = self.dialect.no_respondents
        texts, places = self._coded(array)
        told: npt.NDArray[np.bool_] = np.array([rule is None or not re.fullmatch(rule.cell, text) for text in texts])
        return told[places]

    def told(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch of the plain source with its cells cleaned, and answers completed by what was typed for them."""
        if self._clean is None and not self._completed:
            return batch
        held = dict(zip(batch.schema.names, batch.columns, strict=True))
        arrays = [self._cleaned(self._whole(name, array, held)) for name, array in held.items()]
        return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)

    def _whole(self, name: str, array: ArrowArray, held: Mapping[str, ArrowArray]) -> ArrowArray:
        """The column, the option "other" in its empty cells beside a typed text."""
        other, label = self._completed.get(name, ("", ""))
        if other not in held or not (pa.types.is_dictionary(array.type) and pa.types.is_dictionary(held[other].type)):
            return array
        texts, positions = self._coded(array)
        typed, places = self._coded(held[other])
        is_meant = np.array([not text for text in texts])[positions] & np.array([bool(text) for text in typed])[places]
        return coded_array(np.where(is_meant, len(texts), positions).astype(np.int32), string_array([*texts, label]))

    def _coded(self, array: ArrowArray) -> tuple[list[str], npt.NDArray[np.int64]]:
        """The distinct trimmed texts of a column with an empty one at the end, and which of them each row holds."""
        coded = cast(ArrowDictionary, array if pa.types.is_dictionary(array.type) else array.dictionary_encode())
        texts = [*map(str.strip, self._texts(coded)), ""]
        return texts, np.asarray(coded.indices.fill_null(len(texts) - 1), np.int64)

    def _cleaned(self, array: ArrowArray) -> ArrowArray:
        """The column with its distinct texts cleaned."""
        clean = self._clean
        if clean is None or not pa.types.is_dictionary(array.type):
            return array
        coded = cast(ArrowDictionary, array)
        values = coded.dictionary
        if not len(values) or not isinstance(values[0].as_py(), str | bytes):
            return array
        texts = string_array([clean(text) for text in self._texts(coded)])
        return pa.DictionaryArray.from_arrays(coded.indices, texts, safe=False)

    def _texts(self, coded: ArrowDictionary) -> list[str]:
        """The distinct texts of a column."""
        values = coded.dictionary.to_pylist()
        return [value.decode(self._encoding) if isinstance(value, bytes) else str(value or "") for value in values]


def _completed(columns: Sequence[Column]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The columns behind which the text typed for "other" stands in a column of its own: its name, and the option."""
    for column, behind in pairwise(columns):
        answer, other = column.heading, behind.heading
        if answer is None or other is None or behind.role is not Role.FILL_IN or other.kind != "other":
            continue
        if column.role is None and not answer.part and answer.question == other.question:
            yield column.name, (behind.name, other.part)


class DialectPortion(RetoldPortion, frozen=True):
    """A portion of the plain source, told by the dialect; `skipped` rows at its start are further header rows."""

    source: DialectSource
    skipped: int

    @property
    def rows(self) -> int | None:
        """The rows that are no header; None where only reading tells."""
        is_told = self.portion.rows is not None and self.source.kept is None
        return self.portion.rows - self.skipped if is_told and self.portion.rows is not None else None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns."""
        return self.source.told_rows(self.portion, names, self.skipped)


class Cleaner(Struct, frozen=True):
    """What cleans the text of a cell: patterns, each with what stands for it."""

    rules: tuple[tuple[re.Pattern[str], str], ...]

    def __call__(self, text: str) -> str:
        """The text without what the platform adds."""
        for pattern, replacement in self.rules:
            text = pattern.sub(replacement, text)
        return text


def _cleaner(dialect: Dialect) -> Cleaner | None:
    """What cleans the text of a cell; None where the dialect writes cells clean."""
    rules = tuple((re.compile(pattern), replacement) for pattern, replacement in dialect.cleaned)
    return Cleaner(rules) if rules else None


def _note(dialect: Dialect) -> Text:
    title, assumed = dialect.title, dialect.assumed
    return Text(
        f"按{title.zh}（--dialect {dialect.name}）读取：{assumed.zh}",
        f"read as {title.en} (--dialect {dialect.name}): {assumed.en}",
    )
