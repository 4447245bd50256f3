"""Tests under sampling designs against R survey (11_tests.json)."""

from collections import Counter

import numpy as np
import pytest
from design_tallies import reference_sample
from designed_cells import designed_cells
from joint_tables import scores
from reference_data import assert_close, columns, entries
from replicate_tallies import replicate_sample

from partysurvey.estimates.comparisons.chi_square_tests import likelihood_ratio_test
from partysurvey.estimates.comparisons.designed_agreement import designed_kappa
from partysurvey.estimates.comparisons.designed_fit import designed_goodness_of_fit
from partysurvey.estimates.comparisons.designed_means import one_mean_test, two_means_test
from partysurvey.estimates.comparisons.designed_ranks import (
    group_score_means,
    group_score_totals,
    many_group_rank_test,
    median_score,
    rank_scores,
    two_group_rank_test,
    van_der_waerden_score,
    wilcoxon_score,
)
from partysurvey.estimates.comparisons.nominal import chi_square_measures
from partysurvey.estimates.comparisons.of_samples import (
    agreement,
    joint_table,
    mean_against,
    mean_difference,
    rank_difference,
)
from partysurvey.estimates.comparisons.quadratic_forms import positive_chance, saddlepoint_chance
from partysurvey.estimates.comparisons.rao_scott import (
    DesignedTable,
    design_effects,
    rao_scott_chi_square,
    rao_scott_exact,
    rao_scott_f,
    rao_scott_saddlepoint,
)
from partysurvey.estimates.comparisons.wald import adjusted_wald_test, wald_test
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.student import t_quantile

ENTRIES = entries("11_tests.json")
PAIRS = {"stype_awards": ("stype", "awards"), "schwide_compimp": ("sch.wide", "comp.imp")}
OF_SHARES = {
    "F": rao_scott_f,
    "Chisq": rao_scott_chi_square,
}
MIXTURES = {
    "lincom": (rao_scott_exact, positive_chance),
    "saddlepoint": (rao_scott_saddlepoint, saddlepoint_chance),
}
OF_TOTALS = {"Wald": wald_test, "adjWald": adjusted_wald_test}
RANK_SCORES = {
    "wilcoxon": wilcoxon_score,
    "KruskalWallis": wilcoxon_score,
    "vanderWaerden": van_der_waerden_score,
    "median": median_score,
}


def of(*starts, but=(), only=("",)):
    found = [e for i, e in ENTRIES.items() if i.startswith(starts) and i.endswith(only) and not i.endswith(but)]
    return pytest.mark.parametrize("entry", found, ids=lambda e: e["id"])


def assert_test(test, entry):
    expected = entry["result"]
    assert_close(test.statistic, next(iter(expected["statistic"].values())), entry)
    for ours, reference in zip(test.df, expected.get("parameter", {}).values(), strict=True):
        assert_close(ours, reference, entry)
    assert_close(test.p, expected["p_value"], entry)
    if "conf_int" in expected:
        assert_close(test.estimate, next(iter(expected["estimate"].values())), entry)
        assert_close(test.low, expected["conf_int"][0], entry)
        assert_close(test.high, expected["conf_int"][1], entry)


def shares_of(cells):
    covariance = cells.covariance(cells.shares())
    return DesignedTable(cells.table / cells.table.sum(), covariance, cells.rows, cells.df)


@of("open.chisq.", but=tuple(MIXTURES))
def test_independence(entry):
    _, _, pair, _, statistic = entry["id"].split(".")
    cells = designed_cells(entry, *PAIRS[pair])
    if statistic in OF_SHARES:
        assert_test(OF_SHARES[statistic](shares_of(cells)), entry)
    else:
        totals = DesignedTable(cells.table, cells.covariance(cells.totals()), cells.rows, cells.df)
        assert_test(OF_TOTALS[statistic](totals), entry)


@of("open.chisq.", only=tuple(MIXTURES))
def test_independence_by_the_distribution_of_the_statistic(entry):
    """R cuts the denominator's degrees of freedom to a whole number, and has infinite ones for replicate designs."""
    _, _, pair, _, statistic = entry["id"].split(".")
    shares = shares_of(designed_cells(entry, *PAIRS[pair]))
    test, chance = MIXTURES[statistic]
    found, delta, df = test(shares), design_effects(shares), rao_scott_f(shares).df[1]
    df = 3e5 if entry["design"]["kind"] == "replicate" else df
    as_r_has_it = chance(np.append(delta, -found.statistic / df), np.append(np.ones(delta.size), int(df + 1e-9)))
    assert_close(found.statistic, entry["result"]["statistic"]["X-squared"], entry)
    assert_close(as_r_has_it, entry["result"]["p_value"], entry)


@of("open.table.summary.")
def test_weighted_table_and_cramers_v(entry):
    table = designed_cells(entry, "stype", "awards").table
    for ours, reference in zip(table.ravel(), np.ravel(entry["result"]["table"]["values"]), strict=True):
        assert_close(ours, reference, entry)
    assert_close(chi_square_measures(table).cramers_v, entry["result"]["cramers_v_weighted"], entry)


@of("open.ttest.two.")
def test_two_means(entry):
    cells = designed_cells(entry, "api00", "awards")
    values, groups = np.repeat(scores(cells.levels[0]), 2), np.tile(np.eye(2), (1, len(cells.levels[0])))
    means = Ratio(groups * values, groups)
    assert_test(two_means_test(means.value(cells.table.ravel()), cells.covariance(means), cells.df), entry)


def one_mean(cells, values):
    mean = Ratio(values.ravel()[None, :], np.ones((1, values.size)))
    return float(mean.value(cells.table.ravel())[0]), float(cells.covariance(mean)[0, 0]), cells.df


@of("open.ttest.one.")
def test_one_mean(entry):
    cells = designed_cells(entry, "api00")
    assert_test(one_mean_test(*one_mean(cells, scores(cells.levels[0])), null=650), entry)


@of("open.ttest.paired.")
def test_paired_means(entry):
    cells = designed_cells(entry, "api00", "api99")
    difference = np.subtract.outer(*map(scores, cells.levels))
    assert_test(one_mean_test(*one_mean(cells, difference)), entry)


def scored(entry, group, score, ranked=None):
    """The mean scores of the groups, and their covariance; `ranked`: scores to take instead of ours."""
    cells = designed_cells(entry, "api00", group)
    found = rank_scores(cells.table, score) if ranked is None else ranked(entry, score)
    return group_score_means(cells.table, found), cells.covariance(group_score_totals(cells.table, found)), cells.df


def r_rank_scores(entry, score):
    """The scores of R, which takes people with the same value in the order of the rows; a definition, not our code."""
    name = entry["data"].removesuffix(".csv")
    found = columns(name)
    values, weights = np.array(found["api00"], dtype=float), row_weights(name, found)
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order]) - weights[order] / 2
    return score(np.array([running[values[order] == value].mean() for value in np.unique(values)]) / weights.sum())


def row_weights(name, found):
    if name != "apiclus2":
        return np.array(found["pw"], dtype=float)
    clusters = Counter(found["dnum"])
    first = np.array(found["fpc1"], dtype=float) / len(clusters)
    return first * np.array(found["fpc2"], dtype=float) / np.array([clusters[one] for one in found["dnum"]])


def has_unequal_ties(entry):
    """Whether people with the same value weigh differently: then R's ranks depend on the order of the rows."""
    return entry["data"] != "apiclus1.csv" and not entry["id"].endswith("median")


@of("open.ranktest.awards.")
def test_ranks_of_two_groups(entry):
    score = RANK_SCORES[entry["id"].rsplit(".", 1)[-1]]
    ours = two_group_rank_test(*scored(entry, "awards", score))
    test = two_group_rank_test(*scored(entry, "awards", score, r_rank_scores)) if has_unequal_ties(entry) else ours
    assert_test(test, entry)
    assert_close(test.estimate, entry["result"]["estimate"]["difference in mean rank score"], entry)
    assert ours.statistic == pytest.approx(test.statistic, rel=5e-3)


@of("open.ranktest.stype.")
def test_ranks_of_many_groups(entry):
    ours = many_group_rank_test(*scored(entry, "stype", wilcoxon_score))
    test = (
        many_group_rank_test(*scored(entry, "stype", wilcoxon_score, r_rank_scores))
        if has_unequal_ties(entry)
        else ours
    )
    assert ours.statistic == pytest.approx(test.statistic, rel=0.03)
    assert test.df[0] == entry["result"]["statistic"]["df"]
    assert_close(test.statistic * test.df[0], entry["result"]["parameter"]["Chisq"], entry)
    assert_close(test.p, entry["result"]["p_value"], entry)


@of("open.kappa.")
def test_kappa(entry):
    cells, expected = designed_cells(entry, "sch.wide", "comp.imp"), entry["result"]
    measure = designed_kappa(cells.table / cells.table.sum(), cells.covariance(cells.shares()))
    assert_close(measure.value, expected["estimate"]["kappa"], entry)
    assert_close(measure.se, expected["se"]["kappa"], entry)
    reach = t_quantile(0.975, expected["df"]) * measure.se
    for sign, limit in zip((-1, 1), expected["ci95_t"]["kappa"], strict=True):
        assert_close(measure.value + sign * reach, limit, entry)


def by_names(*starts):
    """Entries that the product itself estimates from a sample; calibrated weights come in with their own covariance."""
    found = [e for i, e in ENTRIES.items() if i.startswith(starts) and "adjustment" not in e["design"]]
    found = [e for e in found if not e["id"].endswith(tuple(MIXTURES))]
    return pytest.mark.parametrize("entry", found, ids=lambda e: e["id"])


def sample_of_entry(entry, *variables):
    is_replicate = entry["design"]["kind"] == "replicate"
    return replicate_sample(entry, *variables) if is_replicate else reference_sample(entry, *variables)


@by_names("open.chisq.")
def test_independence_by_names(entry):
    _, _, pair, _, statistic = entry["id"].split(".")
    table = joint_table(sample_of_entry(entry, *PAIRS[pair]), *PAIRS[pair])
    if statistic in OF_SHARES:
        assert_test(OF_SHARES[statistic](table.shares), entry)
    else:
        assert_test(OF_TOTALS[statistic](table.totals), entry)


@by_names("open.ttest.")
def test_means_by_names(entry):
    sample = sample_of_entry(entry, "api00", "api99", "awards")
    number = sample.numbers("api00")
    tests = {
        "two": lambda: mean_difference(sample, number, "awards"),
        "one": lambda: mean_against(sample, number, 650),
        "paired": lambda: mean_against(sample, number - sample.numbers("api99")),
    }
    assert_test(tests[entry["id"].split(".")[2]](), entry)


@by_names("open.ranktest.")
def test_ranks_by_names(entry):
    _, _, group, _, name = entry["id"].split(".")
    sample = sample_of_entry(entry, "api00", group)
    test = rank_difference(sample, sample.numbers("api00"), group, RANK_SCORES[name])
    cells = designed_cells(entry, "api00", group)
    scored_cells = scored(entry, group, RANK_SCORES[name])
    same = (two_group_rank_test if cells.table.shape[1] == 2 else many_group_rank_test)(*scored_cells)
    assert (test.statistic, *test.df, test.p) == pytest.approx((same.statistic, *same.df, same.p), rel=1e-9)


@by_names("open.kappa.")
def test_kappa_by_names(entry):
    measure = agreement(sample_of_entry(entry, "sch.wide", "comp.imp"), "sch.wide", "comp.imp")
    assert_close(measure.value, entry["result"]["estimate"]["kappa"], entry)
    assert_close(measure.se, entry["result"]["se"]["kappa"], entry)


def test_goodness_of_fit():
    entry = ENTRIES["open.gof.dclus1"]
    cells, population = designed_cells(entry, "stype"), columns("apipop")["stype"]
    shares = np.array([population.count(level) for level in cells.levels[0]]) / len(population)
    test, expected = designed_goodness_of_fit(cells.table, cells.covariance(cells.totals()), shares), entry["result"]
    assert_close(test.statistic, expected["statistic"]["X-squared"], entry)
    assert_close(test.df[0], expected["parameter"]["df"], entry)
    assert_close(test.p, expected["p_value"], entry)


def test_loglinear_independence():
    entry = ENTRIES["open.loglin.dclus1"]
    cells = designed_cells(entry, "stype", "awards")
    scaled = cells.table * cells.rows / cells.table.sum()
    assert_close(likelihood_ratio_test(scaled).statistic, entry["result"]["deviance"], entry)
    assert_close(rao_scott_chi_square(shares_of(cells)).statistic, entry["result"]["score_chisq"], entry)
