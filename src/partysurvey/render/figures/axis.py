"""Axes that begin at 0 and end at a round number."""

import math

from msgspec import Struct

_SHARE_STEPS = ((0.05, 0.01), (0.1, 0.02), (0.2, 0.05), (0.3, 0.1), (0.4, 0.1), (0.5, 0.1), (0.6, 0.2), (0.8, 0.2))


class Axis(Struct, frozen=True):
    """A scale from 0 to `maximum` with a tick each `step`."""

    maximum: float
    step: float
    percent: bool = True

    def ticks(self, step: float | None = None) -> tuple[float, ...]:
        """The values of the ticks, 0 and the maximum among them."""
        each = step or self.step
        return tuple(place * each for place in range(round(self.maximum / each) + 1))

    def text(self, value: float) -> str:
        """A value as it stands at its tick, without sign: "20%" or "1,200"."""
        return f"{abs(value) * 100:.0f}%" if self.percent else f"{abs(value):,.0f}"


def share_axis(largest: float) -> Axis:
    """The axis for shares: to 100 %, or to a round percentage just above the largest where all are smaller."""
    fitting = (pair for pair in _SHARE_STEPS if largest <= pair[0])
    maximum, step = next(fitting, (1.0, 0.2))
    return Axis(maximum, step)


def count_axis(largest: float) -> Axis:
    """The axis for counts: at most five whole steps of 1, 2 or 5 times a power of ten."""
    least = max(largest / 5, 1.0)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return Axis(max(math.ceil(largest / step), 1) * step, step, percent=False)
