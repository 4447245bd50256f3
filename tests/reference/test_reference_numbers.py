"""Means, standard deviations, scores and quantiles against R (01, 04, 06)."""

import numpy as np
import pytest
from reference_data import assert_close, codes, columns, entries, estimates, number, numbers, scale, single

from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.numbers import plain_numbers
from partysurvey.estimates.quantiles import quantiles
from partysurvey.estimates.results import Inference

TAYLOR = "04_means_totals_ratios.json"
LIKERT = entries("01_frequencies.json", "open.likert.")
DESCRIBE = {row["item"]: row for row in entries("01_frequencies.json")["open.describe.bfi"]["result"]}
PLAIN_QUANTILES = entries("01_frequencies.json")["open.quantiles.unweighted.apisrs.api00"]
SIMPLE = ("dsrs", "dsrs_nofpc", "dw_only")  # designs without strata and clusters; the others: test_reference_taylor.py
MEANS = {key: entry for key, entry in entries(TAYLOR, "open.mean.").items() if key.removeprefix("open.mean.") in SIMPLE}
SHARES = entries(TAYLOR, *(f"open.prop.{name}" for name in SIMPLE))
TOTALS = entries(TAYLOR, *(f"open.total.{name}" for name in SIMPLE))
VARIANCES = entries(TAYLOR, *(f"open.var.{name}" for name in SIMPLE))
QUANTILES = {
    f"open.quantile.{design}.{rule}": entries("06_quantiles.json")[f"open.quantile.{design}.{rule}"]
    for design in ("dsrs", "dstrat")
    for rule in ("math", "school", "hf7")
}
POPULATION = {"dsrs": 6194}
# Of 200 equal weights 20 and 180 have F(x) = p exactly; svyquantile misses that by one rounding of its cumulated
# weights (and quantile(x, .1, type = 1) of the same data does not). There NumPy is the reference.
ROUNDED_IN_R = ("0.1", "0.9")
NUMPY_RULES = {"math": "inverted_cdf", "school": "averaged_inverted_cdf"}


def design_of(entry):
    """The data, weights and inference of a design without strata and clusters."""
    data = columns(entry["data"].removesuffix(".csv"))
    name = entry["id"].rsplit(".", 1)[1]
    return data, [float(w) for w in data["pw"]], Inference(population=POPULATION.get(name))


@pytest.mark.parametrize("entry", LIKERT.values(), ids=LIKERT)
def test_scores_and_boxes_of_a_scale(entry):
    expected = entry["result"]
    item = entry["id"].rsplit(".", 1)[1]
    question = scale("q", "123456", [("top", ("5", "6")), ("bottom", ("1", "2"))])
    result = estimates([question], {"q": codes(columns("bfi")[item])}).results[0]
    assert result.base.n == expected["n"]
    assert_close(result.statistics.mean, expected["mean"], entry)
    assert_close(result.statistics.sd, expected["sd"], entry)
    assert_close(result.statistics.se, expected["se"], entry)
    assert result.statistics.quantiles[0.5] == expected["median"]
    assert_close(result.nets[0].share, expected["top_box"], entry)
    assert_close(result.nets[1].share, expected["bottom_box"], entry)


@pytest.mark.parametrize("item", DESCRIBE)
def test_descriptives_of_a_number(item):
    expected = DESCRIBE[item]
    entry = {"id": "open.describe.bfi", "rel_tol": 1e-8}
    result = estimates([number("q")], {"q": numbers(columns("bfi")[item])}).results[0]
    statistics = result.statistics
    assert result.base.n == expected["n"]
    for stat in ("mean", "sd", "se", "min", "max"):
        assert_close(getattr(statistics, stat), expected[stat], entry)
    assert_close(statistics.quantiles[0.5], expected["median"], entry)


@pytest.mark.parametrize("entry", MEANS.values(), ids=MEANS)
def test_means_with_t_intervals(entry):
    data, weights, inference = design_of(entry)
    for name, mean in entry["result"]["estimate"].items():
        result = estimates([number("q")], {"q": numbers(data[name])}, weights=weights, inference=inference).results[0]
        assert_close(result.statistics.mean, mean, entry)
        assert_close(result.statistics.se, entry["result"]["se"][name], entry)
        assert_close(result.statistics.low, entry["result"]["ci95_t"][name][0], entry)
        assert_close(result.statistics.high, entry["result"]["ci95_t"][name][1], entry)


@pytest.mark.parametrize("entry", TOTALS.values(), ids=TOTALS)
def test_weighted_totals(entry):
    data, weights, inference = design_of(entry)
    answers = {"q": numbers(data["enroll"])}
    result = estimates([number("q")], answers, weights=weights, inference=inference).results[0]
    assert_close(result.statistics.total, entry["result"]["estimate"]["enroll"], entry)


@pytest.mark.parametrize("entry", SHARES.values(), ids=SHARES)
def test_weighted_shares(entry):
    data, weights, inference = design_of(entry)
    for name in ("stype", "awards", "sch.wide"):
        levels = sorted(set(data[name]))
        result = estimates([single("q", levels)], {"q": data[name]}, weights=weights, inference=inference).results[0]
        for share in result.options:
            assert_close(share.share, entry["result"]["estimate"][name + share.option], entry)


@pytest.mark.parametrize("entry", VARIANCES.values(), ids=VARIANCES)
def test_standard_deviations(entry):
    data, weights, inference = design_of(entry)
    for name, variance in zip(("api00", "api99"), entry["result"]["variance"], strict=True):
        result = estimates([number("q")], {"q": numbers(data[name])}, weights=weights, inference=inference).results[0]
        assert_close(result.statistics.sd**2, variance, entry)


def sorted_numbers(values, weights=None):
    """The distribution of plain values, each in its own place."""
    w = np.array(weights if weights is not None else [1.0] * len(values))
    return plain_numbers(Distribution(tuple(map(float, values)), np.ones(len(values), dtype=np.int64), w, w * w))


def test_quantiles_of_plain_numbers():
    values = columns("apisrs")["api00"]
    ours = quantiles(sorted_numbers(values), (0.1, 0.25, 0.5, 0.75, 0.9))
    for found, expected in zip(ours.values(), PLAIN_QUANTILES["result"]["type7"].values(), strict=True):
        assert_close(found, expected, PLAIN_QUANTILES)


@pytest.mark.parametrize("entry", QUANTILES.values(), ids=QUANTILES)
def test_weighted_quantiles(entry):
    data = columns(entry["data"].removesuffix(".csv"))
    weights = [float(w) for w in data["pw"]]
    rule = entry["id"].rsplit(".", 1)[1]
    for name, reference in entry["result"].items():
        ours = quantiles(sorted_numbers(data[name], weights), [float(p) for p in reference], rule)
        for p, expected in reference.items():
            known = expected["quantile"]
            if p in ROUNDED_IN_R and "dsrs" in entry["id"] and rule in NUMPY_RULES:
                known = np.quantile(np.array(data[name], dtype=float), float(p), method=NUMPY_RULES[rule])
            assert_close(ours[float(p)], known, entry)
