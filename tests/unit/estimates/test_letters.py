"""Significance letters against R's p-values, and against variances written out over the people."""

import math

import numpy as np
import pytest
from joint_tables import joint
from reference_data import entries

from partysurvey.estimates.categories import Category
from partysurvey.estimates.column_letters import column_marks
from partysurvey.estimates.columns import Columns, columns_of
from partysurvey.estimates.comparisons.many_tests import ManyTests, t_chances, t_tests
from partysurvey.estimates.comparisons.mean_tests import groups, welch_t
from partysurvey.estimates.comparisons.multiplicity import adjusted
from partysurvey.estimates.comparisons.proportions import column_pairs, column_proportion_tests, pooled_z
from partysurvey.estimates.letters import (
    LetterRule,
    column_letter,
    designed_pair_tests,
    mean_pair_tests,
    pooled_pair_tests,
    row_marks,
    row_p,
)
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import CellTotals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.survey import Text
from partysurvey.tally.axis import Unit
from partysurvey.tally.sums import Spine


def statistics(*values):
    """Tests whose p is 10 to the minus of |statistic|."""
    found = np.array([np.nan if s is None else s for s in values])
    return ManyTests(found, 10.0 ** -np.abs(found))


def together(tests):
    """Tests that were made one by one."""
    return ManyTests(
        *(np.array([np.nan if t is None else getattr(t, part) for t in tests]) for part in ("statistic", "p"))
    )


def row_letters(tests, bases, rule):
    """The letters of each column."""
    return tuple(marks.letters for marks in row_marks(tests, bases, rule))


BASES = np.array([50, 50, 50])


def test_letters_of_columns():
    assert [column_letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_the_higher_column_has_the_letter_of_the_lower():
    found = row_letters(statistics(3, -2, 0.5), BASES, LetterRule(level=0.95))
    assert found == (("B",), (), ("A",))


def test_two_levels():
    rule = LetterRule(level=0.99, looser=0.9)
    assert row_letters(statistics(3, -1.5, 0.5), BASES, rule) == (("B",), (), ("a",))


def test_a_p_on_the_level_is_not_below_it():
    assert row_letters(statistics(1), BASES[:2], LetterRule(level=0.9)) == ((), ())


def test_small_columns_are_not_compared_and_do_not_count():
    rule = LetterRule(adjustment="bonferroni", minimum_base=30)
    assert row_p(statistics(2, 3, 3), np.array([50, 50, 29]), rule) == pytest.approx(
        [0.01, np.nan, np.nan], nan_ok=True
    )
    assert row_letters(statistics(2, 3, 3), np.array([50, 50, 29]), rule) == (("B",), (), ())
    everybody = LetterRule(adjustment="bonferroni", minimum_base=0)
    p = row_p(statistics(2, 3, None), np.array([50, 50, 29]), everybody)
    assert p == pytest.approx([0.02, 0.002, np.nan], nan_ok=True)


@pytest.mark.parametrize("adjustment", ["none", "bonferroni", "holm", "BH"])
def test_letters_follow_the_p_values_of_r(adjustment):
    expected = entries("02_crosstabs_unweighted.json")["open.colprop.bfi.A1_by_education"]["result"]
    table, _ = joint("bfi", "A1", "education")
    bases = table.sum(axis=0)
    for shares, row in zip(table / bases, expected.values(), strict=True):
        ours = row_letters(together(column_proportion_tests(shares, bases)), bases, LetterRule(adjustment=adjustment))
        letters = [set() for _ in bases]
        for pair, z in row["z"].items():
            one, other = (int(code) - 1 for code in pair.split(" - "))
            if row[f"p_{adjustment}"][pair] < 0.05:
                letters[one if z > 0 else other].add("ABCDE"[other if z > 0 else one])
        assert [set(column) for column in ours] == letters


def categories(*members):
    return [Category(str(place), Text.same("x"), np.array(row, dtype=bool)) for place, row in enumerate(members)]


@pytest.fixture
def people():
    """60 people with a yes, no or nothing (question) and none, one or both of two groups (banner), and weights."""
    random = np.random.default_rng(7)
    return random.integers(0, 3, 60), random.integers(0, 4, 60), random.integers(1, 5, 60).astype(float)


COLUMNS = columns_of(categories([1, 0, 0]), np.array([1, 1, 0], bool), categories([0, 1, 0, 1], [0, 0, 1, 1]))


def cells(people):
    answer, group, w = people
    return (np.bincount(answer * 4 + group, part, 12) for part in (w, w**2))


def test_overlapping_groups_as_written_out_over_the_people(people):
    answer, group, w = people
    first, second = (np.isin(group, codes) & (answer < 2) for codes in ((1, 3), (2, 3)))
    shares = [w[one] @ (answer[one] == 0) / w[one].sum() for one in (first, second)]
    n = [w[one].sum() ** 2 / (w[one] ** 2).sum() for one in (first, second)]
    pooled = (shares[0] * n[0] + shares[1] * n[1]) / (n[0] + n[1])
    apart = first * w / w[first].sum() - second * w / w[second].sum()
    (z_score,) = pooled_pair_tests(COLUMNS, 0, *cells(people)).statistic
    assert z_score == pytest.approx((shares[0] - shares[1]) / math.sqrt(pooled * (1 - pooled) * (apart**2).sum()))


def test_separate_groups_as_without_overlap(people):
    answer, group, w = people
    separate = columns_of(categories([1, 0, 0]), np.array([1, 1, 0], bool), categories([0, 1, 0, 0], [0, 0, 1, 0]))
    members = [(group == code) & (answer < 2) for code in (1, 2)]
    shares = [w[one] @ (answer[one] == 0) / w[one].sum() for one in members]
    n = [w[one].sum() ** 2 / (w[one] ** 2).sum() for one in members]
    (z_score,) = pooled_pair_tests(separate, 0, *cells(people)).statistic
    assert z_score == pytest.approx(pooled_z(shares[0], n[0], shares[1], n[1]).statistic)


def designed(estimand, people):
    """The tests under simple sampling of rows, all pairs."""
    w, w2 = cells(people)
    n = len(people[0])
    spine = Spine((Unit(),), np.array([n]), w.sum(keepdims=True), w2.sum(keepdims=True))
    covariance = estimand_covariance(estimand, CellTotals(w[:, None], w2[:, None]), Sampling(spine))
    return designed_pair_tests(estimand.value(w), covariance, n - 1)


def row_variance(z):
    """The variance of a total of rows that are PSUs."""
    return len(z) / (len(z) - 1) * ((z - z.mean()) ** 2).sum()


def test_overlapping_groups_under_a_design(people):
    answer, group, w = people
    z = 0.0
    difference = 0.0
    for sign, codes in ((1, (1, 3)), (-1, (2, 3))):
        inside = np.isin(group, codes) & (answer < 2)
        share = w[inside] @ (answer[inside] == 0) / w[inside].sum()
        z = z + sign * inside * w * ((answer == 0) - share) / w[inside].sum()
        difference += sign * share
    (t,) = designed(COLUMNS.shares(0), people).statistic
    assert t == pytest.approx(difference / math.sqrt(row_variance(z)))


def test_a_group_against_everybody_else(people):
    answer, group, w = people
    z, difference = 0.0, 0.0
    for sign, codes in ((1, (1, 3)), (-1, (2,))):
        inside = np.isin(group, codes) & (answer < 2)
        share = w[inside] @ (answer[inside] == 0) / w[inside].sum()
        z = z + sign * inside * w * ((answer == 0) - share) / w[inside].sum()
        difference += sign * share
    (t,) = designed(COLUMNS.against_complement(0, 0), people).statistic
    assert t == pytest.approx(difference / math.sqrt(row_variance(z)))


def test_means_of_columns(people):
    answer, group, w = people
    scores = np.repeat([2.0, 5.0, np.nan], 4)
    inside = [np.isin(group, codes) & (answer < 2) for codes in ((1, 3), (2, 3))]
    means = [w[one] @ np.array([2.0, 5.0])[answer[one]] / w[one].sum() for one in inside]
    z = [one * w * (np.array([2.0, 5.0, 0.0])[answer] - m) / w[one].sum() for one, m in zip(inside, means, strict=True)]
    (t,) = designed(COLUMNS.means(scores), people).statistic
    assert t == pytest.approx((means[0] - means[1]) / math.sqrt(row_variance(z[0] - z[1])))


def test_means_without_a_design():
    table, _ = joint("bfi", "A1", "education")
    parts = groups(np.arange(1.0, 7), table)
    tests = mean_pair_tests(parts)
    assert tests.statistic.size == len(column_pairs(5))
    letters = row_letters(tests, parts.n, LetterRule(adjustment="holm"))
    p = adjusted(tests.p, "holm")
    assert sum(map(len, letters)) == (p < 0.05).sum() > 0
    assert [bool(column) for column in letters][4] == (parts.mean[4] == parts.mean.max())


def test_welch_of_all_pairs_as_of_each():
    table, _ = joint("bfi", "A1", "education")
    parts = groups(np.arange(1.0, 7), table)
    expected = [welch_t(groups(np.arange(1.0, 7), table[:, list(pair)])) for pair in column_pairs(5)]
    found = mean_pair_tests(parts)
    assert found.statistic == pytest.approx([test.statistic for test in expected], rel=1e-12)
    assert found.p == pytest.approx([test.p for test in expected], rel=1e-10)


def test_many_chances_are_those_of_scipy():
    scipy_stats = pytest.importorskip("scipy.stats")
    t = np.concatenate((np.geomspace(1e-3, 60, 120), [0.0], -np.geomspace(1e-3, 5, 29)))
    for df in (1, 2.5, 7, 29, 570, 1e5):
        expected = 2 * scipy_stats.t.sf(np.abs(t), df)
        assert t_chances(t, np.full(t.size, df)) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_no_people_no_test():
    empty = Columns(np.ones((1, 2)), np.ones(2), np.eye(2))
    for tests in (
        pooled_pair_tests(empty, 0, np.array([3.0, 0.0]), np.array([3.0, 0.0])),
        designed_pair_tests(np.array([0.5, np.nan]), np.zeros((2, 2)), 5),
        designed_pair_tests(np.array([0.0, 1.0]), np.zeros((2, 2)), 5),
    ):
        assert np.isnan([tests.statistic, tests.p]).all()


def test_two_groups_against_the_rest_are_one_comparison():
    def tests(pairs):
        """p = 0.03 of every pair, first higher."""
        return ManyTests(np.where(pairs.places[0] == 0, 2.17, -2.17), np.full(pairs.places[0].size, 0.03))

    def people(groups):
        """50 in each of the first two levels, none in the third."""
        return groups @ np.array([50.0, 50.0, 0.0])

    rule = LetterRule(adjustment="bonferroni")
    for count in (2, 3):  # a third group without anybody changes nothing
        found = column_marks(tests, people, np.eye(3)[:count], rule, "rest")
        assert [marks.letters for marks in found[:2]] == [("↑",), ("↓",)]
        assert found[0].p == (0.03,)


def test_p_below_the_level_are_told_exactly():
    difference, df = np.linspace(-4, 4, 161), np.full(161, 12.0)
    every, some = (t_tests(difference, np.ones(161), df, below) for below in (1.0, 0.05))
    assert some.p[every.p < 0.05] == pytest.approx(every.p[every.p < 0.05], rel=1e-12)
    assert (some.p[every.p >= 0.05] >= 0.05).all()
