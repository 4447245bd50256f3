"""Parquet files, one row group after the other, read ahead by a thread while the last batch is counted."""

import json
import re
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from partysurvey.errors import SourceError
from partysurvey.sources.columnar import is_readable, uniform
from partysurvey.sources.names import asked_columns
from partysurvey.sources.parallel import in_order
from partysurvey.sources.source import SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.survey.suggestion import chinese_listing, listing

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

ROWS = 1 << 16
PORTION_ROWS = 1 << 18
NAMELESS_INDEX = re.compile(r"__index_level_\d+__")


class ParquetSource:
    """A Parquet file; the row numbers that pandas keeps beside the columns are left out, nested columns too."""

    def __init__(self, path: Path | str, filesystem: "FileSystem | None" = None) -> None:
        """Read the schema; raises SourceError where the file is damaged or has no rows.

        With a file system the path is one of that; without, of this machine.
        """
        self._path = path
        self._filesystem = filesystem
        try:
            with self._open([]) as file:
                schema, rows = file.schema_arrow, file.metadata.num_rows
                self._groups = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
        except (pa.ArrowException, OSError) as error:
            raise SourceError(f"this is no Parquet file that can be read ({error})", "export it again", path) from error
        index = _row_numbers(schema)
        fields = [field for field in schema if field.name not in index]
        self._texts = [field.name for field in fields if _is_text(field.type)]
        self.columns: tuple[Column, ...] = tuple(Column(field.name) for field in fields if is_readable(field.type))
        nested = [field.name for field in fields if not is_readable(field.type)]
        if not (rows and self.columns):
            raise SourceError(
                "the file has no rows" if self.columns else "the file has no columns that can be read",
                "export the answers again",
                path,
            )
        about_nested = {
            "nested_columns": Text(
                f"列表或记录类型的列已略去：{chinese_listing(nested)}",
                f"columns of lists or records were left out: {listing(nested)}",
            )
        }
        notes = about_nested if nested else {}
        self.info = SourceInfo(str(path), "parquet", size=self._size(), rows=rows, notes=notes)

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The names of the columns: what the file holds is no text."""
        return (tuple(column.name for column in self.columns),)

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        return self.group_batches(range(len(self._groups)), names)

    def portions(self) -> "tuple[RowGroups, ...]":
        """The row groups, small ones joined until they have rows enough to be worth a task."""
        return tuple(
            RowGroups(self, groups, sum(self._groups[groups.start : groups.stop])) for groups in _joined(self._groups)
        )

    def group_batches(self, groups: range, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None) of these row groups."""
        places = asked_columns(self.columns, names, str(self._path))
        asked = [self.columns[place].name for place in places]

        def batch(read: pa.RecordBatch) -> pa.RecordBatch:
            """The asked columns in the types that a tally reads."""
            return pa.RecordBatch.from_arrays([uniform(read.column(name)) for name in asked], names=asked)

        try:
            with self._open(self._texts) as file:
                yield from in_order(batch, _batches(file, asked, groups), threads=1)
        except (pa.ArrowException, OSError) as error:
            raise SourceError(f"the file is damaged ({error})", "export it again", self._path) from error

    def raw_batches(self, names: Sequence[str]) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
        """Stream of the named columns, beside all columns of the file in their own types."""
        try:
            with self._open([]) as file:
                for batch in file.iter_batches(ROWS, use_threads=True):
                    arrays = [uniform(batch.column(name)) for name in names]
                    yield pa.RecordBatch.from_arrays(arrays, names=list(names)), batch
        except (pa.ArrowException, OSError) as error:
            raise SourceError(f"the file is damaged ({error})", "export it again", self._path) from error

    def _open(self, texts: list[str]) -> pq.ParquetFile:
        """The file, with the text columns read as dictionaries and nothing read ahead of its use."""
        return pq.ParquetFile(self._path, read_dictionary=texts, pre_buffer=False, filesystem=self._filesystem)

    def _size(self) -> int:
        """The bytes of the file."""
        if self._filesystem is None:
            return Path(self._path).stat().st_size
        return int(self._filesystem.get_file_info(str(self._path)).size)


class RowGroups(Struct, frozen=True):
    """The rows of consecutive row groups of a Parquet file."""

    source: ParquetSource
    groups: range
    rows: int

    @property
    def name(self) -> str:
        """The file and its row groups counted from 1, for messages."""
        return f"{self.source.info.file}, row groups {self.groups.start + 1}-{self.groups.stop}"

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns."""
        return self.source.group_batches(self.groups, names)


def _joined(rows: Sequence[int]) -> Iterator[range]:
    """The row groups in runs that have at least so many rows as a portion should, but for the last."""
    start, held = 0, 0
    for place, more in enumerate(rows, start=1):
        held += more
        if held >= PORTION_ROWS or place == len(rows):
            yield range(start, place)
            start, held = place, 0


def _batches(file: pq.ParquetFile, names: Sequence[str], groups: range) -> Generator[pa.RecordBatch]:
    yield from file.iter_batches(ROWS, columns=list(names), row_groups=list(groups), use_threads=True)


def _is_text(kind: pa.DataType) -> bool:
    """Whether the type is one that Parquet can keep as a dictionary of texts."""
    return pa.types.is_string(kind) or pa.types.is_binary(kind) or pa.types.is_large_string(kind)


def _row_numbers(schema: pa.Schema) -> set[str]:
    """The columns in which pandas keeps an index that has no name."""
    about = (schema.metadata or {}).get(b"pandas")
    index = json.loads(about).get("index_columns", []) if about else []
    return {name for name in index if isinstance(name, str) and NAMELESS_INDEX.fullmatch(name)}
