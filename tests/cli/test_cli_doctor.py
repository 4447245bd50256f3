"""`doctor`: what is installed and what is not."""

import importlib.metadata
import tomllib
from pathlib import Path

import pytest

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture
def without(monkeypatch):
    """Make a library look as if it were not installed, or of another version."""
    real = importlib.metadata.version

    def pretend(name, other=None):
        def version(asked):
            if asked != name:
                return real(asked)
            if other is None:
                raise importlib.metadata.PackageNotFoundError(asked)
            return other

        monkeypatch.setattr("partysurvey.pipeline.doctor.version", version)

    return pretend


def test_all_is_well(run):
    done = run("doctor")
    assert (done.code, done.err) == (0, "")
    for text in PROJECT["dependencies"]:
        assert f"  {text.split('>')[0]} " in done.out
    for extra in set(PROJECT["optional-dependencies"]) - {"dev", "bench"}:
        assert f"  {extra}: " in done.out
    assert "NotoSansCJKjp-Regular.otf: Latin" in done.out


def test_gb_2312_is_counted_whole(run):
    """6763 characters of both levels of the standard, and 28 marks."""
    assert "GB 2312 6,791 of 6,791" in run("doctor").out


def test_a_missing_library_is_a_fault_and_told_how_to_get(run, without):
    without("pyreadstat")
    done = run("doctor")
    assert done.code == 1
    assert "pyreadstat is missing: pip install 'pyreadstat>=1.3'" in done.out


def test_a_library_that_is_too_old_is_a_fault(run, without):
    without("rich", "13.9.4")
    done = run("doctor")
    assert done.code == 1
    assert "rich 13.9.4 is too old: pip install 'rich>=14'" in done.out


def test_a_missing_optional_part_is_none(run, without):
    without("xlsxwriter")
    done = run("doctor")
    assert done.code == 0
    assert "xlsx: xlsxwriter is missing: pip install 'partysurvey[xlsx]'" in done.out


def test_a_font_that_is_not_there(run, snapshot):
    done = run("doctor", "--font", "no.ttf")
    assert done.code == 2
    assert done.err == snapshot
