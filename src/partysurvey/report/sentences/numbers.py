"""What all respondents answered to a question for a number or a day, in words."""

from collections.abc import Iterator

from partysurvey.estimates.results import Result
from partysurvey.report.document import Figure, Sentence
from partysurvey.report.formats import Number
from partysurvey.report.sentences import templates
from partysurvey.report.sentences.composing import Phrase, phrase, sentence
from partysurvey.report.sentences.figures import base_figure, statistic_figure
from partysurvey.report.sentences.nouns import people_of, unit_again, unit_phrase
from partysurvey.report.setting import SMALL_BASE, Setting, Topic
from partysurvey.report.tables import number_format, statistic_format
from partysurvey.report.titles import question_name
from partysurvey.survey import Text

ENDS = ("min", "median", "max")


def number_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """Mean, median and range of a number, with a word before them where few answered; first and last of days."""
    result, language = topic.toplines[0], setting.style.language
    told = _days(topic, setting) if result.kind == "date" else _values(topic, setting)
    if not told:
        return
    is_small = (result.base.n or 0) < SMALL_BASE and result.method != "census"
    few = [phrase(templates.FEW_VALUES, language, n=base_figure(result))] if is_small else []
    yield sentence([*few, told], language)


def observed_figure(result: Result, stat: str) -> Figure | None:
    """The least, middle or greatest value as its table prints it; None without one."""
    statistics = result.statistics
    if statistics is None:
        return None
    value = statistics.quantiles.get(0.5) if stat == "median" else getattr(statistics, stat)
    if value is None:
        return None
    return statistic_figure(result, stat, value, statistic_format(stat, value, number_format(result)))


def _values(topic: Topic, setting: Setting) -> Phrase:
    result, form = topic.toplines[0], number_format(topic.toplines[0])
    statistics = result.statistics
    if statistics is None or statistics.mean is None or not isinstance(form, Number):
        return ()
    ends = {stat: observed_figure(result, stat) for stat in ENDS}
    template = _template(statistics.min, statistics.max, ends)
    unit, again = unit_phrase(topic, setting), unit_again(topic, setting)
    mean = statistic_figure(result, "mean", statistics.mean, form)
    return _told(template, topic, setting, mean=mean, unit=unit, again=again, **ends)


def _template(least: float | None, most: float | None, ends: dict[str, Figure | None]) -> Text:
    if None in ends.values():
        return templates.MEAN
    return templates.ONE_VALUE if least == most else templates.VALUES


def _days(topic: Topic, setting: Setting) -> Phrase:
    ends = {stat: observed_figure(topic.toplines[0], stat) for stat in ENDS}
    return () if None in ends.values() else _told(templates.DAYS, topic, setting, **ends)


def _told(template: Text, topic: Topic, setting: Setting, **parts: Figure | str | None) -> Phrase:
    """The template filled, about the name of the question, or else about the people."""
    known = {key: part for key, part in parts.items() if part is not None}
    return phrase(template, setting.style.language, subject=_subject(topic, setting), **known)


def _subject(topic: Topic, setting: Setting) -> str:
    name = question_name(topic.question, setting)
    if name:
        return setting.words(templates.OF_NAME, name=name)
    return setting.words(templates.OF_PEOPLE, people=people_of(topic, setting))
