"""Dot plots: a row per option, a dot per group on it, a line from the least to the largest."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.render.figures.axis import Axis, count_axis, share_axis
from partysurvey.render.figures.bars import LEAST_PLOT, TEXT_GAP, bar_colors, series_key
from partysurvey.render.figures.drawing import Block, Dot, Mark, Stroke, stacked
from partysurvey.render.figures.page import SWATCH, Labels, Page, legend, row_labels
from partysurvey.render.figures.scale import Scale, grid, zero_line
from partysurvey.render.figures.style import AXIS, FAINT_INK, GAP, INK, LINE_PITCH, VALUE_SIZE
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart

RADIUS = 4.2
ROW_GAP = 8.0
FORMS = (0, 4, 3, -3, 6)  # of the dots of groups, told apart without colours: circle, diamond, triangles, hexagon


class Spot(Struct, frozen=True):
    """The value of a group in a row, its colour, its text and its form."""

    value: float
    color: str
    text: str
    corners: int


class Plot(Struct, frozen=True):
    """Where the rows are drawn: labels at the left, the scale at their right."""

    page: Page
    labels: Labels
    scale: Scale


def dots_block(chart: Chart, page: Page) -> Block:
    """The rows with their dots under a key of the groups; the least and the largest value of a row are written."""
    rows = [_spots(chart, place) for place in range(len(chart.categories))]
    labels = row_labels(chart.categories, page)
    axis = _axis(chart, [spot for row in rows for spot in row])
    room = page.widest((spot.text for row in rows for spot in row), VALUE_SIZE) + RADIUS + 2 * TEXT_GAP
    zero = labels.width + room
    scale = Scale(zero, max(page.width - zero - room, LEAST_PLOT) / axis.maximum, 0.0, axis.maximum)
    body = stacked(_row_block(Plot(page, labels, scale), place, row) for place, row in enumerate(rows))
    lines, ticks = grid(axis, scale, body.height, page)
    picture = Block(body.height, (*lines.marks, *zero_line(scale, body.height).marks, *body.marks))
    return stacked((legend([*series_key(chart, page)], page, _sample), stacked((picture, ticks), 1.0)), GAP)


def _sample(place: int, x: float, y: float, color: str) -> Mark:
    """The dot of a group in the legend."""
    return Dot(x + SWATCH / 2, y, RADIUS, color, FORMS[place % len(FORMS)])


def _axis(chart: Chart, spots: Sequence[Spot]) -> Axis:
    largest = max((spot.value for spot in spots), default=0.0)
    return (share_axis if chart.measure == "share" else count_axis)(largest)


def _spots(chart: Chart, place: int) -> list[Spot]:
    """The known values of a row, the least first."""
    groups = enumerate(zip(chart.series, bar_colors(chart), strict=True))
    spots = [
        Spot(value, color, value_text(chart, series, place) or "–", FORMS[at % len(FORMS)])
        for at, (series, color) in groups
        if (value := series.values[place]) is not None
    ]
    return sorted(spots, key=lambda spot: spot.value)


def _row_block(plot: Plot, place: int, spots: Sequence[Spot]) -> Block:
    label = plot.labels.block(place)
    height = max(label.height, VALUE_SIZE * LINE_PITCH) + ROW_GAP
    marks = _marks(plot, spots, height / 2) if spots else _hidden(plot, height / 2)
    return Block(height, (*label.moved(0.0, (height - label.height) / 2), *marks))


def _marks(plot: Plot, spots: Sequence[Spot], middle: float) -> Iterator[Mark]:
    least, largest = spots[0], spots[-1]
    left, right = plot.scale(least.value), plot.scale(largest.value)
    if right > left:
        yield from plot.page.grounded(
            least.text, (left - RADIUS - TEXT_GAP - plot.page.extent(least.text, VALUE_SIZE), middle), VALUE_SIZE, INK
        )
        yield Stroke(left, middle, right, middle, AXIS, 1.2)
    yield from plot.page.grounded(largest.text, (right + RADIUS + TEXT_GAP, middle), VALUE_SIZE, INK)
    for spot in spots:
        yield Dot(plot.scale(spot.value), middle, RADIUS, spot.color, spot.corners)


def _hidden(plot: Plot, middle: float) -> Iterator[Mark]:
    yield from plot.page.grounded("–", (plot.scale.zero + TEXT_GAP, middle), VALUE_SIZE, FAINT_INK)
