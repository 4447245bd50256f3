"""The letters of the rows of a crosstab: which tests compare its columns, and what they find."""

from collections.abc import Callable

import numpy as np

from partysurvey.estimates.columns import Columns
from partysurvey.estimates.comparisons.mean_tests import Groups
from partysurvey.estimates.comparisons.mean_tests import groups as groups_of
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.estimates.crossing import CrossedCells, CrossedNumbers
from partysurvey.estimates.letters import (
    LetterRule,
    designed_pair_tests,
    mean_pair_tests,
    pooled_pair_tests,
    rest_marks,
    row_letters,
)
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.linearised import covariance, ratios_of_cells
from partysurvey.estimates.means import NumberSums, pooled_sums
from partysurvey.estimates.results import Against, Letters
from partysurvey.estimates.sample import Sample
from partysurvey.tally.sums import FloatArray

PairTests = Callable[[FloatArray], list[Significance | None]]  # of groups (g, ·): of all pairs of them
People = Callable[[FloatArray], FloatArray]  # of groups (g, ·): how many people of each are compared (g,)


def column_letters(
    tests: PairTests, people: People, groups: FloatArray, rule: LetterRule, against: Against
) -> tuple[Letters, ...]:
    """The letters of each group (g, ·), or its mark against the rest: the people in any other group but not in it."""
    if against == "pairs":
        return row_letters(tests(groups), people(groups).tolist(), rule)
    sides = [np.vstack((inside, groups.any(axis=0) - inside)) for inside in groups]
    bases = [(float(inside), float(rest)) for inside, rest in map(people, sides)]
    return rest_marks([tests(both)[0] for both in sides], bases, rule)


def share_tests(cells: CrossedCells, option: FloatArray, *, designed: bool) -> PairTests:
    """The tests of the share of an option (C,): t under the design, else z with pooled variance."""

    def tests(groups: FloatArray) -> list[Significance | None]:
        """Of all pairs of groups."""
        columns = Columns(option[None, :], cells.base, groups)
        if designed:
            return _designed_tests(cells.sample, columns.shares(0))
        return pooled_pair_tests(columns, 0, cells.sample.cells.w, cells.sample.cells.w2)

    return tests


def score_tests(cells: CrossedCells, scores: FloatArray, *, designed: bool) -> PairTests:
    """The tests of the mean score (C,), NaN where there is none: t under the design, else Welch's."""

    def tests(groups: FloatArray) -> list[Significance | None]:
        """Of all pairs of groups."""
        if designed:
            return _designed_tests(cells.sample, Columns(groups[:0], cells.base, groups).means(scores))
        scored = cells.base * ~np.isnan(scores)
        return mean_pair_tests(groups_of(np.nan_to_num(scores), (groups * scored * cells.sample.cells.n).T))

    return tests


def number_tests(numbers: CrossedNumbers, *, designed: bool) -> PairTests:
    """The tests of the mean of a number: t under the design, else Welch's."""

    def tests(groups: FloatArray) -> list[Significance | None]:
        """Of all pairs of groups."""
        if designed:
            return designed_pair_tests(*numbers.means(groups), numbers.sampling.degrees_of_freedom)
        return mean_pair_tests(number_groups(numbers, groups))

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


def _designed_tests(sample: Sample, ratio: Ratio) -> list[Significance | None]:
    found = ratios_of_cells(sample, ratio)
    return designed_pair_tests(found.values, covariance(sample, found), sample.degrees_of_freedom())
