"""The rows of a query as a source."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NoReturn, Protocol, TypeAlias
from weakref import finalize

import pyarrow as pa

from partysurvey.errors import RequestError, SourceError
from partysurvey.sources.arrays import ArrowArray
from partysurvey.sources.columnar import is_readable, uniform
from partysurvey.sources.databases.address import Address
from partysurvey.sources.names import asked_columns, header_of
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column

Answer: TypeAlias = tuple[pa.Schema, Iterable[pa.RecordBatch]]  # the columns of a result, and its rows as a stream


class Connection(Protocol):
    """An open database, read only, that sees the same rows however often it is asked."""

    failures: tuple[type[Exception], ...]  # what it raises where a query cannot be answered

    def answer(self, query: str) -> AbstractContextManager[Answer]:
        """The result, which can be read within the context."""
        ...

    def close(self) -> None:
        """Leave the database."""
        ...


class DatabaseSource:
    """The rows of a query.

    The query is always sent as it is, so that each reading gives the same rows in the same order; a column that is not
    needed is dropped here.
    """

    def __init__(self, address: Address, query: str, connection: Connection) -> None:
        """Ask for the columns; SourceError where the database does not take the query."""
        self._address = address
        self._query = query.strip().rstrip(";")
        self._connection = connection
        finalize(self, connection.close)
        try:
            with connection.answer(self._query) as (schema, _):
                pass
        except connection.failures as error:
            raise self._refused(error) from error
        header = header_of(schema.names)
        readable = [place for place, field in enumerate(schema) if is_readable(_storage(field.type))]
        self._places = dict(zip((header.names[place] for place in readable), readable, strict=True))
        self.columns: tuple[Column, ...] = tuple(map(Column, self._places))
        if not self.columns:
            raise SourceError("the query gives no columns that can be read", "name some after SELECT", str(address))
        self.info = SourceInfo(str(address), address.scheme, notes=header.notes)

    def portions(self) -> NoReturn:
        """Never: a connection cannot be sent to a worker, and the rows of a query have no parts."""
        raise RequestError(
            f"{self._address} is read through one connection, by this process",
            "leave --engine out, or write the rows to Parquet first",
        )

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The names of the columns."""
        return (tuple(column.name for column in self.columns),)

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None); SourceError where the connection breaks."""
        asked_places = asked_columns(self.columns, names, self.info.file)
        asked = [self.columns[place].name for place in asked_places]
        try:
            with self._connection.answer(self._query) as (_, rows):
                for batch in rows:
                    arrays = [_readable(batch.column(self._places[name])) for name in asked]
                    yield pa.RecordBatch.from_arrays(arrays, names=asked)
        except self._connection.failures as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> SourceError:
        told = " ".join(self._address.without_secrets(str(error)).split())
        return SourceError(f"the query was not answered ({told})", "mend the query, or try again", str(self._address))


def open_database(address: Address, query: str) -> Source:
    """The rows of a query to the database; SourceError where it cannot be reached, RequestError without its library."""
    return DatabaseSource(address, query, _connection(address))


def _connection(address: Address) -> Connection:
    """The open database; each library is imported only when it is needed."""
    match address.scheme:
        case "sqlite":
            from partysurvey.sources.databases.sqlite import SqliteConnection  # noqa: PLC0415  # as said

            return SqliteConnection(address)
        case "duckdb":
            from partysurvey.sources.databases.duckdb import DuckConnection  # noqa: PLC0415  # as said

            return DuckConnection(address)
        case _:
            from partysurvey.sources.databases.postgresql import PostgresConnection  # noqa: PLC0415  # as said

            return PostgresConnection(address)


def _storage(kind: pa.DataType) -> pa.DataType:
    """The type that holds the values: that behind a type of the driver's own."""
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind


def _readable(column: ArrowArray) -> ArrowArray:
    """The column as a tally reads it."""
    return uniform(column.storage if isinstance(column, pa.ExtensionArray) else column)
