"""`report`: one analysis into files of several formats, all or none."""

import re

import pytest

from partysurvey.pipeline.reporting import RENDERERS

ASKED = ["report", "organ_cadres.csv", "--questions", "17,21", "--by", "part_time"]


def test_a_page_with_sentences_and_its_figures(run, folder):
    done = run(*ASKED, "-o", "draft.md", "--lang", "en")
    assert (done.code, done.out, done.err) == (0, "", "draft.md\n")
    page = (folder / "draft.md").read_text("utf-8")
    shown = set(re.findall(r"!\[.*?\]\((.*?)\)", page))
    assert shown == {str(path.relative_to(folder)) for path in (folder / "draft_figures").iterdir()}


def test_every_format_that_there_is_stands_in_the_help(run):
    told = run("report", "--help").out
    assert [suffix for suffix in RENDERERS if suffix not in told] == []


@pytest.mark.parametrize("wrong", [["-o", "draft.odt"], ["-o", "draft"], ["-o", "draft.md", "--template", "nowhere"]])
def test_what_cannot_be_written_is_said_before_the_work(run, folder, snapshot, wrong):
    done = run("report", "no_such_file.csv", "-o", "fine.md", *wrong)
    assert done.code == 2
    assert re.sub(r"choose \..*", "choose …", done.err) == snapshot
    assert not (folder / "fine.md").exists()


def test_all_files_or_none(run, folder):
    (folder / "taken.md").mkdir()
    done = run(*ASKED, "-o", "fine.md", "-o", "taken.md")
    assert done.code == 2
    assert not (folder / "fine.md").exists()
    assert not (folder / "fine_figures").exists()


def test_the_same_bytes_twice(run, folder):
    run(*ASKED, "-o", "one.md")
    run(*ASKED, "-o", "two/one.md")
    assert (folder / "one.md").read_bytes() == (folder / "two" / "one.md").read_bytes()
