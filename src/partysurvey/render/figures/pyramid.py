"""Pyramids: the bars of two groups back to back, the last band on top."""

from collections.abc import Iterator

from msgspec import Struct

from partysurvey.render.figures.axis import count_axis, share_axis
from partysurvey.render.figures.bars import bar_colors
from partysurvey.render.figures.drawing import Area, Block, Mark, Words, stacked
from partysurvey.render.figures.page import Labels, Page, paragraph, row_labels
from partysurvey.render.figures.style import CENTRE, FAINT_INK, GAP, INK, LABEL_SIZE, VALUE_SIZE
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart

THICKNESS = 13.0
ROW_GAP = 5.0
TEXT_GAP = 3.0
LEAST_BAR = 6.0


class Plot(Struct, frozen=True):
    """Where the bars are drawn: the column of labels in the middle, the points per unit of the bars at its sides."""

    page: Page
    labels: Labels
    per_unit: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where the bars of the left and of the right group begin."""
        half = self.labels.width / 2 + GAP / 2
        return self.page.width / 2 - half, self.page.width / 2 + half


def pyramid_block(chart: Chart, page: Page) -> Block:
    """The names of both groups over their sides, then a row per category from the last to the first."""
    labels = row_labels(chart.categories, page, 0.3)
    room = (page.width - labels.width - GAP) / 2
    values = [value for series in chart.series for value in series.values if value is not None]
    largest = (share_axis if chart.measure == "share" else count_axis)(max(values, default=0.0)).maximum
    texts = (_text(chart, side, place) for side in (0, 1) for place in range(len(chart.categories)))
    bars = max(room - page.widest(texts, VALUE_SIZE) - TEXT_GAP - 1.0, LEAST_BAR)
    plot = Plot(page, labels, bars / largest)
    rows = [_row_block(chart, plot, place) for place in reversed(range(len(chart.categories)))]
    return stacked((_heads(chart, plot, room), stacked(rows)), GAP / 2)


def _heads(chart: Chart, plot: Plot, room: float) -> Block:
    """The names, each beginning where its bars do."""
    marks: list[Mark] = []
    heads = [plot.page.broken(series.name, LABEL_SIZE, room - 1.0) for series in chart.series]
    blocks = [paragraph(lines, LABEL_SIZE) for lines in heads]
    height = max(block.height for block in blocks)
    shifts = (plot.ends[0] - plot.page.widest(heads[0], LABEL_SIZE), plot.ends[1])
    for block, shift in zip(blocks, shifts, strict=True):
        marks += block.moved(shift, height - block.height)
    return Block(height, tuple(marks))


def _row_block(chart: Chart, plot: Plot, place: int) -> Block:
    label = plot.labels.block(place)
    height = max(label.height, THICKNESS) + ROW_GAP
    inset = plot.ends[0] + GAP / 2 + (plot.labels.width - plot.page.widest(plot.labels.lines[place], LABEL_SIZE)) / 2
    bars = (mark for side in (0, 1) for mark in _bar(chart, plot, (side, place), height / 2))
    return Block(height, (*label.moved(inset, (height - label.height) / 2), *bars))


def _bar(chart: Chart, plot: Plot, at: tuple[int, int], middle: float) -> Iterator[Mark]:
    side, place = at
    value, text = chart.series[side].values[place], _text(chart, side, place)
    length, begin = (value or 0.0) * plot.per_unit, plot.ends[side]
    left = begin if side else begin - length
    if length:
        yield Area(left, middle - THICKNESS / 2, length, THICKNESS, bar_colors(chart)[side])
    x = left + length + TEXT_GAP if side else left - TEXT_GAP - plot.page.extent(text, VALUE_SIZE)
    yield Words(text, x, middle + CENTRE * VALUE_SIZE, VALUE_SIZE, FAINT_INK if value is None else INK)


def _text(chart: Chart, side: int, place: int) -> str:
    return value_text(chart, chart.series[side], place) or "–"
