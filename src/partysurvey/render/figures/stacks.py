"""Stacked bars: whole to 100 %, or diverging from the middle of a scale."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.render.figures.axis import Axis, count_axis, share_axis
from partysurvey.render.figures.drawing import Area, Block, Mark, Stroke, Words, stacked
from partysurvey.render.figures.page import Labels, Page, legend, row_labels
from partysurvey.render.figures.scale import Scale, grid, zero_line
from partysurvey.render.figures.split import Split, left_extent, middle_of, split_of
from partysurvey.render.figures.style import (
    AXIS,
    CENTRE,
    FAINT_INK,
    GAP,
    LINE_PITCH,
    SMALL_SIZE,
    VALUE_SIZE,
    diverging,
    ink_on,
    qualities,
    sequence,
)
from partysurvey.render.figures.values import base_texts, value_text
from partysurvey.report.document import Chart

DIVERGING = frozenset({"diverging", "diverging_aside"})
STACKED = DIVERGING | {"stacked"}
THICKNESS = 17.0
ALONE = 26.0  # thickness of a bar that stands alone
ROW_GAP = 7.0
SEAM = 0.7  # white between segments
PADDING = 1.5  # least room at both sides of a text in a segment


class Segment(Struct, frozen=True):
    """A piece of a bar from `start` to `end` in the unit of the axis, its colour and its text."""

    start: float
    end: float
    color: str
    text: str


class Plot(Struct, frozen=True):
    """Where the bars are drawn: the column of labels at the left, of bases at the right, the scale between."""

    page: Page
    labels: Labels
    bases: tuple[str, ...]
    scale: Scale
    alone: bool

    @property
    def thickness(self) -> float:
        """The height of a bar in points."""
        return ALONE if self.alone else THICKNESS

    @property
    def text_size(self) -> float:
        """The size of the texts in segments: smaller where there are many, so that more of them fit."""
        return VALUE_SIZE if self.alone else SMALL_SIZE


def stacks_block(chart: Chart, page: Page) -> Block:
    """Stacked bars, one per category, and their legend above."""
    colors = segment_colors(chart)
    split = split_of(chart) if chart.kind in DIVERGING else None
    bars = [_segments(chart, place, colors, split) for place in range(len(chart.categories))]
    plot, axis = _plot(chart, bars, split, page)
    key = legend([*_key(chart, colors, bars, plot)], page)
    body = stacked(_row_block(plot, place, bar) for place, bar in enumerate(bars))
    ruled = replace(plot.scale, high=split.high) if split else plot.scale
    lines, ticks = grid(axis, ruled, body.height, page)
    zeros, beside = _zeros(plot.scale, split, body.height, page)
    picture = Block(body.height, (*lines.marks, *zeros.marks, *body.marks))
    return stacked((key, stacked((picture, Block(ticks.height, (*ticks.marks, *beside.marks))), 1.0)), GAP)


def segment_colors(chart: Chart) -> tuple[str, ...]:
    """The colours of the series: of a scale with two ends, from one end, or unlike where there is no order."""
    count = len(chart.series)
    if chart.kind in DIVERGING or chart.neutral is not None:
        below, middle = middle_of(chart)
        return diverging(below, middle, count - below - middle)
    return sequence(count) if chart.ordered else qualities(count)


def _segments(chart: Chart, place: int, colors: Sequence[str], split: Split | None) -> tuple[Segment, ...]:
    """The pieces of one bar from left to right; () where all its values are hidden."""
    known = [series.values[place] for series in chart.series]
    if all(value is None for value in known):
        return ()
    start = -left_extent(chart, place) if split else 0.0
    aside = split.aside if split else None
    segments = []
    for at, (series, value, color) in enumerate(zip(chart.series, known, colors, strict=True)):
        is_beside = aside is not None and at == middle_of(chart)[0]
        begin = aside if aside is not None and is_beside else start
        end = begin + (value or 0.0)
        segments.append(Segment(begin, end, color, value_text(chart, series, place) or "–"))
        start = start if is_beside else end
    return tuple(segments)


def _plot(chart: Chart, bars: Sequence[tuple[Segment, ...]], split: Split | None, page: Page) -> tuple[Plot, Axis]:
    labels = row_labels(chart.categories, page, 0.36)
    bases = base_texts(chart)
    left = labels.width + GAP if labels.width else 0.0
    bases_width = page.widest(bases, SMALL_SIZE)
    right = page.width - (bases_width + GAP if bases_width else 0.0)
    axis, low, high = _ends(chart, bars, split)
    per_unit = (right - left) / (high - low)
    return Plot(page, labels, bases, Scale(left - low * per_unit, per_unit, low, high), len(bars) == 1), axis


def _ends(chart: Chart, bars: Sequence[tuple[Segment, ...]], split: Split | None) -> tuple[Axis, float, float]:
    """The axis and the ends of what is drawn."""
    if split:
        return split.axis, split.low, split.end
    if chart.measure == "count":
        axis = count_axis(max((segment.end for bar in bars for segment in bar), default=0.0))
        return axis, 0.0, axis.maximum
    return share_axis(1.0), 0.0, 1.0


def _zeros(scale: Scale, split: Split | None, height: float, page: Page) -> tuple[Block, Block]:
    """The line at 0, and that of the bars beside a split with its tick beneath."""
    zero = zero_line(scale, height)
    if split is None or split.aside is None:
        return zero, Block()
    x = scale(split.aside)
    is_close = x - scale(split.high) < 2 * page.extent(split.axis.text(split.axis.maximum), SMALL_SIZE)
    tick = page.centred(split.axis.text(0.0), (x, SMALL_SIZE * LINE_PITCH / 2), SMALL_SIZE)
    beside = Stroke(x - 0.4, 0.0, x - 0.4, height, AXIS, 0.8)
    return Block(height, (*zero.marks, beside)), Block(0.0, () if is_close else (tick,))


def _key(
    chart: Chart, colors: Sequence[str], bars: Sequence[tuple[Segment, ...]], plot: Plot
) -> Iterator[tuple[str, str]]:
    """Names and colours; of a bar that stands alone also the values that do not fit into it."""
    for place, (series, color) in enumerate(zip(chart.series, colors, strict=True)):
        alone = bars[0][place] if plot.alone and bars[0] else None
        lost = alone is not None and not _fits(plot, alone)
        yield (f"{series.name} {alone.text}" if alone and lost else series.name), color


def _fits(plot: Plot, segment: Segment) -> bool:
    room = (segment.end - segment.start) * plot.scale.per_unit - SEAM
    return plot.page.extent(segment.text, plot.text_size) + 2 * PADDING <= room


def _row_block(plot: Plot, place: int, segments: Sequence[Segment]) -> Block:
    label = plot.labels.block(place)
    height = max(label.height, plot.thickness) + ROW_GAP
    middle = height / 2
    marks: list[Mark] = [*label.moved(0.0, middle - label.height / 2)]
    if segments:
        marks += (mark for segment in segments for mark in _segment_marks(plot, segment, middle))
    else:
        marks += _hidden(plot, middle)
    base = plot.bases[place]
    if base:
        right = plot.page.width - plot.page.extent(base, SMALL_SIZE)
        marks.append(Words(base, right, middle + CENTRE * SMALL_SIZE, SMALL_SIZE, FAINT_INK))
    return Block(height, tuple(marks))


def _segment_marks(plot: Plot, segment: Segment, middle: float) -> Iterator[Mark]:
    left, right = plot.scale(segment.start), plot.scale(segment.end)
    if right <= left:
        return
    seam = min(SEAM, (right - left) / 3)
    yield Area(left, middle - plot.thickness / 2, right - left - seam, plot.thickness, segment.color)
    if _fits(plot, segment):
        yield plot.page.centred(
            segment.text, ((left + right - seam) / 2, middle), plot.text_size, ink_on(segment.color)
        )


def _hidden(plot: Plot, middle: float) -> Iterator[Mark]:
    left = plot.scale(plot.scale.low) + PADDING
    room = plot.scale(plot.scale.high) - left
    text = plot.page.hidden if plot.page.extent(plot.page.hidden, VALUE_SIZE) <= room else "–"
    yield from plot.page.grounded(text, (left, middle), VALUE_SIZE, FAINT_INK)
