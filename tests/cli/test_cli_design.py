"""Sampling designs on the command line: numbers of R survey (04_means_totals_ratios.json), the contract, the messages."""

import json
import shutil
from pathlib import Path

import jsonschema_rs
import pytest

from partysurvey.render.json_results import results_schema

DATA = Path(__file__).parents[1] / "reference" / "data"
TWO_STAGES = ("--psu", "dnum,snum", "--fpc", "fpc1,fpc2")
pytestmark = pytest.mark.usefixtures("api")


@pytest.fixture
def api(folder):
    """Data sets of R survey in the working folder."""
    for name in ("apistrat.csv", "apiclus2.csv", "api_paired.csv"):
        shutil.copy(DATA / name, folder / name)


def reference(key):
    entries = json.loads((DATA / "04_means_totals_ratios.json").read_text(encoding="utf-8"))["entries"]
    return next(entry["result"] for entry in entries if entry["id"] == key)


def test_json_of_a_design_keeps_the_schema_and_agrees_with_r(run):
    done = run(
        "analyze", "apiclus2.csv", "--format", "json", "--by", "stype", "--questions", "awards,api00", *TWO_STAGES
    )
    assert (done.code, done.err) == (0, "")
    jsonschema_rs.validator_for(json.loads(results_schema())).validate(done.json)
    facts = {
        "strata": 0,
        "psus": 40,
        "stages": 2,
        "fpc": True,
        "weighted": True,
        "lonely": "fail",
        "df": 39,
        "replicates": 0,
        "calibrated": False,
    }
    assert (done.json["inference"]["design"], done.json["inference"]["deff"]) == (facts, "replace")
    awards = next(result for result in done.json["results"] if result["question"] == "awards")
    expected = reference("open.prop.dclus2")
    assert (awards["df"], awards["method"]) == (39, "taylor_logit")
    for share in awards["options"]:
        assert share["se"] == pytest.approx(expected["se"][f"awards{share['label']}"], rel=1e-8)


def test_design_effects_of_two_kinds(run):
    design = ("--weight", "pw", "--strata", "stype", "--fpc", "fpc", "--questions", "api00")
    replaced, population = (
        run("analyze", "apistrat.csv", "--format", "json", *design, "--deff", kind).json["results"][0]["statistics"][
            "deff"
        ]
        for kind in ("replace", "population")
    )
    assert replaced == pytest.approx(reference("open.mean.deffreplace.dstrat")["deff"]["api00"], rel=1e-8)
    assert population == pytest.approx(reference("open.mean.dstrat")["deff"]["api00"], rel=1e-8)


def test_the_method_of_intervals_is_named_beneath_the_table(run):
    design = ("--psu", "psu", "--strata", "stratum", "--weight", "pw", "--nest", "--ci", "beta", "--lang", "zh")
    done = run("analyze", "api_paired.csv", "--questions", "awards", *design)
    assert done.code == 0
    said = "".join(done.out.split())
    assert "置信区间：Korn–Graubard法；标准误按分层、整群抽样设计估计（加权），自由度14。" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--psu", "psu", "--strata", "stratum"), "PSU 1 is in the strata"),
        (("--strata", "strat"), "the file has no column 'strat'"),
        (("--psu", "psu", "--fpc", "pw,pw"), "there are more fpc columns than stages of sampling"),
        (("--strata", "cds"), "has a single PSU"),
    ],
)
def test_designs_that_cannot_be_followed(run, options, message):
    done = run("analyze", "api_paired.csv", "--questions", "awards", *options)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_census_has_no_error_whatever_the_design(run):
    done = run("analyze", "apiclus2.csv", "--format", "json", "--questions", "awards", "--census", *TWO_STAGES)
    assert done.json["results"][0]["method"] == "census"
    assert "design" not in done.json["inference"]


def test_rows_of_no_weight_are_of_the_design_and_no_degree_of_freedom(run, table):
    """R: degf counts what has a weight, and the variance n_h everybody. By hand: 4 rows in x, 3 in y, one weightless."""
    weights = {"x": (1, 2, 3, 0), "y": (1, 1, 2)}
    rows = [(stratum, w, "ab"[place % 2]) for stratum, all_w in weights.items() for place, w in enumerate(all_w)]
    file = table("zeros.csv", ("s", "w", "a"), *rows)
    done = run("analyze", file, "--strata", "s", "--weight", "w", "--questions", "a", "--format", "json")
    (result,) = done.json["results"]
    assert done.json["inference"]["design"]["df"] == result["df"] == 6 - 2
    total, share = 10, 7 / 10
    variance = 0.0
    for all_w in weights.values():
        z = [w * ((place % 2 == 0) - share) / total for place, w in enumerate(all_w)]
        middle = sum(z) / len(z)
        variance += len(z) / (len(z) - 1) * sum((each - middle) ** 2 for each in z)
    first = next(option for option in result["options"] if option["label"] == "a")
    assert (first["share"], first["se"]) == (pytest.approx(share), pytest.approx(variance**0.5))
