"""How exact a survey will be, and how many people it takes."""

import math

from msgspec import Struct

from partysurvey.estimates.intervals import normal_quantile


class SampleSize(Struct, frozen=True):
    """People needed: `infinite` from an infinite population, `exact` from the real one, `people` rounded up."""

    infinite: float
    exact: float
    people: int


def margin_of_error(n: int, share: float = 0.5, population: int | None = None, level: float = 0.95) -> float:
    """Half the length of Wald's interval of a share, in [0, 1]; 0 for a full count.

    z √((N - n)/(N - 1) · p(1 - p)/n). Source: [Cochran1977], §3.2.
    """
    finite = 1.0 if population is None else max(0, population - n) / max(1, population - 1)
    return normal_quantile(level) * math.sqrt(finite * share * (1 - share) / n)


def sample_size(margin: float, share: float = 0.5, population: int | None = None, level: float = 0.95) -> SampleSize:
    """How many people give a margin of error: n₀ = z² p(1 - p)/e², of N people n₀ / (1 + (n₀ - 1)/N).

    Source: [Cochran1977], §4.4.
    """
    infinite = normal_quantile(level) ** 2 * share * (1 - share) / margin**2
    exact = infinite if population is None else infinite / (1 + (infinite - 1) / population)
    return SampleSize(infinite, exact, math.ceil(exact))
