"""The program as its user meets it: within this process where that is enough, else as a process of its own."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from partysurvey.cli.app import status

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder that holds one of the samples, so that messages name files without a path."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLES / "organ_cadres.csv", tmp_path / "organ_cadres.csv")
    return tmp_path


@pytest.fixture
def samples():
    """The folder of the sample files."""
    return SAMPLES


@pytest.fixture
def run(folder, capsys):  # noqa: ARG001  # runs in that folder
    """The program in this process, where a warning is an error."""

    def done(*arguments):
        capsys.readouterr()
        code = status([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Done(code, told.out, told.err)

    return done


@pytest.fixture
def program(folder):
    """The program as a process, with more variables for its environment; `-W error` where it must not warn."""

    def started(*arguments, flags=(), stdout=subprocess.PIPE, **variables):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **variables}
        command = [sys.executable, *flags, "-m", "partysurvey", *map(str, arguments)]
        return subprocess.Popen(
            command,
            env=environment,
            stdout=stdout,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            cwd=folder,
        )

    return started


@pytest.fixture
def records(folder):
    """The sample as lists of cells, read by the csv module: the header, then the rows."""
    with (folder / "organ_cadres.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


@pytest.fixture
def table(folder):
    """Writes rows as a CSV file and returns its name."""

    def written(name, *rows):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return name

    return written
