"""The grid behind bars that lie: vertical lines, their ticks beneath, the line at 0."""

from collections.abc import Callable

from msgspec import Struct

from partysurvey.render.figures.axis import Axis
from partysurvey.render.figures.drawing import Block, Stroke, Words
from partysurvey.render.figures.page import Page
from partysurvey.render.figures.style import AXIS, CENTRE, FAINT_INK, GRID, LINE_PITCH, SMALL_SIZE

TICK_GAP = 4.0  # least distance between the texts of two ticks


class Scale(Struct, frozen=True):
    """Where values lie: the place of 0, points per unit, and the ends of the axis in its unit."""

    zero: float
    per_unit: float
    low: float
    high: float

    def __call__(self, value: float) -> float:
        """The x of a value, which is kept within the ends."""
        return self.zero + min(max(value, self.low), self.high) * self.per_unit


def grid(axis: Axis, scale: Scale, height: float, page: Page) -> tuple[Block, Block]:
    """The lines behind `height` points of bars, and the row of ticks that belongs beneath them."""
    step = spaced_step(axis, scale.per_unit, lambda value: page.extent(axis.text(value), SMALL_SIZE))
    ticks = [
        v
        for v in (*(-t for t in reversed(axis.ticks(step)[1:])), *axis.ticks(step))
        if scale.low - 1e-9 <= v <= scale.high + 1e-9
    ]
    lines = tuple(Stroke(scale(tick), 0.0, scale(tick), height, GRID, 0.6) for tick in ticks if tick)
    texts = tuple(_tick(axis.text(tick), scale(tick), page) for tick in ticks)
    return Block(height, lines), Block(SMALL_SIZE * LINE_PITCH, texts)


def zero_line(scale: Scale, height: float) -> Block:
    """The line at 0, just left of where bars begin."""
    return Block(height, (Stroke(scale.zero - 0.4, 0.0, scale.zero - 0.4, height, AXIS, 0.8),))


def spaced_step(axis: Axis, per_unit: float, size: Callable[[float], float]) -> float:
    """The smallest multiple of the axis' step that divides its maximum and keeps the ticks apart.

    One and a half widths: a tick text at the edge of the page is pushed inwards by up to half of its own.
    """
    count = round(axis.maximum / axis.step)
    steps = [axis.step * times for times in range(1, count + 1) if count % times == 0]
    widest = max(size(tick) for tick in axis.ticks())
    return next((step for step in steps if step * per_unit >= 1.5 * widest + TICK_GAP), axis.maximum)


def _tick(text: str, x: float, page: Page) -> Words:
    """A tick text under its line, pushed inwards where it would leave the page."""
    width = page.extent(text, SMALL_SIZE)
    left = min(max(x - width / 2, 0.0), page.width - width)
    return Words(text, left, SMALL_SIZE * (LINE_PITCH / 2 + CENTRE), SMALL_SIZE, FAINT_INK)
