"""What `analyze` shows under a sampling design against R survey: the whole way from a file to the results."""

import math

import pytest
from design_tallies import FOLDER, design_of, reference_questionnaire
from reference_data import assert_close, entries

import partysurvey
from partysurvey.estimates.results import Inference

TAYLOR = entries("04_means_totals_ratios.json")
DOMAINS = entries("07_domains_tables.json")
LONELY = entries("08_lonely_psu.json")
DESIGNS = [key.removeprefix("open.prop.") for key in TAYLOR if key.startswith("open.prop.")]


def analysed(entry, questions, *, by=(), lonely=None, **inference):
    """The results by question, group and option; design effects as by deff = TRUE."""
    design = design_of(entry["design"])
    analysis = partysurvey.analyze(
        FOLDER / entry["data"],
        reference_questionnaire(entry["data"].removesuffix(".csv")),
        questions=questions,
        by=by,
        weight=design.weight,
        strata=design.strata,
        psu=design.psu,
        fpc=design.fpc,
        nest=design.nest,
        lonely=lonely,
        min_group=0,
        inference=Inference(deff="population", **inference),
    )
    return {(result.question, result.by_option): result for result in analysis.estimates.results}


@pytest.mark.parametrize("design", DESIGNS)
def test_shares_with_standard_errors_and_design_effects(design):
    entry = TAYLOR[f"open.prop.{design}"]
    expected = entry["result"]
    results = analysed(entry, ("stype", "awards", "sch.wide"))
    for (question, _), result in results.items():
        assert (result.df, result.method) == (expected["df"], "taylor_logit")
        for share in result.options:
            name = question + share.option
            assert_close(share.share, expected["estimate"][name], entry)
            if expected["se"][name] > 1e-8:  # else 0 in theory
                assert_close(share.se, expected["se"][name], entry)
                assert_effect(share.deff, expected["deff"][name], entry)


@pytest.mark.parametrize("design", [name for name in DESIGNS if "clus2" not in name])
def test_means_with_t_intervals(design):
    """Of numbers that everybody gave; in apiclus2 R drops the people without a third number, and we do not."""
    entry = TAYLOR[f"open.mean.{design}"]
    for (question, _), result in analysed(entry, ("api00", "meals")).items():
        statistics, expected = result.statistics, entry["result"]
        assert_close(statistics.mean, expected["estimate"][question], entry)
        assert_close(statistics.se, expected["se"][question], entry)
        assert_close(statistics.low, expected["ci95_t"][question][0], entry)
        assert_close(statistics.high, expected["ci95_t"][question][1], entry)
        assert_effect(statistics.deff, expected["deff"][question], entry)


def assert_effect(ours, reference, entry):
    """Infinite, and none for us, where the weights add up to the number of people."""
    if reference == "Inf":
        assert ours is None
    else:
        assert_close(ours, reference, entry)


@pytest.mark.parametrize("design", ["dsrs", "dstrat", "dclus1", "dclus2"])
def test_shares_in_groups_keep_the_whole_design(design):
    entry = DOMAINS[f"open.by.prop.{design}"]
    results = analysed(entry, ("awards",), by=("sch.wide",))
    for row in entry["result"]:
        for share in results["awards", row["sch.wide"]].options:
            assert_close(share.share, row[f"awards{share.option}"], entry)
            assert_close(share.se, row[f"se.awards{share.option}"], entry)


@pytest.mark.parametrize("design", ["dsrs", "dstrat", "dclus1"])
def test_means_in_groups(design):
    entry = DOMAINS[f"open.by.stype.{design}"]
    results = analysed(entry, ("api00", "enroll"), by=("stype",))
    for row in entry["result"]:
        for name in ("api00", "enroll"):
            assert_close(results[name, row["stype"]].statistics.mean, row[name], entry)
            assert_close(results[name, row["stype"]].statistics.se, row[f"se.{name}"], entry)


def test_intervals_of_shares_in_groups_rest_on_the_groups_degrees_of_freedom():
    entry = DOMAINS["open.by.ciprop.dstrat"]
    for method in ("logit", "xlogit"):
        results = analysed(entry, ("awards",), by=("stype",), ci=method)
        for row in entry["result"]:
            share = results["awards", row["stype"]].options[1]
            assert_close(share.share, row["p"], entry)
            assert_close(share.low, row["ci_l"], entry)
            assert_close(share.high, row["ci_u"], entry)


@pytest.mark.parametrize("option", ["remove", "adjust", "average", "certainty"])
@pytest.mark.parametrize("design", ["dlonely", "dlonely_fpc"])
def test_lonely_psus(option, design):
    entry = LONELY[f"open.lonely.{option}.{design}"]
    results = analysed(entry, ("api00", "awards"), lonely=option)
    expected = entry["result"]
    assert_close(results["api00", None].statistics.se, expected["se"]["api00"], entry)
    for share in results["awards", None].options:
        assert_close(share.se, expected["se"][f"awards{share.option}"], entry)
        assert math.isfinite(share.deff)
