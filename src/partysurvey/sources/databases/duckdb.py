"""DuckDB files; with `duckdb://` alone a database in memory, whose query names files itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from partysurvey.errors import RequestError, SourceError
from partysurvey.sources.databases.address import Address
from partysurvey.sources.databases.library import library

ROWS = 1 << 15
# A query may read files of this machine, and never fetches an extension that would read others.
CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class DuckConnection:
    """A file opened for reading, which nobody can write meanwhile."""

    def __init__(self, address: Address) -> None:
        """Open the file; SourceError where it is no database, RequestError without the library."""
        duckdb = library("duckdb")
        self.failures: tuple[type[Exception], ...] = (duckdb.Error,)
        path = address.path
        try:
            self._opened = duckdb.connect(path or ":memory:", read_only=bool(path), config=CLOSED)
        except duckdb.Error as error:
            raise SourceError(
                f"this cannot be opened as a DuckDB database ({error})", "check the path", path
            ) from error

    @contextmanager
    def answer(self, query: str) -> Iterator[tuple[pa.Schema, pa.RecordBatchReader]]:
        """The columns of the result, and its rows as a stream."""
        if any(statement.type.name != "SELECT" for statement in self._opened.extract_statements(query)):
            raise RequestError("the query does more than read", "write one SELECT")
        with self._opened.cursor() as cursor, cursor.sql(query).to_arrow_reader(ROWS) as reader:
            yield reader.schema, reader

    def close(self) -> None:
        """Leave the file."""
        self._opened.close()
