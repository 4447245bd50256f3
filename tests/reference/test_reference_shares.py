"""Shares and their intervals against R (01_frequencies.json: 25 frequency and interval entries)."""

from itertools import accumulate

import pytest
from reference_data import assert_close, codes, columns, entries, estimates, single

from partysurvey.estimates.effective import finite_population_base
from partysurvey.estimates.intervals import share_interval, wilson
from partysurvey.estimates.results import Inference
from partysurvey.survey import Absence

FREQUENCIES = entries("01_frequencies.json", "open.freq.")
INTERVALS = entries("01_frequencies.json", "open.ci.", "open.ci_fpc.")


@pytest.mark.parametrize("entry", FREQUENCIES.values(), ids=FREQUENCIES)
def test_frequencies_of_a_whole_question(entry):
    expected = entry["result"]
    data = entry["data"].removesuffix(".csv")
    name = entry["id"].split(f".{data}.")[1].split(".level")[0]
    any_interval = next(iter(expected["intervals"].values()))
    inference = Inference(any_interval["level"], any_interval.get("N"))
    result = estimates(
        [single("q", list(expected["count"]))], {"q": codes(columns(data)[name])}, inference=inference
    ).results[0]
    assert result.base.n == expected["n_valid"]
    assert result.absent[Absence.SYSTEM] == expected["n_missing"]
    ends = "wilson_fpc_neff" if inference.population else "wilson"
    assert result.method == ends.removesuffix("_neff")
    for share in result.options:
        reference = expected["intervals"][share.option]
        assert share.n == expected["count"][share.option]
        assert_close(share.n / expected["n_total"] * 100, expected["pct_total"][share.option], entry)
        assert_close(share.share * 100, expected["pct_valid"][share.option], entry)
        assert_close(share.low, reference[ends][0], entry)
        assert_close(share.high, reference[ends][1], entry)
    cumulated = accumulate(share.share * 100 for share in result.options)
    for ours, known in zip(cumulated, expected["cum_pct_valid"].values(), strict=True):
        assert_close(ours, known, entry)


@pytest.mark.parametrize("entry", INTERVALS.values(), ids=INTERVALS)
def test_intervals_of_one_share(entry):
    expected = entry["result"]
    low, high = wilson(expected["p"], expected["n"], expected["level"])
    assert_close(low, expected["wilson"][0], entry)
    assert_close(high, expected["wilson"][1], entry)
    if "N" in expected:
        base = finite_population_base(expected["n"], expected["n"], expected["N"])
        assert_close(base, expected["n_eff_fpc"], entry)
        interval = share_interval(expected["p"], base, expected["level"])
        assert_close(interval.low, expected["wilson_fpc_neff"][0], entry)
        assert_close(interval.high, expected["wilson_fpc_neff"][1], entry)


@pytest.mark.parametrize("entry", INTERVALS.values(), ids=INTERVALS)
def test_standard_errors_are_those_of_walds_interval(entry):
    expected = entry["result"]
    base = finite_population_base(expected["n"], expected["n"], expected.get("N"))
    interval = share_interval(expected["p"], base, expected["level"])
    reference = expected["wald_fpc_simple" if "N" in expected else "wald"]
    assert_close(interval.se * 2 * 1.959963984540054, reference[1] - reference[0], entry)
