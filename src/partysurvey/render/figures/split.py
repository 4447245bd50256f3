"""Where the two sides of diverging bars lie: both from one line, the middle of the scale across it or beside them."""

import math

from msgspec import Struct

from partysurvey.render.figures.axis import Axis
from partysurvey.report.document import Chart

ASIDE_GAP = 0.06  # between the split and what stands beside it, in the unit of the axis


class Split(Struct, frozen=True):
    """The axis of a diverging chart, how far it is drawn to both sides, and where the bars beside it begin and end.

    Without such bars `aside` is None, and `end` is `high`.
    """

    axis: Axis
    low: float
    high: float
    aside: float | None
    end: float


def middle_of(chart: Chart) -> tuple[int, int]:
    """How many series lie below the middle of the scale, and how many (0 or 1) are the middle itself."""
    names = [series.name for series in chart.series]
    if chart.neutral in names:
        return names.index(chart.neutral), 1
    return len(names) // 2, len(names) % 2


def split_of(chart: Chart) -> Split:
    """The split of a diverging chart; the side that is longer in any bar is drawn to a tick."""
    below, middle = middle_of(chart)
    places = range(len(chart.categories))
    left = max((left_extent(chart, place) for place in places), default=0.0)
    right = max((_right_extent(chart, place) for place in places), default=0.0)
    most = max(math.ceil(round(max(left, right) * 5, 6)) / 5, 0.2)
    low, high = -(most if left > right else _next_tenth(left)), most if right >= left else max(_next_tenth(right), 0.1)
    axis = Axis(most, 0.2 if most > 0.2 else 0.1)
    if not (middle and is_aside(chart)):
        return Split(axis, low, high, None, high)
    widest = max((value or 0.0 for value in chart.series[below].values), default=0.0)
    return Split(axis, low, high, high + ASIDE_GAP, high + ASIDE_GAP + max(_next_tenth(widest), 0.1))


def is_aside(chart: Chart) -> bool:
    """Whether the middle of the scale stands beside the split."""
    return chart.kind == "diverging_aside"


def left_extent(chart: Chart, place: int) -> float:
    """How far a bar reaches to the left of the line."""
    below, _ = middle_of(chart)
    return sum(series.values[place] or 0.0 for series in chart.series[:below]) + _half(chart, place)


def _right_extent(chart: Chart, place: int) -> float:
    below, middle = middle_of(chart)
    return sum(series.values[place] or 0.0 for series in chart.series[below + middle :]) + _half(chart, place)


def _half(chart: Chart, place: int) -> float:
    """Half of the middle, where it lies across the line."""
    below, middle = middle_of(chart)
    return (chart.series[below].values[place] or 0.0) / 2 if middle and not is_aside(chart) else 0.0


def _next_tenth(extent: float) -> float:
    return math.ceil(round(extent * 10, 6)) / 10
