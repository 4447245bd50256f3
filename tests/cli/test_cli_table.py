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


def cells(run, folder, cells: str) -> dict[str, list[str]]:
    asked = ["table", "organ_cadres.csv", "--by", "part_time*gender", "--questions", "17", "--compare", "none"]
    assert run(*asked, "--cells", cells, "--digits", "2", "--lang", "en", "-o", f"{cells}.csv").code == 0
    lines = csv.reader((folder / f"{cells}.csv").read_text("utf-8-sig").splitlines())
    return {line[0]: line[1:] for line in lines}


def test_other_cells_follow_from_the_counts(run, folder):
    """By hand from the numbers of respondents: everybody has answered all three questions."""
    counts = {
        stub: [int(n) for n in line] for stub, line in cells(run, folder, "n").items() if stub.endswith("familiar")
    }
    assert counts["basically familiar"][0] == 228  # 76 % of 300, as published
    rows, totals = cells(run, folder, "row"), cells(run, folder, "total")
    for stub, (everybody, *groups) in counts.items():
        assert sum(groups) == everybody
        if everybody:
            assert [float(text) for text in rows[stub]] == pytest.approx(
                [100 * n / everybody for n in groups], abs=0.005
            )
        assert [float(text) for text in totals[stub]] == pytest.approx([100 * n / 300 for n in groups], abs=0.005)


def test_crossed_banners_have_the_outer_option_above(run, folder):
    heads = cells(run, folder, "column")["Option"]
    above = "Do you do party-affairs work full-time or part-time"
    assert [head.removesuffix(" (%)") for head in heads] == [
        "Total",
        *(
            f"{above}: {outer}, Your sex {inner}"
            for outer in ("full-time", "part-time")
            for inner in ("male", "female")
        ),
    ]


def test_a_wide_table_alone_lies_on_its_page(run, folder):
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    for by, lies in (("gender", False), ("part_time*rank,education*gender", True)):
        assert run("table", "organ_cadres.csv", "--by", by, "--questions", "17", "-o", "t.pdf").code == 0
        pages = pypdf.PdfReader(folder / "t.pdf").pages
        assert (pages[0].mediabox.width > pages[0].mediabox.height) == lies
        assert "您对党务工作的熟悉程度" in pages[0].extract_text()  # no page for contents that there are not
