"""What `-o` writes: which files, always the same bytes, all or nothing."""

import hashlib
import re
import xml.etree.ElementTree as ET

import pytest

ASKED = ["analyze", "organ_cadres.csv", "--questions", "17,21,age", "--by", "part_time", "-o"]


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_report_has_these_files(run, folder, snapshot):
    done = run(*ASKED, "out")
    assert done.code == 0
    assert done.err == snapshot
    written = contents(folder / "out")
    assert sorted(written) == snapshot
    for name, content in written.items():
        if name.endswith(".png"):
            assert content.startswith(b"\x89PNG")
        if name.endswith(".svg"):
            assert ET.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  # our own file


def test_the_page_shows_every_figure_and_names_no_other(run, folder):
    run(*ASKED, "out")
    page = (folder / "out" / "report.md").read_text("utf-8")
    shown = set(re.findall(r"!\[.*?\]\((.*?)\)", page))
    assert {name.rsplit(".")[0] for name in shown} == {
        f"figures/{path.stem}" for path in (folder / "out" / "figures").iterdir()
    }


def test_results_on_disk_are_those_printed(run, folder):
    run(*ASKED, "out")
    assert (folder / "out" / "results.json").read_text("utf-8") == run(*ASKED[:-1], "--format", "json").out
    assert (folder / "out" / "estimates.csv").read_bytes().decode() == run(*ASKED[:-1], "--format", "csv").out


def test_every_byte_is_the_same_in_another_process_with_another_hash_and_locale(program, folder):
    prints = []
    for place, more in enumerate(
        ({"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C"})
    ):
        started = program(*ASKED, f"out{place}", flags=("-W", "error"), COLUMNS="80", **more)
        out, err = started.communicate(timeout=120)
        assert (started.returncode, err.decode()[:5]) == (0, f"out{place}:")
        files = contents(folder / f"out{place}")
        prints.append(
            (hashlib.sha256(out).hexdigest(), {name: hashlib.sha256(files[name]).hexdigest() for name in files})
        )
    assert prints[0] == prints[1]


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_what_is_printed_is_the_same_twice(run, form):
    asked = ["analyze", "organ_cadres.csv", "--by", "gender", "--format", form]
    assert run(*asked).out == run(*asked).out


def test_nothing_is_left_when_a_figure_cannot_be_drawn(run, folder, table):
    name = table("egyptian.csv", ["glyph"], *[["\U00013000"], ["\U00013001"]] * 5)
    done = run("analyze", name, "-o", "out")
    assert (done.code, done.out) == (2, "")
    assert "U+13000" in done.err
    assert not (folder / "out").exists()
