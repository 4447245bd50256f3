"""Intervals of shares: always inside [0, 1], always around the share, also at 0 % and 100 %."""

import math
from functools import lru_cache

from msgspec import Struct

from partysurvey.estimates.effective import finite_population_base
from partysurvey.estimates.normal import normal_upper_quantile
from partysurvey.estimates.results import Inference


class Interval(Struct, frozen=True):
    """A standard error and the ends of an interval, in the unit of the estimate; None where it has none."""

    se: float | None
    low: float | None
    high: float | None
    deff: float | None = None  # design effect, under a sampling design


NO_INTERVAL = Interval(None, None, None)


@lru_cache(maxsize=8)
def normal_quantile(level: float) -> float:
    """The positive z with `level` of the standard normal distribution between -z and z. R: qnorm((1 + level) / 2)."""
    return normal_upper_quantile((1 - level) / 2)


def wilson(share: float, base: float, level: float) -> tuple[float, float]:
    """The ends (low, high) of the score interval of a share of `base` respondents; base may be fractional or inf.

    (p + z²/2n ∓ z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Source: [Wilson1927]. R: prop.test(x, n, correct = FALSE).
    """
    return score_interval(share, base, normal_quantile(level))


def score_interval(share: float, base: float, quantile: float) -> tuple[float, float]:
    """The ends (low, high) of Wilson's interval with the given quantile of the normal (or t) distribution."""
    z2 = quantile**2 / base
    centre = (share + z2 / 2) / (1 + z2)
    half = math.sqrt(z2 * (share * (1 - share) + z2 / 4)) / (1 + z2)
    low = 0.0 if share <= 0 else max(0.0, min(share, centre - half))
    high = 1.0 if share >= 1 else min(1.0, max(share, centre + half))
    return low, high


def share_se(share: float, base: float) -> float:
    """The standard error of a share of `base` respondents, 0 at 0 % and 100 %.

    √(p(1-p)/n). R: sqrt(p * (1 - p) / n).
    """
    return math.sqrt(max(0.0, share * (1 - share)) / base)


def share_interval(share: float, base: float, level: float) -> Interval:
    """Standard error and Wilson's interval of a share on an (effective) base; nothing where that is 0."""
    if base <= 0:
        return NO_INTERVAL
    low, high = wilson(share, base, level)
    return Interval(share_se(share, base), low, high)


def precision_base(effective: float, n: int, population: float | None, inference: Inference) -> float:
    """The base of standard errors and intervals: the effective one, for finite populations; inf in a census."""
    if inference.census:
        return math.inf if n else 0.0
    return finite_population_base(effective, n, population)


def share_method(inference: Inference, *, weighted: bool) -> str:
    """The name of the way the intervals were made: census, wilson, wilson_fpc, wilson_effective, …_effective_fpc."""
    if inference.census:
        return "census"
    parts = ("wilson", "effective" if weighted else "", "fpc" if inference.population is not None else "")
    return "_".join(part for part in parts if part)
