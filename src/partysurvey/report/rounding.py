"""Rounding as people do it on paper: half up, on the decimal value."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

WIDE = Context(prec=400)  # room for every float with decimals
PRECISION = 1e-9  # sums of shares are that exact, also weighted ones


def decimal_of(value: float) -> Decimal:
    """The decimal number that the float stands for: its first 15 significant digits, all that a float can hold.

    57/200 is 0.285 here, not 0.28499999999999998; so the last bit of a sum never decides a rounding.
    """
    return Decimal(format(value, ".15g"))


def half_up(value: float | Decimal, digits: int = 0) -> Decimal:
    """The value with that many decimals, a half rounded away from zero: 2.5 → 3, 12.25 → 12.3; never "-0"."""
    exact = value if isinstance(value, Decimal) else decimal_of(value)
    rounded = exact.quantize(_unit(digits), ROUND_HALF_UP, WIDE)
    return rounded or abs(rounded)


def percent(share: float, digits: int = 0) -> Decimal:
    """A share in [0, 1] as percent, rounded half up: 0.125 → 12.5 with one digit, 13 with none."""
    return half_up(_percent_of(share), digits)


def rounded_to_total(shares: Sequence[float | None], digits: int = 0) -> list[Decimal | None]:
    """Percents that add up to exactly 100, by largest remainders; None stays None.

    Each is its share rounded up or down; equal remainders go to the earlier one. Shares that do not
    add up to 1 (a multiple choice, a base of 0) are rounded half up each by itself.
    """
    if not adds_up(shares):
        return [None if share is None else percent(share, digits) for share in shares]
    unit = _unit(digits)
    exact = [Decimal(0) if share is None else _percent_of(share) for share in shares]
    floors = [value.quantize(unit, ROUND_FLOOR) for value in exact]
    lacking = int((100 - sum(floors, Decimal(0))) / unit)
    by_remainder = sorted(range(len(exact)), key=lambda place: floors[place] - exact[place])
    raised = set(by_remainder[:lacking])
    return [
        None if share is None else floor + unit * (place in raised)
        for place, (share, floor) in enumerate(zip(shares, floors, strict=True))
    ]


def adds_up(shares: Sequence[float | None]) -> bool:
    """Whether the known shares add up to 1, to the precision of floats."""
    return abs(sum(share for share in shares if share is not None) - 1) < PRECISION


def _percent_of(share: float) -> Decimal:
    return decimal_of(share) * 100


def _unit(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)
