"""One chart of one question, of the kind asked for; why there is none; and the flow of the accounting."""

from collections.abc import Mapping
from itertools import pairwise

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Estimates
from partysurvey.report import wording
from partysurvey.report.accounting import Accounting, Style
from partysurvey.report.building import setting_of, topics_of
from partysurvey.report.chart_kinds import Asked, chart_as, usual_kind, wished_chart
from partysurvey.report.document import Chart, ChartKind, Series
from partysurvey.report.formats import Count, Percent
from partysurvey.report.naming import file_name
from partysurvey.report.setting import Setting
from partysurvey.report.titles import banner_title, crossing_title, question_title
from partysurvey.survey import Questionnaire


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
    chart = chart_as(kind, asked) if kind else wished_chart(asked)
    if chart is None:
        wanted = kind or usual_kind(asked)
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


SUITED: Mapping[ChartKind, str] = {
    "bars": "questions with options, without --by",
    "diverging": "scales and grids, without --by",
    "diverging_aside": "scales and grids with an option in the middle, without --by",
    "stacked": "grids, and scales with --by",
    "grouped": "questions with options, with --by",
    "histogram": "numbers, without --by",
    "ecdf": "numbers, without --by",
    "pareto": "multiple choices, without --by",
    "upset": "multiple choices in which enough people chose the same options together, without --by",
    "donut": "questions of two options or with a net, without --by",
    "heatmap": "grids, and questions with --by",
    "dots": "questions with options, with --by",
    "pyramid": "questions with options, with --by a question of two groups",
    "trend": "questions with options, with --by a question whose groups are waves",
    "flow": "the accounting of the whole survey",
}
