"""Data files with more columns of numbers: lines of text as they were, tables as CSV or Parquet."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from partysurvey.tally.sums import FloatArray

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows UTF-8


class LineWriter:
    """Text lines with cells added at the end of each; the rest stays byte for byte."""

    def __init__(self, stream: BinaryIO, separator: bytes, newline: bytes) -> None:
        """Nothing is written yet."""
        self._stream = stream
        self._separator = separator
        self._newline = newline

    def add(self, lines: Iterable[bytes], cells: Iterable[Sequence[bytes]]) -> None:
        """Write the lines, each with its cells."""
        between, end = self._separator, self._newline
        both = zip(lines, cells, strict=True)
        self._stream.write(b"".join(between.join((line, *more)) + end for line, more in both))


class CsvWriter:
    """A CSV file in UTF-8 out of batches of columns."""

    def __init__(self, stream: BinaryIO, names: Sequence[str]) -> None:
        """`names` are those of the added columns."""
        self._stream = stream
        self._names = names
        self._begun = False

    def add(self, batch: pa.RecordBatch, numbers: FloatArray) -> None:
        """Write the rows, each with its numbers (rows, added columns)."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        if not self._begun:
            text.write(MARK)
            writer.writerow([*batch.schema.names, *self._names])
            self._begun = True
        columns = [[_cell(value) for value in column.to_pylist()] for column in batch.columns]
        writer.writerows(zip(*columns, *number_columns(numbers), strict=True))
        self._stream.write(text.getvalue().encode())


class ParquetWriter:
    """A Parquet file out of batches of columns, which keep their types."""

    def __init__(self, stream: BinaryIO, names: Sequence[str]) -> None:
        """`names` are those of the added columns."""
        self._stream = stream
        self._names = names
        self._writer: pq.ParquetWriter | None = None
        self._schema = pa.schema([])

    def add(self, batch: pa.RecordBatch, numbers: FloatArray) -> None:
        """Write the rows, each with its numbers (rows, added columns); null where one is NaN."""
        table = pa.Table.from_batches([batch])
        for name, column in zip(self._names, numbers.T, strict=True):
            table = table.append_column(name, pa.array(column, mask=np.isnan(column)))
        if self._writer is None:
            self._schema = table.schema
            self._writer = pq.ParquetWriter(self._stream, self._schema)
        self._writer.write_table(table.cast(self._schema))

    def close(self) -> None:
        """Write the end of the file."""
        if self._writer is not None:
            self._writer.close()


def number_columns(numbers: FloatArray) -> Sequence[Sequence[str]]:
    """Of each column of numbers (rows, columns) the shortest texts that read back to the same; empty for NaN."""
    return [_number_cells(column) for column in numbers.T]


def _number_cells(numbers: FloatArray) -> Sequence[str]:
    known: dict[float, str] = {}
    return ["" if math.isnan(number) else known.setdefault(number, repr(number)) for number in numbers.tolist()]


def quoted(cell: str, separator: str) -> str:
    """The cell as it stands in a text file: in quotes where it holds a separator, a quote or a line break."""
    needs = any(sign in cell for sign in (separator, '"', "\n", "\r"))
    return '"' + cell.replace('"', '""') + '"' if needs else cell


def _cell(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
