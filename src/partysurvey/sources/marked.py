"""A source whose rows have been looked at: with a column of flags, or without the rows that were left out."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from partysurvey.sources.arrays import number_array
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column


class FlaggedSource:
    """The rows of a source with one more column, of numbers."""

    def __init__(self, source: Source, name: str, numbers: npt.NDArray[Any]) -> None:
        """Keep the source, and one number per row of it."""
        self._source = source
        self._name = name
        self._numbers = numbers
        self.info: SourceInfo = source.info
        self.columns: tuple[Column, ...] = (*source.columns, Column(name))

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The first rows of the source, all of them."""
        return self._source.head()

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        asked = [column.name for column in self.columns] if names is None else list(names)
        start = 0
        for batch in _with_rows(self._source, [name for name in asked if name != self._name]):
            numbers = self._numbers[start : start + batch.num_rows].astype(np.float64)
            start += batch.num_rows
            arrays = [number_array(numbers) if name == self._name else batch.column(name) for name in asked]
            yield pa.RecordBatch.from_arrays(arrays, names=asked)


class KeptSource:
    """Some rows of a source."""

    def __init__(self, source: Source, kept: npt.NDArray[np.bool_]) -> None:
        """Keep the source, and of each row of it whether it stays."""
        self._source = source
        self._kept = kept
        self.info: SourceInfo = source.info
        self.columns: tuple[Column, ...] = source.columns

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The first rows of the source, all of them."""
        return self._source.head()

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        start = 0
        for batch in _with_rows(self._source, names):
            kept = np.flatnonzero(self._kept[start : start + batch.num_rows])
            start += batch.num_rows
            if kept.size == batch.num_rows:
                yield batch
            elif kept.size:
                yield batch.take(pa.Array.from_buffers(pa.int64(), kept.size, [None, pa.py_buffer(kept.data)]))


def _with_rows(source: Source, names: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
    """The batches of the columns; of the first one where none is asked for, so that there are rows to count."""
    return source.batches(names or (None if names is None else [source.columns[0].name]))
