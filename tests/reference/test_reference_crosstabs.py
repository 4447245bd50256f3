"""Tests and measures of two-way tables of simple samples against R (02_crosstabs_unweighted.json)."""

from collections import Counter

import numpy as np
import pytest
from design_tallies import reference_tally
from joint_tables import joint, scores
from reference_data import assert_close, columns, entries
from scipy import stats

from partysurvey.estimates.comparisons.agreement import kappa, linear_weights, quadratic_weights
from partysurvey.estimates.comparisons.chi_square_tests import (
    expected_counts,
    likelihood_ratio_test,
    pearson_test,
    residuals,
)
from partysurvey.estimates.comparisons.correlation import pearson_correlation_test, spearman_test
from partysurvey.estimates.comparisons.exact import fisher_2x2
from partysurvey.estimates.comparisons.exact_tables import fisher_table
from partysurvey.estimates.comparisons.matched import cochran_q, friedman, mcnemar, mcnemar_exact
from partysurvey.estimates.comparisons.mean_tests import (
    anova,
    groups,
    paired_t,
    pairwise_t,
    pooled_t,
    welch_anova,
    welch_t,
)
from partysurvey.estimates.comparisons.multiplicity import adjusted
from partysurvey.estimates.comparisons.nominal import (
    chi_square_measures,
    goodman_kruskal_tau_of_rows,
    lambda_of_rows,
    uncertainty,
    uncertainty_of_rows,
)
from partysurvey.estimates.comparisons.ordinal import (
    gamma,
    kendall_test,
    ordered_table,
    somers_d,
    somers_d_of_rows,
    tau_b,
    tau_c,
)
from partysurvey.estimates.comparisons.proportions import column_pairs, column_proportion_tests, two_proportions
from partysurvey.estimates.comparisons.ranks import kruskal_wallis, mann_whitney
from partysurvey.estimates.effective import effective_base
from partysurvey.survey import Design
from partysurvey.tally.plan import Cells, Plan

ENTRIES = entries("02_crosstabs_unweighted.json")
TABLES = {
    "open.xtab.apisrs.stype_awards.measures": ("apisrs", "stype", "awards"),
    "open.xtab.apisrs.schwide_compimp.measures": ("apisrs", "sch.wide", "comp.imp"),
    "open.xtab.bfi.education_gender.measures": ("bfi", "education", "gender"),
    "open.xtab.bfi.A1_education.measures": ("bfi", "A1", "education"),
}
PASSED = ("apisrs", "sch.wide", "comp.imp")


def table_of(*names):
    return joint(*names)[0]


def assert_test(test, entry):
    """Statistic, degrees of freedom, p, and the estimate and interval where R gives them."""
    expected = entry["result"]
    assert_close(test.statistic, next(iter(expected["statistic"].values())), entry)
    if "parameter" in expected:
        for ours, reference in zip(test.df, expected["parameter"].values(), strict=True):
            assert_close(ours, reference, entry)
    assert_close(test.p, expected["p_value"], entry)
    if "conf_int" in expected:
        assert_close(test.low, expected["conf_int"][0], entry)
        assert_close(test.high, expected["conf_int"][1], entry)


@pytest.mark.parametrize("name", TABLES)
def test_tests_and_measures(name):
    entry, table = ENTRIES[name], table_of(*TABLES[name])
    test, ratio, measures = pearson_test(table), likelihood_ratio_test(table), chi_square_measures(table)
    ours = {
        "n": table.sum(),
        "chisq": test.statistic,
        "df": test.df[0],
        "p_chisq": test.p,
        "g2": ratio.statistic,
        "p_g2": ratio.p,
        "phi": measures.phi,
        "contingency_coef": measures.contingency,
        "cramers_v": measures.cramers_v,
        "cramers_v_bias_corrected": measures.cramers_v_corrected,
        "tschuprow_t": measures.tschuprow,
        "cohens_w": measures.cohens_w,
        "lambda_col_given_row": lambda_of_rows(table.T),
        "lambda_row_given_col": lambda_of_rows(table),
        "uncertainty_col_given_row": uncertainty_of_rows(table.T),
        "uncertainty_row_given_col": uncertainty_of_rows(table),
        "uncertainty_symmetric": uncertainty(table),
        "goodman_kruskal_tau_col_given_row": goodman_kruskal_tau_of_rows(table.T),
        "min_expected": expected_counts(table).min(),
        "share_expected_lt5": (expected_counts(table) < 5).mean(),
    }
    matrices = {
        "expected": expected_counts(table),
        "pearson_residuals": residuals(table).pearson,
        "adjusted_residuals": residuals(table).adjusted,
        "row_pct": 100 * table / table.sum(axis=1, keepdims=True),
        "col_pct": 100 * table / table.sum(axis=0),
    }
    assert ours.keys() | matrices.keys() == entry["result"].keys()
    for key, value in ours.items():
        assert_close(value, entry["result"][key], entry)
    for key, matrix in matrices.items():
        for value, reference in zip(matrix.flat, np.ravel(entry["result"][key]["values"]), strict=True):
            assert_close(value, reference, entry)


def test_yates():
    assert_test(pearson_test(table_of(*PASSED), yates=True), ENTRIES["open.chisq.2x2.correct"])


@pytest.mark.parametrize(
    ("name", "variables", "alternative"),
    [
        ("open.fisher.2x2", PASSED, "two-sided"),
        ("open.fisher.2x2.greater", ("apisrs", "awards", "yr.rnd"), "greater"),
    ],
)
def test_fisher_2x2(name, variables, alternative):
    """R ends its search for the odds ratio and its limits at a step of eps^(1/4) = 1.2e-4; ours goes to the last digit."""
    entry = ENTRIES[name]
    table, expected = table_of(*variables), entry["result"]
    test = fisher_2x2(table, alternative)
    assert_close(test.p, expected["p_value"], entry)
    rough = entry | {"rel_tol": 2e-3}
    for ours, reference in zip((test.odds_ratio, test.low, test.high), r_numbers(expected), strict=True):
        assert ours == reference or assert_close(ours, reference, rough) is None


def test_fisher_2x2_as_scipy_gives_it():
    test, scipy = fisher_2x2(table_of(*PASSED)), stats.contingency.odds_ratio(table_of(*PASSED).astype(int))
    limits = scipy.confidence_interval(0.95)
    assert (test.odds_ratio, test.low, test.high) == pytest.approx(
        (scipy.statistic, limits.low, limits.high), rel=1e-10
    )


def r_numbers(expected):
    return [float(value) for value in (expected["estimate"]["odds ratio"], *expected["conf_int"])]


def test_fisher_r_by_c():
    entry = ENTRIES["open.fisher.3x2"]
    assert_close(fisher_table(table_of("apisrs", "stype", "awards")), entry["result"]["p_value"], entry)


def test_vcd_assocstats():
    entry = ENTRIES["open.assocstats.apisrs.stype_awards"]
    table, expected = table_of("apisrs", "stype", "awards"), entry["result"]
    for test, row in zip(
        (likelihood_ratio_test(table), pearson_test(table)), expected["chisq_tests"]["values"], strict=True
    ):
        for ours, reference in zip((test.statistic, *test.df, test.p), row, strict=True):
            assert_close(ours, reference, entry)
    assert_close(chi_square_measures(table).contingency, expected["contingency"], entry)
    assert_close(chi_square_measures(table).cramers_v, expected["cramer"], entry)


@pytest.mark.parametrize(("name", "variables"), [("A1_education", ("A1", "education")), ("N1_N2", ("N1", "N2"))])
def test_ordinal_measures(name, variables):
    entry = ENTRIES[f"open.ordinal.bfi.{name}"]
    counts = table_of("bfi", *variables)
    table = ordered_table(counts)
    assert table.pairs.concordant == entry["result"]["pairs"]["concordant_pairs"]
    assert table.pairs.discordant == entry["result"]["pairs"]["discordant_pairs"]
    ours = {
        "gamma": gamma(table),
        "tau_b": tau_b(table),
        "tau_c_stuart": tau_c(table),
        "somers_d_col_given_row": somers_d_of_rows(ordered_table(counts.T)),
        "somers_d_row_given_col": somers_d_of_rows(table),
        "somers_d_symmetric": somers_d(table),
    }
    for key, measure in ours.items():
        assert_close(measure.value, entry["result"]["estimate"][key], entry)
        assert_close(measure.se, entry["result"]["ase1"][key], entry)


def test_vcd_extra_gamma():
    entry = ENTRIES["open.gkgamma.bfi.A1_education"]
    table, expected = ordered_table(table_of("bfi", "A1", "education")), entry["result"]
    assert (table.pairs.concordant, table.pairs.discordant) == (expected["C"], expected["D"])
    assert_close(gamma(table).value, expected["gamma"], entry)
    assert_close(gamma(table).se, expected["sigma"], entry)
    for sign, limit in zip((-1, 1), expected["ci95"], strict=True):
        assert_close(gamma(table).value + sign * 1.959963984540054 * gamma(table).se, limit, entry)


def test_kendall():
    entry = ENTRIES["open.kendall.bfi.A1_education"]
    test = kendall_test(ordered_table(table_of("bfi", "A1", "education")))
    assert_test(test, entry)
    assert_close(test.estimate, entry["result"]["estimate"]["tau"], entry)


def test_spearman():
    entry = ENTRIES["open.spearman.bfi.A1_education"]
    test = spearman_test(table_of("bfi", "A1", "education"))
    assert_test(test, entry)
    assert_close(test.estimate, entry["result"]["estimate"]["rho"], entry)


def test_pearson():
    entry = ENTRIES["open.pearson.bfi.A1_A2"]
    table, levels = joint("bfi", "A1", "A2")
    test = pearson_correlation_test(table, *map(scores, levels))
    assert_test(test, entry)
    assert_close(test.estimate, entry["result"]["estimate"]["cor"], entry)


def assert_column_tests(shares, bases, expected, entry):
    tests = column_proportion_tests(shares, bases)
    p = np.array([test.p for test in tests])
    for test, reference in zip(tests, expected["z"].values(), strict=True):
        assert_close(test.statistic, reference, entry)
    for method in ("none", "bonferroni", "holm", "BH"):
        if f"p_{method}" in expected:
            for ours, reference in zip(adjusted(p, method), expected[f"p_{method}"].values(), strict=True):
                assert_close(ours, reference, entry)


@pytest.mark.parametrize(("name", "row"), [("gender_by_education", "gender"), ("A1_by_education", "A1")])
def test_column_proportions(name, row):
    entry, table = ENTRIES[f"open.colprop.bfi.{name}"], table_of("bfi", row, "education")
    for shares, expected in zip(table / table.sum(axis=0), entry["result"].values(), strict=True):
        assert_column_tests(shares, table.sum(axis=0), expected, entry)


def test_weighted_column_proportions():
    entry = ENTRIES["open.colprop.apistrat.weighted"]
    design = Design(weight="pw")
    table, _ = joint("apistrat", "awards", "stype", design=design, weighted=True)
    bases = effective_bases("apistrat", design)
    for place, column in enumerate(("E", "H", "M")):
        assert_close(bases[place], entry["result"]["effective_base"][column], entry)
        assert_close(table.sum(axis=0)[place], entry["result"]["weighted_base"][column], entry)
    for row, answer in enumerate(("No", "Yes")):
        expected = entry["result"]["tests"][answer]
        for share, reference in zip((table / table.sum(axis=0))[row], expected["prop"].values(), strict=True):
            assert_close(share, reference, entry)
        assert_column_tests((table / table.sum(axis=0))[row], bases, expected, entry)


def effective_bases(name, design):
    counts = reference_tally(name, design, Plan(frozenset([Cells(("stype",))]))).counts("stype")
    places = range(len(counts.axes[0].answers))
    return np.array([effective_base(float(counts.w[place]), float(counts.w2[place])) for place in places])


@pytest.mark.parametrize(("name", "yates"), [("nocc", False), ("cc", True)])
def test_pairwise_proportions(name, yates):
    entry = ENTRIES[f"open.pairwise_prop_test.{name}"]
    table = table_of("apisrs", "stype", "awards")
    tests = [
        two_proportions(table[list(pair), 1], table[list(pair)].sum(axis=1), yates=yates) for pair in column_pairs(3)
    ]
    p = adjusted(np.array([test.p for test in tests]), entry["result"]["p_adjust"])
    (high, _), (middle, both) = entry["result"]["p_value"]["values"]
    for ours, reference in zip(p, (high, middle, both), strict=True):
        assert_close(ours, reference, entry)


def test_adjustment_of_p():
    entry = ENTRIES["open.padjust"]
    p = np.array([0.01, 0.02, 0.03, 0.04, 0.05, 5e-04, 0.2, 0.8, 0.8, 1])
    for method, expected in entry["result"].items():
        for ours, reference in zip(adjusted(p, method), expected, strict=True):
            assert_close(ours, reference, entry)


def test_mcnemar():
    assert_test(mcnemar(table_of(*PASSED)), ENTRIES["open.mcnemar.correct"])
    assert_test(mcnemar(table_of(*PASSED), continuity=False), ENTRIES["open.mcnemar.nocorrect"])
    entry = ENTRIES["open.mcnemar.exact"]
    assert_close(mcnemar_exact(table_of(*PASSED)), entry["result"]["p"], entry)


def patterns(table, levels):
    """The scores of each cell, and its people."""
    grid = np.meshgrid(*map(scores, levels), indexing="ij")
    return np.stack([axis.ravel() for axis in grid], axis=1), table.ravel()


def test_cochran_q():
    entry = ENTRIES["open.cochranq"]
    table, levels = joint("apisrs", "sch.wide", "comp.imp", "awards")
    test = cochran_q(*patterns(table, levels))
    for ours, key in ((table.sum(), "n"), (test.statistic, "q"), (test.df[0], "df"), (test.p, "p")):
        assert_close(ours, entry["result"][key], entry)


def test_friedman():
    entry = ENTRIES["open.friedman.bfi"]
    test = friedman(*patterns(*first_rows("bfi", 300, "A1", "C1", "E1")))
    assert_test(test, entry)


def first_rows(name, rows, *variables):
    """The joint counts of complete cases among the first rows, counted by hand."""
    found = columns(name)
    counts = Counter(zip(*(found[variable][:rows] for variable in variables), strict=True))
    levels = [[float(level) for level in range(1, 7)]] * len(variables)
    table = np.zeros([6] * len(variables))
    for answers, people in counts.items():
        if None not in answers:
            table[tuple(int(answer) - 1 for answer in answers)] = people
    return table, levels


def test_kappa():
    entry = ENTRIES["open.kappa.apisrs"]
    measure = kappa(table_of(*PASSED))
    assert_close(measure.value, entry["result"]["kappa"], entry)
    assert_close(measure.se, entry["result"]["ase"], entry)


def test_weighted_kappa():
    entry = ENTRIES["open.kappa.weighted.bfi.N1_N2"]
    table = table_of("bfi", "N1", "N2")
    for name, weights in (("unweighted", None), ("linear", linear_weights(6)), ("quadratic", quadratic_weights(6))):
        measure = kappa(table, weights)
        assert_close(measure.value, entry["result"][name], entry)
        assert_close(measure.se, entry["result"][f"{name}_ase"], entry)


def grouped(row, column):
    table, levels = joint("bfi", row, column)
    return groups(scores(levels[0]), table)


@pytest.mark.parametrize(("name", "test"), [("welch", welch_t), ("pooled", pooled_t)])
def test_two_means(name, test):
    entry, two = ENTRIES[f"open.ttest.{name}"], grouped("A1", "gender")
    assert_test(test(two), entry)
    for ours, reference in zip(two.mean, entry["result"]["estimate"].values(), strict=True):
        assert_close(ours, reference, entry)


def test_paired_means():
    entry = ENTRIES["open.ttest.paired"]
    table, levels = joint("bfi", "N1", "N2")
    test = paired_t(table, *map(scores, levels))
    assert_test(test, entry)
    assert_close(test.estimate, entry["result"]["estimate"]["mean difference"], entry)


def test_analysis_of_variance():
    entry = ENTRIES["open.anova"]
    found = anova(grouped("A1", "education"))
    ours = {"f": found.test.statistic, "df1": found.test.df[0], "df2": found.test.df[1], "p": found.test.p}
    ours |= {"ss_between": found.between, "ss_within": found.within, "eta2": found.eta_squared}
    for key, value in ours.items():
        assert_close(value, entry["result"][key], entry)


def test_welch_analysis_of_variance():
    assert_test(welch_anova(grouped("A1", "education")), ENTRIES["open.oneway.welch"])


def test_pairwise_t():
    entry = ENTRIES["open.pairwise_t"]
    p = adjusted(np.array(pairwise_t(grouped("A1", "education"))), "holm")
    matrix = entry["result"]["p_value"]["values"]
    for ours, (one, other) in zip(p, column_pairs(5), strict=True):
        assert_close(ours, matrix[other - 1][one], entry)


def test_kruskal_wallis():
    assert_test(kruskal_wallis(table_of("bfi", "A1", "education")), ENTRIES["open.kruskal"])


@pytest.mark.parametrize(("name", "continuity"), [("open.wilcoxon", False), ("open.wilcoxon.cc", True)])
def test_mann_whitney(name, continuity):
    assert_test(mann_whitney(table_of("bfi", "A1", "gender"), continuity=continuity), ENTRIES[name])
