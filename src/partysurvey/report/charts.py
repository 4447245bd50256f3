"""Chart specifications: what is drawn for each kind of question; how is the renderer's business."""

from collections.abc import Sequence

from msgspec.structs import replace

from partysurvey.estimates.results import Result, Share
from partysurvey.report import wording
from partysurvey.report.crosstabs import group_label
from partysurvey.report.document import Chart, ChartKind, Series
from partysurvey.report.formats import Percent
from partysurvey.report.notes import base_note, score_range
from partysurvey.report.setting import SEVERAL_ANSWERS, Crossing, Setting, Topic, shown_nets, shown_shares
from partysurvey.report.tables import members, share_head, unit_of
from partysurvey.survey import AnyQuestion, Derived, Grid, Scale

MOST_BARS = 48  # of groups beside each other
ORDERED = frozenset({"scale", "grid"})
WHISKERED = frozenset({"bars", "grouped", "trend"})
MOST_WHISKERED = 4  # lines of a trend: the intervals of more hide each other
DIFFERENCES = frozenset({"dots", "pyramid"})


def option_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """Bars with intervals, or for a scale one diverging stacked bar."""
    result = topic.toplines[0]
    if result.kind != "scale":
        return bar_chart(name, title, topic, setting)
    everybody = (setting.words(wording.EVERYBODY),)
    chart = _stacks(Chart(name, "diverging", title, everybody, ()), [result], topic.question, setting)
    return annotated(chart, topic.toplines, setting)


def bar_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """A bar with its interval per option; those of several answers from the most frequent to the least."""
    result = _sorted(topic.toplines[0])
    series = replace(_bars(result, share_head(result, setting), setting), counts=_counts(result))
    return annotated(Chart(name, "bars", title, option_labels(result, setting), (series,)), topic.toplines, setting)


def _sorted(result: Result) -> Result:
    """The result with its options from the largest share to the least, where they have no order of their own."""
    if result.kind not in SEVERAL_ANSWERS:
        return result
    return replace(result, options=tuple(sorted(result.options, key=lambda share: -(share.share or 0.0))))


def grid_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """A stacked bar per item, one beneath the other, with the options as segments."""
    items = tuple(setting.words(result.item_label or result.text) for result in topic.toplines)
    chart = _stacks(Chart(name, "stacked", title, items, ()), topic.toplines, topic.question, setting)
    return annotated(chart, topic.toplines, setting)


def histogram_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart | None:
    """The shares of a number between the edges of its histogram; None where it has none."""
    statistics = topic.toplines[0].statistics
    bins = statistics.histogram if statistics else ()
    if not bins:
        return None
    edges = (*(low for low, _, _, _ in bins), bins[-1][1])
    shares = tuple(share for _, _, _, share in bins)
    counts = tuple(n for _, _, n, _ in bins)
    series = Series(setting.words(wording.SHARE), shares, labels=percent_labels(shares, setting), counts=counts)
    chart = Chart(name, "histogram", title, (), (series,), edges=edges)
    return replace(annotated(chart, topic.toplines, setting), value_label=unit_of(topic.question, setting))


def group_chart(name: str, title: str, kind: ChartKind, crossing: Crossing, setting: Setting) -> Chart:
    """A series per group with the shares of all options; everybody comes first unless the kind is about differences."""
    everybody = () if kind in DIFFERENCES else (crossing.everybody,)
    series = tuple(_bars(result, group_label(result, setting), setting) for result in (*everybody, *crossing.groups))
    chart = Chart(name, kind, title, option_labels(crossing.everybody, setting), series)
    return annotated(chart, [crossing.everybody], setting)


def trend_chart(name: str, title: str, topic: Topic, crossing: Crossing, setting: Setting) -> Chart:
    """A line per net (per option, where there are none) from wave to wave; few lines have intervals."""
    waves = crossing.groups
    tables = [_trended(wave, topic.question, setting) for wave in waves]
    lines = [[table[place] for table in tables] for place in range(len(tables[0]))]
    exact = crossing.everybody.method == "census" or len(lines) > MOST_WHISKERED
    series = tuple(_line(line, setting, exact=exact) for line in lines)
    labels = tuple(group_label(wave, setting) for wave in waves)
    bases = tuple(wave.base.n for wave in waves)
    return annotated(Chart(name, "trend", title, labels, series, bases=bases), [crossing.everybody], setting)


def _trended(wave: Result, question: AnyQuestion | Derived, setting: Setting) -> list[tuple[Share, float | None]]:
    """The nets of a wave, or its options, with their shares as they are shown."""
    if wave.nets:
        return list(zip(wave.nets, shown_nets(wave, members(question), setting.style), strict=True))
    return list(zip(wave.options, shown_shares(wave, setting.style), strict=True))


def _line(shares: Sequence[tuple[Share, float | None]], setting: Setting, *, exact: bool) -> Series:
    values = tuple(shown for _, shown in shares)
    series = Series(setting.words(shares[0][0].label), values, labels=percent_labels(values, setting))
    return series if exact else _with_ends(series, [share for share, _ in shares])


def crossing_chart(name: str, title: str, topic: Topic, crossing: Crossing, setting: Setting) -> Chart:
    """Scales: a stacked bar per group; other questions: the bars of the groups beside each other, per option."""
    groups = (crossing.everybody, *crossing.groups)
    if crossing.everybody.kind not in ORDERED:
        return group_chart(name, title, "grouped", crossing, setting)
    labels = tuple(group_label(result, setting) for result in groups)
    chart = _stacks(Chart(name, "stacked", title, labels, ()), groups, topic.question, setting)
    return annotated(chart, [crossing.everybody], setting)


def is_crowded(chart: Chart) -> bool:
    """Whether there are more bars than can be told apart on a page or slide: its table has to do."""
    return chart.kind == "grouped" and len(chart.categories) * len(chart.series) > MOST_BARS


def is_drawable(result: Result) -> bool:
    """Whether there are options and people who chose among them."""
    return bool(result.options) and bool(result.base.n)


def annotated(chart: Chart, results: Sequence[Result], setting: Setting) -> Chart:
    """The chart with what all have: the base beneath, the meaning of the values."""
    whiskers = [setting.words(wording.WHISKERS, level=setting.level)] * _has_whiskers(chart)
    note = wording.sentence([base_note(results, setting), *whiskers], setting.style.language)
    label = "" if chart.kind == "histogram" else share_head(results[0], setting)
    return replace(chart, note=note, value_label=label)


def _has_whiskers(chart: Chart) -> bool:
    return chart.kind in WHISKERED and any(end is not None for series in chart.series for end in series.low)


def option_labels(result: Result, setting: Setting) -> tuple[str, ...]:
    """The labels of the options in order."""
    return tuple(setting.words(share.label) for share in result.options)


def _counts(result: Result) -> tuple[int | None, ...]:
    return tuple(share.n for share in result.options)


def _bars(result: Result, name: str, setting: Setting) -> Series:
    """The shares of the options, with intervals where there is a sampling error."""
    shown = shown_shares(result, setting.style)
    series = Series(name, tuple(shown), labels=percent_labels(shown, setting))
    return series if result.method == "census" else _with_ends(series, result.options)


def _with_ends(series: Series, shares: Sequence[Share]) -> Series:
    """The series with the ends of the intervals of its shares."""
    return replace(series, low=tuple(share.low for share in shares), high=tuple(share.high for share in shares))


def _stacks(chart: Chart, results: Sequence[Result], question: AnyQuestion | Derived, setting: Setting) -> Chart:
    """The chart with one series per option, the lowest score first, and a value and a base per result."""
    shown = [shown_shares(result, setting.style) for result in results]
    columns = [tuple(shares[place] for shares in shown) for place in range(len(results[0].options))]
    series = [
        Series(label, values, labels=percent_labels(values, setting))
        for label, values in zip(option_labels(results[0], setting), columns, strict=True)
    ]
    neutral = _neutral(question, setting)
    ordered = tuple(reversed(series)) if _falls(question) else tuple(series)
    return replace(chart, series=ordered, neutral=neutral, bases=tuple(result.base.n for result in results))


def percent_labels(shares: Sequence[float | None], setting: Setting) -> tuple[str, ...]:
    """The shares as they are printed, "–" for None."""
    return tuple(Percent(setting.style.digits)(shares))


def _falls(question: AnyQuestion | Derived) -> bool:
    """Whether the first option of a scale is its best: has a higher score than the last."""
    scores = [option.score for option in question.options] if isinstance(question, Scale | Grid) else []
    falls = bool(scores) and (scores[0] or 0.0) > (scores[-1] or 0.0)
    return falls != (isinstance(question, Scale) and question.reversed)


def _neutral(question: AnyQuestion | Derived, setting: Setting) -> str | None:
    """The label of the option in the middle of the scores; without scores, of an odd number of options."""
    if not isinstance(question, Scale | Grid):
        return None
    middle = sum(score_range(question)) / 2
    scores = [option.score for option in question.options]
    if middle in scores:
        return setting.words(question.options[scores.index(middle)].label)
    return setting.words(question.options[len(scores) // 2].label) if len(scores) % 2 else None
