"""The difference of two shares of independent simple random samples; their tests are `comparisons.proportions`."""

import math

from msgspec import Struct

from partysurvey.estimates.intervals import normal_quantile, wilson
from partysurvey.estimates.proportion_intervals import Ends


class Part(Struct, frozen=True):
    """x of n respondents; n > 0."""

    x: int
    n: int

    @property
    def share(self) -> float:
        """The share in [0, 1], x / n."""
        return self.x / self.n

    @property
    def variance(self) -> float:
        """The variance of the share, p(1 - p)/n."""
        return self.share * (1 - self.share) / self.n


def unpooled_z(one: Part, other: Part) -> float | None:
    """(p₁ - p₂) / √(p₁(1 - p₁)/n₁ + p₂(1 - p₂)/n₂); None where both shares are 0 or 1."""
    variance = one.variance + other.variance
    return (one.share - other.share) / math.sqrt(variance) if variance > 0 else None


def wald_difference(one: Part, other: Part, level: float) -> Ends:
    """The ends p₁ - p₂ ∓ z √(p₁(1 - p₁)/n₁ + p₂(1 - p₂)/n₂), not cut to [-1, 1].

    R: prop.test(c(x1, x2), c(n1, n2), correct = FALSE)$conf.int.
    """
    difference = one.share - other.share
    half = normal_quantile(level) * math.sqrt(one.variance + other.variance)
    return difference - half, difference + half


def newcombe_difference(one: Part, other: Part, level: float) -> Ends:
    """The interval of p₁ - p₂ from the Wilson intervals (l, u) of both, inside [-1, 1] and around the difference.

    d - √((p₁ - l₁)² + (u₂ - p₂)²), d + √((u₁ - p₁)² + (p₂ - l₂)²). Source: [Newcombe1998b], method 10.
    """
    (low1, high1), (low2, high2) = wilson(one.share, one.n, level), wilson(other.share, other.n, level)
    difference = one.share - other.share
    below = math.hypot(one.share - low1, high2 - other.share)
    above = math.hypot(high1 - one.share, other.share - low2)
    return difference - below, difference + above


def cohens_h(one: Part, other: Part) -> float:
    """The effect size 2 arcsin √p₁ - 2 arcsin √p₂, in [-π, π]. Source: [Cohen1988], §6.2."""
    return 2 * math.asin(math.sqrt(one.share)) - 2 * math.asin(math.sqrt(other.share))
