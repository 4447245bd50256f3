"""Rows of databases: written by each database's own library, read by ours."""

import re
import sqlite3
import sys
from collections import Counter

import postgres_server
import pytest

from partysurvey.errors import PartysurveyError, RequestError, SourceError
from partysurvey.sources.databases.address import Address
from partysurvey.sources.urls import open_url

ROWS = [(place, "很熟悉" if place % 3 else "NA", None if place % 5 == 0 else place / 4) for place in range(50_000)]
QUERY = "SELECT id, familiarity, weight FROM responses"


def cells(source, name):
    """All cells of a column."""
    return [cell for batch in source.batches([name]) for cell in batch.column(name).to_pylist()]


def held(source):
    """The columns as the rows that were written."""
    numbers = [None if each is None else float(each) for each in cells(source, "weight")]
    return list(zip(map(int, cells(source, "id")), cells(source, "familiarity"), numbers, strict=True))


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "answers.db"
    with sqlite3.connect(path) as written:
        written.execute("CREATE TABLE responses (id INTEGER, familiarity TEXT, weight REAL)")
        written.executemany("INSERT INTO responses VALUES (?, ?, ?)", ROWS)
    written.close()
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def duck(tmp_path_factory):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    path = tmp_path_factory.mktemp("duck") / "answers.duckdb"
    with duckdb.connect(str(path)) as written:
        written.execute(
            "CREATE TABLE responses AS SELECT range AS id, CASE WHEN range % 3 > 0 THEN '很熟悉' ELSE 'NA' END AS familiarity, "
            "CASE WHEN range % 5 > 0 THEN range / 4 END AS weight FROM range(50000)"
        )
    return f"duckdb:///{path}"


@pytest.fixture(scope="module")
def server():
    pytest.importorskip("adbc_driver_postgresql", reason="adbc-driver-postgresql is not installed")
    if postgres_server.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres_server.running() as running:
        yield running


@pytest.fixture(scope="module")
def postgres(server):
    from adbc_driver_postgresql import dbapi  # noqa: PLC0415  # may be missing

    with dbapi.connect(server.url) as written, written.cursor() as cursor:
        cursor.execute("CREATE TYPE mood AS ENUM ('好', '坏')")
        cursor.execute(
            "CREATE TABLE responses AS SELECT n AS id, CASE WHEN n % 3 > 0 THEN '很熟悉' ELSE 'NA' END AS familiarity, "
            "CASE WHEN n % 5 > 0 THEN n / 4.0 END AS weight, (CASE WHEN n % 2 = 0 THEN '好' ELSE '坏' END)::mood AS mood, "
            "n % 2 = 0 AS even, DATE '2026-01-01' + n % 10 AS day FROM generate_series(0, 49999) AS n"
        )
        written.commit()
    return server.url


@pytest.mark.parametrize("database", ["sqlite", "duck", "postgres"])
def test_rows_come_as_they_were_written(database, request):
    source = open_url([request.getfixturevalue(database)], QUERY, remote=False)
    assert [column.name for column in source.columns] == ["id", "familiarity", "weight"]
    assert held(source) == ROWS
    assert held(source) == ROWS  # as often as asked


@pytest.mark.parametrize("database", ["sqlite", "duck", "postgres"])
def test_rows_stream_in_batches(database, request):
    long = f"SELECT id, '{'x' * 1000}' AS text FROM responses;"  # noqa: S608  # a test
    rows = [batch.num_rows for batch in open_url([request.getfixturevalue(database)], long, remote=False).batches()]
    assert sum(rows) == len(ROWS)
    assert max(rows) < len(ROWS)


@pytest.mark.parametrize("database", ["sqlite", "duck", "postgres"])
@pytest.mark.parametrize("query", ["DELETE FROM responses", "DROP TABLE responses", "SELECT nothing FROM responses"])
def test_nothing_is_written(database, query, request):
    url = request.getfixturevalue(database)
    with pytest.raises(PartysurveyError, match=r"was not answered|does more than read") as caught:
        open_url([url], query, remote=False)
    assert "s3cret" not in str(caught.value)
    assert len(cells(open_url([url], QUERY, remote=False), "id")) == len(ROWS)


def test_types_of_postgresql_become_texts(postgres):
    source = open_url(
        [postgres], "SELECT mood, even, day, weight, weight::numeric(9, 2) AS price FROM responses", remote=False
    )
    assert Counter(cells(source, "mood")) == {"好": 25_000, "坏": 25_000}
    assert Counter(cells(source, "even")) == {"TRUE": 25_000, "FALSE": 25_000}
    assert Counter(cells(source, "day")) == {f"2026-01-{day:02d}": 5_000 for day in range(1, 11)}
    assert float(cells(source, "price")[1]) == 0.25


def test_passwords_come_from_the_environment(postgres, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", postgres_server.PASSWORD)
    without = re.sub(r":[^:@]*@", "@", postgres)
    assert len(cells(open_url([without], QUERY, remote=False), "id")) == len(ROWS)


def test_passwords_are_never_told(postgres, server):
    address = Address.of(postgres)
    assert str(address) == f"postgresql://127.0.0.1:{server.port}/postgres"
    assert "s3cret" not in repr(address)
    for url in (postgres.replace("s3cret", "s3cret9"), postgres.replace(str(server.port), "1")):
        with pytest.raises(SourceError, match="does not let us in") as caught:
            open_url([url], QUERY, remote=False)
        assert "s3cret" not in str(caught.value)
    shown = Address.of("postgresql://h/db?user=a&password=geheim%21")
    assert shown.without_secrets("no geheim! and no geheim%21 here") == "no *** and no *** here"


def test_a_lost_connection_is_an_error_and_no_short_result(postgres):
    del postgres
    with postgres_server.running() as own:
        endless = "SELECT n, repeat('x', 1000) AS text FROM generate_series(1, 2000000) AS n"
        batches = open_url([own.url], endless, remote=False).batches()
        next(batches)
        own.stop()
        with pytest.raises(SourceError, match="the query was not answered") as caught:
            sum(batch.num_rows for batch in batches)
    assert "s3cret" not in str(caught.value)


def test_a_database_in_memory_reads_files(tmp_path):
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    (tmp_path / "a.csv").write_text("x\nyes\nno\n")
    source = open_url(["duckdb://"], f"SELECT * FROM read_csv('{tmp_path}/a.csv', all_varchar = true)", remote=False)  # noqa: S608  # a test
    assert cells(source, "x") == ["yes", "no"]


def test_repeated_names_are_numbered(sqlite):
    source = open_url([sqlite], "SELECT id, id FROM responses LIMIT 3", remote=False)
    assert [column.name for column in source.columns] == ["id", "id.1"]
    assert cells(source, "id.1") == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("urls", "query"),
    [
        (["sqlite:///a.db"], None),
        (["sqlite:////no/such/file.db"], "SELECT 1"),
        (["duckdb:////no/such/file.db"], "SELECT 1"),
        (["mysql://host/db"], None),
        (["s3://bucket/answers"], None),
        (["file:///answers.parquet"], "SELECT 1"),
        (["a.csv", "b.csv"], "SELECT 1"),
    ],
)
def test_what_does_not_go_together(urls, query, snapshot):
    with pytest.raises((RequestError, SourceError)) as caught:
        open_url(urls, query, remote=False)
    assert str(caught.value) == snapshot


@pytest.mark.parametrize("module", ["duckdb", "adbc_driver_postgresql.dbapi"])
def test_a_missing_library_is_named(module, monkeypatch, snapshot):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(RequestError) as caught:
        open_url(["duckdb://" if module == "duckdb" else "postgresql://localhost/db"], "SELECT 1", remote=False)
    assert str(caught.value) == snapshot
