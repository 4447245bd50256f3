"""Intervals of shares of simple random samples: x of n respondents, each counted once."""

import math
from collections.abc import Callable, Mapping

from partysurvey.errors import RequestError
from partysurvey.estimates.intervals import normal_quantile, wilson
from partysurvey.estimates.proportion_intervals import Ends, ShareInterval
from partysurvey.estimates.special_functions import beta_quantile

Simple = Callable[[int, int, float], Ends]


def simple_ends(method: str, x: int, n: int, level: float) -> ShareInterval:
    """The interval of x of n by the method of that name, around x/n, cut to [0, 1] and never NaN.

    None and None without respondents; wald, which has no length at 0 % and 100 %, gives way there to clopper_pearson,
    as `method` of the result says. RequestError if there is no such method.
    """
    if method not in SIMPLE_METHODS:
        raise RequestError(f"there is no interval method {method}", f"choose one of {', '.join(SIMPLE_METHODS)}")
    if n <= 0:
        return ShareInterval(None, None, method)
    used = "clopper_pearson" if method == "wald" and x in {0, n} else method
    low, high = SIMPLE_METHODS[used](x, n, level)
    return ShareInterval(max(0.0, min(x / n, low)), min(1.0, max(x / n, high)), used)


def wald_ends(x: int, n: int, level: float) -> Ends:
    """The ends p ∓ z √(p(1 - p)/n), not cut to [0, 1]."""
    p = x / n
    half = normal_quantile(level) * math.sqrt(p * (1 - p) / n)
    return p - half, p + half


def wilson_simple_ends(x: int, n: int, level: float) -> Ends:
    """Wilson's interval; see `intervals.wilson`. R: prop.test(x, n, correct = FALSE)."""
    return wilson(x / n, n, level)


def wilson_corrected_ends(x: int, n: int, level: float) -> Ends:
    """Wilson's interval with continuity correction, by Yates's 1/2.

    (x ∓ 1/2 + z²/2 ∓ z √((x ∓ 1/2)(1 - (x ∓ 1/2)/n) + z²/4)) / (n + z²), 0 at x = 0 and 1 at x = n; no correction where
    x = n/2 allows none. Source: [Newcombe1998a], method 4. R: prop.test(x, n).
    """
    correction = min(0.5, abs(x - n / 2))
    low = 1 - _upper_score(n - x + correction, n, level)
    return max(0.0, low), min(1.0, _upper_score(x + correction, n, level))


def _upper_score(x: float, n: int, level: float) -> float:
    z = normal_quantile(level)
    return 1.0 if x >= n else (x + z * z / 2 + z * math.sqrt(x * (1 - x / n) + z * z / 4)) / (n + z * z)


def agresti_coull_ends(x: int, n: int, level: float) -> Ends:
    """Wald's interval around (x + z²/2) / (n + z²), not cut to [0, 1]. Source: [AgrestiCoull1998]."""
    z2 = normal_quantile(level) ** 2
    centre = (x + z2 / 2) / (n + z2)
    half = math.sqrt(z2 * centre * (1 - centre) / (n + z2))
    return centre - half, centre + half


def clopper_pearson_ends(x: int, n: int, level: float) -> Ends:
    """The shares that neither one-sided binomial test at α/2 rejects. Source: [ClopperPearson1934]. R: binom.test."""
    tail = (1 - level) / 2
    return beta_quantile(tail, x, n - x + 1), beta_quantile(1 - tail, x + 1, n - x)


def jeffreys_raw_ends(x: int, n: int, level: float) -> Ends:
    """The middle part of the beta(x + 1/2, n - x + 1/2) distribution. Source: [BrownCaiDasGupta2001]."""
    tail = (1 - level) / 2
    return beta_quantile(tail, x + 0.5, n - x + 0.5), beta_quantile(1 - tail, x + 0.5, n - x + 0.5)


def jeffreys_ends(x: int, n: int, level: float) -> Ends:
    """Jeffreys' interval from 0 at x = 0 and to 1 at x = n, so that it holds x/n. Source: [BrownCaiDasGupta2001]."""
    low, high = jeffreys_raw_ends(x, n, level)
    return 0.0 if x == 0 else low, 1.0 if x == n else high


SIMPLE_METHODS: Mapping[str, Simple] = {
    "wilson": wilson_simple_ends,
    "wilson_cc": wilson_corrected_ends,
    "clopper_pearson": clopper_pearson_ends,
    "agresti_coull": agresti_coull_ends,
    "jeffreys": jeffreys_ends,
    "jeffreys_raw": jeffreys_raw_ends,
    "wald": wald_ends,
}
