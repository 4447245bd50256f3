"""A second reading of a response file: the columns that are asked for, beside each row as it stands in the file."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

import numpy as np
import pyarrow as pa

from partysurvey.errors import SourceError
from partysurvey.sources.arrays import ArrowArray, ArrowDictionary
from partysurvey.sources.dialects.source import DialectSource
from partysurvey.sources.parquet import ParquetSource
from partysurvey.sources.records import LINE_FEED, RETURN, Grammar, quote_positions
from partysurvey.sources.source import Source
from partysurvey.sources.text import TextSource


def text_behind(source: Source) -> TextSource | None:
    """The text file whose lines are the rows of the source; None where there is none, or more than one header row."""
    if isinstance(source, DialectSource) and source.dialect.header == 1 and source.kept is None:
        return text_behind(source.plain)
    return source if isinstance(source, TextSource) else None


def copied_lines(
    source: Source, text: TextSource, names: Sequence[str]
) -> Iterator[tuple[pa.RecordBatch, tuple[bytes, ...]]]:
    """The named columns of each batch, beside the same rows as lines of the text file, byte for byte.

    SourceError where lines and rows do not go together.
    """
    grammar = Grammar(text.form().separator)
    for raw, block in text.raw_batches(names):
        batch = source.told(raw) if isinstance(source, DialectSource) else raw
        lines = record_lines(block.records, grammar)
        if len(lines) != batch.num_rows:
            what = f"{len(lines)} lines hold {batch.num_rows} rows"
            raise SourceError(what, "delete blank lines, and close all quotes", source.info.file)
        yield batch, lines


def copied_batches(source: Source, names: Sequence[str]) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """The named columns of each batch, beside all columns: of Parquet in the file's own types."""
    if isinstance(source, ParquetSource):
        yield from source.raw_batches(names)
        return
    for whole in source.batches():
        yield whole.select(list(names)), _decoded(whole, source.info.encoding or "utf-8")


def readable_batches(source: Source, names: Sequence[str]) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """The named columns of each batch, beside all columns as texts and numbers."""
    for whole in source.batches():
        yield whole.select(list(names)), _decoded(whole, source.info.encoding or "utf-8")


def decoded_batches(source: Source, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The named columns of each batch as texts and numbers."""
    return (_decoded(batch, source.info.encoding or "utf-8") for batch in source.batches(names))


def _decoded(batch: pa.RecordBatch, encoding: str) -> pa.RecordBatch:
    """The batch with texts in place of undecoded bytes and of dictionaries."""
    columns = [_plain(column, encoding) for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _plain(column: ArrowArray, encoding: str) -> ArrowArray:
    if not pa.types.is_dictionary(column.type):
        return column
    coded = cast(ArrowDictionary, column)
    values = coded.dictionary
    if pa.types.is_binary(values.type):
        values = pa.array([value.decode(encoding) for value in cast(list[bytes], values.to_pylist())], pa.string())
    taken: ArrowArray = values.take(coded.indices)
    return taken


def record_lines(data: bytes, grammar: Grammar) -> tuple[bytes, ...]:
    """The records of a block without their line ends; blank lines are left out, as the reader does."""
    codes = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero((codes == LINE_FEED) | (codes == RETURN))
    outside = breaks[np.searchsorted(quote_positions(data, grammar), breaks) % 2 == 0]
    edges = np.concatenate(([-1], outside, [len(data)])).tolist()
    return tuple(data[low + 1 : high] for low, high in pairwise(edges) if high > low + 1)
