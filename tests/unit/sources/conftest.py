"""Reading back what a test wrote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from partysurvey.sources.opening import open_source
from partysurvey.sources.source import Source

Rows = list[list[object]]


def rows_of(source: Source, names: list[str] | None = None) -> Rows:
    """All cells row by row, binary dictionaries decoded as the contract says."""
    columns: dict[str, list[object]] = {}
    for batch in source.batches(names):
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            cells = column.to_pylist()
            texts = [cell.decode(source.info.encoding) if isinstance(cell, bytes) else cell for cell in cells]
            columns.setdefault(name, []).extend(texts)
    return [list(row) for row in zip(*columns.values(), strict=True)]


@pytest.fixture
def read() -> Callable[[Source], Rows]:
    return rows_of


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Source]:
    """A source from bytes: `table(b"a,b\\n1,2\\n", "x.csv", encoding=…)`."""

    def opened(data: bytes, name: str = "answers.csv", **options: str) -> Source:
        path = tmp_path / name
        path.write_bytes(data)
        return open_source(path, **options)

    return opened


@pytest.fixture
def complaint(tmp_path: Path) -> Callable[[Exception], str]:
    """The text of an error without the folder of the test."""
    return lambda error: str(error).replace(f"{tmp_path}/", "").replace(str(tmp_path), "FOLDER")
