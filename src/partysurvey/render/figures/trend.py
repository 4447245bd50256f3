"""Trends: a line per series from wave to wave, its interval at every wave, its name and last value at its end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from partysurvey.render.figures.axis import Axis, count_axis, share_axis
from partysurvey.render.figures.bars import bar_colors
from partysurvey.render.figures.drawing import Block, Dot, Mark, Stroke, Words, moved, stacked
from partysurvey.render.figures.page import Page, paragraph, staircase
from partysurvey.render.figures.style import (
    AXIS,
    CENTRE,
    FAINT_INK,
    GAP,
    GRID,
    INK,
    LABEL_SIZE,
    LINE_PITCH,
    SMALL_SIZE,
)
from partysurvey.render.figures.values import base_texts, value_text
from partysurvey.report.document import Chart, Series

HEIGHT = 160.0
RADIUS = 3.0
DODGE = 2.0  # from line to line, so that intervals do not hide each other
TICK_GAP = 5.0
HALF_LINE = LABEL_SIZE * LINE_PITCH / 2  # names may reach so far beyond the plot
LEADER = 16.0  # from the last wave to the names
NAMES = 0.36  # of the width at most, for the names


class Plot(Struct, frozen=True):
    """Where the lines are drawn: the x of every wave, the axis of values and its height in points."""

    page: Page
    waves: tuple[float, ...]
    left: float
    axis: Axis
    height: float

    def y(self, value: float) -> float:
        """The y of a value."""
        return self.height - min(value / self.axis.maximum, 1.0) * self.height


def trend_block(chart: Chart, page: Page) -> Block:
    """The lines over their waves; the values of the axis at the left, the names of the series at the right."""
    ends = [_end(chart, series) for series in chart.series]
    names = [page.broken(end, LABEL_SIZE, page.width * NAMES) for end in ends]
    plot = _plot(chart, names, page)
    marks = [*_levels(plot)]
    dodge = DODGE * any(series.low for series in chart.series)
    for place, (series, color) in enumerate(zip(chart.series, bar_colors(chart), strict=True)):
        shift = (place - (len(chart.series) - 1) / 2) * dodge
        marks += (moved(mark, shift, 0.0) for mark in _line(plot, series, color))
    marks += _names(chart, plot, names)
    picture = Block(plot.height + 2 * HALF_LINE, Block(0.0, tuple(marks)).moved(0.0, HALF_LINE))
    return stacked((picture, _wave_names(chart, plot)), 1.0)


def _end(chart: Chart, series: Series) -> str:
    """The name of the series, with its last known value."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    return f"{series.name} {value_text(chart, series, known[-1])}" if known else f"{series.name} –"


def _plot(chart: Chart, names: Sequence[tuple[str, ...]], page: Page) -> Plot:
    known = [each for series in chart.series for each in (*series.values, *series.high) if each is not None]
    axis = (share_axis if chart.measure == "share" else count_axis)(max(known, default=0.0))
    left = page.widest((axis.text(tick) for tick in axis.ticks()), SMALL_SIZE) + TICK_GAP
    wide = page.widest((line for lines in names for line in lines), LABEL_SIZE)
    right = page.width - wide - LEADER - GAP
    count = len(chart.categories)
    inset = min((right - left) / (2 * count), 30.0)
    step = (right - left - 2 * inset) / max(count - 1, 1)
    waves = tuple(left + inset + place * step for place in range(count))
    height = max(HEIGHT, sum(map(len, names)) * LABEL_SIZE * LINE_PITCH)
    return Plot(page, waves, left, axis, height)


def _levels(plot: Plot) -> Iterator[Mark]:
    end = plot.waves[-1] + LEADER / 2
    for tick in plot.axis.ticks():
        y, text = plot.y(tick), plot.axis.text(tick)
        yield Stroke(plot.left, y, end, y, GRID if tick else AXIS, 0.6)
        x = plot.left - TICK_GAP - plot.page.extent(text, SMALL_SIZE)
        yield Words(text, x, y + CENTRE * SMALL_SIZE, SMALL_SIZE, FAINT_INK)


def _line(plot: Plot, series: Series, color: str) -> Iterator[Mark]:
    """The intervals, the line with a gap where a wave is hidden, the dots."""
    points = [(x, None if value is None else plot.y(value)) for x, value in zip(plot.waves, series.values, strict=True)]
    ends = zip(plot.waves, series.low, series.high, strict=True) if series.low else ()
    for x, low, high in ends:
        if low is not None and high is not None:
            yield Stroke(x, plot.y(low), x, plot.y(high), color, 1.0)
    for (x, y), (to_x, to_y) in pairwise(points):
        if y is not None and to_y is not None:
            yield Stroke(x, y, to_x, to_y, color, 1.6)
    yield from (Dot(x, y, RADIUS, color) for x, y in points if y is not None)


def _names(chart: Chart, plot: Plot, names: Sequence[tuple[str, ...]]) -> Iterator[Mark]:
    """The names beside the last values, pushed apart where these are close, with lines that lead to them."""
    heights = [len(lines) * LABEL_SIZE * LINE_PITCH for lines in names]
    wanted = [plot.y(_last(series)) for series in chart.series]
    left = plot.waves[-1] + LEADER + GAP / 2
    tops = _apart(wanted, heights, plot.height)
    for series, lines, color, top, height in zip(chart.series, names, bar_colors(chart), tops, heights, strict=True):
        if series.values[-1] is not None:
            yield Stroke(plot.waves[-1], plot.y(_last(series)), left - 2.0, top + height / 2, color, 0.7)
        yield from paragraph(lines, LABEL_SIZE, INK).moved(left, top)


def _last(series: Series) -> float:
    return next((value for value in reversed(series.values) if value is not None), 0.0)


def _apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """The upper ends of blocks around the wanted middles, none over another, all within the room if that is enough."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    tops = [0.0] * len(wanted)
    edge = -HALF_LINE
    for place in order:
        tops[place] = max(wanted[place] - heights[place] / 2, edge)
        edge = tops[place] + heights[place]
    edge = room + HALF_LINE
    for place in reversed(order):
        tops[place] = min(tops[place], edge - heights[place])
        edge = tops[place]
    return tops


def _wave_names(chart: Chart, plot: Plot) -> Block:
    """The waves beneath their values, each with its base; as a staircase where they do not fit."""
    gaps = [right - left for left, right in pairwise(plot.waves)]
    room = min([*gaps, 2 * (plot.waves[0] - plot.left) + 40.0]) - 4.0
    if any(plot.page.cuts(name, SMALL_SIZE, room) for name in chart.categories):
        names = [" ".join(filter(None, each)) for each in zip(chart.categories, base_texts(chart), strict=True)]
        return staircase(names, plot.waves, plot.page, below=True)
    marks: list[Mark] = []
    height = 0.0
    for x, name, base in zip(plot.waves, chart.categories, base_texts(chart), strict=True):
        lines = (*plot.page.broken(name, SMALL_SIZE, room), *([base] if base else []))
        for at, line in enumerate(lines):
            marks.append(plot.page.centred(line, (x, (at + 0.5) * SMALL_SIZE * LINE_PITCH), SMALL_SIZE))
        height = max(height, len(lines) * SMALL_SIZE * LINE_PITCH)
    return Block(height, tuple(marks))
