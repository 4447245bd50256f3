"""How much people agree on the options of a question."""

import math
from collections.abc import Sequence
from itertools import accumulate


def _shares(weights: Sequence[float]) -> list[float] | None:
    """The shares of k >= 2 options; None with fewer options or without anybody."""
    whole = math.fsum(weights)
    return [weight / whole for weight in weights] if len(weights) > 1 and whole > 0 else None


def ordinal_consensus(weights: Sequence[float]) -> float | None:
    """Leik's consensus of an ordinal item in [0, 1], 1 if all are of one mind, 0 if half stand at either end.

    1 - 2 Σ d / (k - 1), d = F or 1 - F, the smaller, of the k - 1 first cumulated shares F; None without people.
    Source: [Leik1966].
    """
    shares = _shares(weights)
    if shares is None:
        return None
    return 1 - 2 * sum(min(f, 1 - f) for f in accumulate(shares[:-1])) / (len(shares) - 1)


def ordinal_variation(weights: Sequence[float]) -> float | None:
    """The variation of an ordinal item in [0, 1], 0 if all are of one mind: 4 Σ F(1 - F) / (k - 1).

    None without people. Source: [BlairLacy2000].
    """
    shares = _shares(weights)
    if shares is None:
        return None
    return 4 * sum(f * (1 - f) for f in accumulate(shares[:-1])) / (len(shares) - 1)


def relative_entropy(weights: Sequence[float]) -> float | None:
    """Shannon's entropy of the shares over its maximum, in [0, 1]: -Σ p ln p / ln k; None without people.

    Source: [Shannon1948].
    """
    shares = _shares(weights)
    return None if shares is None else -sum(p * math.log(p) for p in shares if p > 0) / math.log(len(shares))


def qualitative_variation(weights: Sequence[float]) -> float | None:
    """The index of qualitative variation in [0, 1]: k/(k - 1) · (1 - Σ p²); None without people.

    Source: [MuellerSchuessler1961].
    """
    shares = _shares(weights)
    if shares is None:
        return None
    return (1 - sum(p * p for p in shares)) * len(shares) / (len(shares) - 1)
