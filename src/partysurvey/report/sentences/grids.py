"""What stands out among the items of a grid, in words."""

from collections.abc import Iterator, Mapping, Sequence

from partysurvey.estimates.results import Result
from partysurvey.report.document import Figure, Sentence
from partysurvey.report.formats import Number
from partysurvey.report.sentences import templates
from partysurvey.report.sentences.composing import Phrase, phrase, sentence
from partysurvey.report.sentences.figures import share_figure, statistic_figure
from partysurvey.report.sentences.nouns import options_of
from partysurvey.report.setting import SMALL_BASE, Setting, Topic

Judged = tuple[Result, Figure]  # an item with the number that it is judged by


def grid_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """The items that stand out: by their first net if there is one, else by their mean scores."""
    items = [result for result in topic.toplines if (result.base.n or 0) >= SMALL_BASE]
    ends = _net_ends(items, topic, setting) or _score_ends(items, setting)
    if ends:
        yield sentence([ends], setting.style.language)


def _net_ends(items: Sequence[Result], topic: Topic, setting: Setting) -> Phrase:
    judged = [
        (item, share_figure(item, item.nets[0].option, item.nets[0].share, setting))
        for item in items
        if item.nets and item.nets[0].share is not None
    ]
    ends = _ends(judged, setting)
    if not ends:
        return ()
    options = options_of(judged[0][0].nets[0], topic, setting)
    return phrase(templates.NET_ENDS, setting.style.language, options=options, **ends)


def _score_ends(items: Sequence[Result], setting: Setting) -> Phrase:
    judged = [
        (item, statistic_figure(item, "mean", item.statistics.mean, Number(2)))
        for item in items
        if item.statistics and item.statistics.mean is not None
    ]
    ends = _ends(judged, setting)
    return phrase(templates.SCORE_ENDS, setting.style.language, **ends) if ends else ()


def _ends(judged: Sequence[Judged], setting: Setting) -> Mapping[str, str | Figure]:
    """The items with the greatest and the least number; none where these are printed alike."""
    ranked = sorted(judged, key=lambda each: -each[1].value)
    if not ranked or ranked[0][1].text == ranked[-1][1].text:
        return {}
    (high, highest), (low, lowest) = ranked[0], ranked[-1]
    return {"high": _item(high, setting), "highest": highest, "low": _item(low, setting), "lowest": lowest}


def _item(result: Result, setting: Setting) -> str:
    return setting.words(result.item_label or result.text)
