"""Quantiles of Student's t distribution, without SciPy."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from partysurvey.estimates.normal import normal_upper_quantile

Number = Any  # a float or an array of floats
_LARGE = 1000.0  # from here the expansion around the normal quantile is exact to 1e-12


@lru_cache(maxsize=1024)
def t_quantile(probability: float, df: float) -> float:
    """The t with `probability` of the distribution below it, to 1e-11 relative; df > 0, also fractional or inf.

    Newton's steps on the distribution function; from df = 1000 Fisher's expansion around the normal quantile.
    Source: [AbramowitzStegun1964], 26.7.1 and 26.7.5. R: qt(probability, df).
    """
    if probability == 0.5:
        return 0.0
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    return _expansion(1 - probability, df) if df >= _LARGE else _root(1 - probability, df)


def t_tail(t: float, df: float) -> float:
    """The share of the distribution above t >= 0: I(df/(df + t²); df/2, 1/2) / 2. R: pt(t, df, lower.tail = FALSE)."""
    return incomplete_beta(df / (df + t * t), t * t / (df + t * t), df / 2, 0.5) / 2


def incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I(x; a, b) in [0, 1]; `rest` is 1 - x with all its digits.

    The continued fraction of [AbramowitzStegun1964], 26.5.8, by Lentz's method. R: pbeta(x, a, b).
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(rest, x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    return math.exp(log_front) * float(beta_fraction(x, a, b)) / a


def _settled(change: float) -> bool:
    return abs(change) < 1e-16


def beta_fraction(x: Number, a: Number, b: Number, settled: Callable[[Number], bool] = _settled) -> Number:
    """The continued fraction of I(x; a, b), of one number or of arrays; `settled` says when a change is none."""
    c, d = x * 0 + 1, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            value = value * c * d
        if settled(c * d - 1):
            break
    return value


def _density(t: float, df: float) -> float:
    log_constant = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log_constant - (df + 1) / 2 * math.log1p(t * t / df))


def _root(tail: float, df: float) -> float:
    """The t whose upper tail is `tail` < 1/2: bracketed, then Newton's steps that never leave the bracket."""
    low, high = 0.0, 1.0
    while t_tail(high, df) > tail:
        low, high = high, high * 2
    t = (low + high) / 2
    for _ in range(200):
        excess = t_tail(t, df) - tail
        low, high = (t, high) if excess > 0 else (low, t)
        step = t + excess / _density(t, df)
        following = step if low < step < high else (low + high) / 2
        if abs(following - t) <= 1e-14 * t:
            return following
        t = following
    return t


def _expansion(tail: float, df: float) -> float:
    z = normal_upper_quantile(tail)
    square = z * z
    first = (square + 1) / 4
    second = ((5 * square + 16) * square + 3) / 96
    third = (((3 * square + 19) * square + 17) * square - 15) / 384
    fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
    return z * (1 + (first + (second + (third + fourth / df) / df) / df) / df)
