"""What all respondents answered, in words: one function per kind of question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from partysurvey.estimates.results import Result, Share
from partysurvey.report.document import Sentence
from partysurvey.report.rounding import percent
from partysurvey.report.sentences import templates
from partysurvey.report.sentences.amounts import amount
from partysurvey.report.sentences.composing import CLAUSES, ENUMERATED, Phrase, listed, phrase, sentence
from partysurvey.report.sentences.figures import base_figure, count_figure, share_figure
from partysurvey.report.sentences.grids import grid_sentences
from partysurvey.report.sentences.nouns import is_asked_of_some, options_of, people_of
from partysurvey.report.sentences.numbers import number_sentences
from partysurvey.report.setting import SMALL_BASE, Setting, Topic, shown_nets, shown_shares
from partysurvey.report.tables import members
from partysurvey.survey import Text

MOST_CLAUSES = 5  # options that one sentence tells apart
NUMBERS = frozenset({"number", "date", "derived"})
LEADING = 3  # answers of a multiple choice that are named, and those as frequent as the last of them
FEW_COUNTS = {"scale": templates.FEW_SAID, "multiple": templates.FEW_CHOSE}
# by how many answers are named
SEVERAL: Mapping[str, Mapping[int, Text]] = {
    "multiple": {1: templates.ONE_CHOSEN, LEADING: templates.FIRST_OF},
    "ranking": {1: templates.ONE_RANKED_FIRST},
}
OTHERWISE = {"multiple": templates.MOST_CHOSEN, "ranking": templates.RANKED_FIRST}


def topline_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """What everybody answered: a distribution, a ranking, a mean or the ends of a grid; nothing of hidden results."""
    result = topic.toplines[0]
    language = setting.style.language
    if any(each.hidden or any(share.hidden for share in each.options) for each in topic.toplines):
        return
    if not result.base.n:
        yield sentence([phrase(templates.NOBODY, language)], language)
    elif result.kind == "grid":
        yield from grid_sentences(topic, setting)
    elif result.statistics is not None and result.kind in NUMBERS and not topic.is_banding:
        yield from number_sentences(topic, setting)
    elif result.options:
        yield from _choice_sentences(topic, setting)


def band_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """The shares of the bands of a number, where it has some and enough people answered; nothing of hidden results."""
    result = topic.toplines[0]
    hidden = result.hidden or any(share.hidden for share in result.options)
    if result.options and (result.base.n or 0) >= SMALL_BASE and not hidden:
        yield sentence([_distribution(topic, setting)], setting.style.language)


def _choice_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    result, language = topic.toplines[0], setting.style.language
    if (result.base.n or 0) < SMALL_BASE and result.kind != "ranking":
        yield sentence([_counts(result, setting)], language)
    elif result.kind in OTHERWISE:
        yield sentence(_leading(topic, setting), language)
    else:
        yield sentence([_distribution(topic, setting)], language)
        yield from _net_sentences(topic, setting)


def by_size(result: Result, setting: Setting) -> list[tuple[Share, float]]:
    """The options somebody chose with their shares as shown, the largest first, equal ones in their own order."""
    pairs = zip(result.options, shown_shares(result, setting.style), strict=True)
    chosen = [(option, share) for option, share in pairs if share is not None and option.n]
    return sorted(chosen, key=lambda pair: -percent(pair[1], setting.style.digits))


def _distribution(topic: Topic, setting: Setting) -> Phrase:
    """The shares of the options, the largest first; only those of the first where there are many."""
    result, people, language = topic.toplines[0], people_of(topic, setting), setting.style.language
    options = by_size(result, setting)
    first, further, alone = _clauses(topic, setting)
    if len(options) == 1:
        return phrase(alone, language, people=people, option=_label(options[0][0], setting))
    if len(options) > MOST_CLAUSES:
        named = _named(options[:LEADING], result, setting)
        return phrase(templates.LARGEST, language, people=people, listed=named)
    clauses = [
        phrase(
            further if place else first,
            language,
            people=people,
            option=_label(option, setting),
            share=share_figure(result, option.option, share, setting),
        )
        for place, (option, share) in enumerate(options)
    ]
    return listed(clauses, CLAUSES, language)


def _clauses(topic: Topic, setting: Setting) -> tuple[Text, Text, Text]:
    """What is said of the first option, of the further ones, and of the only one."""
    result = topic.toplines[0]
    if result.kind == "scale":
        first = templates.SAID_OF_ASKED if is_asked_of_some(topic) else templates.SAID
        return first, templates.SAID_TOO, templates.ALL_SAID
    if result.kind in NUMBERS and not topic.is_banding:
        return templates.BANDED, templates.MADE_OF_TOO, templates.ALL_BANDED
    if any(_label(option, setting) in templates.BARE for option in result.options):
        return templates.REPLIED, templates.REPLIED_TOO, templates.ALL_REPLIED
    return templates.MADE_OF, templates.MADE_OF_TOO, templates.ALL_ARE


def _net_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """Each net of several options, its share in percent, and in words unless these only repeat the percent."""
    result, language, declared = topic.toplines[0], setting.style.language, members(topic.question)
    shown = shown_nets(result, declared, setting.style)
    for net, share in zip(result.nets, shown, strict=True):
        if share is None or net.hidden or len(declared.get(net.option, ())) == 1:
            continue
        figure = share_figure(result, net.option, share, setting)
        is_tenth = percent(share, setting.style.digits) % 10 == 0
        template = templates.NET_ALONE if is_tenth else templates.NET
        options = options_of(net, topic, setting)
        told = phrase(template, language, amount=amount(share, language), share=figure, options=options)
        yield sentence([told], language)


def _counts(result: Result, setting: Setting) -> Phrase:
    """How many people chose what, where they are too few for percentages."""
    language = setting.style.language
    clauses = [
        phrase(
            FEW_COUNTS.get(result.kind, templates.FEW_ARE),
            language,
            option=_label(option, setting),
            count=count_figure(result, option.option, option.n or 0),
        )
        for option, _ in by_size(result, setting)
    ]
    template = templates.FEW_OF_ALL if result.method == "census" else templates.FEW
    return phrase(template, language, n=base_figure(result), counts=listed(clauses, CLAUSES, language))


def _leading(topic: Topic, setting: Setting) -> list[Phrase]:
    """The answers given most often, with their percents of cases (or of first places)."""
    result, language = topic.toplines[0], setting.style.language
    leaders = _leaders(result, setting)
    if not leaders:
        return [phrase(templates.NOBODY, language)]
    people = people_of(topic, setting)
    within = [phrase(templates.WITHIN, language, people=people)] if is_asked_of_some(topic) else []
    template = SEVERAL[result.kind].get(len(leaders), OTHERWISE[result.kind])
    return [*within, phrase(template, language, listed=_named(leaders, result, setting))]


def _named(options: Sequence[tuple[Share, float]], result: Result, setting: Setting) -> Phrase:
    """The options with their percents in parentheses."""
    language = setting.style.language
    named = [
        phrase(
            templates.CHOSEN,
            language,
            option=_label(option, setting),
            share=share_figure(result, option.option, share, setting),
        )
        for option, share in options
    ]
    return listed(named, ENUMERATED, language)


def _leaders(result: Result, setting: Setting) -> list[tuple[Share, float]]:
    """The first options, and those printed with the percent of the last of them, as far as a sentence holds them."""
    options = by_size(result, setting)[:MOST_CLAUSES]
    if len(options) <= LEADING:
        return options
    digits = setting.style.digits
    last = percent(options[LEADING - 1][1], digits)
    return [*options[:LEADING], *takewhile(lambda pair: percent(pair[1], digits) == last, options[LEADING:])]


def _label(share: Share, setting: Setting) -> str:
    return setting.words(share.label)
