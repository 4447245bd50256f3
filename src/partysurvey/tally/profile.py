"""What stands in the columns of a file: distinct raw values with their counts, in bounded memory."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from partysurvey.errors import SourceError
from partysurvey.survey import Column, Profile

if TYPE_CHECKING:
    AnyArray = pa.Array[Any]

_BLANKS = ("", *(blank * times for blank in (" ", "\u3000", "\t", "\u00a0") for times in range(1, 9)))


def profiles(
    batches: Iterable[pa.RecordBatch], columns: Sequence[Column], encoding: str | None, limit: int = 500
) -> tuple[Profile, ...]:
    """One profile per column, in the order of `columns`; columns that the batches lack have none.

    Up to `limit` distinct values are kept with exact counts, in order of their counts; of a column with more, those
    met first. Bytes are decoded with `encoding` (UTF-8 if None). Memory depends on `limit`, not on rows.
    """
    counters = {column.name: _Counter(column, encoding or "utf-8", limit) for column in columns}
    present: set[str] = set()
    for batch in batches:
        for name, array in zip(batch.schema.names, batch.columns, strict=True):
            if name in counters:
                present.add(name)
                counters[name].count(array)
    return tuple(counters[column.name].profile() for column in columns if column.name in present)


class _Counter:
    """The running counts of one column; `known` and `counts` stay parallel."""

    def __init__(self, column: Column, encoding: str, limit: int) -> None:
        self.column = column
        self.encoding = encoding
        self.limit = limit
        self.rows = 0
        self.empty = 0
        self.more = False
        self.known: AnyArray | None = None
        self.counts = np.zeros(0, dtype=np.int64)

    def count(self, array: "AnyArray") -> None:
        """Add the rows of one batch."""
        coded = array if isinstance(array, pa.DictionaryArray) else _without_nan(array).dictionary_encode()
        codes = np.asarray(coded.indices.drop_null())
        values = coded.dictionary
        counts = np.bincount(codes, minlength=len(values))
        self.rows += len(array)
        self.empty += len(array) - len(codes)
        blank = _blank(values, self.encoding)
        self.empty += int(counts[blank].sum())
        kept = np.flatnonzero((counts > 0) & ~blank)
        self._add(values.take(kept), counts[kept])

    def _add(self, values: "AnyArray", counts: npt.NDArray[np.int64]) -> None:
        if self.known is None:
            self.known = values.slice(0, 0)
        places = pc.index_in(values, value_set=self.known.cast(values.type))
        old = np.asarray(places.is_valid())
        np.add.at(self.counts, np.asarray(places.drop_null()), counts[old])
        room = self.limit - len(self.known)
        new = np.flatnonzero(~old)
        self.more = self.more or len(new) > room
        if len(new) and room:
            first = new[:room]
            self.known = pa.concat_arrays([self.known.cast(values.type), values.take(first)])
            self.counts = np.concatenate([self.counts, counts[first]])

    def profile(self) -> Profile:
        """The profile of all rows counted; values by count, the commonest first."""
        values: dict[str, int] = {}
        for value, count in zip(self.known.to_pylist() if self.known is not None else (), self.counts, strict=True):
            text = self._text(value)
            values[text] = values.get(text, 0) + int(count)
        by_count = dict(sorted(values.items(), key=lambda pair: (-pair[1], pair[0])))
        distinct = self.limit + 1 if self.more else len(by_count)
        return Profile(self.column, self.rows, self.empty, by_count, distinct)

    def _text(self, value: object) -> str:
        """The raw value as text; whole numbers without a decimal point."""
        if isinstance(value, bytes):
            return self._decoded(value)
        if isinstance(value, float):
            return f"{value:.15g}"
        return str(value)

    def _decoded(self, value: bytes) -> str:
        try:
            return value.decode(self.encoding)
        except UnicodeDecodeError as error:
            raise SourceError(
                f"column {self.column.name!r} holds bytes that are not {self.encoding}: {value[:40]!r}",
                "name the right encoding with --encoding (gb18030 for files saved by Chinese Excel)",
            ) from error


def _without_nan(array: "AnyArray") -> "AnyArray":
    if not pa.types.is_floating(array.type):
        return array
    return cast("AnyArray", pc.if_else(pc.is_nan(array), pa.scalar(None, array.type), array))


def _blank(values: "AnyArray", encoding: str) -> npt.NDArray[np.bool_]:
    """Which of the distinct values are empty or only blanks; NaN among numbers."""
    if pa.types.is_floating(values.type):
        return np.asarray(pc.is_nan(values).fill_null(True))
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return np.asarray(pc.is_in(values, value_set=pa.array(_BLANKS, values.type)))
    if pa.types.is_binary(values.type) or pa.types.is_large_binary(values.type):
        blanks = [blank.encode(encoding, "ignore") for blank in _BLANKS]
        return np.asarray(pc.is_in(values, value_set=pa.array(sorted(set(blanks)), values.type)))
    return np.zeros(len(values), dtype=np.bool_)
