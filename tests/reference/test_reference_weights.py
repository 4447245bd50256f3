"""Kish's effective base against R (03_weights.json, 02: the bases of weighted column tests)."""

import csv

import numpy as np
import pytest
from design_tallies import reference_tally
from reference_data import FOLDER, assert_close, columns, entries, estimates, single

from partysurvey.survey import Design
from partysurvey.tally.plan import Cells, Plan
from partysurvey.weighting.joint import joint_cells
from partysurvey.weighting.kish import weight_spread
from partysurvey.weighting.margins import Category, Margin, joint_margin, margin, placed
from partysurvey.weighting.weighting import poststratified, raked

WEIGHTS = entries("03_weights.json")


def weighted_estimates(banners=()):
    """Our estimates of two questions of apistrat with its weights."""
    data = columns("apistrat")
    questions = [single(name, sorted(set(data[name]))) for name in ("awards", "stype")]
    answers = {name: data[name] for name in ("awards", "stype")}
    return estimates(questions, answers, banners=banners, weights=[float(w) for w in data["pw"]])


def test_effective_base_of_everybody():
    entry = WEIGHTS["open.kish.apistrat"]
    base = weighted_estimates().results[0].base
    assert base.n == entry["result"]["n"]
    assert_close(base.weighted, entry["result"]["sum_w"], entry)
    assert_close(base.effective, entry["result"]["n_eff"], entry)


def test_effective_base_of_groups():
    entry = WEIGHTS["open.kish.apistrat.by_awards"]
    groups = [result for result in weighted_estimates(["awards"]).results if result.by == "awards"]
    assert [group.by_option for group in groups] == ["No", "Yes"]
    for group in groups:
        assert group.base.n == entry["result"][group.by_option]["n"]
        assert_close(group.base.effective, entry["result"][group.by_option]["n_eff"], entry)
        assert group.method == "wilson_effective"


def test_bases_and_shares_of_weighted_columns():
    entry = entries("02_crosstabs_unweighted.json")["open.colprop.apistrat.weighted"]
    groups = [result for result in weighted_estimates(["stype"]).results if result.by == "stype"]
    for group in groups:
        assert_close(group.base.effective, entry["result"]["effective_base"][group.by_option], entry)
        assert_close(group.base.weighted, entry["result"]["weighted_base"][group.by_option], entry)
        for share in group.options:
            assert_close(share.share, entry["result"]["tests"][share.option]["prop"][group.by_option], entry)


@pytest.mark.parametrize("name", ["apistrat", "apiclus1", "apiclus2"])
def test_weighting_effect(name):
    entry = WEIGHTS[f"open.kish.{name}"]
    cells = weight_cells(name, "pw")
    assert_spread(weight_spread(cells.numbers("pw"), cells.n), entry["result"], entry)


def test_weighting_effect_of_groups():
    entry = WEIGHTS["open.kish.apistrat.by_awards"]
    cells = weight_cells("apistrat", "awards", "pw")
    for level, answer in enumerate(cells.axis("awards").answers):
        group = cells.kept(cells.place("awards") == level)
        assert_spread(weight_spread(group.numbers("pw"), group.n), entry["result"][answer], entry)


def weight_cells(name, *variables):
    tally = reference_tally(name, Design(), Plan(frozenset([Cells(variables)])))
    return joint_cells(tally, variables)


def assert_spread(spread, expected, entry):
    assert (spread.n, entry["topic"]) == (expected["n"], entry["topic"])
    named = {
        "sum_w": spread.total,
        "n_eff": spread.effective,
        "weighting_effect": spread.effect,
        "cv_population": spread.variation,
        "cv_sample": spread.sample_variation,
        "efficiency_pct": 100 * spread.efficiency,
        "min": spread.low,
        "max": spread.high,
        "ratio_max_min": spread.largest_ratio,
        "max_over_mean": spread.largest_to_mean,
    }
    for key, ours in named.items():
        assert_close(ours, expected[key], entry)


AGES = {"-19": (0, 19), "20-24": (19, 24), "25-34": (24, 34), "35-49": (34, 49), "50-": (49, 120)}


def test_rim_weights():
    """RIM weighting: margins as shares, start weights 1, scaled to the people who have all three answers."""
    entry = WEIGHTS["open.rim.bfi"]
    targets = entry["result"]["targets"]
    cells = weight_cells("bfi", "gender", "education", "age")
    cells = cells.kept(np.prod([cells.answered(axis.variable) for axis in cells.axes], axis=0) == 1)
    ages = cells.axis("age").answers
    bands = tuple(
        Category(name, tuple((age,) for age in ages if low < age <= high), targets["agegroup"][name])
        for name, (low, high) in AGES.items()
    )
    numbered = [margin(name, {leveled(cells, name, k): t for k, t in targets[name].items()}) for name in NUMBERED]
    margins = [placed(each.scaled(cells.n.sum()), cells) for each in (*numbered, Margin(("age",), bands))]
    weights = raked(cells, margins).factors
    assert_spread(weight_spread(weights, cells.n), entry["result"], entry)
    assert_close(*mean_and_reference(cells, weights), entry)
    for mine, reference in person_weights(cells, weights):
        assert_close(mine, reference, entry)


NUMBERED = ("gender", "education")


def leveled(cells, name, key):
    """The level of the axis that R calls by the key."""
    return next(level for level in cells.axis(name).levels if str(level).removesuffix(".0") == key)


def person_weights(cells, weights):
    """The weight of each complete case of the data, beside R's."""
    data = columns("bfi")
    names = [axis.variable for axis in cells.axes]
    found = {
        tuple(
            str(axis.levels[place]).removesuffix(".0") for axis, place in zip(cells.axes, places, strict=True)
        ): weight
        for places, weight in zip(cells.places.T, weights, strict=True)
    }
    rows = [row for row in zip(*(data[name] for name in names), strict=True) if None not in row]
    with (FOLDER.parent / "weights" / "bfi_rim.csv").open(encoding="utf-8") as file:
        reference = [float(row["weight"]) for row in csv.DictReader(file)]
    return zip((found[row] for row in rows), reference, strict=True)


def mean_and_reference(cells, weights):
    data = columns("bfi")
    entry = WEIGHTS["open.rim.bfi"]
    complete = [
        row for row in range(len(data["age"])) if all(data[name][row] for name in ("gender", "education", "age"))
    ]
    pairs = [
        (w, float(data["A1"][row]))
        for row, (w, _) in zip(complete, person_weights(cells, weights), strict=True)
        if data["A1"][row] is not None
    ]
    return sum(w * x for w, x in pairs) / sum(w for w, _ in pairs), entry["result"]["weighted_mean_A1"]


def test_cell_weights():
    """Cell weighting to the products of two margins: post-stratification on the joint cells."""
    entry = WEIGHTS["open.cellweights.bfi"]
    shares = WEIGHTS["open.rim.bfi"]["result"]["targets"]
    cells = weight_cells("bfi", *NUMBERED)
    cells = cells.kept(np.prod([cells.answered(name) for name in NUMBERED], axis=0) == 1)
    people = cells.n.sum()
    targets = {
        (leveled(cells, "gender", g), leveled(cells, "education", e)): p * q * people
        for g, p in shares["gender"].items()
        for e, q in shares["education"].items()
    }
    ratios = poststratified(cells, placed(joint_margin(NUMBERED, targets), cells)).ratios
    for mine, reference in zip(ratios, np.ravel(entry["result"]["values"]), strict=True):
        assert_close(mine, reference, entry)
