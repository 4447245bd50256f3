"""The tests of a sample by the names of its variables: what each needs of the sample, and the test itself."""

from dataclasses import dataclass

import numpy as np

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


@dataclass(frozen=True, slots=True, eq=False)
class JointTable:
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
    values = _cell_values(sample, (row, rows), (column, columns))
    n, df = float(sample.cells.n @ _members(sample, domain)), sample.degrees_of_freedom(domain)
    shape = len(rows), len(columns)
    parts = [_estimated(sample, of(sample, values, domain)) for of in (means, totals)]
    shares, sums = (DesignedTable(part.values.reshape(shape), part.covariance, n, df) for part in parts)
    return JointTable(rows, columns, shares, sums)


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
    parts = _groups(sample, number, group, domain)
    if len(parts) < 2:
        return None
    members = np.logical_or.reduce(parts)
    scored = joined(*(means(sample, {"score": _scores(sample, number, members, score)}, part) for part in parts))
    covariance = _estimated(sample, totals(sample, _named(scored))).covariance
    test = two_group_rank_test if len(parts) == 2 else many_group_rank_test
    return test(scored.values, covariance, sample.degrees_of_freedom(members))


def agreement(sample: Sample, row: str, column: str, domain: BoolArray | None = None) -> Measure | None:
    """Cohen's κ of two variables with the same options, and its standard error. R: svykappa(~row + column, d)."""
    both = _members(sample, domain) & sample.answered(row, column)
    met = (*met_levels(sample, row, both), *met_levels(sample, column, both))
    levels = tuple(dict.fromkeys(met))
    if len(levels) < 2:
        return None
    values = _cell_values(sample, (row, levels), (column, levels))
    cells = _estimated(sample, means(sample, values, domain))
    return designed_kappa(cells.values.reshape(len(levels), len(levels)), cells.covariance)


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


def _cell_values(sample: Sample, row: tuple[str, tuple[Level, ...]], column: tuple[str, tuple[Level, ...]]) -> Values:
    """The indicators of the cells of a table, row by row; NaN where people did not answer both."""
    answered = sample.answered(row[0], column[0])
    return {
        f"{one}:{other}": np.where(answered, sample.is_at(row[0], one) & sample.is_at(column[0], other), np.nan)
        for one in row[1]
        for other in column[1]
    }


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
