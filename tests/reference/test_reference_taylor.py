"""Means, shares, totals, ratios and variances under Taylor designs against R survey (04_means_totals_ratios.json)."""

import numpy as np
import pytest
from design_tallies import assert_estimates, assert_number, reference_sample
from reference_data import assert_same, columns, entries

from partysurvey.estimates.estimate import correlations
from partysurvey.estimates.linearised import by_domains, estimated, means, ratios, share_values, totals, variances

ENTRIES = {key: entry for key, entry in entries("04_means_totals_ratios.json").items() if not entry.get("optional")}
JOINT = {"open.mean.missing.": ("acs.k3",), "open.mean.missing.joint.": ("acs.k3", "acs.46")}


def of(start):
    designs = {e["id"].removeprefix(start): e for key, e in ENTRIES.items() if key.startswith(start)}
    plain = {name: entry for name, entry in designs.items() if "." not in name}
    return pytest.mark.parametrize("entry", plain.values(), ids=plain)


def complete(entry, *names):
    """The domain of people with an answer to all, and a sample for each name: R drops rows listwise, we cross less."""
    return [reference_sample(entry, name, where=" and ".join(f"answered {each}" for each in names)) for name in names]


@of("open.degf.")
def test_degrees_of_freedom(entry):
    assert_same(reference_sample(entry, "stype").degrees_of_freedom(), entry["result"], entry)


@of("open.mean.")
def test_means_of_people_who_gave_all_numbers(entry):
    names = ("api00", "enroll", "meals")
    for name, sample in zip(names, complete(entry, *names), strict=True):
        assert_estimates(estimated(sample, means(sample, {name: sample.numbers(name)})), entry)


@of("open.mean.deffreplace.")
def test_design_effects_with_replacement(entry):
    sample = reference_sample(entry, "api00", "stype")
    values = {"api00": sample.numbers("api00"), **share_values(sample, "stype")}
    assert_estimates(estimated(sample, means(sample, values)), entry)


@of("open.prop.")
def test_shares(entry):
    sample = reference_sample(entry, "stype", "awards", "sch.wide")
    values = {k: v for name in ("stype", "awards", "sch.wide") for k, v in share_values(sample, name).items()}
    assert_estimates(estimated(sample, means(sample, values)), entry)


@of("open.total.")
def test_totals(entry):
    sample = reference_sample(entry, "enroll", "stype")
    values = {"enroll": sample.numbers("enroll"), **share_values(sample, "stype")}
    assert_estimates(estimated(sample, totals(sample, values)), entry)


@of("open.ratio.")
def test_ratios(entry):
    sample = reference_sample(entry, "api.stu", "enroll")
    pair = (sample.numbers("api.stu"), sample.numbers("enroll"))
    result = entry["result"]
    known = {part: {"ratio": value} for part, value in result.items() if part != "df"}
    known |= {"estimate": known["ratio"], "df": result["df"]}
    assert_estimates(estimated(sample, ratios(sample, {"ratio": pair})), entry, known)


@of("open.var.")
def test_variances_and_covariances(entry):
    sample = reference_sample(entry, "api00", "api99")
    estimate = estimated(sample, variances(sample, {name: sample.numbers(name) for name in ("api00", "api99")}))
    result = entry["result"]
    known = [result["variance"][0], result["covariance"], result["covariance"], result["variance"][1]]
    assert estimate.names == ("api00:api00", "api00:api99", "api99:api00", "api99:api99")
    for mine, reference in zip(estimate.values, known, strict=True):
        assert_number(mine, reference, entry)
    assert_number(estimate.se[0], result["se_var_api00"], entry)


@pytest.mark.parametrize("start", JOINT)
def test_means_where_numbers_are_missing(start):
    entry = ENTRIES[start + "dclus1"]
    for name, sample in zip(JOINT[start], complete(entry, *JOINT[start]), strict=True):
        assert_estimates(estimated(sample, means(sample, {name: sample.numbers(name)})), entry)
    sample = reference_sample(entry, *JOINT[start])
    assert_estimates(estimated(sample, means(sample, {name: sample.numbers(name) for name in JOINT[start]})), entry)


def test_separate_ratio_estimator():
    entry = ENTRIES["open.ratio.sep.dstrat"]
    sample = reference_sample(entry, "api.stu", "enroll", "stype")
    pair = {"ratio": (sample.numbers("api.stu"), sample.numbers("enroll"))}
    population = columns("apipop")
    known_totals = {
        level: sum(
            float(x) for x, at in zip(population["enroll"], population["stype"], strict=True) if x and at == level
        )
        for level in "EHM"
    }
    strata = by_stratum(sample, pair)
    for level, mine in zip("EHM", strata.values, strict=True):
        assert_number(mine, entry["result"]["ratios"][level], entry)
    total = strata.contrast(total={f"{level}:ratio": known_totals[level] for level in "EHM"})
    assert_number(total.values[0], entry["result"]["total"], entry)
    assert_number(total.se[0], entry["result"]["se"], entry)


def by_stratum(sample, pair):
    return estimated(sample, by_domains(sample, ("stype",), lambda domain: ratios(sample, pair, domain)))


def test_linear_contrast():
    entry = ENTRIES["open.contrast.dstrat"]
    sample = reference_sample(entry, "api00", "api99")
    both = estimated(sample, means(sample, {name: sample.numbers(name) for name in ("api00", "api99")}))
    assert_estimates(both.contrast(contrast={"api00": 1, "api99": -1}), entry)


def test_nonlinear_contrast():
    entry = ENTRIES["open.contrast.nonlinear.dclus1"]
    sample = reference_sample(entry, "enroll", "api.stu")
    both = estimated(sample, totals(sample, {name: sample.numbers(name) for name in ("enroll", "api.stu")}))
    assert_estimates(both.function("contrast", lambda e: e["api.stu"] / e["enroll"]), entry)


def test_covariance_matrix_of_means():
    entry = ENTRIES["open.vcov.dclus1"]
    sample = reference_sample(entry, "api00", "api99", "stype")
    values = {"api00": sample.numbers("api00"), "api99": sample.numbers("api99"), **share_values(sample, "stype")}
    assert_matrix(estimated(sample, means(sample, values)).covariance, entry, list(values))


def test_weighted_correlations():
    entry = ENTRIES["open.cor.dstrat"]
    names = ("api00", "api99", "meals")
    sample = reference_sample(entry, *names)
    matrix = variances(sample, {name: sample.numbers(name) for name in names}).values.reshape(3, 3)
    assert_matrix(correlations(matrix), entry, list(names))


def test_net_score():
    entry = ENTRIES["open.nps.dstrat"]
    sample = reference_sample(entry, "api00")
    api = sample.numbers("api00")
    (name,) = entry["result"]["estimate"]
    score = 100.0 * ((api >= 750).astype(float) - (api < 600))
    assert_estimates(estimated(sample, means(sample, {name: score})), entry)


def assert_matrix(mine, entry, names):
    assert entry["result"]["rows"] == names
    for ours, reference in zip(np.ravel(mine), np.ravel(entry["result"]["values"]), strict=True):
        assert_number(ours, reference, entry)
