"""What a claim says of the exact value: the printed digits, or the bound or neighbourhood of its hedge."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from partysurvey.audit.claim import Claim, Hedge
from partysurvey.audit.rounding import RoundingRule, Window, rounded_window

REMEMBERED = 2**14  # figures: a report has few different ones
MOST_DIGITS = 30  # of a figure, before and after the point: exact arithmetic stays short


def is_too_long(claim: Claim) -> bool:
    """Whether the figure has more digits than any survey gives, so that it is left alone."""
    ends = (end for end in (claim.value, claim.upper) if end is not None)
    return abs(claim.digits) > MOST_DIGITS or any(map(_is_too_long, ends))


def claim_window(claim: Claim, rule: RoundingRule) -> Window:
    """The exact values that the claim allows, in its unit; only for a claim with a value that is not too long."""
    if claim.value is None:
        raise ValueError("a masked claim has no window")
    return _window(claim.value, claim.upper, claim.digits, claim.hedge, rule)


@lru_cache(REMEMBERED)
def _window(value: Decimal, upper: Decimal | None, digits: int, hedge: Hedge, rule: RoundingRule) -> Window:
    printed = rounded_window(value, digits, rule)
    if upper is not None:
        above = rounded_window(upper, digits, rule)
        return Window(printed.low, above.high, printed.includes_low, above.includes_high)
    exact, near = Fraction(value), neighbourhood(value, digits)
    windows = {
        Hedge.EXACT: printed,
        Hedge.ABOUT: Window(exact - near, exact + near),
        Hedge.NEARLY: Window(exact - near, exact),
        Hedge.AT_LEAST: Window(printed.low, None, printed.includes_low),
        Hedge.MORE_THAN: Window(exact, None, includes_low=False),
        Hedge.AT_MOST: Window(None, printed.high, includes_high=printed.includes_high),
        Hedge.LESS_THAN: Window(None, exact, includes_high=False),
    }
    return windows[hedge]


def neighbourhood(value: Decimal, digits: int) -> Fraction:
    """How far "about" reaches: half a unit of the last digit that is not 0, but at least one of the last printed.

    "about 30 %" is 25 to 35 %, "about 43 %" 42 to 44 %, "about 42.9 %" 42.8 to 43.0 %.
    """
    place = 0 if value == 0 else int(value.normalize().as_tuple().exponent)
    return max(Fraction(10) ** place / 2, Fraction(10) ** -digits)


@lru_cache(REMEMBERED)
def _is_too_long(value: Decimal) -> bool:
    sign_free = value.as_tuple()
    if not isinstance(sign_free.exponent, int):
        return True  # infinite, or no number
    return len(sign_free.digits) > MOST_DIGITS or abs(value.adjusted()) > MOST_DIGITS
