"""What docs/scale.md shows was run: block by block, with a server, a cluster and Java where they are installed."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import postgres_server
import pyarrow.parquet as pq
import pytest

from partysurvey.sources.opening import open_source
from partysurvey.sources.recognition import recognised

TOP = Path(__file__).parents[2]
BLOCKS = re.findall(r"```sh\n(.*?)```", (TOP / "docs/scale.md").read_text("utf-8"), re.DOTALL)
PROGRAMS = Path(sys.executable).parent


@pytest.fixture
def samples(tmp_path):
    """A folder with the samples alone, as the first block finds it."""
    shutil.copytree(TOP / "sample_data", tmp_path / "sample_data")
    return tmp_path


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the samples and with the folder of Parquet that the first block makes."""
    folder = tmp_path_factory.mktemp("scale")
    shutil.copytree(TOP / "sample_data", folder / "sample_data")
    (folder / "answers").mkdir()
    command = [sys.executable, "-m", "partysurvey", "convert", "sample_data/organ_cadres.csv", "answers/part-1.parquet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def block(word):
    """The one block that has the word."""
    (found,) = [each for each in BLOCKS if word in each]
    return found


def printed(script, place, **variables):
    """What the block prints; whatever it has started ends with it."""
    (place / "partysurvey").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m partysurvey "$@"\n')
    (place / "partysurvey").chmod(0o755)
    path = os.pathsep.join([str(place), str(PROGRAMS), os.environ["PATH"]])
    environment = {**os.environ, "PYTHONPATH": str(TOP / "src"), "PATH": path, **variables}
    output = place / "printed.txt"
    with (
        output.open("wb") as out,
        subprocess.Popen(
            ["/bin/sh", "-e", "-c", script], cwd=place, env=environment, stdout=out, stderr=out, start_new_session=True
        ) as running,
    ):
        code = running.wait(timeout=240)
        for ending in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(running.pid, ending)
            except ProcessLookupError:
                break
    told = output.read_text("utf-8", "replace")
    assert code == 0, told
    return told


@pytest.fixture(scope="module")
def expected(place):
    """The numbers that the program prints of the same answers without anything of this page."""
    return numbers(printed("partysurvey analyze sample_data/organ_cadres.csv -q organ_cadres", place))


def numbers(text):
    """The lines of tables, which are the same wherever the rows lie."""
    return [line for line in text.splitlines() if "%" in line]


@pytest.mark.slow
def test_dask(samples, expected):
    pytest.importorskip("distributed", reason="distributed is not installed")
    assert numbers(printed(block("mkdir -p answers"), samples)) == expected


@pytest.mark.slow
def test_a_dask_cluster(place, expected):
    pytest.importorskip("distributed", reason="distributed is not installed")
    told = printed(block("dask worker").replace("8786", str(postgres_server.free_port())), place)
    assert [line for line in numbers(told) if line in set(expected)] == expected  # beside those of the cluster


@pytest.mark.slow
def test_spark(place, expected):
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    assert numbers(printed(block("--engine spark"), place)) == expected


def with_short_names(path):
    """The answers as a table, columns with names too long for PostgreSQL named by the ids of the questionnaire."""
    found = recognised(open_source(path), "organ_cadres").binding.columns
    ids = {columns.columns[0]: variable for variable, columns in found.items()}
    answers = pq.read_table(path)
    return answers.rename_columns([ids[name] if len(name.encode()) > 63 else name for name in answers.column_names])


@pytest.mark.slow
def test_postgresql(place, expected):
    dbapi = pytest.importorskip("adbc_driver_postgresql.dbapi", reason="adbc-driver-postgresql is not installed")
    if postgres_server.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres_server.running() as server:
        with dbapi.connect(server.url) as database, database.cursor() as cursor:
            cursor.adbc_ingest("responses", with_short_names(place / "answers/part-1.parquet"))
            database.commit()
        script = block("postgresql://").replace("PGPASSWORD=secret", f"PGPASSWORD={postgres_server.PASSWORD}")
        told = printed(script.replace("localhost:5432/surveys", f"127.0.0.1:{server.port}/postgres"), place)
    assert numbers(told) == expected
    assert postgres_server.PASSWORD not in told


def test_duckdb(place, expected):
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    assert numbers(printed(block("duckdb://"), place)) == expected


def test_every_block_is_run():
    words = ("mkdir -p answers", "dask worker", "--engine spark", "postgresql://", "duckdb://")
    assert [block(word) for word in words] == BLOCKS
