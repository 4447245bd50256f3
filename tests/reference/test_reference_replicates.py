"""Replicate weights against R survey (09_replicate_weights.json)."""

import math
from pathlib import Path

import numpy as np
import pytest
from design_tallies import assert_estimates, assert_number, reference_questionnaire
from msgspec.structs import replace
from reference_data import assert_same, entries
from replicate_tallies import joined_file, replicate_design, replicate_sample, replicate_tally

from partysurvey import analyze
from partysurvey.estimates.comparisons.rao_scott import DesignedTable, rao_scott_f
from partysurvey.estimates.linear import Ratio, Total
from partysurvey.estimates.linearised import by_domains, estimated, means, ratios, share_values, totals
from partysurvey.estimates.proportion_intervals import share_ends
from partysurvey.estimates.replication import logit_variances
from partysurvey.estimates.totals import cell_totals, value_totals
from partysurvey.estimates.variance import estimand_covariance, standard_errors
from partysurvey.estimates.woodruff import QuantileMethod, quantile_estimates, share_variances, value_cells
from partysurvey.tally.plan import Cells, Moments, Plan

FILE = "09_replicate_weights.json"


def of(kind):
    return pytest.mark.parametrize("entry", entries(FILE, f"open.rep.{kind}").values(), ids=lambda entry: entry["id"])


@of("degf")
def test_degrees_of_freedom_are_the_rank_of_the_weights(entry):
    _, sampling = replicate_tally(entry, Plan(frozenset([Cells(("stype",))])))
    assert_same(sampling.degrees_of_freedom, entry["result"], entry)


@of("mean")
def test_means_and_shares(entry):
    sample = replicate_sample(entry, "api00", "enroll", "stype")
    values = {name: sample.numbers(name) for name in ("api00", "enroll")} | dict(share_values(sample, "stype"))
    estimate = estimated(sample, means(sample, values))
    assert_estimates(estimate, entry, replaced=True)


@of("total")
def test_totals(entry):
    sample = replicate_sample(entry, "enroll", "awards")
    values = {"enroll": sample.numbers("enroll"), **share_values(sample, "awards")}
    assert_estimates(estimated(sample, totals(sample, values)), entry)


@of("ratio")
def test_ratios(entry):
    sample = replicate_sample(entry, "api.stu", "enroll")
    pair = {"ratio": (sample.numbers("api.stu"), sample.numbers("enroll"))}
    estimate = estimated(sample, ratios(sample, pair))
    parts = {key: {"ratio": value} for key, value in entry["result"].items() if key not in {"ratio", "df"}}
    expected = {"estimate": {"ratio": entry["result"]["ratio"]}, "df": entry["result"]["df"], **parts}
    assert_estimates(estimate, entry, expected)


@of("by")
def test_domain_means(entry):
    sample = replicate_sample(entry, "api00", "awards")
    api00 = {"api00": sample.numbers("api00")}
    estimate = estimated(sample, by_domains(sample, ("awards",), lambda domain: means(sample, api00, domain)))
    for row, value, se in zip(entry["result"], estimate.values, estimate.se, strict=True):
        assert_number(value, row["api00"], entry)
        assert_number(se, row["se"], entry)


@of("mean")
def test_the_same_from_cells_and_moments(entry):
    if entry["data"] == "apiclus2.csv":  # R leaves out schools without a number of pupils, which these tables do not
        return
    plan = Plan(frozenset([Cells(("stype",), by_unit=True)]), frozenset([Moments("api00", by_unit=True)]))
    tally, sampling = replicate_tally(entry, plan)
    of_cells = cell_totals(tally.counts("stype", by_unit=True))
    part = np.eye(3, of_cells.first.shape[0])
    share, number = Ratio(part, np.tile(part.sum(axis=0), (3, 1))), Ratio(np.array([[0.0, 1]]), np.array([[1.0, 0]]))
    of_values = value_totals(tally.moments("api00", by_unit=True))
    errors = [
        *standard_errors(estimand_covariance(share, of_cells, sampling)),
        *standard_errors(estimand_covariance(number, of_values, sampling)),
    ]
    for name, se in zip(("stypeE", "stypeH", "stypeM", "api00"), errors, strict=True):
        assert_number(se, entry["result"]["se"][name], entry)
    schools = estimand_covariance(Total(part), of_cells, sampling)
    assert schools.shape == (3, 3)


@of("ciprop")
def test_intervals_of_a_share(entry):
    tally, sampling = replicate_tally(entry, Plan(frozenset([Cells(("awards",))])))
    counts = tally.counts("awards", by_unit=False)
    answers = np.array([[level in counts.axes[0].answers for level in counts.axes[0].levels]], dtype=float)
    chosen = np.array([[level == "Yes" for level in counts.axes[0].levels]], dtype=float)
    share = Ratio(chosen, answers)
    value, replicates = share.value(counts.w), share.value(counts.replicates)
    variance = sampling.covariance(value, replicates)[0, 0]
    for method, expected in entry["result"].items():
        own = logit_variances(value, replicates, sampling)[0] if method == "logit" else variance
        found = share_ends(method, value[0], own, int(counts.n.sum()), sampling.degrees_of_freedom, 0.95)
        assert found.method == method
        assert_number(value[0], expected["estimate"], entry)
        assert_number(math.sqrt(variance), expected["se"], entry)
        assert_number(found.low, expected["ci"][0], entry)
        assert_number(found.high, expected["ci"][1], entry)


@of("quantile")
def test_quantiles_with_woodruff_intervals(entry):
    tally, sampling = replicate_tally(entry, Plan(frozenset([Cells(("api00",), by_unit=True)])))
    cells = value_cells(tally.counts("api00", by_unit=True))
    expected = entry["result_survey_4_5"] if entry.get("prefer") == "4.5" else entry["result"]
    method = QuantileMethod(sampling.degrees_of_freedom)
    estimates = quantile_estimates(cells.numbers, (0.25, 0.5, 0.75), share_variances(cells, sampling), method)
    for estimate, reference in zip(estimates, expected["api00"].values(), strict=True):
        assert_number(estimate.value, reference["quantile"], entry)
        assert_number(estimate.low, reference["ci"][0], entry)
        assert_number(estimate.high, reference["ci"][1], entry)
        assert_number(estimate.se, reference["se"], entry)


def test_columns_of_replicate_weights_without_the_design_they_were_made_of():
    entry = entries(FILE, "open.rep.svrepdesign")["open.rep.svrepdesign.from_columns"]
    design = entries(FILE, "open.rep.mean.r_clus1_JK1")["open.rep.mean.r_clus1_JK1"]["design"]
    sample = replicate_sample({**entry, "design": design}, "api00")
    estimate = estimated(sample, means(sample, {"api00": sample.numbers("api00")}))
    assert_estimates(estimate, entry, entry["result"]["mean"])
    assert estimate.df == entry["result"]["degf"]


@of("degf")
def test_the_scales_of_each_type_are_those_of_r(entry):
    name, kind = entry["design"]["name"], entry["design"]["type"]
    plan = Plan(frozenset([Cells(("stype",))]))
    if name == "r_clus2_mrb":  # of no type: its scales have to be given
        return
    rscales = replicate_design(entry["design"]).replicates.rscales if kind == "JKn" else ()
    fpc = (15 / 757,) if name == "r_clus1_JK1" else ()
    _, of_type = replicate_tally(entry, plan, scale=None, rscales=rscales, fpc=fpc)
    _, given = replicate_tally(entry, plan)
    canty_davison = (
        15 / 14 if name == "r_clus1_boot" else 1
    )  # n/(n - 1), which R puts into the scale of its own bootstrap
    np.testing.assert_allclose(of_type.factors * canty_davison, given.factors, rtol=1e-9)


@of("chisq")
def test_rao_scott_f(entry):
    tally, sampling = replicate_tally(entry, Plan(frozenset([Cells(("stype", "awards"), by_unit=True)])))
    counts = tally.counts("stype", "awards", by_unit=True)
    answered = np.outer(*(np.array([level in axis.answers for level in axis.levels]) for axis in counts.axes)).ravel()
    chosen = np.eye(answered.size)[answered]
    share, of_cells = Ratio(chosen, np.tile(answered.astype(float), (len(chosen), 1))), cell_totals(counts)
    cells = share.value(of_cells.first.sum(axis=1)).reshape(3, 2)
    covariance = estimand_covariance(share, of_cells, sampling)
    table = DesignedTable(cells, covariance, float(counts.n.sum()), sampling.degrees_of_freedom)
    found = rao_scott_f(table)
    expected = entry["result"]
    assert_number(found.statistic, expected["statistic"]["F"], entry)
    assert_number(found.df[0], expected["parameter"]["ndf"], entry)
    assert_number(found.df[1], expected["parameter"]["ddf"], entry)
    assert abs(found.p - expected["p_value"]) < 1e-9


@pytest.mark.parametrize("name", ["r_clus1_JK1", "r_clus1_boot", "r_strat_JKn", "r_paired_Fay03"])
def test_the_whole_way_from_a_file_to_shares_and_means(name):
    """Declared in the questionnaire by the pattern rw*."""
    means_of_r, intervals, domains = (entries(FILE)[f"open.rep.{kind}.{name}"] for kind in ("mean", "ciprop", "by"))
    questionnaire = replace(
        reference_questionnaire(means_of_r["data"].removesuffix(".csv")), design=replicate_design(means_of_r["design"])
    )
    file = joined_file(means_of_r["data"], Path(means_of_r["design"]["replicate_file"]).name)
    found = {
        (result.question, result.by_option): result
        for result in analyze(
            file, questionnaire, questions=("stype", "awards", "api00"), by=("awards",), min_group=0
        ).estimates.results
    }
    for share in found["stype", None].options:
        assert_number(share.share, means_of_r["result"]["estimate"][f"stype{share.option}"], means_of_r)
        assert_number(share.se, means_of_r["result"]["se"][f"stype{share.option}"], means_of_r)
        assert_number(share.deff, means_of_r["result"]["deff"][f"stype{share.option}"], means_of_r)
    (awards,) = (share for share in found["awards", None].options if share.option == "Yes")
    assert_number(awards.low, intervals["result"]["logit"]["ci"][0], intervals)
    assert_number(awards.high, intervals["result"]["logit"]["ci"][1], intervals)
    number = found["api00", None]
    assert (number.method, found["awards", None].method) == ("replicate_t", "replicate_logit")
    assert number.df == means_of_r["result"]["df"]
    assert_number(number.statistics.low, means_of_r["result"]["ci95_t"]["api00"][0], means_of_r)
    assert_number(number.statistics.high, means_of_r["result"]["ci95_t"]["api00"][1], means_of_r)
    for row in domains["result"]:
        assert_number(found["api00", row["awards"]].statistics.mean, row["api00"], domains)
        assert_number(found["api00", row["awards"]].statistics.se, row["se"], domains)
