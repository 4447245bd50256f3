"""Flows: what is left of a number from step to step, as bars around one middle with arrows between them."""

from collections.abc import Iterator

from partysurvey.render.figures.bars import LEAST_PLOT
from partysurvey.render.figures.drawing import Area, Block, Mark, Stroke, Words, stacked
from partysurvey.render.figures.page import Labels, Page, row_labels
from partysurvey.render.figures.style import AXIS, CENTRE, FAINT_INK, GAP, INK, VALUE_SIZE, shade
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart

THICKNESS = 24.0
ARROW = 14.0  # height of the room between two steps
HEAD = 3.0  # of an arrow


def flow_block(chart: Chart, page: Page) -> Block:
    """A bar per step, as long as what is left, its name at the left and its number at the right."""
    labels = row_labels(chart.categories, page, 0.3)
    places = range(len(chart.categories))
    texts = page.widest((_text(chart, place) for place in places), VALUE_SIZE)
    left = labels.width + GAP
    room = max(page.width - left - texts - GAP, LEAST_PLOT)
    steps: list[Block] = []
    for place in places:
        steps += [_arrow(left + room / 2)] * bool(place) + [_step(chart, labels, place, (left, room))]
    return stacked(steps)


def _step(chart: Chart, labels: Labels, place: int, span: tuple[float, float]) -> Block:
    label, (left, room) = labels.block(place), span
    height = max(label.height, THICKNESS)
    values = chart.series[0].values
    largest = max((value or 0.0 for value in values), default=0.0)
    length = room * (values[place] or 0.0) / largest if largest else 0.0
    marks: list[Mark] = [*label.moved(0.0, (height - label.height) / 2)]
    if length:
        color = shade(0.35 + 0.5 * place / max(len(values) - 1, 1))
        marks.append(Area(left + (room - length) / 2, (height - THICKNESS) / 2, length, THICKNESS, color))
    ink = FAINT_INK if values[place] is None else INK
    marks.append(Words(_text(chart, place), left + room + GAP, height / 2 + CENTRE * VALUE_SIZE, VALUE_SIZE, ink))
    return Block(height, tuple(marks))


def _arrow(x: float) -> Block:
    return Block(ARROW, tuple(_arrow_strokes(x)))


def _arrow_strokes(x: float) -> Iterator[Stroke]:
    top, tip = 2.0, ARROW - 2.0
    yield Stroke(x, top, x, tip, AXIS, 1.0)
    for side in (-HEAD, HEAD):
        yield Stroke(x + side, tip - HEAD, x, tip, AXIS, 1.0)


def _text(chart: Chart, place: int) -> str:
    return value_text(chart, chart.series[0], place) or "–"
