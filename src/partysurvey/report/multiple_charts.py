"""Charts of multiple choices: the most frequent options first, and what is chosen together."""

from itertools import accumulate

from msgspec.structs import replace

from partysurvey.estimates.results import Combination, Result
from partysurvey.report import wording
from partysurvey.report.charts import annotated, percent_labels
from partysurvey.report.document import Chart, Series
from partysurvey.report.setting import Setting, Topic
from partysurvey.survey import Text

SUM_OF_ANSWERS = Text("累计占人次", "Cumulative, of responses")
OTHER_COMBINATIONS = Text("其他组合", "Other combinations")
NO_OPTION = Text("均未选", "None of them")
TOGETHER = Text(" + ", " + ")
MOST_ROWS = 12


def pareto_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """The options, the most frequent first, and what their answers add up to."""
    shares = sorted(topic.toplines[0].options, key=lambda share: -(share.share or 0.0))
    heights = tuple(share.share for share in shares)
    sums = tuple(min(each, 1.0) for each in accumulate(share.share_of_responses or 0.0 for share in shares))
    series = (
        Series(setting.words(wording.SHARE_OF_CASES), heights, labels=percent_labels(heights, setting)),
        Series(setting.words(SUM_OF_ANSWERS), sums, labels=percent_labels(sums, setting)),
    )
    labels = tuple(setting.words(share.label) for share in shares)
    return annotated(Chart(name, "pareto", title, labels, series), topic.toplines, setting)


def upset_chart(name: str, title: str, topic: Topic, setting: Setting) -> Chart:
    """The combinations of options, the most frequent first, all others last; the options with their own shares."""
    result = topic.toplines[0]
    options = sorted(result.options, key=lambda share: -(share.share or 0.0))
    printed = percent_labels([share.share for share in options], setting)
    sets = tuple(f"{setting.words(share.label)} {text}" for share, text in zip(options, printed, strict=True))
    places = {share.option: place for place, share in enumerate(options)}
    shown = result.combinations[:MOST_ROWS]
    members = tuple(tuple(sorted(places[code] for code in each.options)) for each in shown)
    names = tuple(_together(each, [setting.words(options[at].label) for at in each], setting) for each in members)
    chart = Chart(name, "upset", title, names, (_shares(shown, setting),), sets=sets, members=members)
    return annotated(_with_others(chart, result, setting), topic.toplines, setting)


def _together(members: tuple[int, ...], labels: list[str], setting: Setting) -> str:
    return setting.words(TOGETHER).join(labels) if members else setting.words(NO_OPTION)


def _shares(shown: tuple[Combination, ...], setting: Setting) -> Series:
    shares = tuple(each.share for each in shown)
    counts = tuple(each.n for each in shown)
    return Series(setting.words(wording.SHARE), shares, labels=percent_labels(shares, setting), counts=counts)


def _with_others(chart: Chart, result: Result, setting: Setting) -> Chart:
    """The chart with a row for everybody whose combination is not shown, if there are such people."""
    series = chart.series[0]
    others = (result.base.n or 0) - sum(count or 0 for count in series.counts)
    if not others:
        return chart
    share = max(1.0 - sum(value or 0.0 for value in series.values), 0.0)
    label = percent_labels((share,), setting)
    row = Series(series.name, (*series.values, share), labels=(*series.labels, *label), counts=(*series.counts, others))
    categories = (*chart.categories, setting.words(OTHER_COMBINATIONS))
    return replace(chart, categories=categories, series=(row,), members=(*chart.members, None))
