"""A chart specification to a drawing: title, the plot of its kind, note."""

import math
import string
from collections.abc import Callable, Iterator
from itertools import pairwise

from partysurvey.render.figures.bars import bars_block
from partysurvey.render.figures.breaking import printable
from partysurvey.render.figures.donut import donut_block
from partysurvey.render.figures.dots import dots_block
from partysurvey.render.figures.drawing import Block, Drawing, stacked
from partysurvey.render.figures.ecdf import ecdf_block
from partysurvey.render.figures.flow import flow_block
from partysurvey.render.figures.heatmap import heat_map_block
from partysurvey.render.figures.histogram import PER_WIDTH, histogram_block
from partysurvey.render.figures.page import HIDDEN, Page, note
from partysurvey.render.figures.pareto import pareto_block
from partysurvey.render.figures.pyramid import pyramid_block
from partysurvey.render.figures.stacks import STACKED, stacks_block
from partysurvey.render.figures.style import GAP, MARGIN, TITLE_SIZE
from partysurvey.render.figures.trend import trend_block
from partysurvey.render.figures.upset import upset_block
from partysurvey.render.figures.values import description
from partysurvey.report.document import Chart, ChartKind, Series
from partysurvey.survey import Language

TOLERANCE = 1e-6  # sums of shares are not exact

_PLOTS: dict[ChartKind, Callable[[Chart, Page], Block]] = {
    "bars": bars_block,
    "grouped": bars_block,
    "stacked": stacks_block,
    "diverging": stacks_block,
    "histogram": histogram_block,
    "dots": dots_block,
    "heatmap": heat_map_block,
    "pyramid": pyramid_block,
    "ecdf": ecdf_block,
    "pareto": pareto_block,
    "donut": donut_block,
    "flow": flow_block,
    "upset": upset_block,
    "trend": trend_block,
    "diverging_aside": stacks_block,
}
_BINNED = frozenset({"histogram", "ecdf"})
_SERIES: dict[ChartKind, int] = {
    "histogram": 1,
    "ecdf": 1,
    "pyramid": 2,
    "pareto": 2,
    "donut": 1,
    "flow": 1,
    "upset": 1,
}
_DONUT_PARTS = 2


def drawing_of(chart: Chart, page: Page, *, titled: bool = True) -> Drawing:
    """The drawing of a chart, as wide as the page with its margins and as high as its content.

    Without `titled` its title is there for screen readers, but not drawn.
    """
    check(chart)
    title = page.paragraph(chart.title if titled else "", TITLE_SIZE, page.width)
    plot = _PLOTS[chart.kind](chart, page)
    body = stacked((title, plot, note(chart.note, page)), GAP)
    return Drawing(
        page.width + 2 * MARGIN,
        body.height + 2 * MARGIN,
        body.moved(MARGIN, MARGIN),
        printable(chart.title).replace("\n", " "),
        printable(description(chart)),
    )


def figure_texts(chart: Chart, language: Language) -> tuple[str, ...]:
    """Every text that the figure may show, so that fonts can be chosen before anything is measured."""
    names = (*chart.categories, *chart.sets, *(series.name for series in chart.series))
    labels = (label for series in chart.series for label in series.labels)
    # Besides the texts of the chart only ASCII and the dash are written.
    fixed = (HIDDEN.into(language), PER_WIDTH[chart.measure].into(language), string.digits + string.punctuation + "n–")
    return tuple(printable(text) for text in (chart.title, *names, *labels, chart.note, chart.value_label, *fixed))


def check(chart: Chart) -> None:
    """Nothing; raises ValueError where the parts of a specification do not go together."""
    fault = next(_faults(chart), None)
    if fault:
        raise ValueError(f"chart {chart.name}: {fault}")


def _faults(chart: Chart) -> Iterator[str]:
    places = len(chart.edges) - 1 if chart.kind in _BINNED else len(chart.categories)
    wanted = _SERIES.get(chart.kind, len(chart.series))
    if len(chart.series) != wanted:
        yield f"{chart.kind} takes {wanted} series, not {len(chart.series)}"
    yield from _part_faults(chart, places)
    for series in chart.series:
        yield from _series_faults(series, places, 1.0 if chart.measure == "share" else math.inf)
    if chart.measure == "share" and chart.kind in STACKED:
        bars = zip(*(series.values for series in chart.series), strict=True)
        if any(sum(value or 0.0 for value in bar) > 1 + TOLERANCE for bar in bars):
            yield "the shares of a stacked bar add up to more than 1"


def _part_faults(chart: Chart, places: int) -> Iterator[str]:
    if chart.kind in _BINNED and (places < 1 or any(low >= high for low, high in pairwise(chart.edges))):
        yield "the edges do not rise"
    if chart.kind == "donut" and places != _DONUT_PARTS:
        yield f"a donut has {_DONUT_PARTS} parts, not {places}"
    if chart.bases and len(chart.bases) != places:
        yield f"{len(chart.bases)} bases for {places} categories"
    if len(chart.members) != (places if chart.kind == "upset" else 0):
        yield f"{len(chart.members)} combinations for {places} categories"


def _series_faults(series: Series, places: int, most: float) -> Iterator[str]:
    parts = (series.values, series.low, series.high, series.labels, series.counts)
    if any(len(part) != places for part in parts if part or part is series.values):
        yield f"series {series.name!r} does not have {places} values, one per place"
    if any(value is not None and not 0 <= value <= most + TOLERANCE for value in series.values):
        yield f"series {series.name!r} has values that are no shares or counts"
