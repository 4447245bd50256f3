"""Chart specifications: what is drawn for each kind of question; how is the renderer's business."""

from collections.abc import Sequence
from dataclasses import replace

from partysurvey.estimates.results import Result
from partysurvey.report import wording
from partysurvey.report.crosstabs import group_label
from partysurvey.report.document import Chart, ChartKind, Series
from partysurvey.report.notes import base_note
from partysurvey.report.setting import Crossing, Setting, Topic, shown_shares
from partysurvey.report.tables import unit_of

ORDERED = frozenset({"scale", "grid"})


def option_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """Bars with intervals, or for a scale one diverging stacked bar."""
    result = topic.toplines[0]
    if result.kind == "scale":
        everybody = (setting.words(wording.EVERYBODY),)
        chart = Chart(
            name, "diverging", title, everybody, _segments([result], setting), neutral=_neutral(result, setting)
        )
    else:
        chart = Chart(name, "bars", title, _labels(result, setting), (_bars(result, title, setting),))
    return _annotated(chart, topic.toplines, setting)


def grid_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """A stacked bar per item, side by side, with the options as segments."""
    items = tuple(setting.words(result.item_label or result.text) for result in topic.toplines)
    neutral = _neutral(topic.toplines[0], setting)
    chart = Chart(name, "stacked", title, items, _segments(topic.toplines, setting), neutral=neutral)
    return _annotated(chart, topic.toplines, setting)


def histogram_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart | None:
    """The shares of a number between the edges of its histogram; None where it has none."""
    statistics = topic.toplines[0].statistics
    bins = statistics.histogram if statistics else ()
    if not bins:
        return None
    edges = (*(low for low, _, _, _ in bins), bins[-1][1])
    series = Series(setting.words(wording.SHARE), tuple(share for _, _, _, share in bins))
    chart = Chart(name, "histogram", title, (), (series,), edges=edges)
    return replace(_annotated(chart, topic.toplines, setting), value_label=unit_of(topic.question, setting))


def crossing_chart(name: str, title: str, crossing: Crossing, setting: Setting) -> Chart:
    """Scales: a stacked bar per group; other questions: the bars of the groups beside each other, per option."""
    groups = (crossing.everybody, *crossing.groups)
    labels = tuple(group_label(result, setting) for result in groups)
    if crossing.everybody.kind in ORDERED:
        neutral = _neutral(crossing.everybody, setting)
        chart = Chart(name, "stacked", title, labels, _segments(groups, setting), neutral=neutral)
    else:
        series = tuple(_bars(result, label, setting) for result, label in zip(groups, labels, strict=True))
        chart = Chart(name, "grouped", title, _labels(crossing.everybody, setting), series)
    return _annotated(chart, [crossing.everybody], setting)


def is_drawable(result: Result) -> bool:
    """Whether there are options and people who chose among them."""
    return bool(result.options) and bool(result.base.n)


def _annotated(chart: Chart, results: Sequence[Result], setting: Setting) -> Chart:
    """The chart with what all have: the base and the question beneath, the meaning of the values, decimals."""
    kind: ChartKind = chart.kind
    note = setting.words(wording.CHART_NOTE, base=base_note(results, setting), question=setting.words(results[0].text))
    label = "" if kind == "histogram" else setting.words(wording.SHARE)
    return replace(chart, note=note, value_label=label, digits=setting.style.digits)


def _labels(result: Result, setting: Setting) -> tuple[str, ...]:
    return tuple(setting.words(share.label) for share in result.options)


def _bars(result: Result, name: str, setting: Setting) -> Series:
    """The shares of the options, with intervals where there is a sampling error."""
    shown = tuple(shown_shares(result, setting.style))
    if result.method == "census":
        return Series(name, shown)
    return Series(
        name, shown, tuple(share.low for share in result.options), tuple(share.high for share in result.options)
    )


def _segments(results: Sequence[Result], setting: Setting) -> tuple[Series, ...]:
    """One series per option, with a value per result."""
    shown = [shown_shares(result, setting.style) for result in results]
    return tuple(
        Series(label, tuple(shares[place] for shares in shown))
        for place, label in enumerate(_labels(results[0], setting))
    )


def _neutral(result: Result, setting: Setting) -> str | None:
    """The middle option of an odd number of them."""
    labels = _labels(result, setting)
    return labels[len(labels) // 2] if len(labels) % 2 else None
