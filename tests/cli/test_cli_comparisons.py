"""Tests, letters and intervals of breakdowns on the command line: numbers of R (tests/reference/data) and of SciPy."""

import csv
import json
import math
import shutil
from pathlib import Path

import jsonschema_rs
import numpy as np
import pytest
import scipy.stats

from partysurvey.render.json_results import results_schema

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "dsrs": ("apisrs.csv", "--weight", "pw", "--fpc", "fpc"),
    "dstrat": ("apistrat.csv", "--weight", "pw", "--strata", "stype", "--fpc", "fpc"),
    "dclus1": ("apiclus1.csv", "--weight", "pw", "--psu", "dnum", "--fpc", "fpc"),
    "dclus1_nofpc": ("apiclus1.csv", "--weight", "pw", "--psu", "dnum"),
    "dclus2": ("apiclus2.csv", "--psu", "dnum,snum", "--fpc", "fpc1,fpc2"),
}
BFI = """
partysurvey: questionnaire/1
id: bfi
title: bfi
questions:
  - id: gender
    kind: single
    text: gender
    options: [{code: "1", label: "1"}, {code: "2", label: "2"}]
  - id: education
    kind: single
    text: education
    options: [{code: "1", label: "1"}, {code: "2", label: "2"}, {code: "3", label: "3"}, {code: "4", label: "4"}, {code: "5", label: "5"}]
  - id: A1
    kind: KIND
    text: A1
"""
SCORED = "    options: [" + ", ".join(f'{{code: "{x}", label: "{x}", score: {x}}}' for x in range(1, 7)) + "]\n"
SCHOOLS = """
partysurvey: questionnaire/1
id: schools
title: schools
{design}
questions:
  - {{id: stype, kind: single, text: stype, options: [{{code: E, label: E}}, {{code: M, label: M}}, {{code: H, label: H}}]}}
  - {{id: awards, kind: single, text: awards, options: [{{code: "No", label: "No"}}, {{code: "Yes", label: "Yes"}}]}}
"""
REPLICATED = 'design: {{weight: pw, replicates: {{columns: "rw*", type: other, scale: {scale!r}, rscales: [1]}}}}'
pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def data(folder):
    """Data sets of R survey in the working folder."""
    for path in (REFERENCE / "data").glob("*.csv"):
        shutil.copy(path, folder / path.name)


def reference(file, key):
    found = json.loads((REFERENCE / "data" / file).read_text(encoding="utf-8"))["entries"]
    return next(entry for entry in found if entry["id"] == key)


def results(done):
    assert (done.code, done.err) == (0, "")
    jsonschema_rs.validator_for(json.loads(results_schema())).validate(done.json)
    return done.json


def analysed(run, *arguments):
    return results(run("analyze", *arguments, "--format", "json"))


def assert_is(test, expected, tolerance):
    """The test has the statistic (but for the side), degrees of freedom and p of R."""
    assert abs(test["statistic"]) == pytest.approx(abs(*expected["statistic"].values()), rel=tolerance)
    assert test["df"] == pytest.approx(list(expected["parameter"].values()), rel=tolerance)
    assert test["p"] == pytest.approx(expected["p_value"], rel=10 * tolerance)


@pytest.mark.parametrize("design", [*DESIGNS])
def test_independence_under_a_design(run, design):
    entry = reference("11_tests.json", f"open.chisq.stype_awards.{design}.F")
    (test,) = analysed(run, *DESIGNS[design], "--questions", "awards", "--by", "stype")["tests"]
    assert (test["name"], test["method"]) == ("independence", "rao_scott_f")
    assert_is(test, entry["result"], 1e-7)


@pytest.mark.parametrize("design", ["dstrat", "dclus1", "dclus2"])
def test_means_of_two_groups_under_a_design(run, design):
    entry = reference("11_tests.json", f"open.ttest.two.{design}")
    (test,) = analysed(run, *DESIGNS[design], "--questions", "api00", "--by", "awards")["tests"]
    assert (test["name"], test["method"]) == ("means", "designed_t")
    assert_is(test, entry["result"], 1e-8)


@pytest.mark.parametrize(("key", "file"), [("r_clus1_JK1", "apiclus1.csv"), ("r_paired_BRR", "api_paired.csv")])
def test_replicate_weights(run, folder, table, key, file):
    entry = reference("09_replicate_weights.json", f"open.rep.chisq.{key}")
    with (
        (folder / file).open(encoding="utf-8", newline="") as one,
        (REFERENCE / "weights" / f"{key}.csv").open() as two,
    ):
        rows = [(*left, *right) for left, right in zip(csv.reader(one), csv.reader(two), strict=True)]
    (folder / "q.yaml").write_text(SCHOOLS.format(design=REPLICATED.format(scale=entry["design"]["scale"])))
    found = analysed(run, table("replicated.csv", *rows), "-q", "q.yaml", "--by", "stype", "--questions", "awards")
    assert found["inference"]["letters"]["shares"] == "designed_t"
    assert_is(found["tests"][0], entry["result"], 1e-6)
    assert {result["method"] for result in found["results"]} == {"replicate_logit"}


@pytest.mark.parametrize(("by", "factor"), [("awards", 1), ("stype", 2)])
def test_ranks_under_a_design(run, folder, by, factor):
    """api00 as a scale with a score per value; of more groups R prints W, which is F times their number less 1."""
    with (folder / "apiclus1.csv").open(encoding="utf-8", newline="") as file:
        values = sorted({int(row["api00"]) for row in csv.DictReader(file)})
    options = ", ".join(f'{{code: "{x}", label: "{x}", score: {x}}}' for x in values)
    scale = f"  - {{id: api00, kind: scale, text: api00, options: [{options}]}}\n"
    (folder / "q.yaml").write_text(SCHOOLS.format(design="") + scale)
    found = analysed(run, *DESIGNS["dclus1"], "-q", "q.yaml", "--questions", "api00", "--by", by)["tests"]
    test = next(test for test in found if test["name"] == "ranks")
    expected = reference("11_tests.json", f"open.ranktest.{by}.dclus1.KruskalWallis")["result"]
    assert test["method"] == f"designed_rank_{'t' if by == 'awards' else 'f'}"
    square = expected["statistic"]["t"] if by == "awards" else expected["parameter"]["Chisq"]
    assert abs(test["statistic"]) * factor == pytest.approx(square, rel=1e-7)
    assert test["p"] == pytest.approx(expected["p_value"], rel=1e-6)


def test_groups_that_overlap_are_compared_though_not_tested(run):
    found = analysed(run, "organ_cadres.csv", "--by", "difficulties", "--questions", "enthusiasm")
    assert (found["tests"], found["inference"]["letters"]["means"]) == ([], {"difficulties": "overlapping_t"})
    shown = [result for result in found["results"][1:] if not result["hidden"]]
    assert any(share.get("letters") for result in shown for share in result["options"])


@pytest.mark.parametrize(
    ("kind", "by", "key", "method"),
    [
        ("scale", "education", "open.kruskal", "kruskal_wallis"),
        ("number", "gender", "open.ttest.welch", "welch_t"),
        ("number", "education", "open.oneway.welch", "welch_f"),
    ],
)
def test_without_a_design(run, folder, kind, by, key, method):
    (folder / "q.yaml").write_text(BFI.replace("KIND", kind) + (SCORED if kind == "scale" else ""))
    tests = analysed(run, "bfi.csv", "-q", "q.yaml", "--questions", "A1", "--by", by)["tests"]
    assert tests[-1]["method"] == method
    assert_is(tests[-1], reference("02_crosstabs_unweighted.json", key)["result"], 1e-8)


@pytest.mark.parametrize("adjust", ["none", "bonferroni", "holm", "bh"])
@pytest.mark.parametrize("weighted", [False, True])
def test_letters_follow_the_p_values_of_r(run, folder, adjust, weighted):
    if weighted:
        expected = reference("02_crosstabs_unweighted.json", "open.colprop.apistrat.weighted")["result"]["tests"]
        arguments = ("apistrat.csv", "--weight", "pw", "--questions", "awards", "--by", "stype")
    else:
        (folder / "q.yaml").write_text(BFI.replace("KIND", "scale") + SCORED)
        expected = reference("02_crosstabs_unweighted.json", "open.colprop.bfi.A1_by_education")["result"]
        arguments = ("bfi.csv", "-q", "q.yaml", "--questions", "A1", "--by", "education")
    found = analysed(run, *arguments, "--adjust", adjust, "--letter-base", "0")
    groups = [result for result in found["results"] if result["by"]]
    names = {result["letter"]: result["by_label"] for result in groups}
    assert found["inference"]["letters"]["shares"] == "pooled_z"
    for group in groups:
        for share in group["options"]:
            row = expected[share["label"]]
            p = row[f"p_{'BH' if adjust == 'bh' else adjust}"]
            lower = {
                (other if z > 0 else one)
                for pair, z in row["z"].items()
                for one, other in [pair.split(" - ")]
                if p[pair] < 0.05 and (one if z > 0 else other) == group["by_label"]
            }
            assert {names[letter] for letter in share.get("letters", ())} == lower


def test_letters_of_means_under_a_design(run):
    difference = reference("07_domains_tables.json", "open.domaindiff.dclus1")["result"]
    arguments = (*DESIGNS["dclus1"], "--questions", "api00", "--by", "stype", "--letter-base", "0")
    for level in (0.5, 0.6, 0.7, 0.8):
        groups = analysed(run, *arguments, "--level", level)["results"][1:]
        names = {group["letter"]: group["by_label"] for group in groups}
        letters = {group["by_label"]: group["statistics"].get("letters", []) for group in groups}
        found = {(group, names[letter]) for group in letters for letter in letters[group]}
        expected = set()
        for pair, apart in difference["diff"].items():
            one, other = pair.split("m")
            if 2 * scipy.stats.t.sf(abs(apart) / difference["se"][pair], 14) < 1 - level:
                expected.add((one, other) if apart > 0 else (other, one))
        assert found == expected


def test_intervals_of_groups_under_a_design(run):
    entry = reference("07_domains_tables.json", "open.by.ciprop.dstrat")["result"]
    found = analysed(run, *DESIGNS["dstrat"], "--questions", "awards", "--by", "stype", "--ci", "xlogit")["results"]
    for domain in entry:
        group = next(result for result in found if result["by_label"] == domain["stype"])
        yes = next(share for share in group["options"] if share["label"] == "Yes")
        expected = [domain["p"], domain["ci_l"], domain["ci_u"]]
        assert [yes["share"], yes["low"], yes["high"]] == pytest.approx(expected, rel=1e-8)


def test_a_lonely_stratum(run):
    expected = reference("08_lonely_psu.json", "open.lonely.adjust.dlonely")["result"]
    design = ("--weight", "pw", "--strata", "stype", "--questions", "api00,awards")
    found = analysed(run, "apistrat_lonely.csv", *design, "--lonely-psu", "adjust")["results"]
    (api00,) = (result["statistics"] for result in found if result["question"] == "api00")
    assert [api00["mean"], api00["se"]] == pytest.approx([expected[part]["api00"] for part in ("estimate", "se")])
    assert [api00["low"], api00["high"]] == pytest.approx(expected["ci95_t"]["api00"], rel=1e-8)
    refused = run("analyze", "apistrat_lonely.csv", *design)
    assert (refused.code, refused.out) == (2, "")
    assert "stratum H has a single PSU" in refused.err


def test_each_column_against_the_rest(run):
    found = analysed(run, "apisrs.csv", "--questions", "awards", "--by", "stype", "--compare", "rest")
    with Path("apisrs.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["stype"], row["awards"]) for row in csv.DictReader(file)]
    for group in found["results"][1:]:
        for share in group["options"]:
            inside = [answer == share["label"] for kind, answer in rows if kind == group["by_label"]]
            rest = [answer == share["label"] for kind, answer in rows if kind != group["by_label"]]
            pooled = np.mean([*inside, *rest])
            z = (np.mean(inside) - np.mean(rest)) / math.sqrt(pooled * (1 - pooled) * (1 / len(inside) + 1 / len(rest)))
            expected = ([], ["↑"], ["↓"])[0 if abs(z) < 1.959964 else 1 if z > 0 else 2]
            compared = min(len(inside), len(rest)) >= 30
            assert share.get("letters", []) == (expected if compared else [])
            p = [math.erfc(abs(z) / math.sqrt(2))] if compared and expected else []
            assert share.get("letters_p", []) == pytest.approx(p, rel=1e-9)


def test_hidden_groups_take_no_part(run, table):
    counts = {("a", "yes"): 30, ("a", "no"): 20, ("b", "yes"): 15, ("b", "no"): 35, ("c", "yes"): 2, ("d", "no"): 4}
    rows = [key for key, n in counts.items() for _ in range(n)]
    named = table("small.csv", ("group", "answer"), *rows)
    found = analysed(run, named, "--by", "group", "--questions", "answer")
    chi = scipy.stats.chi2_contingency([[30, 15], [20, 35]], correction=False)
    (test,) = found["tests"]
    assert [test["statistic"], test["p"]] == pytest.approx([chi.statistic, chi.pvalue])
    assert (test["n"], test["shown_only"], test["hidden"]) == (100, True, False)
    letters = {
        group["by_label"]: (group.get("letter"), [share.get("letters") for share in group["options"]])
        for group in found["results"][1:]
    }
    assert letters["c"] == letters["d"] == (None, [None, None])
    yes_first = found["results"][0]["options"][0]["label"] == "yes"
    assert letters["a"] == ("A", [["B"], None] if yes_first else [None, ["B"]])
    printed = run("analyze", named, "--by", "group", "--questions", "answer", "--lang", "en").out
    assert "Only the groups that are shown are tested and compared" in " ".join(printed.split())


def test_the_test_is_withdrawn_where_one_group_is_left(run, table):
    rows = [("a", "yes")] * 30 + [("a", "no")] * 20 + [("b", "no")] * 3 + [("c", "yes")] * 3
    named = table("small.csv", ("group", "answer"), *rows)
    (test,) = analysed(run, named, "--by", "group", "--questions", "answer")["tests"]
    assert (test["hidden"], test["statistic"], test["p"], test["n"]) == (True, None, None, None)
    assert "有隐藏的组，不报告检验" in run("analyze", named, "--by", "group", "--lang", "zh").out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_printed(run, snapshot, language):
    design = (*DESIGNS["dstrat"], "--questions", "awards,api00", "--by", "stype")
    done = run("analyze", *design, "--lang", language, "--adjust", "holm", "--looser-level", "0.9")
    assert done.code == 0
    assert done.out[done.out.index("api00") :] == snapshot


def test_one_line_of_csv_per_number_of_a_test(run):
    done = run("analyze", *DESIGNS["dclus1"], "--questions", "awards", "--by", "stype", "--format", "csv")
    stats = {row["stat"]: row for row in csv.DictReader(done.out.removeprefix("\ufeff").splitlines())}
    expected = reference("11_tests.json", "open.chisq.stype_awards.dclus1.F")["result"]
    assert float(stats["independence_p"]["value"]) == pytest.approx(expected["p_value"])
    assert stats["independence_df2"]["method"] == "rao_scott_f"


def test_a_census_and_none_at_all_compare_nothing(run):
    for option in (("--census",), ("--compare", "none")):
        found = analysed(run, "apisrs.csv", "--questions", "awards", "--by", "stype", *option)
        assert found["tests"] == []
        assert "letters" not in found["inference"]


N, POPULATION = 200, 6194


def hypergeometric(x):
    """The shares of the population that neither one-sided test rejects, one by one."""
    members = np.arange(x, POPULATION - (N - x) + 1)
    over = scipy.stats.hypergeom.sf(x - 1, POPULATION, members, N) > 0.025
    under = scipy.stats.hypergeom.cdf(x, POPULATION, members, N) > 0.025
    kept = members[over & under]
    return kept[0] / POPULATION, kept[-1] / POPULATION


def agresti_coull(x):
    z2 = scipy.stats.norm.ppf(0.975) ** 2
    middle = (x + z2 / 2) / (N + z2)
    half = math.sqrt(z2 * middle * (1 - middle) / (N + z2))
    return middle - half, middle + half


@pytest.mark.parametrize(
    ("method", "ends"),
    [
        ("clopper-pearson", lambda x: tuple(scipy.stats.binomtest(x, N).proportion_ci(method="exact"))),
        ("jeffreys", lambda x: scipy.stats.beta.ppf([0.025, 0.975], x + 0.5, N - x + 0.5)),
        ("agresti-coull", agresti_coull),
        ("hypergeometric", hypergeometric),
    ],
)
def test_intervals_of_simple_samples(run, method, ends):
    population = ("--population", POPULATION) if method == "hypergeometric" else ()
    (result,) = analysed(run, "apisrs.csv", "--questions", "awards", "--ci", method, *population)["results"]
    assert result["method"] == method.replace("-", "_")
    for share in result["options"]:
        assert (share["low"], share["high"]) == pytest.approx(tuple(ends(share["n"])), rel=1e-9)


@pytest.mark.parametrize(
    "options",
    [
        ("--ci", "jeffreys", "--weight", "pw", "--fpc", "fpc"),
        ("--ci", "clopper-pearson", "--psu", "dnum", "--strata", "stype"),
        ("--ci", "hypergeometric"),
        ("--ci", "agresti-coull", "--population", "6194"),
        ("--by", "stype", "--looser-level", "0.95"),
    ],
)
def test_what_does_not_fit(run, snapshot, options):
    done = run("analyze", "apisrs.csv", "--questions", "awards", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err == snapshot
