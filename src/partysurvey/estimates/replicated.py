"""Variances of shares and means of groups from replicate weights."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from msgspec import Struct

from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.replication import Replication, logit_variances
from partysurvey.tally.sums import FloatArray, MetCells, MomentSums, ReplicateMoments
from partysurvey.tally.tables import row_totals


class ReplicatedGroups(Struct, frozen=True, eq=False, dict=True):
    """The answers of groups (G, B) in cells (level × banner level × unit); `moments` (B, U) are those of a number.

    method: of the intervals of shares, whose variance may be one of its own.
    """

    sampling: Replication
    cells: MetCells
    groups: FloatArray
    method: str
    moments: MomentSums | None = None

    def share_variances(
        self, members: FloatArray, answered: FloatArray, shares: FloatArray, bases: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """As those of `TaylorGroups`, NaN where no replicate has anyone of the base."""
        del bases
        made = [
            replicated_share_variances(p, replicated_shares(members, answered, sums), self.sampling, self.method)
            for p, sums in zip(shares, self._sums, strict=True)
        ]
        errors, ends = (np.array([part[place] for part in made]) for place in (0, 1))
        return errors, ends

    def mean_variances(self, scores: FloatArray, means: FloatArray, bases: FloatArray) -> FloatArray:
        """As those of `TaylorGroups`, NaN where no replicate has anyone who has a number."""
        del bases
        pairs = zip(means.tolist(), self._mean_totals(scores), strict=True)
        return np.array([replicated_mean_variance(mean, totals, self.sampling) for mean, totals in pairs])

    def _mean_totals(self, scores: FloatArray) -> Iterator[tuple[FloatArray, FloatArray]]:
        if self.moments is None or self.moments.replicates is None:
            yield from (score_totals(scores, sums) for sums in self._sums)
            return
        for group in self.groups > 0:
            yield number_totals(_chosen(self.moments.replicates, group))

    @cached_property
    def _sums(self) -> FloatArray:
        """3-D float array (G, L, R), Σ of each replicate weight at each level in each group."""
        cells, width = self.cells, self.groups.shape[1]
        assert cells.replicates is not None  # noqa: S101  # counted wherever the design has them
        level = cells.places[1] if len(cells.axes) > 1 else 0
        size = len(cells.axes[0].levels)
        sums = row_totals(cells.replicates, cells.places[0] * width + level, size * width)
        return np.asarray(np.einsum("gb,lbr->glr", self.groups, sums.reshape(size, width, -1), optimize=True))


def _chosen(moments: ReplicateMoments, group: BoolArray) -> ReplicateMoments:
    """The moments of the levels of a banner that a group has; all of them, where there is no banner."""
    if moments.w.ndim < 2:
        return moments
    return ReplicateMoments(moments.w[group], moments.off[group], moments.mean[group])


def replicated_shares(members: FloatArray, answered: FloatArray, sums: FloatArray) -> FloatArray:
    """2-D float array (k, R), the shares of k sets of levels (k, L) among the levels answered (L,); NaN without a base.

    sums (L, R): Σ of each replicate weight at each level.
    """
    base = answered @ sums
    undefined = np.full((len(members), base.size), np.nan)
    return np.asarray(np.divide(members @ sums, base, out=undefined, where=base != 0))


def replicated_share_variances(
    shares: FloatArray, replicates: FloatArray, sampling: Replication, method: str
) -> tuple[FloatArray, FloatArray]:
    """Two 1-D float arrays (k,): variances of shares for standard errors, and for intervals by the method.

    They differ for "logit" alone. R: svyciprop(method = "logit") of svrepdesign().
    """
    variances = np.maximum(np.diag(sampling.covariance(shares, replicates)), 0.0)
    if method != "logit":
        return variances, variances
    logits = logit_variances(shares, replicates, sampling)
    return variances, np.where(np.isnan(logits), variances, logits)


def replicated_mean_variance(mean: float, totals: tuple[FloatArray, FloatArray], sampling: Replication) -> float:
    """The variance of a mean from Σ v x and Σ v under each replicate weight v (R,). R: vcov(svymean(~x, d))."""
    above, below = totals
    means = np.divide(above, below, out=np.full_like(below, np.nan), where=below != 0)
    return float(sampling.covariance(np.array([mean]), means[None, :])[0, 0])


def number_totals(moments: ReplicateMoments) -> tuple[FloatArray, FloatArray]:
    """Σ v x and Σ v (R,) of the numbers in all cells."""
    size = moments.w.shape[-1]
    w, off = moments.w.reshape(-1, size), moments.off.reshape(-1, size)
    return (off + w * moments.mean.reshape(-1, 1)).sum(axis=0), w.sum(axis=0)


def score_totals(scores: FloatArray, sums: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Σ v x and Σ v (R,) of the scores (L,) of levels, NaN where a level has none; sums (L, R)."""
    has = ~np.isnan(scores)
    return scores[has] @ sums[has], sums[has].sum(axis=0)
