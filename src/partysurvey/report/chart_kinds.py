"""A question as each kind of chart: which kinds there are for what, which is usual, which the questionnaire wants."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.results import Result
from partysurvey.report import wording
from partysurvey.report.charts import (
    ORDERED,
    annotated,
    bar_chart,
    crossing_chart,
    grid_chart,
    group_chart,
    histogram_chart,
    is_drawable,
    option_chart,
    percent_labels,
    trend_chart,
)
from partysurvey.report.document import Chart, ChartKind, Series
from partysurvey.report.multiple_charts import pareto_chart, upset_chart
from partysurvey.report.setting import Crossing, Setting, Topic
from partysurvey.survey import Text

OTHERS = Text("其余", "Others")
BINNED = frozenset({"histogram", "ecdf"})


class Asked(Struct, frozen=True):
    """What a chart is to show: a question for everybody, or by one banner."""

    name: str
    title: str
    topic: Topic
    crossing: Crossing | None
    setting: Setting

    @property
    def result(self) -> Result:
        """The results of everybody."""
        return self.crossing.everybody if self.crossing else self.topic.toplines[0]


def wished_chart(asked: Asked, *, binned: bool | None = None) -> Chart | None:
    """The chart as the questionnaire wants it, where that can be drawn, else of the usual kind; None without one.

    binned: of a number, its distribution (True), its bands (False) or, None, the first that there is.
    """
    usual = usual_kind(asked, binned=binned)
    wishes = (kind for kind in asked.topic.question.chart if binned is None or (kind in BINNED) == binned)
    charts = (chart_as(kind, asked) for kind in (*wishes, usual))
    return next((chart for chart in charts if chart), None)


def chart_as(kind: ChartKind, asked: Asked) -> Chart | None:
    """The chart of that kind; None where the question cannot be drawn so."""
    maker = (CROSSED if asked.crossing else TOPLINES).get(kind)
    return maker(asked) if maker else None


def usual_kind(asked: Asked, *, binned: bool | None = None) -> ChartKind:
    """The kind of chart that suits the question best."""
    kind, statistics = asked.result.kind, asked.result.statistics
    if asked.crossing:
        return "stacked" if kind in ORDERED else "grouped"
    if kind in ORDERED:
        return "diverging"
    has_bins = statistics is not None and bool(statistics.histogram)
    return "histogram" if (has_bins if binned is None else binned) else "bars"


def _topline(asked: Asked) -> Chart | None:
    drawable = asked.result.kind in ORDERED and any(map(is_drawable, asked.topic.toplines))
    if not drawable:
        return None
    if asked.result.kind == "scale":
        return option_chart(asked.name, asked.title, asked.topic, asked.setting)
    return grid_chart(asked.name, asked.title, asked.topic, asked.setting)


def _bars(asked: Asked) -> Chart | None:
    if asked.result.kind == "grid" or not is_drawable(asked.result):
        return None
    return bar_chart(asked.name, asked.title, asked.topic, asked.setting)


def _aside(asked: Asked) -> Chart | None:
    """The diverging bars with the option in the middle beside them; None without one."""
    chart = _diverging(asked)
    return replace(chart, kind="diverging_aside") if chart and chart.neutral else None


def _diverging(asked: Asked) -> Chart | None:
    """One bar, of a grid one per item, those first that lie farthest to the positive end."""
    chart = _topline(asked)
    if chart is None or asked.result.kind == "scale":
        return chart
    means = [result.statistics.mean if result.statistics else None for result in asked.topic.toplines]
    order = sorted(range(len(means)), key=lambda place: -(means[place] or 0.0))
    return replace(_reordered(chart, order), kind="diverging")


def _reordered(chart: Chart, order: Sequence[int]) -> Chart:
    """The chart with its categories in another order."""
    series = tuple(
        replace(each, values=tuple(each.values[at] for at in order), labels=tuple(each.labels[at] for at in order))
        for each in chart.series
    )
    categories = tuple(chart.categories[at] for at in order)
    return replace(chart, categories=categories, bases=tuple(chart.bases[at] for at in order), series=series)


def _stacked(asked: Asked) -> Chart | None:
    return _topline(asked) if asked.result.kind == "grid" else None


def _heat_map(asked: Asked) -> Chart | None:
    """Items by options."""
    chart = _stacked(asked)
    return chart and replace(chart, kind="heatmap")


def _histogram(asked: Asked) -> Chart | None:
    return histogram_chart(asked.name, asked.title, asked.topic, asked.setting)


def _cumulated(asked: Asked) -> Chart | None:
    """The share of people below each edge of the histogram."""
    chart = _histogram(asked)
    if chart is None:
        return None
    sums = tuple(min(each, 1.0) for each in accumulate(value or 0.0 for value in chart.series[0].values))
    series = Series(chart.series[0].name, sums, labels=percent_labels(sums, asked.setting))
    return replace(chart, kind="ecdf", series=(series,))


def _pareto(asked: Asked) -> Chart | None:
    drawable = asked.result.kind == "multiple" and is_drawable(asked.result)
    return pareto_chart(asked.name, asked.title, asked.topic, asked.setting) if drawable else None


def _upset(asked: Asked) -> Chart | None:
    return upset_chart(asked.name, asked.title, asked.topic, asked.setting) if asked.result.combinations else None


def _donut(asked: Asked) -> Chart | None:
    """A share and the rest: of two options, or of the first net."""
    result, setting = asked.result, asked.setting
    if result.kind in {"multiple", "ranking", "grid"} or not is_drawable(result):
        return None
    parts = result.options if len(result.options) == 2 else result.nets[:1]
    if not parts or parts[0].share is None:
        return None
    shares = (parts[0].share, 1.0 - parts[0].share)
    labels = (setting.words(parts[0].label), setting.words(parts[1].label if len(parts) == 2 else OTHERS))
    series = Series(setting.words(wording.SHARE), shares, labels=percent_labels(shares, setting))
    return annotated(Chart(asked.name, "donut", asked.title, labels, (series,)), asked.topic.toplines, setting)


def _crossed(kind: ChartKind) -> Callable[[Asked], Chart | None]:
    """The chart that is made of breakdowns anyway, if it is of that kind, else the groups side by side."""

    def made(asked: Asked) -> Chart | None:
        crossing = asked.crossing
        if crossing is None or not is_drawable(asked.result):
            return None
        if kind == "stacked":
            ordered = asked.result.kind in ORDERED
            return crossing_chart(asked.name, asked.title, asked.topic, crossing, asked.setting) if ordered else None
        if kind == "pyramid" and len(crossing.groups) != 2:
            return None
        if kind == "trend":
            return trend_chart(asked.name, asked.title, asked.topic, crossing, asked.setting)
        return group_chart(asked.name, asked.title, kind, crossing, asked.setting)

    return made


TOPLINES: Mapping[ChartKind, Callable[[Asked], Chart | None]] = {
    "bars": _bars,
    "diverging": _diverging,
    "diverging_aside": _aside,
    "stacked": _stacked,
    "heatmap": _heat_map,
    "histogram": _histogram,
    "ecdf": _cumulated,
    "pareto": _pareto,
    "upset": _upset,
    "donut": _donut,
}
CROSSED: Mapping[ChartKind, Callable[[Asked], Chart | None]] = {
    kind: _crossed(kind) for kind in ("grouped", "stacked", "dots", "heatmap", "pyramid", "trend")
}
