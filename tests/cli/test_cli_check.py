"""`analyze --check`: what changed since results were stored."""

import csv
import hashlib
import json
from importlib.metadata import version

import pytest

from partysurvey import __version__

ASKED = ["analyze", "organ_cadres.csv", "--questions", "17,age", "--by", "part_time"]


def test_nothing_changed(run):
    assert run(*ASKED, "-o", "out").code == 0
    done = run(*ASKED, "--check", "out")
    assert (done.code, done.out, done.err) == (0, "out: nothing changed\n", "")


def test_a_changed_answer_changes_these_numbers_sentences_and_figures(run, folder):
    run(*ASKED, "-o", "out")
    lines = list(csv.reader((folder / "organ_cadres.csv").read_text("utf-8-sig").splitlines()))
    column = next(place for place, head in enumerate(lines[0]) if "熟悉程度" in head)
    row = next(row for row in lines[1:] if row[column] == "基本熟悉")
    row[column] = "很熟悉"
    with (folder / "organ_cadres.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    done = run(*ASKED, "--check", "out")
    assert done.code == 1
    assert done.out.startswith("provenance inputs: ")
    # of 300 cadres 228 were basically familiar, 60 very familiar: see test_cli_table
    assert "familiarity basically_familiar n: 228 → 227" in done.out.splitlines()
    assert "familiarity very_familiar n: 60 → 61" in done.out.splitlines()
    assert "figures/familiarity.svg: stored → drawn otherwise" in done.out.splitlines()
    assert not any(line.startswith("age ") or "figures/age" in line for line in done.out.splitlines())
    assert any(line.startswith("report.md:") and "20.3%" in line for line in done.out.splitlines())


def test_without_figures_and_page_the_numbers_are_compared(run, folder):
    (folder / "out").mkdir()
    stored = json.loads(run(*ASKED, "--format", "json").out)
    stored["results"][0]["base"]["n"] = 299
    (folder / "out" / "results.json").write_text(json.dumps(stored), "utf-8")
    done = run(*ASKED, "--check", "out")
    assert (done.code, done.out) == (1, "age base: 299 → 300\n")


@pytest.mark.parametrize("content", [None, "{", "[]", '{"schema": "other/1"}'])
def test_what_is_no_stored_result(run, folder, snapshot, content):
    (folder / "out").mkdir()
    if content is not None:
        (folder / "out" / "results.json").write_text(content, "utf-8")
    done = run(*ASKED, "--check", "out")
    assert done.code == 2
    assert done.err == snapshot


def test_results_name_what_they_were_made_from(run, folder):
    digest = hashlib.sha256((folder / "organ_cadres.csv").read_bytes()).hexdigest()
    made = run(*ASKED, "--format", "json").json["provenance"]
    assert made == {
        "version": __version__,
        "inputs": [{"file": "organ_cadres.csv", "sha256": digest}],
        "options": {"by": ["part_time"], "questions": ["17", "age"]},
        "libraries": {name: version(name) for name in ("numpy", "pyarrow")},
    }
