"""The tests of a sample by the names of its variables: what each needs of the sample, and the test itself."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from partysurvey.estimates.comparisons.designed_agreement import designed_kappa
from partysurvey.estimates.comparisons.designed_means import one_mean_test, two_means_test
from partysurvey.estimates.comparisons.designed_ranks import (
    RankScore,
    many_group_rank_test,
    rank_scores,
    two_group_rank_test,
    wilcoxon_score,
)
from partysurvey.estimates.comparisons.ordinal import Measure
from partysurvey.estimates.comparisons.rao_scott import DesignedTable
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.estimates.estimate import Estimate
from partysurvey.estimates.linearised import Linearised, Values, estimated, joined, means, totals
from partysurvey.estimates.sample import BoolArray, Sample
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import FloatArray


class JointTable(Struct, frozen=True, eq=False):
    """The table of two variables of a sample: its options, and its cells as shares and as totals."""

    rows: tuple[Level, ...]
    columns: tuple[Level, ...]
    shares: DesignedTable
    totals: DesignedTable


def joint_table(sample: Sample, row: str, column: str, domain: BoolArray | None = None) -> JointTable | None:
    """The table of people of the domain who answered both; n counts everybody in it, df is that of its PSUs and strata.

    None with fewer than two rows or columns. For `rao_scott_f` and the like (shares), `wald_test` (totals).
    R: svytable(~row + column, subset(d, …)).
    """
    both = _members(sample, domain) & sample.answered(row, column)
    rows, columns = met_levels(sample, row, both), met_levels(sample, column, both)
    if min(len(rows), len(columns)) < 2:
        return None
    down, across = _indicators(sample, row, rows), _indicators(sample, column, columns)
    shares, sums = (cell_table(sample, down, across, of, domain) for of in (means, totals))
    return JointTable(rows, columns, shares, sums)


def cell_table(
    sample: Sample,
    rows: FloatArray,
    columns: FloatArray,
    of: Callable[[Sample, Values, BoolArray | None], Linearised] = means,
    domain: BoolArray | None = None,
) -> DesignedTable:
    """The cells of a table as shares (`of` means) or totals, of the people of the domain in any row and column.

    rows (r, C) and columns (c, C) are 0 and 1, and do not overlap. R: svytable.
    """
    both = rows.any(axis=0) & columns.any(axis=0)
    values = {
        f"{i}:{j}": np.where(both, row * column, np.nan)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    }
    part = _estimated(sample, of(sample, values, domain))
    n = float(sample.cells.n @ _members(sample, domain))
    cells = part.values.reshape(len(rows), len(columns))
    return DesignedTable(cells, part.covariance, n, sample.degrees_of_freedom(domain))


def met_levels(sample: Sample, variable: str, domain: BoolArray | None = None) -> tuple[Level, ...]:
    """The answers to a variable that anyone in the domain gave, in their order."""
    members = _members(sample, domain)
    return tuple(levels[0] for levels, people in sample.domains(variable) if (people & members).any())


def mean_against(
    sample: Sample, number: FloatArray, null: float = 0.0, domain: BoolArray | None = None
) -> Significance | None:
    """The t test that a number of the cells (C,) is `null` in the mean; of pairs: give the difference.

    NaN where people have none. R: svyttest(I(y - null) ~ 0, d).
    """
    members = _members(sample, domain) & ~np.isnan(number)
    if not members.any():
        return None
    mean = _estimated(sample, means(sample, {"mean": number}, domain))
    df = sample.degrees_of_freedom(members)
    return one_mean_test(float(mean.values[0]), float(mean.covariance[0, 0]), df, null)


def mean_difference(
    sample: Sample, number: FloatArray, group: str, domain: BoolArray | None = None
) -> Significance | None:
    """The t test of the mean of the second group minus the first's; None if there are not exactly two groups.

    R: svyttest(y ~ group, d).
    """
    parts = _groups(sample, number, group, domain)
    if len(parts) != 2:
        return None
    both = _estimated(sample, joined(*(means(sample, {"mean": number}, part) for part in parts)))
    df = sample.degrees_of_freedom(np.logical_or.reduce(parts))
    return two_means_test(both.values, both.covariance, df)


def rank_difference(
    sample: Sample,
    number: FloatArray,
    group: str,
    score: RankScore = wilcoxon_score,
    domain: BoolArray | None = None,
) -> Significance | None:
    """The rank test of a number between the groups: t of two, F of more; None below two.

    R: svyranktest(y ~ group, d).
    """
    return rank_test(sample, number, _groups(sample, number, group, domain), score)


def rank_test(
    sample: Sample, number: FloatArray, groups: Sequence[BoolArray], score: RankScore = wilcoxon_score
) -> Significance | None:
    """The rank test of a number (C,) between domains in which everybody has it: t of two, F of more; None below two.

    R: svyranktest(y ~ group, d).
    """
    if len(groups) < 2:
        return None
    members = np.logical_or.reduce(groups)
    scored = joined(*(means(sample, {"score": _scores(sample, number, members, score)}, part) for part in groups))
    covariance = _estimated(sample, totals(sample, _named(scored))).covariance
    test = two_group_rank_test if len(groups) == 2 else many_group_rank_test
    return test(scored.values, covariance, sample.degrees_of_freedom(members))


def agreement(sample: Sample, row: str, column: str, domain: BoolArray | None = None) -> Measure | None:
    """Cohen's κ of two variables with the same options, and its standard error. R: svykappa(~row + column, d)."""
    both = _members(sample, domain) & sample.answered(row, column)
    met = (*met_levels(sample, row, both), *met_levels(sample, column, both))
    levels = tuple(dict.fromkeys(met))
    if len(levels) < 2:
        return None
    down, across = (_indicators(sample, variable, levels) for variable in (row, column))
    table = cell_table(sample, down, across, means, domain)
    return designed_kappa(table.cells, table.covariance)


def _members(sample: Sample, domain: BoolArray | None) -> BoolArray:
    return np.ones(sample.cells.n.size, dtype=bool) if domain is None else domain


def _estimated(sample: Sample, linearised: Linearised) -> Estimate:
    """The estimates; their design effects, which tests do not need, may be undefined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return estimated(sample, linearised)


def _groups(sample: Sample, number: FloatArray, group: str, domain: BoolArray | None) -> list[BoolArray]:
    """The domains of the groups of which anyone in the domain has the number."""
    members = _members(sample, domain) & ~np.isnan(number)
    parts = [people & members for _, people in sample.domains(group)]
    return [part for part in parts if part.any()]


def _indicators(sample: Sample, variable: str, levels: Sequence[Level]) -> FloatArray:
    """2-D float array (levels, C), who gave each answer."""
    return np.array([sample.is_at(variable, level) for level in levels], dtype=np.float64)


def _scores(sample: Sample, number: FloatArray, members: BoolArray, score: RankScore) -> FloatArray:
    """1-D float array (C,), the rank score of each cell's number among the members; NaN elsewhere."""
    values, place = np.unique(number[members], return_inverse=True)
    weights = np.bincount(place, sample.cells.w[members], values.size).astype(np.float64)
    scores = np.full(number.size, np.nan)
    scores[members] = rank_scores(weights[:, None], score)[place]
    return scores


def _named(linearised: Linearised) -> Values:
    """The linearised scores as functions of the answers, numbered."""
    return {str(place): scores for place, scores in enumerate(linearised.scores)}
