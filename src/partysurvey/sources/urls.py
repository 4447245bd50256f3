"""The door to responses that a URL names: the rows of a database, or Parquet on another machine."""

from collections.abc import Sequence

from partysurvey.errors import RequestError, SourceError
from partysurvey.sources.databases.address import DATABASES, Address
from partysurvey.sources.source import Source

REMOTE = {"s3", "gs", "gcs", "hdfs", "viewfs", "abfs", "abfss"}


def open_url(urls: Sequence[str], query: str | None, *, remote: bool) -> Source:
    """The responses at the URL; `query` goes with databases only, and other machines' files need `remote`.

    Raises RequestError for what does not go together, SourceError where nothing can be read there.
    """
    if len(urls) != 1 or "://" not in urls[0]:
        what = "--query goes with one database" if query else "an address is read alone, without other files"
        raise RequestError(what, "name it with --source, and no file")
    address = Address.of(urls[0])
    if address.scheme in DATABASES:
        if not query:
            raise RequestError(
                f"what of {address} are the responses?", "add --query, as in --query 'SELECT * FROM responses'"
            )
        from partysurvey.sources.databases.source import open_database  # noqa: PLC0415  # imported when used

        return open_database(address, query)
    if query is not None:
        raise RequestError(
            f"--query goes with a database, and {address} is none", "see docs/scale.md for the addresses of databases"
        )
    if address.scheme not in REMOTE | {"file"}:
        known = ", ".join(f"{scheme}://" for scheme in (*DATABASES, *sorted(REMOTE)))
        raise RequestError(f"{address.scheme}:// is no address that can be read", f"these are: {known}")
    if address.scheme in REMOTE and not remote:
        what = f"{address} is on another machine, which is read only where an engine is chosen"
        raise RequestError(what, "add --engine local, dask or spark")
    return _filed(address)


def _filed(address: Address) -> Source:
    """The Parquet file or folder at the address."""
    from pyarrow import ArrowException  # noqa: PLC0415  # heavy, imported when used
    from pyarrow.fs import FileSystem  # noqa: PLC0415  # the same

    from partysurvey.sources.parquet_folder import open_folder  # noqa: PLC0415  # the same

    try:
        system, path = FileSystem.from_uri(address.url)
    except (ArrowException, OSError) as error:
        raise SourceError(
            f"the address cannot be opened ({address.without_secrets(str(error))})", "check it", str(address)
        ) from error
    return open_folder(path, system, str(address))
