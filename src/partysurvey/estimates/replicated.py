"""Variances of shares and means of a group from replicate weights."""

import numpy as np

from partysurvey.estimates.replication import Replication, logit_variances
from partysurvey.tally.sums import FloatArray, ReplicateMoments


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
