"""All shares of a question at once: simultaneous intervals, and the test against a known distribution."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.proportion_intervals import Ends
from partysurvey.estimates.special_functions import chi_square_quantile


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """Pearson's test of counts against given shares: statistic, degrees of freedom, p."""

    statistic: float
    df: int
    p: float


def goodman_ends(counts: Sequence[int], level: float) -> tuple[Ends, ...]:
    """The interval of the share of each option, all true together with the level: A = χ²₁ at 1 - α/k.

    (A + 2x ∓ √(A (A + 4x(n - x)/n))) / 2(n + A). Source: [Goodman1965].
    """
    return _simultaneous(counts, chi_square_quantile(1 - (1 - level) / len(counts), 1))


def quesenberry_hurst_ends(counts: Sequence[int], level: float) -> tuple[Ends, ...]:
    """The same with A = χ² of k - 1 degrees of freedom at 1 - α, wider. Source: [QuesenberryHurst1964]."""
    return _simultaneous(counts, chi_square_quantile(level, len(counts) - 1))


def _simultaneous(counts: Sequence[int], allowed: float) -> tuple[Ends, ...]:
    n = sum(counts)
    if n == 0:
        return ((0.0, 1.0),) * len(counts)
    halves = [math.sqrt(allowed * (allowed + 4 * x * (n - x) / n)) for x in counts]
    ends = [
        ((allowed + 2 * x - half) / (2 * (n + allowed)), (allowed + 2 * x + half) / (2 * (n + allowed)))
        for x, half in zip(counts, halves, strict=True)
    ]
    return tuple((max(0.0, low), min(1.0, high)) for low, high in ends)


def goodness_of_fit(counts: Sequence[int], shares: Sequence[float]) -> GoodnessOfFit | None:
    """Pearson's test of the counts against shares, which are scaled to 1; None without people or with one option.

    X² = Σ (x - n π)² / n π with k - 1 degrees of freedom. Source: [Pearson1900]. R: chisq.test(x, p = π).
    """
    n, whole = sum(counts), sum(shares)
    if n == 0 or len(counts) < 2 or min(shares) <= 0:
        return None
    expected = [n * share / whole for share in shares]
    statistic = sum((x - e) ** 2 / e for x, e in zip(counts, expected, strict=True))
    df = len(counts) - 1
    return GoodnessOfFit(statistic, df, chi_square_survival(statistic, df))
