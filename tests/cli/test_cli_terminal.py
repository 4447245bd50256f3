"""Terminals of every kind: narrow, wide, without colour, without Chinese, closed, full; and Ctrl-C."""

import re
import signal
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

ASKED = ["analyze", "organ_cadres.csv", "--questions", "17,21,22", "--by", "gender"]
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(run, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(*ASKED).out.splitlines()
    assert max(map(cell_len, lines)) <= min(width, 120)
    assert not [line for line in lines if line.endswith(" ")]


def test_the_printed_report(run, monkeypatch, snapshot):
    monkeypatch.setenv("COLUMNS", "80")
    assert run("analyze", "organ_cadres.csv", "--questions", "17", "--by", "gender").out == snapshot


@pytest.mark.parametrize(
    "sample",
    ["community_workers", "county_grassroots", "enterprise_branches", "grassroots_teams", "organ_cadres", "soe_party_workers"],
)  # fmt: skip
def test_english_output_holds_no_chinese(run, samples, sample):
    done = run("analyze", samples / f"{sample}.csv", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert not CHINESE.findall(done.out)


def test_a_pipe_gets_no_colours(run):
    assert "\x1b" not in run(*ASKED).out


LIST, SHOW = ["questionnaires", "list"], ["questionnaires", "show", "organ_cadres"]


@pytest.mark.parametrize(
    ("command", "encoding"),
    [(ASKED, "ascii"), (ASKED, "latin-1"), (ASKED, "gb18030"), (LIST, "latin-1"), (SHOW, "latin-1"), (SHOW, "gb18030")],
)
def test_a_terminal_without_chinese_breaks_nothing(program, command, encoding):
    started = program(*command, PYTHONIOENCODING=encoding)
    out, err = started.communicate(timeout=60)
    assert started.returncode == 0, err
    assert out.decode(encoding)


def test_a_terminal_without_chinese_is_told_what_to_do(program):
    _, err = program(*ASKED, PYTHONIOENCODING="latin-1").communicate(timeout=60)
    assert err.decode() == (
        "partysurvey: this terminal shows no Chinese: use --lang en, or set PYTHONIOENCODING=utf-8\n"
    )


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="no SIGPIPE on this system")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_stops_ends_the_program_silently(program, form):
    started = program("analyze", "organ_cadres.csv", "--by", "age,gender", "--format", form)
    started.stdout.close()
    with started.stderr as stream:
        err = stream.read()
    assert (started.wait(60), err) == (-signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_an_error_and_no_traceback(program):
    with Path("/dev/full").open("wb") as full:
        _, err = (started := program(*ASKED, stdout=full)).communicate(timeout=60)
    assert started.returncode == 2
    assert err.decode() == "partysurvey: the output cannot be written: no space left on device\n"


def await_figures(process):
    """Wait until the process draws: matplotlib is mapped into its memory, and more time is left than it takes here."""
    maps = Path(f"/proc/{process}/maps")
    if not maps.exists():
        pytest.skip("there is no /proc to see how far the program is")
    for _ in range(600):
        if "matplotlib" in maps.read_text():
            return
        time.sleep(0.05)
    pytest.fail("the program draws nothing")


def test_ctrl_c_stops_without_a_trace(program, folder):
    started = program("analyze", "organ_cadres.csv", "--by", "gender,education,rank", "-o", "out")
    await_figures(started.pid)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    # A shell reads both as 130. Python ends by the signal itself where Ctrl-C fell into code that it compiled from a text,
    # as the classes of imported libraries are, even though the program has handled it.
    assert started.returncode in {130, -signal.SIGINT}
    assert (out, err.strip()) == (b"", b"")
    assert not (folder / "out").exists()
