"""Histograms: one standing bar per bin, as wide as the bin, as large as its share."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from partysurvey.render.figures.axis import Axis, count_axis, share_axis
from partysurvey.render.figures.drawing import Area, Block, Mark, Stroke, Words, stacked
from partysurvey.render.figures.page import Page, paragraph
from partysurvey.render.figures.style import AXIS, BAR, CENTRE, FAINT_INK, GRID, INK, LINE_PITCH, SMALL_SIZE, VALUE_SIZE
from partysurvey.render.figures.values import value_text
from partysurvey.report.document import Chart
from partysurvey.survey import Text

HEIGHT = 150.0
HEADROOM = VALUE_SIZE * LINE_PITCH
SEAM = 0.7
TICK_GAP = 5.0
PER_WIDTH = {
    "share": Text(zh="柱高：每 {} 个单位的百分比", en="heights: percent per {} units"),
    "count": Text(zh="柱高：每 {} 个单位的频数", en="heights: number per {} units"),
}


class Plot(Struct, frozen=True):
    """Where the bins are drawn: the x of every edge, the axis of heights, the narrowest width if bins differ."""

    page: Page
    edges: tuple[float, ...]
    axis: Axis
    narrowest: float | None

    def rise(self, value: float) -> float:
        """The height in points of a value."""
        return min(value / self.axis.maximum, 1.0) * HEIGHT


def histogram_block(chart: Chart, page: Page) -> Block:
    """The bins over their edges; the area of a bar is its share where bins differ in width."""
    heights = bin_heights(chart)
    plot = plot_of(chart, [height for height in heights if height is not None], page)
    bins = [mark for place, height in enumerate(heights) for mark in _bin_marks(chart, plot, place, height)]
    ground = Stroke(plot.edges[0], HEADROOM + HEIGHT, plot.edges[-1], HEADROOM + HEIGHT, AXIS, 0.8)
    picture = Block(HEADROOM + HEIGHT, (*levels(plot), *bins, ground))
    return stacked((_height_label(chart, plot), picture, edge_ticks(chart, plot), value_label(chart, plot)), 2.0)


def plot_of(chart: Chart, heights: Sequence[float], page: Page) -> Plot:
    """The plot that has room for its ticks, and for heights up to the largest."""
    widths = _widths(chart.edges)
    axis = (share_axis if chart.measure == "share" else count_axis)(max(heights, default=0.0))
    ticks = page.widest((axis.text(tick) for tick in axis.ticks()), SMALL_SIZE) + TICK_GAP
    first, last = (page.extent(edge_text(edge), SMALL_SIZE) / 2 for edge in (chart.edges[0], chart.edges[-1]))
    places = _places(chart.edges, max(ticks, first), page.width - last)
    return Plot(page, places, axis, min(widths) if len(set(widths)) > 1 else None)


def bin_heights(chart: Chart) -> tuple[float | None, ...]:
    """The height of every bin: its value (per width of the narrowest where widths differ); None where hidden."""
    widths = _widths(chart.edges)
    narrowest = min(widths)
    pairs = zip(chart.series[0].values, widths, strict=True)
    return tuple(None if value is None else value * narrowest / width for value, width in pairs)


def edge_text(edge: float) -> str:
    """A bin edge in as few digits as it has: "36", "0.25"."""
    return f"{edge:.10g}"


def _widths(edges: Sequence[float]) -> list[float]:
    # Twelve digits: the steps of 0.1, 0.2, 0.3 are equal to people.
    return [float(f"{high - low:.12g}") for low, high in pairwise(edges)]


def _places(edges: Sequence[float], left: float, right: float) -> tuple[float, ...]:
    span = edges[-1] - edges[0]
    return tuple(left + (edge - edges[0]) / span * (right - left) for edge in edges)


def levels(plot: Plot) -> Iterator[Mark]:
    """The horizontal lines at the ticks of heights, with their texts."""
    for tick in plot.axis.ticks():
        y = HEADROOM + HEIGHT - plot.rise(tick)
        text = plot.axis.text(tick)
        x = plot.edges[0] - TICK_GAP - plot.page.extent(text, SMALL_SIZE)
        yield Stroke(plot.edges[0], y, plot.edges[-1], y, GRID, 0.6)
        yield Words(text, x, y + CENTRE * SMALL_SIZE, SMALL_SIZE, FAINT_INK)


def _bin_marks(chart: Chart, plot: Plot, place: int, height: float | None) -> Iterator[Mark]:
    left, right = plot.edges[place], plot.edges[place + 1]
    rise = plot.rise(height or 0.0)
    top = HEADROOM + HEIGHT - rise
    if rise:
        seam = min(SEAM, (right - left) / 3)
        yield Area(left, top, right - left - seam, rise, BAR)
    if _labelled(chart, plot):
        text = value_text(chart, chart.series[0], place) or "–"
        yield plot.page.centred(text, ((left + right) / 2, top - HEADROOM / 2), VALUE_SIZE, INK)


def _labelled(chart: Chart, plot: Plot) -> bool:
    """Whether all values can stand over their bins; only some would mislead."""
    rooms = (right - left for left, right in pairwise(plot.edges))
    texts = (value_text(chart, chart.series[0], place) or "–" for place in range(len(chart.series[0].values)))
    return all(plot.page.extent(text, VALUE_SIZE) + 2.0 <= room for text, room in zip(texts, rooms, strict=True))


def edge_ticks(chart: Chart, plot: Plot) -> Block:
    """The edges of the bins beneath them, as many as have room."""
    texts = [edge_text(edge) for edge in chart.edges]
    marks: list[Mark] = []
    for place in _ticked(texts, plot):
        x = plot.edges[place]
        marks.append(Stroke(x, -2.0, x, 1.0, AXIS, 0.8))
        marks.append(plot.page.centred(texts[place], (x, SMALL_SIZE * LINE_PITCH / 2 + 1.0), SMALL_SIZE))
    return Block(SMALL_SIZE * LINE_PITCH, tuple(marks))


def _ticked(texts: Sequence[str], plot: Plot) -> list[int]:
    """Which edges have a tick: each n-th where bins are even, else the first, the last and what fits between."""
    if plot.narrowest is None:
        steps = (range(0, len(texts), step) for step in range(1, len(texts)))
        return next((list(places) for places in steps if _are_apart(places, texts, plot)), [0])
    kept, last = [0], len(texts) - 1
    for place in range(1, last):
        if _are_apart((kept[-1], place, last), texts, plot):
            kept.append(place)
    return [*kept, last] if _are_apart((kept[-1], last), texts, plot) else kept


def _are_apart(places: Sequence[int], texts: Sequence[str], plot: Plot) -> bool:
    halves = [plot.page.extent(texts[place], SMALL_SIZE) / 2 for place in places]
    xs = [plot.edges[place] for place in places]
    ends = zip(xs, halves, strict=True)
    return all(right - reach >= left + half + TICK_GAP for (left, half), (right, reach) in pairwise(ends))


def _height_label(chart: Chart, plot: Plot) -> Block:
    """What heights mean where they are not the values themselves."""
    if plot.narrowest is None:
        return Block()
    text = PER_WIDTH[chart.measure].into(plot.page.language).format(edge_text(plot.narrowest))
    return plot.page.paragraph(text, SMALL_SIZE, plot.page.width, FAINT_INK)


def value_label(chart: Chart, plot: Plot) -> Block:
    """What lies on the lower axis, at its right end."""
    lines = plot.page.broken(chart.value_label, SMALL_SIZE, plot.page.width)
    label = paragraph(lines, SMALL_SIZE, FAINT_INK)
    return Block(label.height, label.moved(plot.page.width - plot.page.widest(lines, SMALL_SIZE), 0.0))
