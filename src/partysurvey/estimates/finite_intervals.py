"""Intervals of shares of simple random samples without replacement from finite populations."""

import math
from collections.abc import Callable

import numpy as np

from partysurvey.estimates.effective import sampling_correction
from partysurvey.estimates.intervals import normal_quantile
from partysurvey.estimates.proportion_intervals import Ends


def cochran_se(x: int, n: int, population: int) -> float | None:
    """√((1 - n/N) p(1 - p)/(n - 1)), the unbiased estimate; None with fewer than two people.

    Source: [Cochran1977], §3.2. R: SE(svymean(~x, svydesign(~1, fpc = ~N))).
    """
    p = x / n if n else 0.0
    return math.sqrt(sampling_correction(n, population) * p * (1 - p) / (n - 1)) if n > 1 else None


def simple_se(x: int, n: int, population: int) -> float | None:
    """√((N - n)/(N - 1) · p(1 - p)/n), the textbook correction; None without respondents. Source: [Cochran1977]."""
    if n <= 0:
        return None
    p = x / n
    return math.sqrt(max(0, population - n) / max(1, population - 1) * p * (1 - p) / n)


def wald_finite_ends(x: int, n: int, se: float, level: float) -> Ends:
    """The ends p ∓ z · se with either standard error, not cut to [0, 1]."""
    half = normal_quantile(level) * se
    return x / n - half, x / n + half


def hypergeometric_counts(x: int, n: int, population: int, level: float) -> tuple[int, int]:
    """The least and the largest number M of people in the category that neither one-sided test at α/2 rejects.

    The M with P(X >= x | M) > α/2 and P(X <= x | M) > α/2, X of n drawn from N without replacement.
    Source: [Konijn1973], [Wright1991]. R: phyper(x - 1, M, N - M, n, lower.tail = FALSE), phyper(x, M, N - M, n).
    """
    tail = (1 - level) / 2
    fewest, most = x, population - (n - x)

    def rejects_low(members: int) -> bool:
        """Whether M is too small to have x or more of them drawn."""
        return hypergeometric_tail(n - x, n, population - members, population) <= tail

    def rejects_high(members: int) -> bool:
        """Whether M is too large to have x or fewer of them drawn."""
        return hypergeometric_tail(x, n, members, population) <= tail

    low = _first(fewest, most, lambda members: not rejects_low(members))
    high = _first(fewest, most + 1, rejects_high) - 1
    return min(low, high), max(low, high)


def hypergeometric_ends(x: int, n: int, population: int, level: float) -> Ends:
    """The exact interval of a share in a finite population, `hypergeometric_counts` / N; without length if n = N.

    The ends are shares that N people can have, so at low levels x/n may lie outside by less than 1/N.
    """
    low, high = hypergeometric_counts(x, n, population, level)
    return low / population, high / population


def hypergeometric_tail(x: int, n: int, members: int, population: int) -> float:
    """P(X <= x), X the members among n drawn of the population. R: phyper(x, M, N - M, n)."""
    from scipy.special import gammaln  # noqa: PLC0415  # heavy, imported when used

    least, most = max(0, n - (population - members)), min(n, members)
    if x < least or x >= most:
        return 0.0 if x < least else 1.0
    drawn = np.arange(least, x + 1)
    logs = (
        *(gammaln(members + 1), -gammaln(drawn + 1), -gammaln(members - drawn + 1)),
        *(gammaln(population - members + 1), -gammaln(n - drawn + 1)),
        -gammaln(population - members - n + drawn + 1),
        *(-gammaln(population + 1), gammaln(n + 1), gammaln(population - n + 1)),
    )
    return float(min(1.0, np.exp(sum(logs)).sum()))


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number from low on for which it holds, by halving; `high` if for none below."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
