"""Ctrl-C while rows are counted, as a terminal sends it: to the program and to all processes that it has started."""

import os
import pty
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

SOURCE = Path(__file__).parents[2] / "src"
QUESTIONNAIRE = """
partysurvey: questionnaire/1
id: moods
title: moods
questions:
  - id: mood
    kind: single
    text: mood
    options: [{code: good, label: 好}, {code: bad, label: 坏}]
"""
FILES, ROWS = 300, 1 << 18


@pytest.fixture
def answers(tmp_path):
    """A folder of very many rows that is made at once: one small file under many names."""
    folder = tmp_path / "answers"
    folder.mkdir()
    pq.write_table(pa.table({"mood": pa.array(["好", "坏"] * (ROWS // 2))}), folder / "0.parquet")
    for number in range(1, FILES):
        (folder / f"{number}.parquet").hardlink_to(folder / "0.parquet")
    (tmp_path / "moods.yaml").write_text(QUESTIONNAIRE)
    (tmp_path / "temporary").mkdir()
    return folder


def said_until(terminal, text):
    """What the terminal shows until the text comes."""
    said = b""
    while text not in said:
        said += os.read(terminal, 4096)
    return said


def rest(terminal):
    """What the terminal shows until its last process is gone."""
    said = b""
    try:
        while more := os.read(terminal, 4096):
            said += more
    except OSError:  # how Linux says that nobody holds the other end any more
        pass
    return said


def left_of_session(leader, seconds=10.0):
    """The processes of a session that do not end within so many seconds."""
    end = monotonic() + seconds
    while (left := in_session(leader)) and monotonic() < end:
        sleep(0.05)
    return left


def in_session(leader):
    """The processes of a session."""
    stats = [path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    return [stat for stat in stats if int(stat[3]) == leader and stat[0] != "Z"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")
@pytest.mark.parametrize("engine", ["local", "dask"])
def test_an_interrupt_leaves_nothing_behind(engine, answers, tmp_path):
    if engine == "dask" and not find_spec("distributed"):
        pytest.skip("distributed is not installed")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "partysurvey", "analyze", "answers", "-q", "moods.yaml", "-o", "out"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path / "temporary"), "COLUMNS": "200"}
    with subprocess.Popen(
        [*command, "--engine", engine],
        cwd=answers.parent,
        env=environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    ) as started:
        os.close(theirs)
        shown = said_until(ours, b" left")
        os.killpg(started.pid, signal.SIGINT)
        told = rest(ours)
        printed = started.stdout.read()
    os.close(ours)
    assert f"of about {FILES * ROWS:,} rows" in shown.decode()
    assert started.returncode == 130
    assert b"Traceback" not in told, told.decode()
    assert b"distributed" not in told, told.decode()
    assert printed == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers", "moods.yaml", "temporary"]
    assert list((tmp_path / "temporary").iterdir()) == []
    assert left_of_session(started.pid) == []
