"""What all respondents answered in the words of the questionnaire, where it has some, else in those of the house."""

from collections.abc import Iterator, Sequence

from partysurvey.estimates.results import Result, Share
from partysurvey.report.document import Figure, Sentence
from partysurvey.report.formats import Number
from partysurvey.report.sentences.composing import Part, sentence
from partysurvey.report.sentences.figures import base_figure, count_figure, share_figure, statistic_figure
from partysurvey.report.sentences.nouns import people_of, unit_phrase
from partysurvey.report.sentences.numbers import ENDS as OBSERVED
from partysurvey.report.sentences.numbers import observed_figure
from partysurvey.report.sentences.toplines import band_sentences, by_size, topline_sentences
from partysurvey.report.setting import SMALL_BASE, Setting, Topic, shown_nets, shown_shares
from partysurvey.report.tables import members, number_format
from partysurvey.survey import Text
from partysurvey.survey.own_sentence import OF_OPTIONS, Place, sentence_parts

ENDS = "。.．"  # of sentences: the document adds its own


def told_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """The questionnaire's sentence, if there is one in this language and every place of it can be filled."""
    own = _own_sentence(topic, setting)
    if own is None:
        yield from topline_sentences(topic, setting)
    else:
        yield own


def told_of_bands(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """What is told of the bands of a number, unless the questionnaire's own sentence is told of it."""
    if _own_sentence(topic, setting) is None:
        yield from band_sentences(topic, setting)


def _own_sentence(topic: Topic, setting: Setting) -> Sentence | None:
    """None too where something is hidden, or the base is so small that percentages would mislead."""
    template = getattr(getattr(topic.question, "sentence", Text()), setting.style.language)
    hidden = any(each.hidden or any(share.hidden for share in each.options) for each in topic.toplines)
    if not template or hidden or min(each.base.n or 0 for each in topic.toplines) < SMALL_BASE:
        return None
    filled = [
        part if isinstance(part, str) else _filling(part, topic, setting)
        for part in sentence_parts(template.rstrip(ENDS))
    ]
    known = tuple(part for part in filled if part is not None)
    return sentence([known], setting.style.language) if len(known) == len(filled) else None


def _filling(place: Place, topic: Topic, setting: Setting) -> Part | None:
    """What stands in the place; None where there is no such number."""
    result, code = _result(place, topic)
    if result is None:
        return None
    if place.name in OF_OPTIONS:
        return _of_option(place.name, result, code, topic, setting)
    words = {
        "people": people_of(topic, setting),
        "unit": unit_phrase(topic, setting),
        "item": setting.words(result.item_label or result.text),
    }
    if place.name in words:
        return words[place.name]
    if place.name == "base":
        return base_figure(result)
    return _statistic(place.name, result)


def _result(place: Place, topic: Topic) -> tuple[Result | None, str]:
    """The result that the place is of, and the option in it: of a grid `item.option` names both."""
    item, _, option = place.code.partition(".")
    if topic.toplines[0].item is None or not place.code:
        return topic.toplines[0], place.code
    return next((each for each in topic.toplines if each.item == item), None), option


def _of_option(name: str, result: Result, code: str, topic: Topic, setting: Setting) -> Part | None:
    """Label, share or count of the option with the code; without one of the commonest."""
    pairs = _options(result, topic, setting)
    option, share = next((pair for pair in pairs if code in {"", pair[0].option}), (None, None))
    if option is None or share is None:
        return None
    if name == "option":
        return setting.words(option.label)
    if name == "share":
        return share_figure(result, option.option, share, setting)
    return count_figure(result, option.option, option.n or 0)


def _options(result: Result, topic: Topic, setting: Setting) -> Sequence[tuple[Share, float | None]]:
    """The options with their shares as shown, the commonest first; behind them the other ones and the nets."""
    every = zip(result.options, shown_shares(result, setting.style), strict=True)
    nets = zip(result.nets, shown_nets(result, members(topic.question), setting.style), strict=True)
    return (*by_size(result, setting), *every, *nets)


def _statistic(name: str, result: Result) -> Figure | None:
    statistics, form = result.statistics, number_format(result)
    if statistics is None or not isinstance(form, Number):
        return None
    if name in OBSERVED:
        return observed_figure(result, name)
    value = getattr(statistics, name)
    digits = Number(2) if result.options and result.kind in {"scale", "grid"} else form
    return None if value is None else statistic_figure(result, name, value, digits)
