"""Linearised variances of the shares and means of groups under strata, PSUs and fpc."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from partysurvey.estimates.group_variance import blocks, group_variances
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.spots import Gathering, SpotCells, Spots
from partysurvey.tally.sums import FloatArray, MetCells, MomentSums


@dataclass(frozen=True, eq=False)
class TaylorGroups:
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
        rows, runs = np.vstack((members, answered)), self._gathering.pairs.group
        share, base = p[:, runs], bases[runs]
        within = self._gathered(rows, self.cells.w)
        sums = (within[:-1] - share * within[-1]) / base
        squares = None
        if self.sampling.rows_are_psus:
            within = self._gathered(rows, self.cells.w2)
            squares = (within[:-1] * (1 - 2 * share) + share**2 * within[-1]) / base**2
        return group_variances(sums, squares, self._gathering.pairs, self.sampling)

    def _score_variances(self, scores: FloatArray, means: FloatArray, bases: FloatArray) -> FloatArray:
        has = ~np.isnan(scores)
        middle = float(scores[has].mean()) if has.any() else 0.0  # near to every mean, so that few digits cancel
        x = np.where(has, scores - middle, 0.0)
        pairs = self._gathering.pairs
        away, base = (means - middle)[pairs.group], bases[pairs.group]
        ones, values = self._gathered(np.vstack((has, x)), self.cells.w)
        squares = None
        if self.sampling.rows_are_psus:
            ones2, values2, products = self._gathered(np.vstack((has, x, x * x)), self.cells.w2)
            squares = ((products - 2 * away * values2 + away**2 * ones2) / base**2)[None, :]
        variances = group_variances(((values - away * ones) / base)[None, :], squares, pairs, self.sampling)
        return np.asarray(variances[0])

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
