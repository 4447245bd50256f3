"""Intervals of shares under designs against svyciprop (05_proportion_intervals.json, 05b_wilson_survey45.json)."""

import math
import re

import numpy as np
import pytest
from design_tallies import design_of, reference_tally
from reference_data import assert_close, entries

from partysurvey.estimates.fpc_weights import unit_weights, weighted_counts, weighted_spine
from partysurvey.estimates.intervals import wilson
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.proportion_intervals import effective_size, share_ends
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import cell_totals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.tally.plan import Cells, Plan

OPEN = entries("05_proportion_intervals.json") | entries("05b_wilson_survey45.json")
KISH = OPEN.pop("open.ciprop.wilson_neff.dstrat")
# R takes the ends of "likelihood" from a spline through a dozen points of the profile (MASS), which misses the root by up
# to 2.5e-4 of the end. Ours are the roots. These entries are farther apart than their rel_tol of 1e-5, by no more than:
INTERPOLATED_IN_R = {
    "open.ciprop.awards.dclus2.likelihood": 5e-5,
    "open.ciprop.awards.dpaired.likelihood": 1e-4,
    "open.ciprop.stypeH.dclus2.likelihood": 2.5e-4,
}


def share_of(entry, variable, code):
    """Share, variance, respondents and degrees of freedom of one option under the entry's design."""
    plan = Plan(frozenset([Cells((variable,), by_unit=True)]))
    tally = reference_tally(entry["data"].removesuffix(".csv"), design_of(entry["design"]), plan)
    from_fpc = str(entry["design"].get("weights", "")).startswith("from fpc")
    weights = unit_weights(tally.spine) if from_fpc else np.ones(len(tally.spine.units))
    sampling = Sampling(weighted_spine(tally.spine, weights))
    counts = weighted_counts(tally.counts(variable, by_unit=True), weights)
    answers = np.array([level in counts.axes[0].answers for level in counts.axes[0].levels], dtype=float)
    chosen = np.array([level == code for level in counts.axes[0].levels], dtype=float)
    share, totals = Ratio(chosen[None], answers[None]), cell_totals(counts)
    value = share.value(totals.first.sum(axis=1))[0]
    variance = estimand_covariance(share, totals, sampling)[0, 0]
    return float(value), float(variance), int(counts.n.sum()), sampling.degrees_of_freedom


def asked(entry):
    """The arguments of an R call: variable, option, method, level, whether df = Inf."""
    variable, code, method = re.search(r'I\((\S+) == "(\w+)"\).*method = "(\w+)"', entry["call"]).groups()
    level = re.search(r"level = ([\d.]+)", entry["call"])
    return variable, code, method, float(level[1]) if level else 0.95, "df = Inf" in entry["call"]


@pytest.mark.parametrize("entry", OPEN.values(), ids=OPEN)
def test_intervals_of_shares(entry):
    variable, code, method, level, normal = asked(entry)
    share, variance, n, df = share_of(entry, variable, code)
    df = math.inf if normal and method != "beta" else df
    found = share_ends(method, share, variance, n, df, level)
    assert found.method == method
    entry = entry | {"rel_tol": INTERPOLATED_IN_R.get(entry["id"], entry["rel_tol"])}
    assert_close(share, entry["result"]["estimate"], entry)
    assert_close(math.sqrt(variance), entry["result"]["se"], entry)
    assert_close(found.low, entry["result"]["ci"][0], entry)
    assert_close(found.high, entry["result"]["ci"][1], entry)


def test_wilson_with_the_normal_quantile_and_with_kishs_base():
    expected = KISH["result"]
    share, variance, n, _ = share_of(KISH, "awards", "Yes")
    found = share_ends("wilson", share, variance, n, math.inf, 0.95)
    assert_close(effective_size(share, variance, n), expected["n_eff_from_variance"], KISH)
    kish = wilson(share, expected["kish_n_eff"], 0.95)
    for ours, reference in ((found.low, 0), (found.high, 1)):
        assert_close(ours, expected["wilson_z"][reference], KISH)
        assert_close(kish[reference], expected["wilson_kish"][reference], KISH)
