"""Intraclass correlations: how alike the answers of one person to several items (or judges) are."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.scales.covariance import Covariances


class Intraclass(Struct, frozen=True):
    """One intraclass correlation: value, F test that it is 0, interval. type: ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k."""

    type: str
    value: float
    f: float
    df: tuple[int, int]
    p: float
    low: float
    high: float


class MeanSquares(Struct, frozen=True):
    """Mean squares of n people × k items: between people, within people, between items, residual."""

    n: int
    k: int
    people: float
    within: float
    items: float
    residual: float


def mean_squares(covariances: Covariances) -> MeanSquares:
    """The analysis of variance of people × items from listwise covariances C and means m.

    MS_people = ΣC/k, MS_residual = (tr C - ΣC/k)/(k - 1), MS_items = n · var(m), MS_within = Σ over items of
    squared deviations from the person's mean / (n(k - 1)).
    """
    n, k, matrix = covariances.people, len(covariances.items), covariances.matrix
    people = float(matrix.sum()) / k
    residual = (float(np.trace(matrix)) - people) / (k - 1)
    items = n * float(covariances.means.var(ddof=1))
    return MeanSquares(n, k, people, ((n - 1) * residual + items) / n, items, residual)


def intraclass(covariances: Covariances, level: float = 0.95) -> tuple[Intraclass, ...]:
    """The six correlations of Shrout and Fleiss from listwise covariances; empty where the items cannot be compared.

    Single answers first (one-way random, two-way random, two-way mixed), then means of all items.
    Source: [ShroutFleiss1979]. R: psych::ICC(x, lmer = FALSE)$results.
    """
    if not covariances.is_usable or covariances.people < 3:
        return ()
    squares = mean_squares(covariances)
    if squares.residual <= 0:
        return ()
    return _single(squares, level) + _of_means(squares, level)


def _single(s: MeanSquares, level: float) -> tuple[Intraclass, ...]:
    more = s.k - 1
    one = (s.people - s.within) / (s.people + more * s.within)
    two = (s.people - s.residual) / (s.people + more * s.residual + s.k * (s.items - s.residual) / s.n)
    three = (s.people - s.residual) / (s.people + more * s.residual)
    ratios = (_ratio_interval(s, level, oneway=True), _ratio_interval(s, level, oneway=False))
    ends = [tuple((end - 1) / (end + more) for end in ratio) for ratio in ratios]
    return (
        _tested("ICC1", one, s, ends[0]),
        _tested("ICC2", two, s, _random_interval(s, two, level)),
        _tested("ICC3", three, s, ends[1]),
    )


def _of_means(s: MeanSquares, level: float) -> tuple[Intraclass, ...]:
    values = (
        (s.people - s.within) / s.people,
        (s.people - s.residual) / (s.people + (s.items - s.residual) / s.n),
        (s.people - s.residual) / s.people,
    )
    return tuple(
        _tested(single.type + "k", value, s, tuple(_stepped_up(end, s.k) for end in (single.low, single.high)))
        for single, value in zip(_single(s, level), values, strict=True)
    )


def _stepped_up(r: float, k: int) -> float:
    """The k r / (1 + (k - 1) r), the formula of Spearman and Brown."""
    return k * r / (1 + (k - 1) * r)


def _degrees(s: MeanSquares, *, oneway: bool) -> tuple[int, int]:
    return s.n - 1, s.n * (s.k - 1) if oneway else (s.n - 1) * (s.k - 1)


def _tested(name: str, value: float, s: MeanSquares, ends: tuple[float, ...]) -> Intraclass:
    from scipy.special import fdtrc  # noqa: PLC0415  # heavy, imported when used

    oneway = name.startswith("ICC1")
    f = s.people / (s.within if oneway else s.residual)
    df = _degrees(s, oneway=oneway)
    return Intraclass(name, value, f, df, float(fdtrc(*df, f)), ends[0], ends[1])


def _ratio_interval(s: MeanSquares, level: float, *, oneway: bool) -> tuple[float, float]:
    """F / F_q(df) and F · F_q(df reversed), q = (1 + level)/2."""
    first, second = _degrees(s, oneway=oneway)
    f = s.people / (s.within if oneway else s.residual)
    return f / _f_quantile(level, first, second), f * _f_quantile(level, second, first)


def _random_interval(s: MeanSquares, value: float, level: float) -> tuple[float, float]:
    """The interval of the two-way random correlation, with Satterthwaite's degrees of freedom."""
    n, k = s.n, s.k
    items = k * value * s.items / s.residual
    rest = n * (1 + (k - 1) * value) - k * value
    v = (k - 1) * (n - 1) * (items + rest) ** 2 / ((n - 1) * items**2 + rest**2)
    low, high = _f_quantile(level, n - 1, v), _f_quantile(level, v, n - 1)
    mixed = k * s.items + (k * n - k - n) * s.residual
    return (
        n * (s.people - low * s.residual) / (low * mixed + n * s.people),
        n * (high * s.people - s.residual) / (mixed + n * high * s.people),
    )


def _f_quantile(level: float, first: float, second: float) -> float:
    from scipy.special import fdtri  # noqa: PLC0415  # heavy, imported when used

    return float(fdtri(first, second, (1 + level) / 2))
