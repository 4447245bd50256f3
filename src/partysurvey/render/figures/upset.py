"""Combinations of a multiple choice: a row per combination, dots for the options in it, a bar for its share."""

from collections.abc import Iterator

from msgspec import Struct

from partysurvey.render.figures.axis import Axis, share_axis
from partysurvey.render.figures.bars import LEAST_PLOT, TEXT_GAP
from partysurvey.render.figures.drawing import Area, Block, Dot, Mark, Stroke, stacked
from partysurvey.render.figures.page import Page, paragraph, staircase
from partysurvey.render.figures.scale import Scale, grid, zero_line
from partysurvey.render.figures.style import (
    BAR,
    FAINT_INK,
    GAP,
    GRID,
    INK,
    NEUTRAL,
    SMALL_SIZE,
    STRIPE,
    VALUE_SIZE,
)
from partysurvey.render.figures.values import count_text, value_text
from partysurvey.report.document import Chart

COLUMN = 14.0  # from one option to the next, where there is room
MATRIX = 0.5  # of the width at most, for the dots
ROW = 17.0
THICKNESS = 11.0
RADIUS = 0.3  # of a column
LEAST_BAR = 30.0  # points for the longest bar, or there is no room for counts


class Plot(Struct, frozen=True):
    """Where the rows are drawn: a column per option at the left, then the bars on their scale."""

    page: Page
    scale: Scale
    pitch: float
    has_counts: bool

    @property
    def radius(self) -> float:
        """That of the dots."""
        return RADIUS * self.pitch

    def column(self, place: int) -> float:
        """The middle of the column of an option."""
        return (place + 0.5) * self.pitch


def upset_block(chart: Chart, page: Page) -> Block:
    """The names of the options as a staircase over their columns, and the rows of combinations beneath."""
    axis = share_axis(max((value or 0.0 for value in chart.series[0].values), default=0.0))
    plot = _plot(chart, axis, page)
    rows = [_row(chart, plot, place) for place in range(len(chart.categories))]
    body = stacked(rows)
    lines, ticks = grid(axis, plot.scale, body.height, page)
    picture = Block(body.height, (*lines.marks, *zero_line(plot.scale, body.height).marks, *body.marks))
    names = staircase(chart.sets, [plot.column(place) for place in range(len(chart.sets))], page)
    return stacked((names, picture, ticks), 1.0)


def _plot(chart: Chart, axis: Axis, page: Page) -> Plot:
    pitch = min(COLUMN, page.width * MATRIX / max(len(chart.sets), 1))
    lines = (line for name, each in _rows(chart) if each is None for line in _others(name, page))
    left = max(len(chart.sets) * pitch, page.widest(lines, SMALL_SIZE)) + GAP
    series, places = chart.series[0], range(len(chart.categories))
    texts = page.widest((value_text(chart, series, place) or "–" for place in places), VALUE_SIZE) + TEXT_GAP
    counts = page.widest((count_text(series, place) for place in places), SMALL_SIZE) + TEXT_GAP
    room = page.width - left - texts - TEXT_GAP
    has_counts = room - counts >= LEAST_BAR
    bars = max(room - counts * has_counts, LEAST_PLOT)
    return Plot(page, Scale(left, bars / axis.maximum, 0.0, axis.maximum), pitch, has_counts)


def _rows(chart: Chart) -> Iterator[tuple[str, tuple[int, ...] | None]]:
    """The name of every row, and the options of its combination."""
    return zip(chart.categories, chart.members, strict=True)


def _others(name: str, page: Page) -> tuple[str, ...]:
    """The lines of the row of all others, which has a name instead of dots."""
    return page.broken(name, SMALL_SIZE, page.width * 0.4)


def _row(chart: Chart, plot: Plot, place: int) -> Block:
    members = chart.members[place]
    if members is None:
        name = paragraph(_others(chart.categories[place], plot.page), SMALL_SIZE, FAINT_INK)
        height = max(ROW, name.height)
        label = name.moved(0.0, (height - name.height) / 2)
        return Block(height, (*label, *_bar(chart, plot, place, height / 2)))
    stripe = [Area(0.0, 0.0, plot.scale.zero - GAP / 2, ROW, STRIPE)] * (place % 2)
    dots = _dots(len(chart.sets), members, plot, ROW / 2)
    return Block(ROW, (*stripe, *dots, *_bar(chart, plot, place, ROW / 2)))


def _dots(count: int, members: tuple[int, ...], plot: Plot, middle: float) -> Iterator[Mark]:
    """A pale dot for every option, a dark one for those of the combination, and a line that joins these."""
    for place in range(count):
        yield Dot(plot.column(place), middle, 0.75 * plot.radius, GRID)
    if members:
        yield Stroke(plot.column(members[0]), middle, plot.column(members[-1]), middle, INK, 1.4)
    for place in members:
        yield Dot(plot.column(place), middle, plot.radius, INK)


def _bar(chart: Chart, plot: Plot, place: int, middle: float) -> Iterator[Mark]:
    series, color = chart.series[0], NEUTRAL if chart.members[place] is None else BAR
    end = plot.scale(series.values[place] or 0.0)
    if end > plot.scale.zero:
        yield Area(plot.scale.zero, middle - THICKNESS / 2, end - plot.scale.zero, THICKNESS, color)
    text = value_text(chart, series, place) or "–"
    yield from plot.page.grounded(text, (end + TEXT_GAP, middle), VALUE_SIZE, INK)
    count = count_text(series, place)
    if count and plot.has_counts:
        left = end + 2 * TEXT_GAP + plot.page.extent(text, VALUE_SIZE)
        yield from plot.page.grounded(count, (left, middle), SMALL_SIZE, FAINT_INK)
