"""`report` as web page, PDF and LaTeX at once."""

import re

import pytest

ASKED = ["report", "organ_cadres.csv", "--questions", "17", "--by", "part_time", "--lang", "en"]


def test_pages_from_one_analysis(run, folder):
    pytest.importorskip("typst", reason="the extra `report` is not installed")
    done = run(*ASKED, "-o", "draft.html", "-o", "draft.pdf", "-o", "draft.tex")
    assert (done.code, done.out) == (0, "")
    page = (folder / "draft.html").read_text("utf-8")
    assert page.count("<figure>") == 2
    assert (folder / "draft.pdf").read_bytes().startswith(b"%PDF-")
    named = re.findall(r"\\detokenize\{(.*?)\}", (folder / "draft.tex").read_text("utf-8"))
    assert set(named) == {str(path.relative_to(folder)) for path in (folder / "draft_figures").iterdir()}


def test_a_house_layout_that_cannot_be_set_is_told_and_nothing_is_written(run, folder, snapshot):
    pytest.importorskip("typst", reason="the extra `report` is not installed")
    (folder / "house").mkdir()
    (folder / "house" / "report.typ").write_text("#no-such-command()")
    done = run(*ASKED, "-o", "draft.html", "-o", "draft.pdf", "--template", "house")
    assert done.code == 2
    assert done.err == snapshot
    assert not (folder / "draft.html").exists()
