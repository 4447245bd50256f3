"""SQLite files. Each cell has a type of its own there, so cells are read as texts."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow as pa

from partysurvey.errors import RequestError, SourceError
from partysurvey.sources.arrays import text_column
from partysurvey.sources.cells import cell_text
from partysurvey.sources.databases.address import Address

ROWS = 1 << 14


class SqliteConnection:
    """A file opened for reading, in one transaction: who writes meanwhile changes nothing here."""

    failures: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, address: Address) -> None:
        """Open the file; SourceError where it is no database."""
        path = Path(address.path).absolute()
        try:
            self._opened = sqlite3.connect(
                f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            self._opened.execute("PRAGMA query_only = ON")
            self._opened.execute("BEGIN")
            self._opened.execute("SELECT name FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.Error as error:
            raise SourceError(
                f"this cannot be opened as an SQLite database ({error})", "check the path", path
            ) from error

    @contextmanager
    def answer(self, query: str) -> Iterator[tuple[pa.Schema, Iterator[pa.RecordBatch]]]:
        """The columns of the result, and its rows as a stream."""
        with closing(self._opened.execute(query)) as cursor:
            if cursor.description is None:
                raise RequestError("the query does more than read", "write one SELECT")
            names = [name for name, *_ in cursor.description]
            yield pa.schema([(name, pa.string()) for name in names]), _batches(cursor, names)

    def close(self) -> None:
        """Leave the file."""
        self._opened.close()


def _batches(cursor: sqlite3.Cursor, names: list[str]) -> Iterator[pa.RecordBatch]:
    while rows := cursor.fetchmany(ROWS):
        columns = [text_column(map(cell_text, cells)) for cells in zip(*rows, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, names=names)
