"""`analyze --targets`: weights made on the fly, with the standard errors of R survey (10_calibration.json)."""

import json
import shutil
from pathlib import Path

import jsonschema_rs
import pytest
from design_tallies import assert_number
from reference_data import entries
from replicate_tallies import joined_file

from partysurvey.render.json_results import results_schema

FILE = "10_calibration.json"
DATA = Path(__file__).parents[1] / "reference" / "data"
STYPE = "stype: {E: 4421, H: 755, M: 1018}"
WIDE = "sch.wide: {No: 1072, Yes: 5122}"
CELLS = """\
cells:
  questions: [stype, sch.wide]
  targets:
    - {options: [E, No], target: 472}
    - {options: [E, Yes], target: 3949}
    - {options: [H, No], target: 334}
    - {options: [H, Yes], target: 421}
    - {options: [M, No], target: 266}
    - {options: [M, Yes], target: 752}
"""
CLUSTERS = ("--psu", "dnum", "--fpc", "fpc")
STRATA = ("--strata", "stype", "--fpc", "fpc")
API99 = "totals: {api99: 3914069}"
# The targets of R's designs. For `rake` R's own standard errors leave the base weights out (README "postStratify"), so
# where those differ it is `calibrate` that stands for raking.
TARGETS = {
    "ps_clus1": ("method: poststratify\nmargins: {" + STYPE + "}\n", CLUSTERS),
    "ps_strat": ("method: poststratify\nmargins: {" + WIDE + "}\n", STRATA),
    "ps2_clus1": ("method: poststratify\n" + CELLS, CLUSTERS),
    "rake_clus1_tight": ("margins: {" + STYPE + ", " + WIDE + "}\n", CLUSTERS),
    "cal_rak_cat_clus1": ("margins: {" + STYPE + ", " + WIDE + "}\n", CLUSTERS),
    "cal_rak_strat": ("margins: {" + STYPE + ", " + WIDE + "}\n", STRATA),
    "cal_lin_clus1": ("method: linear\nmargins: {" + STYPE + "}\n" + API99 + "\n", CLUSTERS),
    "cal_lin_strat": ("method: linear\nmargins: {" + WIDE + "}\n" + API99 + "\n", STRATA),
    "cal_bound_clus1": ("method: linear\nbounds: [0.7, 1.6]\nmargins: {" + STYPE + "}\n" + API99 + "\n", CLUSTERS),
    "cal_logit_clus1": ("method: logit\nbounds: [0.6, 1.9]\nmargins: {" + STYPE + "}\n" + API99 + "\n", CLUSTERS),
    "trim_strict_rake": ("trim: {low: 25, high: 45, strict: true}\nmargins: {" + STYPE + ", " + WIDE + "}\n", CLUSTERS),
}
REPLICATED = {
    "ps_jk1": "method: poststratify\nmargins: {" + STYPE + "}\n",
    "rake_jk1_tight": "margins: {" + STYPE + ", " + WIDE + "}\n",
    "cal_lin_jk1": "method: linear\nmargins: {" + STYPE + "}\n" + API99 + "\n",
}


@pytest.fixture
def schools(folder):
    """The questionnaire of the schools, and a file of targets, by name."""
    choices = {"stype": "EHM", "sch.wide": ("No", "Yes"), "awards": ("No", "Yes")}
    lines = ["partysurvey: questionnaire/1", "id: schools", "title: Schools", "language: en", "questions:"]
    for name, codes in choices.items():
        options = ", ".join(f"{{code: '{code}', label: '{code}'}}" for code in codes)
        lines.append(f"  - {{id: {name.replace('.', '_')}, kind: single, text: {name}, options: [{options}]}}")
    lines += [f"  - {{id: {name}, kind: number, text: {name}}}" for name in ("api99", "api00", "enroll")]
    (folder / "schools.yaml").write_text("\n".join(lines), encoding="utf-8")

    def targets(text, weight="pw"):
        (folder / "targets.yaml").write_text(f"partysurvey: targets/1\nweight: {weight}\n{text}", encoding="utf-8")
        return ("-q", "schools.yaml", "--targets", "targets.yaml", "--format", "json")

    return targets


def assert_estimates_of_r(found, name):
    """Means, shares and domain means with their standard errors; SEs of calibrated margins are 0 but for rounding."""
    mean, by = (entries(FILE)[f"open.cal.{kind}.{name}"] for kind in ("mean", "by"))
    expected = mean["result"]
    of = {(result["question"], result["by_option"]): result for result in found}
    for number in ("api00", "enroll"):
        for ours, part in (("mean", "estimate"), ("se", "se")):
            assert_number(of[number, None]["statistics"][ours], expected[part][number], mean)
    for share in of["stype", None]["options"]:
        assert_number(share["share"], expected["estimate"][f"stype{share['label']}"], mean)
        assert share["se"] == pytest.approx(expected["se"][f"stype{share['label']}"], rel=1e-6, abs=1e-7)
    assert of["api00", None]["df"] == expected["df"]
    for row in by["result"]:
        inside = of["api00", row["awards"]]["statistics"]
        assert_number(inside["mean"], row["api00"], by)
        assert_number(inside["se"], row["se"], by)


@pytest.mark.parametrize("name", TARGETS)
def test_standard_errors_account_for_the_targets(run, folder, schools, name):
    text, design = TARGETS[name]
    data = entries(FILE)[f"open.cal.mean.{name}"]["data"]
    shutil.copy(DATA / data, folder)
    done = run("analyze", data, *schools(text), *design, "--questions", "stype,api00,enroll", "--by", "awards")
    assert done.code == 0, done.err
    jsonschema_rs.validator_for(json.loads(results_schema())).validate(done.json)
    assert done.json["inference"]["design"]["calibrated"] is True
    assert_estimates_of_r(done.json["results"], name)


@pytest.mark.parametrize("name", REPLICATED)
def test_replicate_weights_are_adjusted_too(run, folder, schools, name):
    shutil.copy(joined_file("apiclus1.csv", "r_clus1_JK1.csv"), folder / "jk1.csv")
    scale = repr(entries(FILE)[f"open.cal.mean.{name}"]["design"]["scale"])
    design = ("--replicates", "rw*", "--replicate-type", "JK1", "--scale", scale)
    asked = schools(REPLICATED[name], weight="weight")
    done = run("analyze", "jk1.csv", *asked, *design, "--questions", "stype,api00,enroll", "--by", "awards")
    assert done.code == 0, done.err
    assert_estimates_of_r(done.json["results"], name)


def test_a_filter_is_a_domain_of_the_weighted_sample(run, folder, schools):
    """The weights are those of everybody; the standard error is that of svyby."""
    shutil.copy(DATA / "apistrat.csv", folder)
    text, design = TARGETS["cal_lin_strat"]
    entry = entries(FILE)["open.cal.by.cal_lin_strat"]
    for row in entry["result"]:
        where = ("--where", f"awards = {row['awards']}", "--questions", "api00")
        done = run("analyze", "apistrat.csv", *schools(text), *design, *where)
        (result,) = done.json["results"]
        assert_number(result["statistics"]["mean"], row["api00"], entry)
        assert_number(result["statistics"]["se"], row["se"], entry)


def test_the_same_weights_as_those_that_weight_writes(run, targets_file):
    """Shares with `--targets` are those with the written weights; only their intervals are narrower."""
    assert run("weight", "organ_cadres.csv", "-t", targets_file, "-o", "w.csv").code == 0
    shown = ("--questions", "familiarity,gender", "--by", "part_time", "--format", "json", "--min-group", "0")
    written = run("analyze", "w.csv", "--weight", "weight", "-q", "organ_cadres", "--ci", "logit", *shown).json
    made = run("analyze", "organ_cadres.csv", "--targets", targets_file, *shown).json
    for one, other in zip(made["results"], written["results"], strict=True):
        assert one["base"]["effective"] == pytest.approx(other["base"]["effective"], rel=1e-9)
        for ours, theirs in zip(one["options"], other["options"], strict=True):
            assert ours["share"] == pytest.approx(theirs["share"], rel=1e-9, abs=1e-12)
    margin = next(each for each in made["results"] if each["question"] == "gender" and each["by"] is None)
    assert [share["se"] for share in margin["options"]] == pytest.approx([0, 0], abs=1e-9)
    assert all(share["se"] > 0.01 for each in written["results"][:1] for share in each["options"][:3])


@pytest.fixture
def targets_file(folder):
    """Targets for the sample."""
    text = "partysurvey: targets/1\nmargins: {gender: {male: 0.55, female: 0.45}, part_time: {专职: 0.4, 兼职: 0.6}}\n"
    (folder / "targets.yaml").write_text(text, encoding="utf-8")
    return "targets.yaml"


def test_the_table_says_so(run, targets_file):
    for language, said in (("en", "(weighted, calibrated to the targets)"), ("zh", "（加权、已按目标校准）")):
        shown = ("--questions", "familiarity", "--lang", language)
        done = run("analyze", "organ_cadres.csv", "--targets", targets_file, *shown)
        assert said in " ".join(done.out.split()) or said in "".join(done.out.split())
        assert "targets.yaml" in done.out


def test_people_without_an_answer_to_a_margin_are_left_out_and_counted(run, folder):
    (folder / "in.csv").write_text("g,x\n" + "a,1\nb,2\n,1\nb,1\na,2\n" * 4, encoding="utf-8")
    text = "partysurvey: targets/1\nmissing: leave_out\nmargins: {g: {a: 6, b: 4}}\n"
    (folder / "t.yaml").write_text(text, encoding="utf-8")
    done = run("analyze", "in.csv", "--targets", "t.yaml", "--format", "json", "--questions", "x")
    assert done.json["accounting"]["counted"] == 16
    assert done.json["accounting"]["dropped"] == {"margin_missing": 4}
    (result,) = done.json["results"]
    assert result["base"]["weighted"] == pytest.approx(10)


def test_weights_from_an_fpc_cannot_be_adjusted(run, folder, schools, snapshot):
    shutil.copy(DATA / "apistrat.csv", folder)
    (folder / "t.yaml").write_text("partysurvey: targets/1\nmargins: {" + STYPE + "}\n", encoding="utf-8")
    schools("")
    done = run("analyze", "apistrat.csv", "-q", "schools.yaml", "--targets", "t.yaml", *STRATA)
    assert (done.code, done.err) == (2, snapshot)
