"""A response file read in the dialect of its platform."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import cast

import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.sources.arrays import ArrowArray, ArrowDictionary, string_array
from partysurvey.sources.dialects.dialect import Dialect
from partysurvey.sources.dialects.headings import told_columns
from partysurvey.sources.names import asked_columns
from partysurvey.sources.portions import WholeSource, portions
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.tally.portion import Portion

Rows = tuple[tuple[str, ...], ...]


class DialectSource:
    """A plain source whose columns say what the dialect tells of them, without its further header rows.

    Cells are cleaned in the dictionary of a batch, never per row.
    """

    def __init__(self, plain: Source, dialect: Dialect) -> None:
        """Read the headings."""
        self.plain = plain
        self.dialect = dialect
        self._clean = _cleaner(dialect)
        self.columns: tuple[Column, ...] = told_columns(dialect, plain.columns, plain.head())
        self.info: SourceInfo = replace(
            plain.info, dialect=dialect.name, notes={"dialect": _note(dialect), **plain.info.notes}
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
            DialectPortion(self, first, self.dialect.header - 1),
            *(DialectPortion(self, portion, 0) for portion in others),
        )

    def told_rows(self, portion: Portion, names: Sequence[str] | None, skipped: int) -> Iterator[pa.RecordBatch]:
        """The named columns (all if None) of a portion of the plain source, without so many rows at its start."""
        places = asked_columns(self.columns, names, self.info.file)
        for batch in portion.batches([self.plain.columns[place].name for place in places]):
            rows = batch.slice(skipped)
            skipped = max(skipped - batch.num_rows, 0)
            if rows.num_rows:
                yield self.told(rows)

    def told(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch of the plain source with its cells cleaned."""
        if self._clean is None:
            return batch
        arrays = [self._cleaned(array, self._clean) for array in batch.columns]
        return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)

    def _cleaned(self, array: ArrowArray, clean: Callable[[str], str]) -> ArrowArray:
        """The column with its distinct texts cleaned."""
        if not pa.types.is_dictionary(array.type):
            return array
        coded = cast(ArrowDictionary, array)
        values = coded.dictionary.to_pylist()
        if not values or not isinstance(values[0], str | bytes):
            return array
        encoding = self.info.encoding or "utf-8"
        texts = [value if isinstance(value, str) else cast(bytes, value).decode(encoding) for value in values]
        return pa.DictionaryArray.from_arrays(coded.indices, string_array([clean(text) for text in texts]), safe=False)


class DialectPortion(Struct, frozen=True):
    """A portion of the plain source, told by the dialect; `skipped` rows at its start are further header rows."""

    source: DialectSource
    portion: Portion
    skipped: int

    @property
    def name(self) -> str:
        """What the plain source calls it."""
        return self.portion.name

    @property
    def rows(self) -> int | None:
        """The rows that are no header; None where only reading tells."""
        return None if self.portion.rows is None else self.portion.rows - self.skipped

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
