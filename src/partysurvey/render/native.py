"""Which charts office programs can draw themselves, and pictures of those that they cannot."""

from collections.abc import Iterable, Mapping

from partysurvey.render.look import Look
from partysurvey.report.document import Chart, ChartKind
from partysurvey.survey import Language

STACKED: frozenset[ChartKind] = frozenset({"stacked", "diverging", "diverging_aside"})
NATIVE: frozenset[ChartKind] = STACKED | {"bars", "grouped", "histogram", "donut", "trend"}


def is_native(chart: Chart) -> bool:
    """Whether office programs can draw the chart, so that readers can edit it."""
    return chart.kind in NATIVE and bool(chart.series)


def untitled_pictures(charts: Iterable[Chart], language: Language, look: Look) -> Mapping[str, bytes]:
    """The PNG of each chart by its file name, "NAME.png", without a title: that stands beside it as text."""
    drawn = tuple(charts)
    if not drawn:
        return {}
    from partysurvey.render.figures import figure_files  # noqa: PLC0415  # brings matplotlib, imported when used

    return figure_files(
        drawn, language=language, formats=("png",), font=look.font, width=look.width, theme=look.theme, titled=False
    )
