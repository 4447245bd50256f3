"""A response file read in the dialect of its platform."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from partysurvey.sources.arrays import ArrowArray, ArrowDictionary, coded_array, string_array
from partysurvey.sources.dialects.dialect import Dialect
from partysurvey.sources.dialects.headings import told_columns
from partysurvey.sources.names import asked_columns
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.survey.column import Role

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
        reasons = [*self._reasons()]
        gone = Counter(reason for reason in reasons if reason)
        self.kept: npt.NDArray[np.int64] | None = np.flatnonzero([not reason for reason in reasons]) if gone else None
        self.info: SourceInfo = replace(
            plain.info, dialect=dialect.name, notes={"dialect": _note(dialect), **plain.info.notes}, left_out=gone
        )

    def head(self) -> Rows:
        """The first rows of the file, header rows among them."""
        return self.plain.head()

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        places = asked_columns(self.columns, names, self.info.file)
        asked = [self.columns[place].name for place in places]
        beside = [self._completed[name][0] for name in asked if name in self._completed]
        first = 0
        for batch in self._rows([*dict.fromkeys([*asked, *beside])]):
            rows = batch if self.kept is None else batch.take(_within(self.kept, first, batch.num_rows))
            first += batch.num_rows
            if rows.num_rows:
                yield self.told(rows).select(asked)

    def _rows(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows behind those of the header."""
        skipped = self.dialect.header - 1
        for batch in self.plain.batches(names):
            rows = batch.slice(skipped)
            skipped = max(skipped - batch.num_rows, 0)
            if rows.num_rows:
                yield rows

    def _reasons(self) -> Iterator[str]:
        """Of each row why nobody answered it, "" for respondents; nothing where the file has no column that tells."""
        rule = self.dialect.no_respondents
        if rule is None or rule.column not in {column.name for column in self.columns}:
            return
        for batch in self._rows([rule.column]):
            texts, places = self._coded(batch.column(0))
            reasons = [rule.reason if re.fullmatch(rule.cell, text) else "" for text in texts]
            yield from (reasons[place] for place in places.tolist())

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


def _within(kept: npt.NDArray[np.int64], first: int, rows: int) -> npt.NDArray[np.int64]:
    """1-D int array, the places in a batch of the rows that are kept, where `first` is that of its first row."""
    low, high = np.searchsorted(kept, [first, first + rows])
    return kept[low:high] - first


def _cleaner(dialect: Dialect) -> Callable[[str], str] | None:
    """What cleans the text of a cell; None where the dialect writes cells clean."""
    if not dialect.cleaned:
        return None
    rules = [(re.compile(pattern), replacement) for pattern, replacement in dialect.cleaned]

    def clean(text: str) -> str:
        """The text without what the platform adds."""
        for pattern, replacement in rules:
            text = pattern.sub(replacement, text)
        return text

    return clean


def _note(dialect: Dialect) -> Text:
    title, assumed = dialect.title, dialect.assumed
    return Text(
        f"按{title.zh}（--dialect {dialect.name}）读取：{assumed.zh}",
        f"read as {title.en} (--dialect {dialect.name}): {assumed.en}",
    )
