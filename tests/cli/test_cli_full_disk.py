"""A disk that takes no more: one message, and nothing half written. The limit of file sizes stands for the disk."""

import subprocess
import sys

import pytest

LIMITED = 'ulimit -f 16 && exec "$@"'  # no file of more than 8 KiB


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit is of POSIX")
@pytest.mark.parametrize(
    "command",
    [
        ["analyze", "organ_cadres.csv", "-o", "out"],
        ["report", "organ_cadres.csv", "-o", "report.html"],
        ["convert", "organ_cadres.csv", "copy.sav"],
        ["convert", "organ_cadres.csv", "copy.parquet"],
    ],
    ids=lambda command: command[0] + "_" + command[-1],
)
def test_nothing_is_half_written(command, folder):
    before = sorted(folder.rglob("*"))
    program = ["sh", "-c", LIMITED, "sh", sys.executable, "-m", "partysurvey", *command]
    done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot write: " in done.stderr
    assert any(reason in done.stderr for reason in ("file too large", "unable to write data in the temporary folder"))
    assert sorted(folder.rglob("*")) == before
