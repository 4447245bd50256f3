"""Strata with a single PSU, and domains that leave one, against R survey (08_lonely_psu.json)."""

import re

import pytest
from design_tallies import assert_estimates, reference_sample
from reference_data import assert_same, entries

from partysurvey.errors import RequestError
from partysurvey.estimates.linearised import estimated, means, share_values, totals

ENTRIES = {key: entry for key, entry in entries("08_lonely_psu.json").items() if not entry.get("optional")}


def aim(entry):
    """R's newer answer where the entry prefers it: a lonely PSU is centred at the mean of all PSU totals."""
    return entry["result_survey_4_5"] if entry.get("prefer") == "4.5" else entry["result"]


def option(entry):
    return re.search(r"lonely\.psu='(\w+)'", entry["notes"]).group(1)


@pytest.mark.parametrize("entry", [e for k, e in ENTRIES.items() if ".domain." not in k], ids=lambda e: e["id"])
def test_strata_with_a_single_psu(entry):
    names = ("enroll",) if ".total." in entry["id"] else ("api00", "awards")
    sample = reference_sample(entry, *names, lonely=option(entry))
    values = {names[0]: sample.numbers(names[0])}
    if len(names) > 1:
        values |= share_values(sample, names[1])
    estimator = totals if ".total." in entry["id"] else means
    if "error" in aim(entry):
        with pytest.raises(RequestError, match="stratum H has a single PSU"):
            estimated(sample, estimator(sample, values))
        assert_same(aim(entry).keys(), {"error"}, entry)
    else:
        assert_estimates(estimated(sample, estimator(sample, values)), entry, aim(entry))


@pytest.mark.parametrize("entry", [e for k, e in ENTRIES.items() if ".domain." in k], ids=lambda e: e["id"])
def test_domains_that_leave_a_single_psu(entry):
    adjusted = "adjust.domain.lonely=TRUE" in entry["notes"]
    sample = reference_sample(entry, "api00", "stratum", "psu", lonely=option(entry), adjust_domain_lonely=adjusted)
    first = sample.numbers("stratum").min()
    left = ~((sample.numbers("stratum") == first) & (sample.numbers("psu") == 2))
    estimate = estimated(sample, means(sample, {"api00": sample.numbers("api00")}, left), left)
    assert_estimates(estimate, entry, aim(entry))
