"""Means, shares, totals and ratios under sampling designs against R survey (04_means_totals_ratios.json)."""

import json

import numpy as np
import pytest
from design_tallies import FOLDER, design_of, reference_tally
from reference_data import assert_close

from partysurvey.estimates.fpc_weights import unit_weights, weighted_counts, weighted_spine
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import cell_totals
from partysurvey.estimates.variance import estimand_covariance, standard_errors
from partysurvey.tally.plan import Cells, Plan

ENTRIES = {
    entry["id"]: entry
    for entry in json.loads((FOLDER / "04_means_totals_ratios.json").read_text("utf-8"))["entries"]
    if entry.get("design", {}).get("kind") == "taylor"
}


def of(*starts):
    return pytest.mark.parametrize(
        "entry", [e for i, e in ENTRIES.items() if i.startswith(starts)], ids=lambda e: e["id"]
    )


def counted(entry, plan):
    tally = reference_tally(entry["data"].removesuffix(".csv"), design_of(entry["design"]), plan)
    from_fpc = str(entry["design"].get("weights", "")).startswith("from fpc")
    weights = unit_weights(tally.spine) if from_fpc else np.ones(len(tally.spine.units))
    return tally, weights, Sampling(weighted_spine(tally.spine, weights))


@of("open.degf")
def test_degrees_of_freedom(entry):
    sampling = counted(entry, Plan(frozenset([Cells(("stype",))])))[2]
    assert sampling.degrees_of_freedom == entry["result"]


@of("open.prop.")
def test_shares(entry):
    for variable in ("stype", "awards", "sch.wide"):
        tally, weights, sampling = counted(entry, Plan(frozenset([Cells((variable,), by_unit=True)])))
        counts = weighted_counts(tally.counts(variable, by_unit=True), weights)
        totals = cell_totals(counts)
        answers = len(counts.axes[0].answers)
        part = np.eye(answers, len(counts.axes[0].levels))
        whole = np.tile(part.sum(axis=0), (answers, 1))
        share = Ratio(part, whole)
        value = share.value(totals.first.sum(axis=1))
        se = standard_errors(estimand_covariance(share, totals, sampling))
        for place, level in enumerate(counts.axes[0].answers):
            assert_close(value[place], entry["result"]["estimate"][f"{variable}{level}"], entry)
            assert_close(se[place], entry["result"]["se"][f"{variable}{level}"], entry)
