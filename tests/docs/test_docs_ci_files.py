"""The Makefile and the workflow of docs/ci: the documented command makes the reports, the workflow calls what there is."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from partysurvey.pipeline.reporting import RENDERERS

TOP = Path(__file__).parents[2]
MAKEFILE = TOP / "docs" / "ci" / "Makefile"
WORKFLOW = yaml.safe_load((TOP / "docs" / "ci" / "survey-report.yml").read_text("utf-8"))
SURVEYS = sorted(path.stem for path in (TOP / "sample_data").glob("*.csv"))
MAKE = shutil.which("make")
needs_make = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def make(*words, folder=TOP):
    program = f"PARTYSURVEY={sys.executable} -m partysurvey"
    return subprocess.run(
        [str(MAKE), "-f", str(MAKEFILE), program, *words], cwd=folder, capture_output=True, text=True, check=False
    )


@needs_make
def test_the_documented_command_makes_six_reports_in_two_languages_and_all_formats():
    documented = re.findall(
        r"^make -f docs/ci/Makefile (.*)$", (TOP / "docs" / "reports.md").read_text("utf-8"), re.MULTILINE
    )
    done = make("-n", *documented)
    written = {word for line in done.stdout.splitlines() for word in line.split() if word.startswith("build/")}
    wanted = {
        f"build/{name}_{language}{suffix}" for name in SURVEYS for language in ("zh", "en") for suffix in RENDERERS
    }
    assert len(SURVEYS) == 6
    assert wanted <= written, done.stderr


@needs_make
def test_reports_are_made_once_and_figures_and_stored_results_compared(tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copy(TOP / "sample_data" / "organ_cadres.csv", tmp_path / "data")
    few = ("OPTIONS=--questions 17", "FORMATS=md xlsx", "LANGUAGES=en")
    assert make(*few, "reports", "figures", folder=tmp_path).returncode == 0
    assert "76.0%" in (tmp_path / "build" / "organ_cadres_en.md").read_text("utf-8")
    assert (tmp_path / "build" / "organ_cadres_en.xlsx").is_file()
    assert make("-q", *few, "reports", "figures", folder=tmp_path).returncode == 0
    assert make(*few, "STORED=build", "check", folder=tmp_path).returncode == 0
    other = ("OPTIONS=--questions 18", *few[1:])
    assert make(*other, "STORED=build", "check", folder=tmp_path).returncode != 0


def test_the_workflow_runs_targets_of_the_makefile():
    (job,) = WORKFLOW["jobs"].values()
    ran = " ".join(step["run"] for step in job["steps"] if "run" in step)
    asked = {target for words in re.findall(r"make (?:-j2 )?([a-z ]+)", ran) for target in words.split()}
    (declared,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE.read_text("utf-8"), re.MULTILINE)
    assert asked == {"check", "reports", "figures"}
    assert asked <= set(declared.split())
    assert all(set(step) <= {"name", "uses", "with", "run"} for step in job["steps"])
