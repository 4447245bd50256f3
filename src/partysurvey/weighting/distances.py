"""How far a new weight may be from the old one: the functions g = F(u) of calibration, and their slopes."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.tally.sums import FloatArray

Curve = Callable[[FloatArray], FloatArray]


class Distance(Struct, frozen=True):
    """g = F(u) with F(0) = 1 and F'(0) = 1, and its slope F'(u)."""

    name: str
    ratio: Curve
    slope: Curve


def linear_distance() -> Distance:
    """The curve g = 1 + u: the generalised regression estimator. R: cal.linear."""
    return Distance("linear", lambda u: 1 + u, np.ones_like)


def raking_distance() -> Distance:
    """The curve g = exp(u): what raking converges to. R: cal.raking."""
    return Distance("raking", _exp, _exp)


def bounded_distance(low: float, high: float) -> Distance:
    """The curve g = 1 + u, cut to [low, high]. R: cal.linear with bounds."""
    check_bounds(low, high)
    return Distance(
        "linear",
        lambda u: np.clip(1 + u, low, high),
        lambda u: ((1 + u > low) & (1 + u < high)).astype(np.float64),
    )


def logit_distance(low: float, high: float) -> Distance:
    """The curve g between low and high by a logistic curve. R: cal.logit with bounds. Source: [Deville1992], case 6."""
    check_bounds(low, high)
    steep = (high - low) / ((high - 1) * (1 - low))

    def ratio(u: FloatArray) -> FloatArray:
        """1-D float array, g."""
        grown = (1 - low) * _exp(steep * u)
        return np.asarray((low * (high - 1) + high * grown) / (high - 1 + grown))

    def slope(u: FloatArray) -> FloatArray:
        """1-D float array, dg/du."""
        g = ratio(u)
        return np.asarray((g - low) * (high - g) * steep / (high - low))

    return Distance("logit", ratio, slope)


def check_bounds(low: float, high: float) -> None:
    """Nothing; RequestError where the bounds do not have 1 between them."""
    if not 0 <= low < 1 < high:
        raise RequestError(
            f"the bounds {low:g} and {high:g} of the ratio of new to old weights do not have 1 between them",
            "write a lower bound in [0, 1) and an upper bound above 1",
        )


def _exp(u: FloatArray) -> FloatArray:
    return np.exp(np.clip(u, -500, 500))
