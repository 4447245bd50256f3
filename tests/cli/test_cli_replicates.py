"""Replicate weights on the command line: numbers of R survey (09_replicate_weights.json), and the messages."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from design_tallies import assert_number
from reference_data import entries
from replicate_tallies import joined_file, replicate_design

FILE = "09_replicate_weights.json"
NAMES = (
    "r_clus1_JK1",
    "r_clus1_JK1_mse",
    "r_clus1_boot",
    "r_strat_JKn",
    "r_paired_BRR",
    "r_paired_Fay03",
    "r_clus2_mrb",
)


@pytest.fixture
def sample(folder):
    """Copies the data of an entry, joined with its replicate weights, into the folder."""

    def copied(entry):
        shutil.copy(joined_file(entry["data"], Path(entry["design"]["replicate_file"]).name), folder / "sample.csv")
        return "sample.csv"

    return copied


def options_of(entry):
    """The options that say what the entry's design is."""
    replicates = replicate_design(entry["design"]).replicates
    given = ["--weight", "weight", "--replicates", "rw*", "--replicate-type", replicates.type]
    given += ["--scale", repr(replicates.scale), "--rscales", ",".join(map(repr, replicates.rscales))]
    given += [] if replicates.rho is None else ["--rho", repr(replicates.rho)]
    return [*given, *(["--mse"] if replicates.mse else [])]


@pytest.mark.parametrize("name", NAMES)
def test_shares_means_and_intervals_are_those_of_r(run, sample, name):
    mean, interval = (entries(FILE)[f"open.rep.{kind}.{name}"] for kind in ("mean", "ciprop"))
    shown = ("--questions", "stype,awards,api00", "--format", "json", "--deff", "replace")
    done = run("analyze", sample(mean), *options_of(mean), *shown)
    assert done.code == 0, done.err
    found = {result["question"]: result for result in done.json["results"]}
    expected = mean["result"]
    if name != "r_clus2_mrb":  # R leaves out schools without a number of pupils there
        for share in found["stype"]["options"]:
            for ours, part in (("share", "estimate"), ("se", "se"), ("deff", "deff")):
                assert_number(share[ours], expected[part][f"stype{share['label']}"], mean)
        for part, ours in (("estimate", "mean"), ("se", "se"), ("deff", "deff")):
            assert_number(found["api00"]["statistics"][ours], expected[part]["api00"], mean)
    (awards,) = (share for share in found["awards"]["options"] if share["label"] == "Yes")
    assert_number(awards["low"], interval["result"]["logit"]["ci"][0], interval)
    assert_number(awards["high"], interval["result"]["logit"]["ci"][1], interval)
    assert found["awards"]["df"] == expected["df"]


@pytest.mark.parametrize("method", ["beta", "asin", "xlogit", "mean", "likelihood"])
def test_other_intervals_are_those_of_r(run, sample, method):
    entry = entries(FILE)["open.rep.ciprop.r_clus1_JK1"]
    shown = ("--questions", "awards", "--format", "json", "--ci", method)
    done = run("analyze", sample(entry), *options_of(entry), *shown)
    (awards,) = (share for share in done.json["results"][0]["options"] if share["label"] == "Yes")
    if method in entry["result"]:
        assert_number(awards["low"], entry["result"][method]["ci"][0], entry)
        assert_number(awards["high"], entry["result"][method]["ci"][1], entry)


@pytest.mark.parametrize(
    "options",
    [
        ("--weight", "weight", "--replicates", "rw*"),
        ("--weight", "weight", "--replicates", "qq*", "--replicate-type", "JK1"),
        ("--weight", "weight", "--replicates", "rw1,rw99", "--replicate-type", "JK1"),
        ("--replicates", "rw*", "--replicate-type", "JK1"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "JK1", "--strata", "stype"),
        ("--weight", "weight", "--replicate-type", "JK1"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "Fay"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "Fay", "--rho", "1"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "BRR", "--rho", "0.3"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "JKn"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "JK1", "--rscales", "0.5,x"),
        ("--weight", "weight", "--replicates", "rw*", "--replicate-type", "JK1", "--rscales", "0.5,0.5"),
    ],
    ids=" ".join,
)
def test_what_is_refused(run, sample, snapshot, options):
    file = sample(entries(FILE)["open.rep.mean.r_clus1_JK1"])
    done = run("analyze", file, "--questions", "awards", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err == snapshot


def test_groups_have_the_degrees_of_freedom_of_their_own_weights(run, sample):
    """The rank of the replicate weights of the people in the group, less 1; the oracle is numpy's."""
    entry = entries(FILE)["open.rep.mean.r_clus1_JK1"]
    file = sample(entry)
    with Path(file).open(encoding="utf-8", newline="") as opened:
        people = list(csv.DictReader(opened))
    weights = np.array([[float(row[f"rw{number}"]) for number in range(1, 16)] for row in people])

    def rank(holds):
        return np.linalg.matrix_rank(weights[[holds(row) for row in people]]) - 1

    shown = ("--questions", "awards", "--by", "stype", "--min-group", "0", "--format", "json")
    found = run("analyze", file, *options_of(entry), *shown).json["results"]
    found += run("analyze", file, *options_of(entry), *shown[:2], *shown[-2:], "--where", "stype = H").json["results"]
    (everybody, *groups, chosen) = found
    assert everybody["df"] == rank(lambda _: True)
    assert {group["by_label"]: group["df"] for group in groups} == {
        code: rank(lambda row, code=code: row["stype"] == code) for code in "EHM"
    }
    assert chosen["df"] == rank(lambda row: row["stype"] == "H") < everybody["df"]


def test_replicate_weights_are_no_questions(run, sample):
    """Without a questionnaire every column is a question, but for those of the design."""
    entry = entries(FILE)["open.rep.mean.r_clus1_JK1"]
    done = run("analyze", sample(entry), *options_of(entry), "--format", "json")
    asked = {result["question"] for result in done.json["results"]}
    assert "awards" in asked
    assert not {name for name in asked if name.startswith("rw") or name == "weight"}
