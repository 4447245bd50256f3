"""Linearised variances of the shares and means of groups under strata, PSUs and fpc."""

from functools import cached_property

import numpy as np
from msgspec import Struct

from partysurvey.estimates.group_variance import blocks, group_variances
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.spots import Gathering, SpotCells, Spots
from partysurvey.tally.sums import FloatArray, MetCells, MomentSums


class TaylorGroups(Struct, frozen=True, eq=False, dict=True):
    """The answers of groups (G, B) in cells (level × banner level × unit); `moments` (B, U) are those of a number."""

    sampling: Sampling
    cells: MetCells
    groups: FloatArray
    moments: MomentSums | None = None

    def share_variances(
        self, members: FloatArray, answered: FloatArray, shares: FloatArray, bases: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """The variances (G, k) of shares of k sets of levels (k, L) among those answered (L,), for errors and ends.

        shares: (G, k); bases: Σw of the base (G,). z = (1_o - p) / Σw over the base.
        """
        found = [
            self._share_variances(members[block], answered, shares[:, block].T, bases)
            for block in blocks(len(members), self._gathering.pairs.unit.size)
        ]
        variances = np.vstack(found).T
        return variances, variances

    def mean_variances(self, scores: FloatArray, means: FloatArray, bases: FloatArray) -> FloatArray:
        """1-D float array (G,), the variances of means (G,) of a number, or of scores (L,), NaN where a level has none.

        bases: Σw of those who have one (G,). z = (x - m) / Σw.
        """
        if self.moments is None:
            return self._score_variances(scores, means, bases)
        return _number_variances(self.moments, self.groups, means, bases, self.sampling)

    def _share_variances(
        self, members: FloatArray, answered: FloatArray, p: FloatArray, bases: FloatArray
    ) -> FloatArray:
        """2-D float array (k, G)."""
        pairs = self._gathering.pairs
        share, base = p[:, pairs.group], bases[pairs.group]
        rest = answered * (members == 0)  # summed for itself: as a difference it would lose its digits near 100 %
        inside, outside = (self._gathered(rows, self.cells.w) for rows in (members, rest))
        sums = ((1 - share) * inside - share * outside) / base
        squares = None
        if self.sampling.rows_are_psus:
            inside, outside = (self._gathered(rows, self.cells.w2) for rows in (members, rest))
            squares = ((1 - share) ** 2 * inside + share**2 * outside) / base**2
        return group_variances(sums, squares, pairs, self.sampling)

    def _score_variances(self, scores: FloatArray, means: FloatArray, bases: FloatArray) -> FloatArray:
        levels, pairs = np.flatnonzero(~np.isnan(scores)), self._gathering.pairs
        each = np.eye(scores.size)[levels]
        away = (scores[levels, None] - means[pairs.group]) / bases[pairs.group]
        sums = (away * self._gathered(each, self.cells.w)).sum(axis=0, keepdims=True)
        squares = None
        if self.sampling.rows_are_psus:
            squares = (away**2 * self._gathered(each, self.cells.w2)).sum(axis=0, keepdims=True)
        return np.asarray(group_variances(sums, squares, pairs, self.sampling)[0])

    def _gathered(self, rows: FloatArray, weights: FloatArray) -> FloatArray:
        """2-D float array (k, P), the sums in each group and unit."""
        return self._gathering.sums(self._spot_cells.totals(rows.astype(np.float64), weights))

    @cached_property
    def _spot_cells(self) -> SpotCells:
        return SpotCells(self.cells, len(self.sampling.spine.units))

    @cached_property
    def _gathering(self) -> Gathering:
        return self._spot_cells.spots.gathering(self.groups, len(self.sampling.spine.units))


def _number_variances(
    moments: MomentSums, groups: FloatArray, means: FloatArray, bases: FloatArray, sampling: Sampling
) -> FloatArray:
    n = np.atleast_2d(moments.n)
    level, unit = np.nonzero(n)
    gathering = Spots(level, unit).gathering(groups, n.shape[1])
    group = gathering.group
    w, mean, w2, mean2, m2 = (
        np.atleast_2d(part)[level, unit][gathering.source]
        for part in (moments.first.w, moments.first.mean, moments.squared.w, moments.squared.mean, moments.squared.m2)
    )
    middle, base = means[group], bases[group]
    sums = gathering.runs.sums((w * (mean - middle) / base)[None, :])
    squares = None
    if sampling.rows_are_psus:
        squares = gathering.runs.sums(((m2 + w2 * (mean2 - middle) ** 2) / base**2)[None, :])
    return np.asarray(group_variances(sums, squares, gathering.pairs, sampling)[0])
