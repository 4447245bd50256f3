"""A folder of Parquet files as one source: files in the order of their paths, and the columns that paths name."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from partysurvey.errors import SourceError
from partysurvey.sources.arrays import ArrowArray, coded_array, string_array
from partysurvey.sources.names import asked_columns
from partysurvey.sources.parquet import ParquetSource
from partysurvey.sources.portions import RetoldPortion
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column
from partysurvey.survey.suggestion import listing

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

    from partysurvey.tally.portion import Portion

NOBODY = "__HIVE_DEFAULT_PARTITION__"  # the folder of rows that have nothing in the column of the partition


class PartitionFile(Struct, frozen=True):
    """A file, and what its folders say of all its rows: {column: text}, None for nothing."""

    source: ParquetSource
    constants: dict[str, str | None]

    def batches(self, portion: "Portion | ParquetSource", asked: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The asked columns of the file or of a portion of it."""
        own = [name for name in asked if name not in self.constants] or [self.source.columns[0].name]
        for batch in portion.batches(own):
            yield pa.RecordBatch.from_arrays([self._array(name, batch) for name in asked], names=list(asked))

    def _array(self, name: str, batch: pa.RecordBatch) -> ArrowArray:
        if name not in self.constants:
            return batch.column(name)
        text = self.constants[name]
        code = np.int32(-1 if text is None else 0)
        return coded_array(np.full(batch.num_rows, code), string_array([text or ""]))


class FilePortion(RetoldPortion, frozen=True):
    """Row groups of one file of a folder."""

    file: PartitionFile

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns."""
        return self.file.batches(self.portion, names)


class FolderSource:
    """The rows of all Parquet files in a folder, one file after the other; `region=North` in a path is a column."""

    def __init__(self, name: str, files: Sequence[PartitionFile]) -> None:
        """Unite the files; SourceError where one has other columns than the first."""
        self._files = tuple(files)
        first = self._files[0]
        for file in self._files[1:]:
            _refuse_other_columns(first, file)
        self.columns: tuple[Column, ...] = (*first.source.columns, *map(Column, first.constants))
        size = sum(file.source.info.size or 0 for file in self._files)
        rows = sum(file.source.info.rows or 0 for file in self._files)
        self.info = SourceInfo(name, "parquet folder", size=size, rows=rows, notes=first.source.info.notes)

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The names of the columns: what the files hold is no text."""
        return (tuple(column.name for column in self.columns),)

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), file after file."""
        asked = [self.columns[place].name for place in asked_columns(self.columns, names, self.info.file)]
        for file in self._files:
            yield from file.batches(file.source, asked)

    def portions(self) -> tuple[FilePortion, ...]:
        """The portions of all files, file after file."""
        return tuple(FilePortion(portion, file) for file in self._files for portion in file.source.portions())


def open_folder(path: str, filesystem: "FileSystem | None" = None, name: str | None = None) -> Source:
    """The Parquet files below a folder as one source, or the one file that the path is.

    With a file system the path is one of that. SourceError where there is none with rows.
    """
    from pyarrow.fs import FileType, LocalFileSystem  # noqa: PLC0415  # imported when used

    shown = name or path
    system = filesystem or LocalFileSystem()
    try:
        if system.get_file_info(path).type == FileType.File:
            return cast(Source, ParquetSource(path, system))
        paths = data_files(path, system)
        files = [
            _partition_file(path, each, system) for each in paths if pq.read_metadata(each, filesystem=system).num_rows
        ]
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"the folder cannot be read ({error})", "check the address and the permissions", shown
        ) from error
    if not files:
        what = "no Parquet file in it has rows" if paths else "this is a folder, and there is no Parquet file in it"
        raise SourceError(what, "name a file in it, or write the data again", shown)
    return FolderSource(shown, files)


def data_files(folder: str, filesystem: "FileSystem | None" = None) -> list[str]:
    """The paths of the Parquet files at any depth, in their order; what begins with _ or . is of the writer."""
    from pyarrow.fs import FileSelector, FileType, LocalFileSystem  # noqa: PLC0415  # imported when used

    system = filesystem or LocalFileSystem()
    found = (info for info in system.get_file_info(FileSelector(folder, recursive=True)) if info.type == FileType.File)
    return sorted(info.path for info in found if _is_data(PurePosixPath(info.path), PurePosixPath(folder)))


def _is_data(path: PurePosixPath, folder: PurePosixPath) -> bool:
    hidden = any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)
    return path.suffix.lower() in {".parquet", ".parq", ".pq"} and not hidden


def _partition_file(folder: str, path: str, system: "FileSystem") -> PartitionFile:
    source = ParquetSource(path, system)
    held = {column.name for column in source.columns}
    pairs = [part.partition("=") for part in PurePosixPath(path).relative_to(folder).parts[:-1] if "=" in part]
    values = {name: None if value == NOBODY else unquote(value) for name, _, value in pairs if name not in held}
    return PartitionFile(source, values)


def _refuse_other_columns(first: PartitionFile, file: PartitionFile) -> None:
    """Raise SourceError where the columns are not the same ones."""
    one, other = ({*(c.name for c in each.source.columns), *each.constants} for each in (first, file))
    if one != other:
        what = f"{listing(sorted(one ^ other))} is not in all files: {first.source.info.file} has other columns"
        raise SourceError(what, "write the folder again, or analyse the files apart", file.source.info.file)
