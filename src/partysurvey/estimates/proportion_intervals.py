"""Intervals of shares under a sampling design: from the share, its variance and its degrees of freedom."""

import math
from collections.abc import Callable, Mapping

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.estimates.intervals import score_interval
from partysurvey.estimates.special_functions import beta_quantile
from partysurvey.estimates.student import t_quantile

Ends = tuple[float, float]
Method = Callable[[float, float, float, float, float], Ends]

_ROUNDING = 1e-12  # a share this near to 0 or 1 is 0 or 1
_EXACT = 1e14  # an effective size from which a share has no sampling error but for rounding


class ShareInterval(Struct, frozen=True):
    """The ends of an interval in [0, 1] around a share, and the name of the method that made them.

    None and None where the design has no degrees of freedom or nobody is in the base.
    """

    low: float | None
    high: float | None
    method: str


def share_ends(method: str, share: float, variance: float, n: float, df: float, level: float) -> ShareInterval:
    """The interval of a share by the method of that name, always around the share, inside [0, 1] and never NaN.

    At 0 % and 100 % the variance is 0 and tells nothing: beta and wilson then rest on `n` itself (give the effective
    base there if it is known), and every other method gives way to beta; `method` of the result says so.
    RequestError if there is no such method.
    """
    if method not in METHODS:
        raise RequestError(f"there is no interval method {method}", f"choose one of {', '.join(METHODS)}")
    if n <= 0 or df <= 0:
        return ShareInterval(None, None, method)
    at_end = share <= _ROUNDING or share >= 1 - _ROUNDING
    p = float(round(share)) if at_end else share
    used = "beta" if at_end and method not in AT_THE_ENDS else method
    low, high = METHODS[used](p, 0.0 if at_end else max(variance, 0.0), n, df, level)
    return ShareInterval(max(0.0, min(p, low)), min(1.0, max(p, high)), used)


def effective_size(share: float, variance: float, n: float) -> float:
    """How many people of a simple sample give a share the variance it has: p(1 - p)/v; inf without variance.

    n at 0 % and 100 %. Source: [KornGraubard1998]. R: p * (1 - p) / vcov(svymean(…)).
    """
    if share in {0.0, 1.0}:
        return n
    return share * (1 - share) / variance if variance > 0 else math.inf


def mean_ends(share: float, variance: float, n: float, df: float, level: float) -> Ends:
    """The ends p ∓ t √v, not cut to [0, 1]. R: svyciprop(method = "mean"); confint(svymean(…), df)."""
    del n
    half = t_quantile((1 + level) / 2, df) * math.sqrt(variance)
    return share - half, share + half


def wilson_ends(share: float, variance: float, n: float, df: float, level: float) -> Ends:
    """Wilson's score interval with n_eff = p(1 - p)/v and the quantile of t.

    (p + t²/2n_eff ∓ t √(p(1-p)/n_eff + t²/4n_eff²)) / (1 + t²/n_eff). Source: [Wilson1927].
    R: svyciprop(method = "wilson") of survey 4.5.
    """
    return score_interval(share, effective_size(share, variance, n), t_quantile((1 + level) / 2, df))


def logit_ends(share: float, variance: float, n: float, df: float, level: float) -> Ends:
    """expit(logit p ∓ t √v / p(1 - p)); 0 < p < 1.

    Source: [KornGraubard1999], §3.3. R: svyciprop(method = "xlogit"), and "logit" of designs without replicates.
    """
    del n
    centre = math.log(share / (1 - share))
    half = t_quantile((1 + level) / 2, df) * math.sqrt(variance) / (share * (1 - share))
    return _expit(centre - half), _expit(centre + half)


def asin_ends(share: float, variance: float, n: float, df: float, level: float) -> Ends:
    """sin²(arcsin √p ∓ t √v / 2√(p(1 - p))), angles cut to [0, π/2]; 0 < p < 1. R: svyciprop(method = "asin")."""
    del n
    centre = math.asin(math.sqrt(share))
    half = t_quantile((1 + level) / 2, df) * math.sqrt(variance / (share * (1 - share))) / 2
    return math.sin(max(0.0, centre - half)) ** 2, math.sin(min(math.pi / 2, centre + half)) ** 2


def beta_ends(share: float, variance: float, n: float, df: float, level: float) -> Ends:
    """Clopper and Pearson's interval of n* people, x = n* p of them in the category; df those of the design.

    n* = n_eff (t_{n-1} / t_df)², not more than n_eff, qbeta(α/2; x, n* - x + 1) and qbeta(1 - α/2; x + 1, n* - x).
    Source: [KornGraubard1998]. R: svyciprop(method = "beta"), which takes no other df.
    """
    probability = (1 + level) / 2
    size = effective_size(share, variance, n)
    if size > _EXACT:
        return share, share
    adjusted = size * (t_quantile(probability, n - 1) / t_quantile(probability, df)) ** 2 if n - 1 > df else size
    inside = adjusted * share
    low = beta_quantile(1 - probability, inside, adjusted - inside + 1)
    return low, beta_quantile(probability, inside + 1, adjusted - inside)


def likelihood_ends(share: float, variance: float, n: float, df: float, level: float) -> Ends:
    """Where the profile of the scaled likelihood has fallen as far as t allows; 0 < p < 1.

    The q with 2 n_eff (n - 1)/n (p ln(p/q) + (1 - p) ln((1 - p)/(1 - q))) = t²; (n - 1)/n is in the dispersion that
    R's model estimates. Source: [RaoScott1984]. R: svyciprop(method = "likelihood"), to R's tolerance of 1e-5.
    """
    size = effective_size(share, variance, n) * (1 - 1 / max(n, 2))
    if size > _EXACT:
        return share, share
    allowed = t_quantile((1 + level) / 2, df) ** 2 / (2 * size)
    return _fallen_to(share, allowed), 1 - _fallen_to(1 - share, allowed)


METHODS: Mapping[str, Method] = {
    "wilson": wilson_ends,
    "logit": logit_ends,
    "beta": beta_ends,
    "likelihood": likelihood_ends,
    "asin": asin_ends,
    "xlogit": logit_ends,
    "mean": mean_ends,
}
AT_THE_ENDS = ("wilson", "beta")  # those that are intervals at 0 % and 100 % too


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def _fallen_to(share: float, allowed: float) -> float:
    """The q <= share with p ln(p/q) + (1 - p) ln((1 - p)/(1 - q)) = allowed, by bisection to the last digit."""
    low, high = 0.0, share
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if divergence(share, middle) > allowed else (low, middle)
    return high


def divergence(share: float, other: float) -> float:
    """Kullback and Leibler's divergence of a share from another one, both within (0, 1)."""
    return share * math.log(share / other) + (1 - share) * math.log((1 - share) / (1 - other))
