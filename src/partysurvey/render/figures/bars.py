"""Bars from 0 with interval whiskers: one per option, or one per option and group."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.render.figures.axis import Axis, count_axis, share_axis
from partysurvey.render.figures.drawing import Area, Block, Mark, Stroke, stacked
from partysurvey.render.figures.page import Labels, Page, legend, row_labels
from partysurvey.render.figures.scale import Scale, grid, zero_line
from partysurvey.render.figures.style import (
    BAR,
    FAINT_INK,
    GAP,
    INK,
    LABEL_SIZE,
    LINE_PITCH,
    PAPER,
    SMALL_SIZE,
    VALUE_SIZE,
    WHISKER,
    qualities,
)
from partysurvey.render.figures.values import count_text, value_text
from partysurvey.report.document import Chart, Series

MOST_COLORS = 6  # with more groups than this, names stand at the bars instead of colours in a legend
THICKNESS = 11.0
ROW_GAP = 7.0
TEXT_GAP = 4.0
LEAST_PLOT = 10.0


class Bar(Struct, frozen=True):
    """One bar: its value (None: hidden), the ends of its interval, its colour, its percent and its count as texts."""

    value: float | None
    low: float | None
    high: float | None
    color: str
    text: str
    count: str

    @property
    def end(self) -> float:
        """The outermost value drawn, 0 for a hidden bar."""
        return max(self.value or 0.0, self.high or 0.0)


class Row(Struct, frozen=True):
    """A label and its bars; without bars it is a heading over the rows that follow."""

    label: str
    bars: tuple[Bar, ...]


class Plot(Struct, frozen=True):
    """Where the rows of a chart are drawn."""

    page: Page
    labels: Labels
    scale: Scale


def bars_block(chart: Chart, page: Page) -> Block:
    """Bars for one series, or for several side by side with a legend."""
    rows = _rows(chart, page)
    key = legend([*series_key(chart, page)], page) if 1 < len(chart.series) <= MOST_COLORS else Block()
    return stacked((key, _plotted(chart, rows, page)), GAP)


def _plotted(chart: Chart, rows: Sequence[Row], page: Page) -> Block:
    labels = row_labels([row.label if row.bars else "" for row in rows], page)
    left = labels.width + GAP if labels.width else 0.0
    bars = [bar for row in rows for bar in row.bars]
    room = max((_text_width(bar, page) for bar in bars), default=0.0) + 2 * TEXT_GAP
    axis = _axis(chart, max((bar.end for bar in bars), default=0.0))
    scale = Scale(left, max(page.width - left - room, LEAST_PLOT) / axis.maximum, 0.0, axis.maximum)
    plot = Plot(page, labels, scale)
    body = stacked(_row_block(plot, place, row) for place, row in enumerate(rows))
    lines, ticks = grid(axis, scale, body.height, page)
    picture = Block(body.height, (*lines.marks, *zero_line(scale, body.height).marks, *body.marks))
    return stacked((picture, ticks), 1.0)


def _axis(chart: Chart, largest: float) -> Axis:
    return share_axis(largest) if chart.measure == "share" else count_axis(largest)


def _rows(chart: Chart, page: Page) -> list[Row]:
    if len(chart.series) <= MOST_COLORS:
        pairs = zip(chart.series, bar_colors(chart), strict=True)
        shown = [(series, color) for series, color in pairs if _is_shown(series) or len(chart.series) == 1]
        return [
            Row(label, tuple(_bar(chart, series, place, color, page) for series, color in shown))
            for place, label in enumerate(chart.categories)
        ]
    return [row for place, label in enumerate(chart.categories) for row in _named_rows(chart, place, label, page)]


def _named_rows(chart: Chart, place: int, label: str, page: Page) -> Iterator[Row]:
    """A heading and one row per series, where there are too many series to be told apart by colour."""
    yield Row(label, ())
    for series in chart.series:
        yield Row(series.name, (_bar(chart, series, place, BAR, page),))


def bar_colors(chart: Chart) -> tuple[str, ...]:
    """The colours of the series: one for all bars of a single one."""
    return qualities(len(chart.series)) if len(chart.series) > 1 else (BAR,) * len(chart.series)


def series_key(chart: Chart, page: Page) -> Iterator[tuple[str, str]]:
    """Names and colours of the series; of hidden ones the name says so."""
    for series, color in zip(chart.series, bar_colors(chart), strict=True):
        yield (series.name, color) if _is_shown(series) else (f"{series.name} {page.hidden}", color)


def _is_shown(series: Series) -> bool:
    return any(value is not None for value in series.values)


def _bar(chart: Chart, series: Series, place: int, color: str, page: Page) -> Bar:
    text = value_text(chart, series, place)
    low = series.low[place] if series.low else None
    high = series.high[place] if series.high else None
    whole = page.hidden if not _is_shown(series) else "–"
    return Bar(series.values[place], low, high, color, whole if text is None else text, count_text(series, place))


def _text_width(bar: Bar, page: Page) -> float:
    if bar.value is None:
        return 0.0  # it has the room of the bar that is not there
    count = page.extent(bar.count, SMALL_SIZE) + TEXT_GAP if bar.count else 0.0
    return page.extent(bar.text, VALUE_SIZE) + count


def _row_block(plot: Plot, place: int, row: Row) -> Block:
    if not row.bars:
        heading = plot.page.paragraph(row.label, LABEL_SIZE, plot.page.width)
        ground = Area(0.0, 0.0, plot.page.width, heading.height + ROW_GAP, PAPER)
        return Block(ground.height, (ground, *heading.moved(0.0, ROW_GAP)))
    label = plot.labels.block(place)
    bars_height = len(row.bars) * (THICKNESS + 1.0) - 1.0
    height = max(label.height, bars_height, VALUE_SIZE * LINE_PITCH) + ROW_GAP
    top = (height - bars_height) / 2
    bars = (mark for at, bar in enumerate(row.bars) for mark in _bar_marks(plot, bar, top + at * (THICKNESS + 1.0)))
    return Block(height, (*label.moved(0.0, (height - label.height) / 2), *bars))


def _bar_marks(plot: Plot, bar: Bar, top: float) -> Iterator[Mark]:
    middle = top + THICKNESS / 2
    if bar.value is None:
        yield from _hidden(plot, bar, middle)
        return
    end = plot.scale(bar.value)
    if end > plot.scale.zero:
        yield Area(plot.scale.zero, top, end - plot.scale.zero, THICKNESS, bar.color)
    yield from _whisker(plot.scale, bar, middle)
    yield from _texts(plot, bar, middle)


def _hidden(plot: Plot, bar: Bar, middle: float) -> Iterator[Mark]:
    left = plot.scale.zero + TEXT_GAP
    fits = left + plot.page.extent(bar.text, VALUE_SIZE) <= plot.page.width
    yield from plot.page.grounded(bar.text if fits else "–", (left, middle), VALUE_SIZE, FAINT_INK)


def _whisker(scale: Scale, bar: Bar, middle: float) -> Iterator[Stroke]:
    if bar.low is None or bar.high is None:
        return
    left, right, cap = scale(bar.low), scale(bar.high), 2.0
    yield Stroke(left, middle, right, middle, WHISKER, 0.8)
    for x in (left, right):
        yield Stroke(x, middle - cap, x, middle + cap, WHISKER, 0.8)


def _texts(plot: Plot, bar: Bar, middle: float) -> Iterator[Mark]:
    """The percent and the count behind the bar, on a paper ground so that no grid line runs through them."""
    left = plot.scale(bar.end) + TEXT_GAP
    yield from plot.page.grounded(bar.text, (left, middle), VALUE_SIZE, INK)
    if bar.count:
        count_left = left + plot.page.extent(bar.text, VALUE_SIZE) + TEXT_GAP
        yield from plot.page.grounded(bar.count, (count_left, middle), SMALL_SIZE, FAINT_INK)
