"""All shares of a question at once: simultaneous intervals."""

import math
from collections.abc import Sequence

from partysurvey.estimates.proportion_intervals import Ends
from partysurvey.estimates.special_functions import chi_square_quantile


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
