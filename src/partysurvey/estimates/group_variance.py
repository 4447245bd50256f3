"""Taylor variances of many groups at once, from the pairs of a group and a unit that hold anyone.

A group has nobody in most units of a design. Those add nothing to the sums of its scores, and to its variance only
through the mean of their stratum: so the work grows with the people, not with groups times units.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from partysurvey.estimates.sampling import Sampling, Stage
from partysurvey.estimates.variance import averaged_factors, grouped_sums, lonely_strata, stratum_factors
from partysurvey.tally.sums import FloatArray, IntArray

BLOCK = 4_000_000  # numbers that are worked on at once: 32 MB


class Runs(Struct, frozen=True, eq=False):
    """Neighbours that belong together: where each of the runs of `size` elements begins (runs,)."""

    begins: IntArray
    size: int

    @classmethod
    def of(cls, keys: IntArray) -> "Runs":
        """The runs of equal neighbours."""
        is_first = np.ones(keys.size, dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
        return cls(np.flatnonzero(is_first), keys.size)

    @property
    def lengths(self) -> IntArray:
        """1-D int array (runs,)."""
        return np.diff(self.begins, append=self.size)

    def sums(self, rows: FloatArray) -> FloatArray:
        """2-D float array (k, runs), the sums of rows (k, size) over each run."""
        if self.begins.size == self.size:
            return rows
        return np.add.reduceat(rows, self.begins, axis=1)

    def spread(self, rows: FloatArray) -> FloatArray:
        """2-D float array (k, size), the number of its run at every element."""
        return rows if self.begins.size == self.size else np.repeat(rows, self.lengths, axis=1)


class Pairs(Struct, frozen=True, eq=False):
    """The P pairs of a group and a unit that hold anyone, in the order of groups, then of units; `groups` of them."""

    group: IntArray
    unit: IntArray
    groups: int

    @classmethod
    def of_one(cls, units: int) -> "Pairs":
        """All units with a single group."""
        return cls(np.zeros(units, dtype=np.int64), np.arange(units), 1)


def group_variances(sums: FloatArray, squares: FloatArray | None, pairs: Pairs, sampling: Sampling) -> FloatArray:
    """2-D float array (k, groups), the variances of the totals of k scores z of each group.

    From Σ w z (k, P) of the group's people in each unit, and where rows are PSUs Σ w² z² (k, P); the formula is that of
    `sums_covariance`, of one score. R: diag(vcov(svyby(~y, ~g, d, svymean, covmat = TRUE))).
    """
    if squares is not None:
        return np.maximum(_between_rows(sums, squares, pairs, sampling), 0.0)
    variance = np.zeros((len(sums), pairs.groups))
    for level, stage in enumerate(sampling.variance_stages):
        variance += _between_clusters(sums, pairs, stage, sampling, is_first=level == 0)
    return variance


def _between_clusters(
    sums: FloatArray, pairs: Pairs, stage: Stage, sampling: Sampling, *, is_first: bool
) -> FloatArray:
    """2-D float array (k, groups), Σ_h factor · (Σ_c (z_hc - z̄_h)² + (n_h - met) z̄_h²), c the clusters that are met."""
    cluster = stage.cluster[pairs.unit]
    clusters = Runs.of(pairs.group * stage.parent.size + cluster)
    met, group = cluster[clusters.begins], pairs.group[clusters.begins]
    strata = Runs.of(group * stage.drawn.size + stage.parent[met])
    stratum, owner = stage.parent[met[strata.begins]], group[strata.begins]
    lonely = lonely_strata(stage, sampling)
    factors = stratum_factors(stage, sampling, lonely)
    adjusts = is_first and sampling.lonely == "adjust" and lonely.any()
    if is_first:
        factors = averaged_factors(factors, lonely, np.ones_like(lonely), sampling)
    totals = clusters.sums(sums)
    centre = strata.sums(totals) / stage.drawn[stratum]
    if adjusts:
        middle = grouped_sums(totals, group, pairs.groups) / stage.parent.size
        centre = np.where(lonely[stratum], middle[:, owner], centre)
    apart = totals - strata.spread(centre)
    apart *= apart
    between = strata.sums(apart) + (stage.drawn[stratum] - strata.lengths) * centre**2
    found = grouped_sums(between * factors[stratum], owner, pairs.groups)
    return found + _unmet(factors * lonely, stratum, owner, pairs.groups) * middle**2 if adjusts else found


def _between_rows(sums: FloatArray, squares: FloatArray, pairs: Pairs, sampling: Sampling) -> FloatArray:
    """2-D float array (k, groups), where rows are PSUs and units strata: Σ_h factor · (Σ w² z² - (Σ w z)² / n_h)."""
    (stage,) = sampling.stages
    lonely = lonely_strata(stage, sampling)
    factors = averaged_factors(stratum_factors(stage, sampling, lonely), lonely, np.ones_like(lonely), sampling)
    drawn = stage.drawn[pairs.unit]
    around = squares - sums**2 / drawn
    if sampling.lonely != "adjust" or not lonely.any():
        return grouped_sums(around * factors[pairs.unit], pairs.group, pairs.groups)
    middle = grouped_sums(sums, pairs.group, pairs.groups) / stage.drawn.sum()
    moved = (sums - drawn * middle[:, pairs.group]) ** 2 / drawn
    around = np.where(lonely[pairs.unit], around + moved, around)
    found = grouped_sums(around * factors[pairs.unit], pairs.group, pairs.groups)
    return np.asarray(found + _unmet(factors * lonely, pairs.unit, pairs.group, pairs.groups) * middle**2)


def _unmet(factors: FloatArray, stratum: IntArray, group: IntArray, groups: int) -> FloatArray:
    """1-D float array (groups,), the sum of the factors of the strata that a group has nobody in."""
    return np.asarray(factors.sum() - np.bincount(group, factors[stratum], groups))


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Slices of rows, one after the other, of which none has many more numbers than `BLOCK`."""
    step = max(1, BLOCK // max(columns, 1))
    return (slice(begin, begin + step) for begin in range(0, rows, step))
