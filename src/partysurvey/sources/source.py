"""What every reader gives: columns, and a stream of Arrow record batches."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from partysurvey.survey import Column, Text

if TYPE_CHECKING:
    import pyarrow as pa


class SourceInfo(Struct, frozen=True):
    """How the file was read, for the report and the JSON: `encoding` and `dialect` are None where they mean nothing."""

    file: str
    container: str  # csv, xlsx, parquet, sav, dta, frame …
    encoding: str | None = None
    dialect: str | None = None
    size: int | None = None  # bytes
    rows: int | None = None  # for progress: as many as the file says it has, of a text about so many
    notes: Mapping[str, Text] = field(default_factory=dict)  # what was assumed: {code: sentence}


class Source(Protocol):
    """A response file that can be read any number of times.

    Every column of a batch is a DictionaryArray with int32 indices, or, only for numbers with many
    distinct values, a plain float64 or int64 array. The dictionary holds binary (to be decoded with
    `info.encoding`), string, or numbers; a null is "the file has nothing here", and an empty cell of a text file is the
    empty text. The names of the columns are unique.
    """

    info: SourceInfo
    columns: tuple[Column, ...]

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the first rows, names of the columns first, as far as the file holds text."""
        ...

    def batches(self, names: Sequence[str] | None = None) -> "Iterator[pa.RecordBatch]":
        """Stream of the named columns (all if None), in the order of the file's rows.

        Raises SourceError, with line or row, where the file breaks.
        """
        ...
