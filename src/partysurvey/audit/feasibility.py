"""Whether so many people can make a percent or a mean: whole numbers within a window.

The idea is the GRIM test of Brown & Heathers (2017), https://doi.org/10.1177/1948550616673876, here with every
rounding rule, hedge and range, in exact arithmetic.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from msgspec import Struct

from partysurvey.audit.rounding import Window

PERCENT = Fraction(1, 100)
REMEMBERED = 2**14  # windows: a report has few different percents
NOTHING, EVERYBODY = Fraction(0), Fraction(1)


class Nearest(Struct, frozen=True):
    """A percent (or mean) that whole numbers do give: `count` out of `base` (or the total over `base` answers)."""

    count: int
    base: int
    value: Decimal  # rounded half up to the digits of the claim


def whole_numbers(window: Window, parts: int) -> range:
    """The whole numbers k with k / parts in the window, which is bounded on both sides; parts is at least 1."""
    if window.low is None or window.high is None:
        raise ValueError("the window has an open side")
    low, under = window.low.numerator * parts, window.low.denominator
    high, over = window.high.numerator * parts, window.high.denominator
    first = -(-low // under) + (not window.includes_low and low % under == 0)
    last = high // over - (not window.includes_high and high % over == 0)
    return range(first, max(last + 1, first))


@lru_cache(REMEMBERED)
def people(percents: Window, n: int) -> range:
    """The numbers of people out of n >= 1 whose percent lies in the window."""
    return whole_numbers(shares(percents), n)


@lru_cache(REMEMBERED)
def shares(percents: Window) -> Window:
    """The window of percents as one of shares, none below 0 or above 1."""
    return percents.times(PERCENT).within(NOTHING, EVERYBODY)


@lru_cache(REMEMBERED)
def nearest_percents(value: Decimal, digits: int, n: int) -> tuple[Nearest, ...]:
    """The percents that people out of n give just below and above the value, one where it is met or at an end."""
    exact = Fraction(value) * PERCENT * n
    counts = sorted({min(max(count, 0), n) for count in (floor(exact), ceil(exact))})
    return tuple(Nearest(count, n, rounded(Fraction(100 * count, n), digits)) for count in counts)


def nearest_means(value: Decimal, digits: int, parts: int) -> tuple[Nearest, ...]:
    """The means that whole totals over so many answers give just below and above the value."""
    exact = Fraction(value) * parts
    totals = sorted({floor(exact), ceil(exact)})
    return tuple(Nearest(total, parts, rounded(Fraction(total, parts), digits)) for total in totals)


def rounded(value: Fraction, digits: int) -> Decimal:
    """The value with so many digits after the point, ties away from zero, exact for any length."""
    scale, parts = (10**digits, 1) if digits >= 0 else (1, 10**-digits)
    units = (2 * abs(value.numerator) * scale + value.denominator * parts) // (2 * value.denominator * parts)
    number = Decimal(-units if value < 0 else units).scaleb(-digits)
    return number if digits >= 0 else number.quantize(Decimal(1), ROUND_HALF_UP)
