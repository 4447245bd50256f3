"""Donuts: one share of a whole as a ring, for shares of two parts."""

from collections.abc import Iterator

from partysurvey.render.figures.drawing import Area, Block, Mark, Sector, stacked
from partysurvey.render.figures.page import SWATCH, Page
from partysurvey.render.figures.style import BAR, FAINT_INK, GAP, INK, LABEL_SIZE, LINE_PITCH, NEUTRAL
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart

RADIUS = 58.0
THICKNESS = 20.0
LARGEST = 20.0  # size of the text within the ring
COLORS = (BAR, NEUTRAL)
INDENT = SWATCH + 4.0


def donut_block(chart: Chart, page: Page) -> Block:
    """The ring with the first share in its middle, and at its right what the parts are."""
    radius = min(RADIUS, page.width / 4)
    names = stacked((_name(chart, page, place, 2 * radius + 2 * GAP) for place in (0, 1)), GAP)
    height = max(2 * radius, names.height)
    marks = (*_ring(chart, page, radius, height / 2), *names.moved(2 * radius + 2 * GAP, (height - names.height) / 2))
    return Block(height, marks)


def _ring(chart: Chart, page: Page, radius: float, middle: float) -> Iterator[Mark]:
    begin = 0.0
    for value, color in zip(chart.series[0].values, COLORS, strict=True):
        end = begin + (value or 0.0)
        if end > begin:
            yield Sector(radius, middle, radius, THICKNESS, begin, end, color)
        begin = end
    text = _text(chart, 0)
    size = min(LARGEST, 1.6 * (radius - THICKNESS) / page.extent(text, 1.0))
    yield page.centred(text, (radius, middle), size, INK)


def _name(chart: Chart, page: Page, place: int, left: float) -> Block:
    """A part in words: its swatch, its name and its share."""
    text = page.paragraph(
        f"{chart.categories[place]}  {_text(chart, place)}",
        LABEL_SIZE,
        page.width - left - INDENT,
        FAINT_INK if place else INK,
    )
    middle = LABEL_SIZE * LINE_PITCH / 2
    return Block(text.height, (Area(0.0, middle - SWATCH / 2, SWATCH, SWATCH, COLORS[place]), *text.moved(INDENT, 0.0)))


def _text(chart: Chart, place: int) -> str:
    return value_text(chart, chart.series[0], place) or "–"
