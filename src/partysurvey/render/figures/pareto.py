"""Pareto charts: bars from the largest to the smallest, and the line of what their answers add up to."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from partysurvey.render.figures.axis import share_axis
from partysurvey.render.figures.bars import LEAST_PLOT
from partysurvey.render.figures.breaking import unbroken
from partysurvey.render.figures.drawing import Area, Block, Dot, Mark, Stroke, Words, stacked
from partysurvey.render.figures.page import Labels, Page, paragraph, row_labels
from partysurvey.render.figures.scale import Scale, grid, zero_line
from partysurvey.render.figures.style import (
    BAR,
    CENTRE,
    FAINT_INK,
    GAP,
    INK,
    LINE_PITCH,
    QUALITIES,
    SMALL_SIZE,
    VALUE_SIZE,
)
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart

THICKNESS = 13.0
ROW_GAP = 7.0
RADIUS = 3.0
LINE = QUALITIES[3]
HEAD_WIDTH = 44.0  # least width of the columns of values, in points


class Plot(Struct, frozen=True):
    """Where the rows are drawn: labels, bars on a scale, then the values of bars and line in two columns."""

    page: Page
    labels: Labels
    scale: Scale
    columns: tuple[float, float]
    width: float


def pareto_block(chart: Chart, page: Page) -> Block:
    """The rows of bars with the line across them, and both values at their right under the names of the series."""
    labels = row_labels(chart.categories, page, 0.34)
    texts = (value_text(chart, series, place) or "–" for series in chart.series for place in range(len(labels.lines)))
    words = (word for series in chart.series for word in unbroken(series.name))
    heads = min(page.widest(words, SMALL_SIZE), page.width / 4)
    width = max(page.widest(texts, VALUE_SIZE), min(HEAD_WIDTH, page.width / 6), heads)
    left = labels.width + GAP if labels.width else 0.0
    columns = (page.width - 2 * width - GAP, page.width - width)
    axis = share_axis(1.0)
    scale = Scale(left, max(columns[0] - GAP - left, LEAST_PLOT), 0.0, 1.0)
    plot = Plot(page, labels, scale, columns, width)
    rows = [_row_block(chart, plot, place) for place in range(len(chart.categories))]
    body = stacked(rows)
    lines, ticks = grid(axis, scale, body.height, page)
    marks = (*lines.marks, *zero_line(scale, body.height).marks, *body.marks, *_line(chart, plot, rows))
    return stacked((_heads(chart, plot), stacked((Block(body.height, marks), ticks), 1.0)), GAP / 2)


def _heads(chart: Chart, plot: Plot) -> Block:
    heads = [plot.page.broken(series.name, SMALL_SIZE, plot.width) for series in chart.series]
    height = max(map(len, heads)) * SMALL_SIZE * LINE_PITCH
    marks: list[Mark] = []
    for left, lines, color in zip(plot.columns, heads, (BAR, LINE), strict=True):
        block = paragraph(lines, SMALL_SIZE, color)
        marks += block.moved(left, height - block.height)
    return Block(height, tuple(marks))


def _row_block(chart: Chart, plot: Plot, place: int) -> Block:
    label = plot.labels.block(place)
    height = max(label.height, THICKNESS) + ROW_GAP
    middle = height / 2
    marks: list[Mark] = [*label.moved(0.0, middle - label.height / 2)]
    length = plot.scale(chart.series[0].values[place] or 0.0) - plot.scale.zero
    if length:
        marks.append(Area(plot.scale.zero, middle - THICKNESS / 2, length, THICKNESS, BAR))
    for left, series, ink in zip(plot.columns, chart.series, (INK, FAINT_INK), strict=True):
        text = value_text(chart, series, place) or "–"
        marks.append(Words(text, left, middle + CENTRE * VALUE_SIZE, VALUE_SIZE, ink))
    return Block(height, tuple(marks))


def _line(chart: Chart, plot: Plot, rows: Sequence[Block]) -> Iterator[Mark]:
    points: list[tuple[float, float]] = []
    top = 0.0
    for row, value in zip(rows, chart.series[1].values, strict=True):
        if value is not None:
            points.append((plot.scale(value), top + row.height / 2))
        top += row.height
    for (x, y), (to_x, to_y) in pairwise(points):
        yield Stroke(x, y, to_x, to_y, LINE, 1.2)
    for x, y in points:
        yield Dot(x, y, RADIUS, LINE)
