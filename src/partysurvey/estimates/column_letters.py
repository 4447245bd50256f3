"""The letters of the rows of a crosstab: which tests compare its columns, and what they find."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from partysurvey.estimates.columns import Columns
from partysurvey.estimates.comparisons.many_tests import ManyTests
from partysurvey.estimates.comparisons.mean_tests import Groups
from partysurvey.estimates.comparisons.mean_tests import groups as groups_of
from partysurvey.estimates.crossing import CrossedCells, CrossedNumbers, group_means
from partysurvey.estimates.letters import (
    LetterRule,
    designed_pair_tests,
    mean_pair_tests,
    pooled_pair_tests,
    rest_marks,
    row_letters,
)
from partysurvey.estimates.means import NumberSums, pooled_sums
from partysurvey.estimates.results import Against, Letters
from partysurvey.tally.sums import FloatArray

PairTests = Callable[[FloatArray], ManyTests]  # of groups (g, B): of all pairs of them
People = Callable[[FloatArray], FloatArray]  # of groups (g, B): how many people of each are compared (g,)


def column_letters(
    tests: PairTests, people: People, groups: FloatArray, rule: LetterRule, against: Against
) -> tuple[Letters, ...]:
    """The letters of each group (g, B), or its mark against the rest: the people in any other group but not in it."""
    if against == "pairs":
        return row_letters(tests(groups), people(groups), rule)
    sides = [np.vstack((inside, groups.any(axis=0) - inside)) for inside in groups]
    found = [tests(both) for both in sides]
    together = ManyTests(*(np.concatenate([getattr(each, part) for each in found]) for part in ("statistic", "p")))
    bases = np.array([people(both).min() for both in sides])
    return rest_marks(together, bases, replace(rule, adjustment="none") if _is_one_comparison(groups) else rule)


def _is_one_comparison(groups: FloatArray) -> bool:
    """Whether each of the groups is the rest of the other one."""
    return len(groups) == 2 and not (groups[0] * groups[1]).any()


def share_tests(cells: CrossedCells, option: FloatArray, *, designed: bool) -> PairTests:
    """The tests of the share of an option (C,) in all pairs of groups: t under the design, else z, variance pooled."""
    if designed:
        return _designed_tests(cells, option)

    def tests(groups: FloatArray) -> ManyTests:
        """Of all pairs of groups."""
        columns = Columns(option[None, :], cells.base, cells.members(groups))
        return pooled_pair_tests(columns, 0, cells.sample.cells.w, cells.sample.cells.w2)

    return tests


def score_tests(cells: CrossedCells, scores: FloatArray, *, designed: bool) -> PairTests:
    """The tests of the mean score (C,), NaN where there is none: t under the design, else Welch's."""
    if designed:
        return _designed_tests(cells, scores)
    scored = cells.base * ~np.isnan(scores) * cells.sample.cells.n

    def tests(groups: FloatArray) -> ManyTests:
        """Of all pairs of groups."""
        return mean_pair_tests(groups_of(np.nan_to_num(scores), (cells.members(groups) * scored).T))

    return tests


def number_tests(numbers: CrossedNumbers, *, designed: bool) -> PairTests:
    """The tests of the mean of a number: t under the design, else Welch's."""

    def tests(groups: FloatArray) -> ManyTests:
        """Of all pairs of groups."""
        if designed:
            return designed_pair_tests(*numbers.means(groups), numbers.sampling.degrees_of_freedom)
        return mean_pair_tests(number_groups(numbers, groups))

    return tests


def _designed_tests(cells: CrossedCells, values: FloatArray) -> PairTests:
    """The t tests of the means of values (C,) in all pairs of groups, on the degrees of freedom of the whole design."""
    totals, sampling = cells.value_totals(values), cells.sample.sampling

    def tests(groups: FloatArray) -> ManyTests:
        """Of all pairs of groups."""
        return designed_pair_tests(*group_means(totals, groups, sampling), sampling.degrees_of_freedom)

    return tests


def number_groups(numbers: CrossedNumbers, groups: FloatArray) -> Groups:
    """People, mean and spread of a number in each group (g, B), without weights."""
    sums = [_sums(numbers, group) for group in groups]
    parts = [[each.n, each.first.mean, each.first.m2] for each in sums]
    n, mean, m2 = np.array(parts, dtype=np.float64).reshape(len(sums), 3).T
    return Groups(n, mean, m2)


def _sums(numbers: CrossedNumbers, group: FloatArray) -> NumberSums:
    moments = numbers.moments
    return pooled_sums(moments, np.repeat(group > 0, moments.n.shape[1]))
