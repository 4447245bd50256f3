"""Comparisons of means of simple samples, from how many, their mean and their spread."""

import math

import numpy as np
from msgspec import Struct

from partysurvey.estimates.comparisons.proportions import column_pairs
from partysurvey.estimates.comparisons.significance import Significance, f_tail, t_test, t_two_sided
from partysurvey.tally.sums import FloatArray


class Groups(Struct, frozen=True, eq=False):
    """Groups of people with a number: 1-D float arrays of people n, mean, and m2 = Σ (x - mean)² of each group."""

    n: FloatArray
    mean: FloatArray
    m2: FloatArray

    @property
    def variance(self) -> FloatArray:
        """1-D float array, m2/(n - 1); 0 for a group of one."""
        return np.asarray(self.m2 / np.maximum(self.n - 1, 1))

    @property
    def within_df(self) -> float:
        """The people minus the number of groups."""
        return float(self.n.sum()) - len(self.n)


def groups(values: FloatArray, table: FloatArray) -> Groups:
    """The groups of a table of counts: rows are the values, columns the groups."""
    n = table.sum(axis=0)
    mean = values @ table / np.maximum(n, 1)
    m2 = (table * (values[:, None] - mean) ** 2).sum(axis=0)
    return Groups(n.astype(np.float64), np.asarray(mean), np.asarray(m2))


def welch_t(two: Groups, level: float = 0.95) -> Significance | None:
    """The t test of the difference of two means whose variances may differ; None without spread.

    se² = s_1²/n_1 + s_2²/n_2, df = se⁴/Σ (s²/n)²/(n - 1). Source: [Welch1947]. R: t.test(x ~ g).
    """
    if (two.n < 2).any():
        return None
    parts = two.variance / two.n
    square = float(parts.sum())
    df = square**2 / float((parts**2 / (two.n - 1)).sum()) if square > 0 else 0.0
    return t_test(float(two.mean[0] - two.mean[1]), math.sqrt(square), df, level)


def pooled_t(two: Groups, level: float = 0.95) -> Significance | None:
    """The t test of the difference of two means with one variance, n - 2 df; None without spread.

    se² = Σ m2/(n - 2) · (1/n_1 + 1/n_2). Source: [Student1908]. R: t.test(x ~ g, var.equal = TRUE).
    """
    if (two.n < 1).any() or two.within_df <= 0:
        return None
    se = math.sqrt(float(two.m2.sum()) / two.within_df * float((1 / two.n).sum()))
    return t_test(float(two.mean[0] - two.mean[1]), se, two.within_df, level)


def paired_t(table: FloatArray, rows: FloatArray, columns: FloatArray, level: float = 0.95) -> Significance | None:
    """The t test of the mean difference row minus column of the same people; None without spread.

    From the cells of the joint table: d = x - y, t = d̄ √n/s_d on n - 1 df. Source: [Student1908].
    R: t.test(x, y, paired = TRUE).
    """
    n = float(table.sum())
    if n < 2:
        return None
    difference = rows[:, None] - columns[None, :]
    mean = float((table * difference).sum()) / n
    square = float((table * (difference - mean) ** 2).sum()) / (n - 1)
    return t_test(mean, math.sqrt(square / n), n - 1, level)


class Anova(Struct, frozen=True):
    """One-way analysis of variance: the F test, sums of squares between and within groups, η² in [0, 1]."""

    test: Significance
    between: float
    within: float
    eta_squared: float


def anova(parts: Groups) -> Anova | None:
    """The analysis of variance of groups with one variance; None without spread or with fewer than two groups.

    F = (Σ n (m - m̄)²/(k - 1))/(Σ m2/(n - k)). Source: [Fisher1925]. R: summary(aov(x ~ g)).
    """
    within, df = float(parts.m2.sum()), (len(parts.n) - 1, parts.within_df)
    if min(df) <= 0 or within <= 0:
        return None
    middle = float(parts.n @ parts.mean / parts.n.sum())
    between = float(parts.n @ (parts.mean - middle) ** 2)
    f = between / df[0] / (within / df[1])
    return Anova(Significance(f, df, f_tail(f, *df)), between, within, between / (between + within))


def welch_anova(parts: Groups) -> Significance | None:
    """Welch's F test of equal means whose variances may differ; None where a group has no spread.

    Weights n/s²; Source: [Welch1951]. R: oneway.test(x ~ g).
    """
    count = len(parts.n)
    if count < 2 or (parts.n < 2).any() or (parts.variance <= 0).any():
        return None
    weight = parts.n / parts.variance
    middle = float(weight @ parts.mean / weight.sum())
    spread = float(((1 - weight / weight.sum()) ** 2 / (parts.n - 1)).sum()) / (count**2 - 1)
    f = float(weight @ (parts.mean - middle) ** 2) / ((count - 1) * (1 + 2 * (count - 2) * spread))
    df = (count - 1, 1 / (3 * spread))
    return Significance(f, df, f_tail(f, *df))


def pairwise_t(parts: Groups) -> list[float | None]:
    """The p-values of t tests of all pairs of groups with the variance of all pooled, not adjusted.

    In the order of `column_pairs`; None where a group is empty. R: pairwise.t.test(x, g, p.adjust.method = "none").
    """
    df = parts.within_df
    pooled = float(parts.m2.sum()) / df if df > 0 else 0.0
    return [_pair_p(parts, pair, pooled) for pair in column_pairs(len(parts.n))]


def _pair_p(parts: Groups, pair: tuple[int, int], pooled: float) -> float | None:
    places = list(pair)
    if pooled <= 0 or (parts.n[places] < 1).any():
        return None
    se = math.sqrt(pooled * float((1 / parts.n[places]).sum()))
    return t_two_sided(float(parts.mean[pair[0]] - parts.mean[pair[1]]) / se, parts.within_df)
