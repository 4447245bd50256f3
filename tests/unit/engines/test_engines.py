"""One count, every engine: Dask with two processes and Spark in local mode give what this process gives."""

import os
import shutil
import signal
import warnings
from threading import Thread
from time import monotonic, sleep

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from partysurvey.engines import spark
from partysurvey.engines.engine import EngineRequest
from partysurvey.engines.local import count
from partysurvey.errors import EngineError, RequestError, SourceError
from partysurvey.sources.opening import open_source
from partysurvey.sources.portions import portions
from partysurvey.survey import Binding, Columns, Design, Number, Option, Questionnaire, SingleChoice, Text
from partysurvey.tally.counting import Counting
from partysurvey.tally.plan import Cells, Moments, Plan

ROWS, GROUPS = 60_000, 24
COLUMNS = ("sex", "mood", "age", "w", "stratum", "branch")


def option(code, label):
    return Option(code, Text.same(label))


QUESTIONNAIRE = Questionnaire(
    id="moods",
    title=Text.same("moods"),
    questions=(
        SingleChoice(id="sex", text=Text.same("sex"), options=(option("m", "男"), option("f", "女"))),
        SingleChoice(id="mood", text=Text.same("mood"), options=(option("good", "好"), option("bad", "坏"))),
        Number(id="age", text=Text.same("age")),
    ),
)
COUNTING = Counting(
    questionnaire=QUESTIONNAIRE,
    binding=Binding({name: Columns((name,)) for name in ("sex", "mood", "age")}),
    plan=Plan(
        cells=frozenset({Cells(("mood", "sex"), by_unit=True), Cells(("sex",))}),
        moments=frozenset({Moments("age", ("sex",))}),
    ),
    design=Design(weight="w", strata="stratum", psu=("branch",)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Rows with unknown answers, missing weights and a unit that only some files have."""
    draw = np.random.default_rng(7)
    table = pa.table(
        {
            "sex": draw.choice(["男", "女", "其他"], ROWS),
            "mood": draw.choice(["好", "坏", ""], ROWS),
            "age": draw.integers(16, 80, ROWS).astype(str),
            "w": pa.array(draw.uniform(0.1, 3.0, ROWS), mask=draw.random(ROWS) < 0.01),
            "stratum": draw.choice(["东", "西"], ROWS),
            "branch": np.sort(draw.integers(0, 300, ROWS)).astype(str),
        }
    )
    path = tmp_path_factory.mktemp("answers")
    for place in range(GROUPS):
        size = ROWS // GROUPS
        pq.write_table(table.slice(place * size, size), path / f"part-{place:03d}.parquet")
    return path


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster of two processes."""
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as running:
        yield running


@pytest.fixture(scope="module")
def session():
    """A running Spark session of two threads, which the engine finds."""
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Java is not installed")
    with warnings.catch_warnings(action="ignore"), spark.session("local[2]") as running:
        yield running


@pytest.fixture(
    params=[
        "dask",
        pytest.param("spark", marks=[pytest.mark.slow, pytest.mark.filterwarnings("ignore::FutureWarning")]),
    ]
)
def engine(request):
    """Another engine than this process."""
    if request.param == "dask":
        return EngineRequest("dask", request.getfixturevalue("cluster").scheduler_address)
    request.getfixturevalue("session")
    return EngineRequest("spark")


def counted(engine, source, counting=COUNTING, on_rows=None):
    cut = portions(source)
    return engine.counted(cut, counting, on_rows).whole(len(cut))


def test_every_engine_gives_the_same_tally(engine, folder):
    source = open_source(folder)
    counting = replace(COUNTING, columns=source.columns)
    here = count(source.batches(counting.needed_columns), counting)
    told = []
    there = counted(engine, source, counting, told.append)
    assert here.rows == sum(told) == ROWS
    assert 0 < here.dropped["weight_missing"] < ROWS // 50
    assert there.close(here, 1e-12)
    assert np.array_equal(there.counts("mood", "sex", by_unit=True).n, here.counts("mood", "sex", by_unit=True).n)
    assert there.unknown == here.unknown
    assert here.counts().n + here.dropped["weight_missing"] == ROWS


def test_what_is_wrong_in_a_portion_is_the_error_of_this_process(engine, tmp_path):
    (tmp_path / "torn.csv").write_text("sex,mood\n" + "男,好\n" * 100_000 + "男,好,坏\n")
    source = open_source(tmp_path / "torn.csv")
    counting = replace(COUNTING, plan=Plan(cells=frozenset({Cells(("sex",))})), design=Design())
    with pytest.raises(SourceError) as there:
        counted(engine, source, counting)
    with pytest.raises(SourceError) as here:
        count(source.batches(counting.needed_columns), counting)
    assert str(there.value) == str(here.value)
    assert "torn.csv:100002: 3 fields where the header has 2" in str(here.value)


def test_a_damaged_file_of_a_folder_is_named(engine, folder, tmp_path):
    for part in sorted(folder.glob("*.parquet"))[:4]:
        shutil.copy(part, tmp_path / part.name)
    source = open_source(tmp_path)
    damaged = tmp_path / "part-002.parquet"
    content = bytearray(damaged.read_bytes())
    content[4:2000] = bytes(1996)  # pages of the first column; what the file says of itself stays
    damaged.write_bytes(content)
    with pytest.raises(SourceError, match=r"part-002\.parquet: the file is damaged"):
        counted(engine, source)


@pytest.mark.slow
def test_a_killed_worker_changes_nothing(folder):
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    source = open_source(folder)
    here = count(source.batches(COUNTING.needed_columns), COUNTING)
    killed = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as own:

        def kill_one(rows):
            """Kill a worker once some rows are known to be counted."""
            if rows and not killed:
                process = next(iter(own.workers.values())).process.process
                os.kill(process.pid, signal.SIGKILL)
                killed.append(process.pid)

        there = counted(EngineRequest("dask", own.scheduler_address), source, on_rows=kill_one)
    assert killed
    assert there.rows == ROWS
    assert there.close(here, 1e-12)


@pytest.mark.slow
def test_a_lost_scheduler_is_an_error(folder):
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    own = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0")
    begun = monotonic()
    closing = Thread(target=own.close)

    def close(rows):
        """Close the cluster as soon as something is counted."""
        if rows and closing.ident is None:
            closing.start()
            sleep(1)

    with pytest.raises(EngineError, match="the connection to the Dask scheduler was lost"):
        counted(EngineRequest("dask", own.scheduler_address), open_source(folder), on_rows=close)
    closing.join()
    assert monotonic() - begun < 60


def test_what_engines_refuse(snapshot):
    for name, cluster in (("desk", None), (None, "tcp://a:1"), ("local", "tcp://a:1")):
        with pytest.raises(RequestError) as caught:
            EngineRequest(name, cluster)
        assert str(caught.value) == snapshot


def test_a_missing_library_is_named(monkeypatch, snapshot):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    for name in ("dask", "spark"):
        with pytest.raises(RequestError) as caught:
            EngineRequest(name).counted((), COUNTING)
        assert str(caught.value) == snapshot


def test_a_scheduler_that_does_not_answer(monkeypatch, folder):
    pytest.importorskip("distributed", reason="distributed is not installed")
    monkeypatch.setattr("partysurvey.engines.dask.PATIENCE", 0.5)
    with pytest.raises(EngineError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        counted(EngineRequest("dask", "tcp://127.0.0.1:9"), open_source(folder))
