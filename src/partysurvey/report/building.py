"""From estimates to the document: per question a heading, a table, a chart; then its breakdowns."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from partysurvey.estimates.results import Estimates, GroupTest, Result
from partysurvey.report import wording
from partysurvey.report.accounting import Accounting, Making, Remark, Style
from partysurvey.report.accounting_block import accounting_blocks, count_text
from partysurvey.report.chart_kinds import Asked, wished_chart
from partysurvey.report.charts import is_crowded
from partysurvey.report.crosstabs import crosstab_table, is_crossable
from partysurvey.report.document import Banner, Block, Chart, Document, Heading, Paragraph, Table
from partysurvey.report.making_block import making_blocks
from partysurvey.report.naming import unique_names
from partysurvey.report.notes import absence_notes
from partysurvey.report.picking import picker
from partysurvey.report.sentences.comparisons import comparison_sentences
from partysurvey.report.sentences.own import told_of_bands, told_sentences
from partysurvey.report.setting import Crossing, Setting, Topic, level_text
from partysurvey.report.suppression_block import suppression_blocks
from partysurvey.report.tables import grid_table, option_table, statistics_table
from partysurvey.report.titles import banner_name, banner_title, caption, crossing_title, question_title
from partysurvey.survey import AnyQuestion, Date, Derived, Number, Questionnaire

Breakdown = tuple[str, str | None, str]  # question, item, banner


def build_document(
    estimates: Estimates,
    questionnaire: Questionnaire,
    accounting: Accounting,
    remarks: Sequence[Remark] = (),
    style: Style = Style(),  # noqa: B008  # frozen
    making: Making | None = None,
) -> Document:
    """The report on (already protected) estimates: title, accounting, remarks, then every question in order.

    With sentences the remarks come last, with what the report was made from.
    """
    setting = setting_of(estimates, questionnaire, accounting, style)
    topics = tuple(topics_of(estimates, questionnaire))
    names = _names(topics)
    blocks: list[Block] = [Heading(questionnaire.title.into(style.language), 1)]
    blocks += accounting_blocks(accounting, setting)
    if style.sentences:
        blocks += suppression_blocks(estimates, setting)
    else:
        blocks += [Paragraph(remark.text.into(style.language)) for remark in remarks]
    for topic in topics:
        blocks += _topic_blocks(topic, names, questionnaire, setting)
    if style.sentences:
        blocks += making_blocks(making, questionnaire.id, remarks, setting)
    return Document(tuple(blocks), style.language, picker(topics, questionnaire, setting) if style.sentences else None)


def setting_of(estimates: Estimates, questionnaire: Questionnaire, accounting: Accounting, style: Style) -> Setting:
    """What tables and sentences of these estimates have to know."""
    return Setting(
        style=style,
        people=questionnaire.respondents.into(style.language),
        level=level_text(estimates.inference.level),
        min_group=estimates.min_group,
        unknown=accounting.unknown,
        design=estimates.design,
        ci=estimates.inference.ci or "logit",
        compared=estimates.compared,
    )


def topics_of(estimates: Estimates, questionnaire: Questionnaire) -> Iterator[Topic]:
    """The results of each question in order, with its breakdowns."""
    questions: Mapping[str, AnyQuestion | Derived] = {
        question.id: question for question in (*questionnaire.questions, *questionnaire.derived)
    }
    tests: dict[Breakdown, list[GroupTest]] = {}
    for test in estimates.tests:
        tests.setdefault((test.question, test.item, test.by), []).append(test)
    for question in dict.fromkeys(result.question for result in estimates.results):
        results = [result for result in estimates.results if result.question == question]
        toplines = tuple(result for result in results if result.by is None)
        crossings = tuple(crossing for topline in toplines for crossing in _crossings(topline, results, tests))
        yield Topic(questions[question], toplines, crossings)


def _crossings(
    topline: Result, results: Sequence[Result], tests: Mapping[Breakdown, Sequence[GroupTest]]
) -> Iterator[Crossing]:
    groups = [result for result in results if result.by is not None and result.item == topline.item]
    for by in dict.fromkeys(result.by or "" for result in groups):
        within = tuple(result for result in groups if result.by == by)
        yield Crossing(topline, within, tuple(tests.get((topline.question, topline.item, by), ())))


def _topic_blocks(
    topic: Topic, names: Mapping[tuple[str, ...], str], questionnaire: Questionnaire, setting: Setting
) -> Iterator[Block]:
    question = topic.question
    yield Heading(question_title(question, setting))
    if setting.style.sentences:
        yield from told_sentences(topic, setting)
    yield from _topline_blocks(topic, names, caption(question, setting), setting)
    for crossing in topic.crossings:
        if is_crossable(crossing.everybody):
            banner_id = _crossing_key(crossing)[-1]
            banner = Banner(banner_id, banner_title(banner_id, questionnaire, setting))
            if setting.style.sentences:
                by = banner_name(banner_id, questionnaire, setting)
                yield from (replace(each, banner=banner) for each in comparison_sentences(topic, crossing, by, setting))
            yield from (
                replace(block, banner=banner) for block in _crossing_blocks(topic, crossing, banner, names, setting)
            )


def _crossing_blocks(
    topic: Topic, crossing: Crossing, banner: Banner, names: Mapping[tuple[str, ...], str], setting: Setting
) -> Iterator[Table | Chart]:
    """The table and the chart of a question by a banner."""
    key = _crossing_key(crossing)
    title = crossing_title(topic, crossing, banner.label, setting)
    yield crosstab_table(names[key], title, topic.question, crossing, setting)
    chart = wished_chart(Asked(names[key], title, topic, crossing, setting))
    if chart and not (setting.style.sentences and is_crowded(chart)):
        yield chart


def _topline_blocks(
    topic: Topic, names: Mapping[tuple[str, ...], str], title: str, setting: Setting
) -> Iterator[Block]:
    result = topic.toplines[0]
    name = names[topic.question.id,]
    if result.kind == "grid":
        yield grid_table(name, title, topic, setting)
        yield from _charts(name, title, topic, setting)
        return
    is_number = isinstance(topic.question, Number | Derived | Date) and not topic.is_banding
    if is_number:
        yield statistics_table(name, title, topic, setting)
        yield from _charts(name, title, topic, setting, binned=True)
    if result.options:
        bands = names[topic.question.id, "bands"] if is_number else name
        head = setting.words(wording.BANDS, title=title) if is_number else title
        if is_number and setting.style.sentences:
            yield from told_of_bands(topic, setting)
        yield option_table(bands, head, topic, setting)
        yield from _charts(bands, head, topic, setting, binned=False if is_number else None)
    elif not is_number:
        answered = setting.words(wording.ANSWERED_ONLY, n=count_text(result.base.n or 0))
        yield Paragraph(wording.sentence([answered, *absence_notes([result], setting)], setting.style.language))


def _charts(name: str, title: str, topic: Topic, setting: Setting, *, binned: bool | None = None) -> Iterator[Chart]:
    """The chart of a question by itself, if it can be drawn."""
    chart = wished_chart(Asked(name, title, topic, None, setting), binned=binned)
    if chart:
        yield chart


def _names(topics: Sequence[Topic]) -> dict[tuple[str, ...], str]:
    """File names of tables and charts by what they show: question, bands of a number, question (item) × banner."""
    keys: list[tuple[str, ...]] = []
    for topic in topics:
        keys += [(topic.question.id,), (topic.question.id, "bands")]
        keys += [_crossing_key(crossing) for crossing in topic.crossings]
    return dict(zip(keys, unique_names("_".join(key) for key in keys), strict=True))


def _crossing_key(crossing: Crossing) -> tuple[str, ...]:
    result = crossing.everybody
    item = (result.item,) if result.item else ()
    return (result.question, *item, "by", crossing.groups[0].by or "")
