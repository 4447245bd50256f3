"""Heat maps: a table of percents, the larger the darker."""

from collections.abc import Iterator

from msgspec import Struct

from partysurvey.render.figures.drawing import Area, Block, Mark, stacked
from partysurvey.render.figures.page import Labels, Page, paragraph, row_labels, staircase
from partysurvey.render.figures.style import (
    FAINT_INK,
    GAP,
    LABEL_SIZE,
    LINE_PITCH,
    SMALL_SIZE,
    VALUE_SIZE,
    ink_on,
    shade,
)
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart

SEAM = 1.0
PADDING = 3.0
LEAST_HEIGHT = 20.0
SIZES = (VALUE_SIZE, SMALL_SIZE, 6.5)


class Plot(Struct, frozen=True):
    """Where the cells are: the labels at the left, then columns of one width; the largest value is the darkest."""

    page: Page
    labels: Labels
    left: float
    column: float
    largest: float
    size: float  # of the values; 0 where they have no room


def heat_map_block(chart: Chart, page: Page) -> Block:
    """The heads of the columns over the rows of cells."""
    labels = row_labels(chart.categories, page, 0.34)
    left = labels.width + GAP if labels.width else 0.0
    known = [value for series in chart.series for value in series.values if value is not None]
    column = (page.width - left) / max(len(chart.series), 1)
    plot = Plot(page, labels, left, column, max(known, default=0.0), _size(chart, page, column))
    rows = (_row_block(chart, plot, place) for place in range(len(chart.categories)))
    return stacked((_heads(chart, plot), *rows), SEAM)


def _heads(chart: Chart, plot: Plot) -> Block:
    """The names of the series, each centred over its column; as a staircase where they do not fit."""
    limit = plot.column - PADDING
    names = [series.name for series in chart.series]
    if any(plot.page.cuts(name, SMALL_SIZE, limit) for name in names):
        return staircase(names, [plot.left + (place + 0.5) * plot.column for place in range(len(names))], plot.page)
    heads = [plot.page.broken(name, SMALL_SIZE, limit) for name in names]
    height = max(map(len, heads), default=0) * SMALL_SIZE * LINE_PITCH
    marks: list[Mark] = []
    for place, lines in enumerate(heads):
        head = paragraph(lines, SMALL_SIZE, FAINT_INK)
        inset = (plot.column - plot.page.widest(lines, SMALL_SIZE)) / 2
        marks += head.moved(plot.left + place * plot.column + inset, height - head.height)
    return Block(height, tuple(marks))


def _row_block(chart: Chart, plot: Plot, place: int) -> Block:
    label = plot.labels.block(place)
    height = max(label.height + LABEL_SIZE / 2, LEAST_HEIGHT)
    cells = (mark for column in range(len(chart.series)) for mark in _cell(chart, plot, (place, column), height))
    return Block(height, (*label.moved(0.0, (height - label.height) / 2), *cells))


def _cell(chart: Chart, plot: Plot, at: tuple[int, int], height: float) -> Iterator[Mark]:
    place, column = at
    series = chart.series[column]
    left, value = plot.left + column * plot.column, series.values[place]
    centre = (left + (plot.column - SEAM) / 2, height / 2)
    if value is None:
        yield plot.page.centred("–", centre, VALUE_SIZE)
        return
    color = shade(value / plot.largest if plot.largest else 0.0)
    yield Area(left, 0.0, plot.column - SEAM, height, color)
    text = value_text(chart, series, place) or "–"
    if plot.size:
        yield plot.page.centred(text, centre, plot.size, ink_on(color))


def _size(chart: Chart, page: Page, column: float) -> float:
    """The largest size at which all values have room in their cells (some alone would mislead); 0 without one."""
    places = range(len(chart.categories))
    widest = page.widest((value_text(chart, series, at) or "–" for series in chart.series for at in places), 1.0)
    return next((size for size in SIZES if widest * size + PADDING <= column), 0.0)
