"""`table`: to the terminal within its width, or to a file."""

import csv

import pytest
from rich.cells import cell_len

ASKED = ["table", "organ_cadres.csv", "--by", "part_time,rank", "--questions", "17,age", "--lang", "en"]


def test_the_terminal_is_never_wider_than_it_is(run, snapshot):
    done = run(*ASKED)
    assert done.code == 0
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert done.out == snapshot


def test_as_csv_it_is_one_table(run, folder):
    done = run(*ASKED, "-o", "t.csv")
    assert (done.code, done.out, done.err) == (0, "", "t.csv\n")
    head, *rows = csv.reader((folder / "t.csv").read_text("utf-8-sig").splitlines())
    assert {len(row) for row in rows} == {len(head)}
    # 76 % of all, by the published table of the survey: see sample_data/published
    assert next(row for row in rows if row[0] == "basically familiar")[1] == "76.0"


@pytest.mark.parametrize("name", ["t.md"])
def test_in_a_format_of_reports(run, folder, name):
    assert run(*ASKED, "-o", name).code == 0
    assert "basically familiar" in (folder / name).read_text("utf-8")


def test_another_ending_is_refused(run):
    done = run("table", "no_such_file.csv", "-o", "t.odt")
    assert done.code == 2
    assert done.err.startswith("partysurvey: t.odt: a report is not written as .odt")
