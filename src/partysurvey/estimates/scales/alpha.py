"""Cronbach's alpha and what stands beside it."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.scales.covariance import Covariances
from partysurvey.estimates.scales.matrices import below_diagonal, squared_multiple_correlations
from partysurvey.tally.sums import FloatArray

NO_VARIANCE = 1e-12  # relative: the sum of opposite items varies by rounding only


class Alpha(Struct, frozen=True):
    """Reliability of a scale: raw and standardised alpha, Guttman's lambda 6, correlations of the items, SE of alpha.

    signal_to_noise: k r̄/(1 - r̄), None where r̄ is 1. lambda6: None where the correlations have no inverse.
    r_variance: of the correlations between items, None for a single pair.
    """

    raw: float
    standardized: float
    lambda6: float | None
    average_r: float
    median_r: float
    r_variance: float | None
    signal_to_noise: float | None
    se: float


def alpha(covariances: Covariances) -> Alpha | None:
    """Alpha of the scale; None with fewer than two items, without scores, or where an item or their sum does not vary.

    Source: [Cronbach1951]. R: psych::alpha(x)$total.
    """
    if not covariances.is_usable:
        return None
    r = covariances.correlations
    if covariances.matrix.sum() <= NO_VARIANCE * np.trace(covariances.matrix) or r.sum() <= NO_VARIANCE:
        return None
    pairs = below_diagonal(r)
    average = float(pairs.mean())
    return Alpha(
        raw_alpha(covariances.matrix),
        standardized_alpha(r),
        lambda6(r),
        average,
        float(np.median(pairs)),
        float(pairs.var(ddof=1)) if pairs.size > 1 else None,
        len(r) * average / (1 - average) if average < 1 else None,
        alpha_se(covariances.matrix, covariances.people),
    )


def alpha_if_dropped(covariances: Covariances) -> tuple[Alpha | None, ...]:
    """The alpha of the scale without each item, in their order; None where fewer than two are left.

    R: psych::alpha(x)$alpha.drop.
    """
    return tuple(alpha(covariances.without(place)) for place in range(len(covariances.items)))


def raw_alpha(matrix: FloatArray) -> float:
    """k/(k - 1) · (1 - tr C / ΣC) of a covariance matrix; at most 1. R: psych::alpha; svycralpha with weights."""
    k = len(matrix)
    return float(k / (k - 1) * (1 - np.trace(matrix) / matrix.sum()))


def standardized_alpha(r: FloatArray) -> float:
    """The k r̄ / (1 + (k - 1) r̄) of a correlation matrix: raw alpha of items of the same spread."""
    return raw_alpha(r)


def lambda6(r: FloatArray) -> float | None:
    """1 - Σ(1 - smc) / ΣR; None where R has no inverse. Source: [Guttman1945]. R: psych::alpha(x)$total$`G6(smc)`."""
    smc = squared_multiple_correlations(r)
    return None if smc is None else float(1 - (1 - smc).sum() / r.sum())


def alpha_se(matrix: FloatArray, people: int) -> float:
    """√(Q/n), Q = 2k²/((k - 1)² (ΣC)³) · (ΣC (tr C² + tr² C) - 2 tr C · ΣC²), for normal items.

    Source: [DuhachekIacobucci2004]. R: psych::alpha(x)$total$ase.
    """
    k, total, trace = len(matrix), matrix.sum(), np.trace(matrix)
    square = matrix @ matrix
    inner = total * (np.trace(square) + trace**2) - 2 * trace * square.sum()
    return float(np.sqrt(max(0.0, 2 * k**2 / ((k - 1) ** 2 * total**3) * inner / people)))


def feldt_interval(raw: float, people: int, items: int, level: float = 0.95) -> tuple[float, float]:
    """Low and high: 1 - (1 - α) F of the quantiles of F(n - 1, (n - 1)(k - 1)); n at least 2.

    Source: [Feldt1965]. R: psych::alpha.ci(alpha, n.obs, n.var).
    """
    from scipy.special import fdtri  # noqa: PLC0415  # heavy, imported when used

    first, second = people - 1, (people - 1) * (items - 1)
    low, high = (1 - (1 - raw) * fdtri(first, second, p) for p in ((1 + level) / 2, (1 - level) / 2))
    return float(low), float(high)
