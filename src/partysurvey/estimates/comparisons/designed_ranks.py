"""Rank tests under a design: scores of estimated ranks in the population, compared between groups."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from partysurvey.estimates.comparisons.designed_means import many_means_test, two_means_test
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.estimates.linear import Ratio, Total
from partysurvey.tally.sums import FloatArray

RankScore = Callable[[FloatArray], FloatArray]


def wilcoxon_score(rank: FloatArray) -> FloatArray:
    """The rank itself, as a share of the population: Wilcoxon's and Kruskal and Wallis's tests."""
    return rank


def van_der_waerden_score(rank: FloatArray) -> FloatArray:
    """The normal quantile of the rank."""
    return np.array([NormalDist().inv_cdf(float(part)) for part in rank])


def median_score(rank: FloatArray) -> FloatArray:
    """1 above the middle of the population, else 0: Mood's median test."""
    return np.asarray((rank > 0.5).astype(np.float64))


def rank_scores(table: FloatArray, score: RankScore = wilcoxon_score) -> FloatArray:
    """1-D float array (v,), the score of each of v ordered values; table: weights (v, g) of values in groups.

    Of the mid-rank in the population, (Σ_{smaller} w + half of its own w)/Σ w. R averages the running sums of w over
    the rows of equal value instead: the same where these weigh the same; else that depends on the order of the rows,
    and ours is its mean over all orders.
    Source: [LumleyScott2013]. R: svyranktest.
    """
    w = table.sum(axis=1)
    rank = (np.cumsum(w) - w / 2) / w.sum()
    scores = np.zeros(len(w))
    scores[w > 0] = score(rank[w > 0])
    return scores


def group_score_means(table: FloatArray, scores: FloatArray) -> FloatArray:
    """1-D float array (g,), the mean score of each group."""
    return np.asarray(scores @ table / table.sum(axis=0))


def group_score_totals(table: FloatArray, scores: FloatArray) -> Total:
    """The totals of linearised mean scores of g groups over the v·g cells: their covariance is that of the means.

    The scores count as fixed, as in R. Cells are values × groups, row by row.
    """
    values, count = table.shape
    members = np.tile(np.eye(count), (1, values))
    ratio = Ratio(members * np.repeat(scores, count), members)
    return Total(ratio.scores(table.ravel()))


def two_group_rank_test(means: FloatArray, covariance: FloatArray, df: float) -> Significance | None:
    """The t test of the second group's mean score minus the first's, on df - 1 degrees of freedom.

    Source: [LumleyScott2013]. R: svyranktest(y ~ g, d).
    """
    return two_means_test(means, covariance, df)


def many_group_rank_test(means: FloatArray, covariance: FloatArray, df: float) -> Significance | None:
    """The Wald test that g groups have the same mean score; None if their covariance is singular or df too few.

    F = W/(g - 1) on (g - 1, df - (g - 1)), W of the distances from the first group; R prints W.
    Source: [LumleyScott2013]. R: svyranktest(y ~ g, d), `parameter` is W, `statistic` g - 1.
    """
    return many_means_test(means, covariance, df)
