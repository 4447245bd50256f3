"""Replicate weights against R survey (09_replicate_weights.json)."""

import numpy as np
import pytest
from design_tallies import assert_estimates, assert_number
from reference_data import entries
from replicate_tallies import replicate_sample, replicate_tally

from partysurvey.estimates.linear import Ratio, Total
from partysurvey.estimates.linearised import by_domains, estimated, means, ratios, share_values, totals
from partysurvey.estimates.totals import cell_totals, value_totals
from partysurvey.estimates.variance import estimand_covariance, standard_errors
from partysurvey.tally.plan import Cells, Moments, Plan

FILE = "09_replicate_weights.json"


def of(kind):
    return pytest.mark.parametrize("entry", entries(FILE, f"open.rep.{kind}").values(), ids=lambda entry: entry["id"])


@of("degf")
def test_degrees_of_freedom_are_the_rank_of_the_weights(entry):
    _, sampling = replicate_tally(entry, Plan(frozenset([Cells(("stype",))])))
    assert sampling.degrees_of_freedom == entry["result"]


@of("mean")
def test_means_and_shares(entry):
    sample = replicate_sample(entry, "api00", "enroll", "stype")
    values = {name: sample.numbers(name) for name in ("api00", "enroll")} | dict(share_values(sample, "stype"))
    estimate = estimated(sample, means(sample, values))
    assert_estimates(estimate, {**entry, "id": f"{entry['id']}.deffreplace"})


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
