"""A chart specification to a drawing: title, the plot of its kind, note."""

import string
from collections.abc import Callable

from partysurvey.render.figures.bars import bars_block
from partysurvey.render.figures.breaking import printable
from partysurvey.render.figures.drawing import Block, Drawing, stacked
from partysurvey.render.figures.histogram import PER_WIDTH, histogram_block
from partysurvey.render.figures.page import HIDDEN, Page, note
from partysurvey.render.figures.stacks import stacks_block
from partysurvey.render.figures.style import GAP, MARGIN, TITLE_SIZE
from partysurvey.render.figures.values import description
from partysurvey.report.document import Chart, ChartKind
from partysurvey.survey import Language

_PLOTS: dict[ChartKind, Callable[[Chart, Page], Block]] = {
    "bars": bars_block,
    "grouped": bars_block,
    "stacked": stacks_block,
    "diverging": stacks_block,
    "histogram": histogram_block,
}


def drawing_of(chart: Chart, page: Page) -> Drawing:
    """The drawing of a chart, as wide as the page with its margins and as high as its content."""
    check(chart)
    title = page.paragraph(chart.title, TITLE_SIZE, page.width)
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
    names = (*chart.categories, *(series.name for series in chart.series))
    labels = (label for series in chart.series for label in series.labels)
    # Besides the texts of the chart only ASCII and the dash are written.
    fixed = (HIDDEN.into(language), PER_WIDTH.into(language), string.digits + string.punctuation + "n–")
    return tuple(printable(text) for text in (chart.title, *names, *labels, chart.note, chart.value_label, *fixed))


def check(chart: Chart) -> None:
    """Nothing; raises ValueError where the parts of a specification do not go together."""
    places = len(chart.edges) - 1 if chart.kind == "histogram" else len(chart.categories)
    for series in chart.series:
        for part in (
            series.values,
            series.low or None,
            series.high or None,
            series.labels or None,
            series.counts or None,
        ):
            if part is not None and len(part) != places:
                raise ValueError(f"chart {chart.name}: series {series.name} has {len(part)} values for {places} places")
    if chart.bases and len(chart.bases) != places:
        raise ValueError(f"chart {chart.name}: {len(chart.bases)} bases for {places} categories")
    if chart.kind == "histogram" and len(chart.series) != 1:
        raise ValueError(f"chart {chart.name}: a histogram has one series, not {len(chart.series)}")
