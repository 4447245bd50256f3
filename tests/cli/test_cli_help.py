"""Help that is complete, with an example for everything, at 80 columns."""

import re

import pytest

from partysurvey import __version__

COMMANDS = [
    "",
    "analyze",
    "audit",
    "chart",
    "doctor",
    "init",
    "report",
    "scales",
    "table",
    "validate",
    "weight",
    "questionnaires",
    "questionnaires list",
    "questionnaires show",
    "questionnaires lint",
    "questionnaires export",
    "questionnaires import",
    "convert",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help(run, monkeypatch, snapshot, command):
    monkeypatch.setenv("COLUMNS", "80")
    done = run(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80
    assert "..." not in done.out.split("\n", 1)[1]  # nothing is cut off
    entries = re.split(r"\n  (?=-|[A-Z]+  )", done.out)[1:]
    wanting = [entry for entry in entries if "Example:" not in entry and not entry.startswith("--help")]
    assert wanting == []
    assert re.sub(r"\s+", " ", done.out) == snapshot


def test_the_version(run):
    assert run("--version").out == f"partysurvey {__version__}\n"


def test_without_a_command_there_is_help(run):
    assert "Commands:" in run().out + run().err
