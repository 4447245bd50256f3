"""The whole way from a file to JSON against R survey: intervals of shares (05, 05b) and quartiles (06)."""

import re
import shutil
from pathlib import Path

import pytest
from reference_data import assert_close, entries

DATA = Path(__file__).parents[1] / "reference" / "data"
# The command line has no words for df = Inf.
SHARES = {
    name: entry
    for name, entry in (entries("05_proportion_intervals.json") | entries("05b_wilson_survey45.json")).items()
    if "df = Inf" not in entry["call"] and "method" in entry["call"]
}
QUARTILES = {
    name: entry for name, entry in entries("06_quantiles.json").items() if name.endswith(("dsrs.hf7", "dclus1.hf7"))
}
INTERPOLATED_IN_R = 2.5e-4  # "likelihood" of R is read off a spline: test_reference_proportion_intervals.py


def options_of(design):
    """The options that say what the design of an entry is."""
    weights, clusters, fpc = (design.get(key, ()) for key in ("weights", "ids", "fpc"))
    joined = [value if isinstance(value, str) else ",".join(value) for value in (clusters, fpc)]
    given = [] if not weights or weights.startswith("from fpc") else ["--weight", weights]
    given += ["--psu", joined[0]] if clusters else []
    given += ["--fpc", joined[1]] if fpc else []
    given += ["--strata", design["strata"]] if "strata" in design else []
    return [*given, *(["--nest"] if design.get("nest") else [])]


@pytest.fixture
def analysed(run, folder):
    """Runs `analyze` on an entry's data under its design and gives the only result."""

    def result(entry, question, *options):
        shutil.copy(DATA / entry["data"], folder)
        shown = ("--questions", question, "--format", "json", *options)
        done = run("analyze", entry["data"], *options_of(entry["design"]), *shown)
        assert done.code == 0, done.err
        return done.json["results"][0]

    return result


@pytest.mark.parametrize("entry", SHARES.values(), ids=SHARES)
def test_intervals_of_shares(analysed, entry):
    variable, code, method = re.search(r'I\((\S+) == "(\w+)"\).*method = "(\w+)"', entry["call"]).groups()
    level = re.search(r"level = ([\d.]+)", entry["call"])
    found = analysed(entry, variable, "--ci", method, "--level", level[1] if level else "0.95")
    share = next(each for each in found["options"] if each["label"] == code)
    expected = entry["result"]
    assert_close(share["share"], expected["estimate"], entry)
    assert_close(share["se"], expected["se"], entry)
    known = {**entry, "rel_tol": INTERPOLATED_IN_R} if method == "likelihood" else entry
    assert_close(share["low"], expected["ci"][0], known)
    assert_close(share["high"], expected["ci"][1], known)


@pytest.mark.parametrize("entry", QUARTILES.values(), ids=QUARTILES)
def test_quartiles(analysed, entry):
    found = analysed(entry, "api00")["statistics"]["quantiles"]
    assert set(found) == {"0.25", "0.5", "0.75"}
    for probability, ours in found.items():
        assert_close(ours, entry["result"]["api00"][probability]["quantile"], entry)
