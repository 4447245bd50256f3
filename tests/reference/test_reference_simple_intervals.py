"""Intervals, tests and descriptions of simple random samples against R (01_frequencies.json)."""

from collections import Counter

import numpy as np
import pytest
from reference_data import assert_close, assert_same, columns, entries

from partysurvey.estimates import dispersion, two_shares
from partysurvey.estimates.comparisons.chi_square_tests import goodness_of_fit
from partysurvey.estimates.comparisons.proportions import pooled_z, two_proportions
from partysurvey.estimates.comparisons.significance import normal_two_sided
from partysurvey.estimates.descriptives import kurtosis, median_deviation, skewness, trimmed_mean, value_range
from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.effective import finite_population_base
from partysurvey.estimates.finite_intervals import (
    cochran_se,
    hypergeometric_counts,
    hypergeometric_ends,
    simple_se,
    wald_finite_ends,
)
from partysurvey.estimates.intervals import wilson
from partysurvey.estimates.multinomial import goodman_ends, quesenberry_hurst_ends
from partysurvey.estimates.numbers import plain_numbers
from partysurvey.estimates.planning import margin_of_error, sample_size
from partysurvey.estimates.quantile_rules import quantile
from partysurvey.estimates.simple_intervals import SIMPLE_METHODS

OPEN = entries("01_frequencies.json")
CASES = [
    pytest.param(entry, case, id=f"{entry['id']}{name}")
    for entry in OPEN.values()
    for name, case in (
        [("", entry["result"])]
        if entry["id"].startswith(("open.ci.", "open.ci_fpc."))
        else [(f".{option}", case) for option, case in entry["result"]["intervals"].items()]
        if entry["id"].startswith("open.freq.")
        else []
    )
]
FINITE = [case for case in CASES if "N" in case.values[1]]


def select(start):
    chosen = {entry_id: entry for entry_id, entry in OPEN.items() if entry_id.startswith(start)}
    return pytest.mark.parametrize("entry", chosen.values(), ids=chosen)


def assert_ends(ours, reference, entry):
    for mine, known in zip(ours, reference, strict=True):
        assert_close(mine, known, entry)


@pytest.mark.parametrize(("entry", "case"), CASES)
def test_intervals(entry, case):
    for name, ends in SIMPLE_METHODS.items():
        known = case["agresti_coull_unclipped" if name == "agresti_coull" else name]
        assert_ends(ends(case["x"], case["n"], case["level"]), known, entry)


@pytest.mark.parametrize(("entry", "case"), FINITE)
def test_intervals_in_finite_populations(entry, case):
    x, n, level, population = case["x"], case["n"], case["level"], case["N"]
    for name, se in (("cochran", cochran_se(x, n, population)), ("simple", simple_se(x, n, population))):
        low, high = wald_finite_ends(x, n, se, level)
        assert_ends((low, high), case[f"wald_fpc_{name}"], entry)
        assert_close((high - low) / 2, case[f"moe_fpc_{name}"], entry)
    base = finite_population_base(n, n, population)
    assert_close(base, case["n_eff_fpc"], entry)
    assert_ends(wilson(x / n, base, level), case["wilson_fpc_neff"], entry)
    assert list(hypergeometric_counts(x, n, population, level)) == case["hypergeometric_exact_counts"]
    assert_ends(hypergeometric_ends(x, n, population, level), case["hypergeometric_exact"], entry)


@select("open.moe")
def test_margins_of_error(entry):
    ours = {
        "n400": margin_of_error(400),
        "n1000": margin_of_error(1000),
        "n1000_N5000": margin_of_error(1000, population=5000),
        "n350_p20_N2400_90": margin_of_error(350, 0.2, 2400, 0.9),
        "n100_p05": margin_of_error(100, 0.05),
    }
    assert ours.keys() == entry["result"].keys()
    for name, value in ours.items():
        assert_close(value, entry["result"][name], entry)


@select("open.sample_size")
def test_sample_sizes(entry):
    ours = {
        "e03": sample_size(0.03),
        "e05_N800": sample_size(0.05, population=800),
        "e02_p30_N12000_99": sample_size(0.02, 0.3, 12000, 0.99),
    }
    for name, expected in entry["result"].items():
        assert_close(ours[name].infinite, expected["n0"], entry)
        assert_close(ours[name].exact, expected["n"], entry)
        assert ours[name].people == expected["n_ceiling"]


def parts_of(entry):
    if entry["data"] == "none":
        return two_shares.Part(56, 70), two_shares.Part(48, 80)
    data = columns("apisrs")
    schools = list(zip(data["stype"], data["awards"], strict=True))
    return tuple(two_shares.Part(schools.count((kind, "Yes")), data["stype"].count(kind)) for kind in ("E", "H"))


@select("open.diffprop.")
def test_differences_of_two_shares(entry):
    expected = entry["result"]
    one, other = parts_of(entry)
    assert_close(one.share - other.share, expected["diff"], entry)
    pooled = pooled_z(one.share, one.n, other.share, other.n).statistic
    for name, z in (("unpooled", two_shares.unpooled_z(one, other)), ("pooled", pooled)):
        assert_close(z, expected[f"z_{name}"], entry)
        assert_close(normal_two_sided(z), expected[f"p_{name}"], entry)
    assert_ends(two_shares.wald_difference(one, other, 0.95), expected["ci_wald"], entry)
    assert_ends(two_shares.newcombe_difference(one, other, 0.95), expected["ci_newcombe"], entry)
    test = two_proportions(np.array([one.x, other.x]), np.array([one.n, other.n]))
    assert_close(test.p, expected["prop_test_cc_p"], entry)
    assert_close(two_shares.cohens_h(one, other), expected["cohens_h"], entry)


def counts_of(values, levels):
    found = Counter(values)
    return [found[level] for level in levels]


@select("open.simultaneous.")
def test_simultaneous_intervals(entry):
    counts = counts_of(columns("apisrs")["stype"], "EHM")
    for name, ends in (("goodman", goodman_ends), ("quesenberry_hurst", quesenberry_hurst_ends)):
        for ours, level in zip(ends(counts, 0.95), "EHM", strict=True):
            assert_ends(ours, entry["result"][name][level], entry)


@select("open.gof.")
def test_goodness_of_fit(entry):
    counts, population = (counts_of(columns(data)["stype"], "EHM") for data in ("apisrs", "apipop"))
    test = goodness_of_fit(np.array(counts), np.array(population))
    assert_close(test.statistic, entry["result"]["statistic"]["X-squared"], entry)
    assert_same(test.df, (entry["result"]["parameter"]["df"],), entry)
    assert_close(test.p, entry["result"]["p_value"], entry)


@select("open.consensus.")
def test_dispersion_of_an_ordinal_item(entry):
    counts = counts_of(columns("bfi")[entry["id"].rsplit(".", 1)[1]], "123456")
    expected = entry["result"]
    assert_close(dispersion.ordinal_consensus(counts), expected["ordinal_consensus_leik"], entry)
    assert_close(dispersion.relative_entropy(counts), expected["entropy_norm"], entry)
    assert_close(dispersion.qualitative_variation(counts), expected["iqv"], entry)
    assert_close(dispersion.ordinal_variation(counts), expected["ordinal_variation_loV"], entry)


def numbers_of(data, variable):
    """The distribution of a variable, each value once."""
    counts = Counter(float(value) for value in columns(data)[variable] if value is not None)
    n = np.array(list(counts.values()), dtype=np.int64)
    return plain_numbers(Distribution(tuple(counts), n, n.astype(float), n.astype(float)))


@pytest.mark.parametrize("row", OPEN["open.describe.bfi"]["result"], ids=lambda row: row["item"])
def test_descriptives(row):
    entry, numbers = OPEN["open.describe.bfi"], numbers_of("bfi", row["item"])
    measures = (trimmed_mean, "trimmed"), (median_deviation, "mad"), (value_range, "range")
    for measure, name in (*measures, (skewness, "skew"), (kurtosis, "kurtosis")):
        assert_close(measure(numbers), row[name], entry)


@select("open.quantiles.unweighted.")
def test_quantiles_of_nine_types(entry):
    numbers = numbers_of("apisrs", "api00")
    for kind, reference in entry["result"].items():
        rule = "nearest" if kind == "type3" else kind.replace("type", "hf")
        for name, expected in reference.items():
            p = int(name[1:]) / 100
            assert_close(quantile(numbers, p, rule, 1e-12), expected, entry | {"id": f"{entry['id']} {kind} {name}"})


def test_every_kind_of_entry_is_compared():
    here = {"ci", "ci_fpc", "freq", "moe", "sample_size", "diffprop", "simultaneous", "gof", "consensus", "describe"}
    others = {"quantiles", "likert", "multiresponse"}  # test_reference_numbers, test_reference_multiple
    assert {entry_id.split(".")[1] for entry_id in OPEN} == here | others
