"""PostgreSQL through ADBC: rows arrive as Arrow batches, in the binary form of COPY."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

import pyarrow as pa

from partysurvey.errors import SourceError
from partysurvey.sources.databases.address import Address
from partysurvey.sources.databases.library import library

# One snapshot that cannot be written to, read from its start by one process: the same rows in the same order each time.
SETTINGS = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "repeatable\\ read",
    "synchronize_seqscans": "off",
    "max_parallel_workers_per_gather": "0",
    "application_name": "partysurvey",
}


class PostgresConnection:
    """A server, in one transaction that only reads; the password comes from the URL, PGPASSWORD or ~/.pgpass."""

    def __init__(self, address: Address) -> None:
        """Connect; SourceError where the server does not let us in, RequestError without the library."""
        dbapi = library("adbc_driver_postgresql.dbapi")
        self.failures: tuple[type[Exception], ...] = (dbapi.Error, OSError)
        try:
            self._opened = dbapi.connect(read_only_url(address.url))
        except self.failures as error:
            told = " ".join(address.without_secrets(str(error)).split())
            raise SourceError(
                f"the database does not let us in ({told})", "check host, port, name, user and password", str(address)
            ) from error

    @contextmanager
    def answer(self, query: str) -> Iterator[tuple[pa.Schema, pa.RecordBatchReader]]:
        """The columns of the result, and its rows as a stream."""
        with self._opened.cursor() as cursor:
            cursor.execute(query)
            with cursor.fetch_record_batch() as reader:
                yield reader.schema, reader

    def close(self) -> None:
        """Leave the server."""
        self._opened.close()


def read_only_url(url: str) -> str:
    """The URL with the settings of a session that only reads, behind those that it has."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    given["options"] = f"{given.get('options', '')} {settings}".strip()
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in given.items())
    return urlunsplit(parts._replace(query=query))
