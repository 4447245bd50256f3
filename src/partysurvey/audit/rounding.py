"""How figures are rounded, and from the other side: which exact values are printed as a figure."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct


class RoundingRule(StrEnum):
    """How the author rounded; ANY stands for an author who may have used any of the others."""

    HALF_UP = "half_up"  # 42.65 → 42.7, ties away from zero
    HALF_EVEN = "half_even"  # 42.65 → 42.6, ties to the even digit
    TRUNCATE = "truncate"  # 42.69 → 42.6, cut off
    ANY = "any"


class Window(Struct, frozen=True):
    """The values from low to high; None leaves a side open, and an end may be left out."""

    low: Fraction | None
    high: Fraction | None
    includes_low: bool = True
    includes_high: bool = True

    def __hash__(self) -> int:
        """Of the whole numbers behind the ends: the hash of a fraction takes far longer."""
        ends = tuple(end.as_integer_ratio() if end is not None else None for end in (self.low, self.high))
        return hash((ends, self.includes_low, self.includes_high))

    def __contains__(self, value: Fraction) -> bool:
        """Whether the value lies in the window."""
        above = self.low is None or self.low < value or (self.includes_low and value == self.low)
        below = self.high is None or value < self.high or (self.includes_high and value == self.high)
        return above and below

    def times(self, factor: Fraction) -> "Window":
        """The window of the values times a positive factor."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Window(low, high, self.includes_low, self.includes_high)

    def within(self, low: Fraction, high: Fraction) -> "Window":
        """The part of the window from low to high; without any value where they do not meet."""
        below = self.low is None or self.low < low
        above = self.high is None or self.high > high
        return Window(
            low if below else self.low,
            high if above else self.high,
            below or self.includes_low,
            above or self.includes_high,
        )

    @property
    def mirrored(self) -> "Window":
        """The window of the values with the other sign."""
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return Window(low, high, self.includes_high, self.includes_low)


def rounded_window(value: Decimal, digits: int, rule: RoundingRule) -> Window:
    """The exact values that are printed as `value` with so many digits after the point (-1: tens)."""
    if value < 0:
        return rounded_window(-value, digits, rule).mirrored
    printed, unit = Fraction(value), Fraction(10) ** -digits
    half = unit / 2
    match rule:
        case RoundingRule.HALF_UP:
            window = Window(printed - half, printed + half, includes_high=False)
        case RoundingRule.HALF_EVEN:
            even = (printed / unit) % 2 == 0
            window = Window(printed - half, printed + half, even, even)
        case RoundingRule.TRUNCATE:
            window = Window(printed, printed + unit, includes_high=False)
        case RoundingRule.ANY:
            window = Window(printed - half, printed + unit, includes_high=False)
    return _around_zero(window, rule) if value == 0 else window


def _around_zero(window: Window, rule: RoundingRule) -> Window:
    """What is printed as 0 lies on both sides of it, with the end of the positive side."""
    includes = rule is RoundingRule.HALF_EVEN
    high = window.high
    return Window(None if high is None else -high, high, includes, includes)
