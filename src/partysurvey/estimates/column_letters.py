"""The letters of the rows of a crosstab: which tests compare its columns, and what they find."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.columns import Columns
from partysurvey.estimates.comparisons.many_tests import ManyTests, Places, pair_places
from partysurvey.estimates.comparisons.mean_tests import Groups
from partysurvey.estimates.comparisons.mean_tests import groups as groups_of
from partysurvey.estimates.crossing import CrossedCells, CrossedNumbers, group_means
from partysurvey.estimates.letters import (
    LetterRule,
    Marks,
    designed_pair_tests,
    mean_pair_tests,
    pooled_pair_tests,
    rest_marks,
    row_marks,
)
from partysurvey.estimates.means import over_units, pooled_sums
from partysurvey.estimates.results import Against
from partysurvey.tally.sums import FloatArray


class Pairs(Struct, frozen=True, eq=False):
    """Which of groups (g, B) are compared: first with second places (m,); p matters only `below` a level."""

    groups: FloatArray
    places: Places
    below: float


PairTests = Callable[[Pairs], ManyTests]
People = Callable[[FloatArray], FloatArray]  # of groups (g, B): how many people of each are compared (g,)


def column_marks(
    tests: PairTests, people: People, groups: FloatArray, rule: LetterRule, against: Against
) -> tuple[Marks, ...]:
    """The letters of each group (g, B), or its mark against the rest: the people in any other group but not in it."""
    count, bases = len(groups), people(groups)
    if against == "pairs":
        return row_marks(tests(Pairs(groups, pair_places(count), rule.alpha)), bases, rule)
    rest = groups.any(axis=0) - groups
    both = Pairs(np.vstack((groups, rest)), (np.arange(count), np.arange(count) + count), rule.alpha)
    once = replace(rule, adjustment="none") if _is_one_comparison(groups[bases > 0]) else rule
    return rest_marks(tests(both), np.minimum(bases, people(rest)), once)


def _is_one_comparison(groups: FloatArray) -> bool:
    """Whether each of the groups that have anybody is the rest of the other one."""
    return len(groups) == 2 and not (groups[0] * groups[1]).any()


def share_tests(cells: CrossedCells, option: FloatArray, *, designed: bool) -> PairTests:
    """The tests of the share of an option (L,) in pairs of groups: t under the design, else z, variance pooled."""
    if designed:
        return _designed_tests(cells, option)

    def tests(pairs: Pairs) -> ManyTests:
        """Of the pairs."""
        columns = Columns(cells.at(option)[None, :], cells.at(cells.base), cells.members(pairs.groups))
        held = cells.sample.cells
        return pooled_pair_tests(columns, 0, held.w, held.w2, pairs.places, pairs.below)

    return tests


def score_tests(cells: CrossedCells, scores: FloatArray, *, designed: bool) -> PairTests:
    """The tests of the mean score (L,), NaN where there is none: t under the design, else Welch's."""
    if designed:
        return _designed_tests(cells, scores)
    scored = cells.n * (cells.base * ~np.isnan(scores))[:, None]

    def tests(pairs: Pairs) -> ManyTests:
        """Of the pairs."""
        parts = groups_of(np.nan_to_num(scores), scored @ pairs.groups.T)
        return mean_pair_tests(parts, pairs.places, pairs.below)

    return tests


def number_tests(numbers: CrossedNumbers, *, designed: bool) -> PairTests:
    """The tests of the mean of a number: t under the design, else Welch's."""

    def tests(pairs: Pairs) -> ManyTests:
        """Of the pairs."""
        if designed:
            df = numbers.sampling.degrees_of_freedom
            return designed_pair_tests(*numbers.means(pairs.groups), df, pairs.places, pairs.below)
        return mean_pair_tests(number_groups(numbers, pairs.groups), pairs.places, pairs.below)

    return tests


def _designed_tests(cells: CrossedCells, values: FloatArray) -> PairTests:
    """The t tests of the means of values (L,) in pairs of groups, on the degrees of freedom of the whole design."""
    totals, sampling = cells.value_totals(values), cells.sample.sampling

    def tests(pairs: Pairs) -> ManyTests:
        """Of the pairs."""
        means = group_means(totals, pairs.groups, sampling)
        return designed_pair_tests(*means, sampling.degrees_of_freedom, pairs.places, pairs.below)

    return tests


def number_groups(numbers: CrossedNumbers, groups: FloatArray) -> Groups:
    """People, mean and spread of a number in each group (g, B), without weights."""
    together = over_units(numbers.moments)
    sums = [pooled_sums(together, group > 0) for group in groups]
    parts = [[each.n, each.first.mean, each.first.m2] for each in sums]
    n, mean, m2 = np.array(parts, dtype=np.float64).reshape(len(sums), 3).T
    return Groups(n, mean, m2)
