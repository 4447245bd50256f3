"""One chart of one question, of the kind asked for: which kinds there are for what, and why one is not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Estimates, Result
from partysurvey.report import wording
from partysurvey.report.accounting import Accounting, Style
from partysurvey.report.building import setting_of, topics_of
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
)
from partysurvey.report.document import Chart, ChartKind, Series
from partysurvey.report.formats import Count, Percent
from partysurvey.report.naming import file_name
from partysurvey.report.setting import Crossing, Setting, Topic
from partysurvey.report.titles import banner_title, crossing_title, question_title
from partysurvey.survey import Questionnaire, Text

SUM_OF_ANSWERS = Text("累计占人次", "Cumulative, of responses")
OTHERS = Text("其余", "Others")


@dataclass(frozen=True, slots=True)
class Asked:
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

    @property
    def usual_kind(self) -> ChartKind:
        """The kind of chart that suits the question best."""
        if self.crossing:
            return "stacked" if self.result.kind in ORDERED else "grouped"
        if self.result.kind == "grid":
            return "stacked"
        if self.result.statistics and self.result.statistics.histogram:
            return "histogram"
        return "diverging" if self.result.kind == "scale" else "bars"


def chosen_chart(
    estimates: Estimates,
    questionnaire: Questionnaire,
    accounting: Accounting,
    style: Style,
    kind: ChartKind | None = None,
) -> Chart:
    """The chart of the first question of the estimates (by their first banner, if any), of its usual kind by default.

    RequestError where the question cannot be drawn in that way.
    """
    setting = setting_of(estimates, questionnaire, accounting, style)
    if kind == "flow":
        return flow_chart(questionnaire.title.into(style.language), accounting, setting)
    topic = next(iter(topics_of(estimates, questionnaire)))
    crossing = next(iter(topic.crossings), None)
    title = question_title(topic.question, setting)
    if crossing:
        by = banner_title(crossing.groups[0].by or "", questionnaire, setting)
        title = crossing_title(topic, crossing, by, setting)
    asked = Asked(file_name(topic.question.id), title, topic, crossing, setting)
    wanted = kind or asked.usual_kind
    maker = (CROSSED if crossing else TOPLINES).get(wanted)
    chart = maker(asked) if maker else None
    if chart is None:
        raise RequestError(f"{topic.question.id} cannot be drawn as {wanted}", f"that is for {SUITED[wanted]}")
    return chart


def flow_chart(title: str, accounting: Accounting, setting: Setting) -> Chart:
    """How many questionnaires went out, came back, were usable, were counted; each with its share of the one before.

    RequestError where nothing is known but the counted rows.
    """
    known = (
        (wording.OUT, accounting.distributed),
        (wording.BACK, accounting.returned),
        (wording.USABLE, accounting.valid),
        (wording.READ, accounting.counted),
    )
    steps = [(setting.words(text), n) for text, n in known if n is not None]
    if len(steps) == 1:
        raise RequestError(
            "the questionnaire does not say how many forms went out", "fill in its `fielding`: distributed, returned"
        )
    counts = [n for _, n in steps]
    rates = ["", *(f" ({Percent(1)([n / of])[0]})" if of else "" for of, n in pairwise(counts))]
    labels = tuple(text + rate for text, rate in zip(Count()(counts), rates, strict=True))
    series = Series("", tuple(map(float, counts)), labels=labels)
    return Chart("accounting", "flow", title, tuple(text for text, _ in steps), (series,), measure="count")


def _topline(asked: Asked) -> Chart | None:
    drawable = is_drawable(asked.result) and asked.result.kind in {"scale", "grid"}
    if not drawable:
        return None
    if asked.result.kind == "scale":
        return option_chart(asked.name, asked.title, asked.topic, asked.setting)
    return grid_chart(asked.name, asked.title, asked.topic, asked.setting)


def _bars(asked: Asked) -> Chart | None:
    if asked.result.kind == "grid" or not is_drawable(asked.result):
        return None
    return bar_chart(asked.name, asked.title, asked.topic, asked.setting)


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
    """The options of a multiple choice, the most frequent first, and what their answers add up to."""
    shares = sorted(asked.result.options, key=lambda share: -(share.share or 0.0))
    if asked.result.kind != "multiple" or not is_drawable(asked.result):
        return None
    setting = asked.setting
    heights = tuple(share.share for share in shares)
    sums = tuple(min(each, 1.0) for each in accumulate(share.share_of_responses or 0.0 for share in shares))
    series = (
        Series(setting.words(wording.SHARE_OF_CASES), heights, labels=percent_labels(heights, setting)),
        Series(setting.words(SUM_OF_ANSWERS), sums, labels=percent_labels(sums, setting)),
    )
    labels = tuple(setting.words(share.label) for share in shares)
    return annotated(Chart(asked.name, "pareto", asked.title, labels, series), asked.topic.toplines, setting)


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
        return group_chart(asked.name, asked.title, kind, crossing, asked.setting)

    return made


TOPLINES: Mapping[ChartKind, Callable[[Asked], Chart | None]] = {
    "bars": _bars,
    "diverging": _diverging,
    "stacked": _stacked,
    "heatmap": _heat_map,
    "histogram": _histogram,
    "ecdf": _cumulated,
    "pareto": _pareto,
    "donut": _donut,
}
CROSSED: Mapping[ChartKind, Callable[[Asked], Chart | None]] = {
    kind: _crossed(kind) for kind in ("grouped", "stacked", "dots", "heatmap", "pyramid")
}
SUITED: Mapping[ChartKind, str] = {
    "bars": "questions with options, without --by",
    "diverging": "scales and grids, without --by",
    "stacked": "grids, and scales with --by",
    "grouped": "questions with options, with --by",
    "histogram": "numbers, without --by",
    "ecdf": "numbers, without --by",
    "pareto": "multiple choices, without --by",
    "donut": "questions of two options or with a net, without --by",
    "heatmap": "grids, and questions with --by",
    "dots": "questions with options, with --by",
    "pyramid": "questions with options, with --by a question of two groups",
    "flow": "the accounting of the whole survey",
}
