"""Many tests of one kind at once: differences between all pairs of the columns of a table, as arrays."""

import math

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.estimates.comparisons.significance import normal_two_sided, t_two_sided
from partysurvey.estimates.normal import normal_upper_quantile
from partysurvey.estimates.student import beta_fraction
from partysurvey.tally.sums import FloatArray, IntArray

BoolArray = npt.NDArray[np.bool_]
_FEW = 40  # tests that are made faster one by one than as arrays


class ManyTests(Struct, frozen=True, eq=False):
    """1-D float arrays of the statistics and of p in [0, 1], NaN where there can be no test.

    Where only p below some level matter, those that are not may stand as 1.
    """

    statistic: FloatArray
    p: FloatArray


Places = tuple[IntArray, IntArray]  # of the first and the second column of pairs (m,)


def pair_places(columns: int) -> Places:
    """The first and the second column of every pair, in the order of `column_pairs`."""
    one, other = np.triu_indices(columns, 1)
    return one, other


def z_tests(difference: FloatArray, variance: FloatArray, below: float = 1.0) -> ManyTests:
    """The normal tests of differences (m,) from 0; none where the variance is not above 0. `below`: see `t_tests`."""
    statistic, tested = _standardised(difference, variance)
    p = np.where(tested, 1.0, np.nan)
    far = tested & _can_be(statistic, below)
    p[far] = [normal_two_sided(z) for z in statistic[far].tolist()]
    return ManyTests(statistic, p)


def t_tests(difference: FloatArray, variance: FloatArray, df: FloatArray, below: float = 1.0) -> ManyTests:
    """The t tests of differences (m,) from 0 on df (m,); none where variance or df are not above 0.

    Every p below the level `below` is told, and some more; the others stand as 1.
    """
    statistic, tested = _standardised(difference, np.where(df > 0, variance, np.nan))
    p = np.where(tested, 1.0, np.nan)
    far = tested & _can_be(statistic, below)
    p[far] = t_chances(statistic[far], df[far])
    return ManyTests(statistic, p)


def t_chances(t: FloatArray, df: FloatArray) -> FloatArray:
    """1-D float array, the probability in [0, 1] of a t further from 0 on either side. R: 2 * pt(-abs(t), df)."""
    if t.size < _FEW:
        return np.array([t_two_sided(*each) for each in zip(t.tolist(), df.tolist(), strict=True)], dtype=np.float64)
    square = t * t
    x, rest = df / (df + square), square / (df + square)
    a, b = df / 2, np.full(df.size, 0.5)
    turned = x > (a + 1) / (a + b + 2)  # where the fraction of the other side converges faster
    x, rest, a, b = (np.where(turned, *each) for each in ((rest, x), (x, rest), (b, a), (a, b)))
    with np.errstate(divide="ignore"):
        front = np.exp(_log_constants(df) + a * np.log(x) + b * np.log(rest))
    part = front * beta_fraction(x, a, b, settled=_all_settled) / a
    return np.asarray(np.where(turned, 1 - part, part))


def _standardised(difference: FloatArray, variance: FloatArray) -> tuple[FloatArray, BoolArray]:
    """The differences in standard errors, NaN where there is none; and where there is one."""
    tested = np.isfinite(difference) & (variance > 0)
    statistic = np.full(difference.size, np.nan)
    statistic[tested] = difference[tested] / np.sqrt(variance[tested])
    return statistic, tested


def _can_be(statistic: FloatArray, below: float) -> BoolArray:
    """1-D bool array, whether p may be below the level; that of t is never smaller than the normal one."""
    least = normal_upper_quantile(below / 2) if below < 1 else 0.0
    return np.asarray(np.abs(np.nan_to_num(statistic)) >= least * (1 - 1e-9))


def _log_constants(df: FloatArray) -> FloatArray:
    """1-D float array, -ln B(df/2, 1/2)."""
    values, place = np.unique(df, return_inverse=True)
    constants = [math.lgamma((n + 1) / 2) - math.lgamma(n / 2) - math.lgamma(0.5) for n in values.tolist()]
    return np.array(constants)[place]


def _all_settled(change: FloatArray) -> bool:
    return bool((np.abs(change) < 1e-13).all())
