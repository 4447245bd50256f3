"""Cumulated shares of a number: the line of how many lie below each value."""

from collections.abc import Iterator
from itertools import pairwise

from partysurvey.render.figures.drawing import Block, Dot, Mark, Stroke, stacked
from partysurvey.render.figures.histogram import HEADROOM, HEIGHT, Plot, edge_ticks, levels, plot_of, value_label
from partysurvey.render.figures.page import Page
from partysurvey.render.figures.style import AXIS, BAR
from partysurvey.report.document import Chart

RADIUS = 2.4


def ecdf_block(chart: Chart, page: Page) -> Block:
    """The line from 0 at the first edge to the whole at the last, a dot where the share is known exactly."""
    plot = plot_of(chart, [1.0], page)
    bottom = HEADROOM + HEIGHT
    ground = Stroke(plot.edges[0], bottom, plot.edges[-1], bottom, AXIS, 0.8)
    picture = Block(bottom, (*levels(plot), ground, *_line(chart, plot)))
    return stacked((picture, edge_ticks(chart, plot), value_label(chart, plot)), 2.0)


def _line(chart: Chart, plot: Plot) -> Iterator[Mark]:
    values = (0.0, *chart.series[0].values)
    known = [(x, HEADROOM + HEIGHT - plot.rise(v)) for x, v in zip(plot.edges, values, strict=True) if v is not None]
    for (x, y), (to_x, to_y) in pairwise(known):
        yield Stroke(x, y, to_x, to_y, BAR, 1.6)
    for x, y in known[1:]:
        yield Dot(x, y, RADIUS, BAR)
