"""What all respondents answered, in words: one function per kind of question."""

from collections.abc import Iterator, Sequence

from partysurvey.estimates.results import Result, Share
from partysurvey.report.document import Address, Figure, Sentence
from partysurvey.report.formats import Count, Number, Percent
from partysurvey.report.rounding import percent
from partysurvey.report.sentences import templates
from partysurvey.report.sentences.amounts import amount
from partysurvey.report.sentences.composing import CLAUSES, ENUMERATED, Phrase, listed, phrase, sentence
from partysurvey.report.setting import Setting, Topic, shown_nets, shown_shares
from partysurvey.report.tables import members, number_format, unit_of
from partysurvey.survey import Text

SMALL_BASE = 30  # respondents: below, counts are told instead of percentages
MOST_CLAUSES = 5  # options that one sentence tells apart
LEADING = 3  # answers of a multiple choice that are named
ONE_ANSWER = {
    "scale": (templates.SAID, templates.SAID_TOO),
    "single": (templates.MADE_OF, templates.MADE_OF_TOO),
}
SEVERAL = {"multiple": templates.FIRST_OF, "ranking": templates.RANKED_FIRST}


def topline_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """What everybody answered: a distribution, a ranking, a mean or the ends of a grid; nothing of hidden results."""
    result = topic.toplines[0]
    language = setting.style.language
    if any(each.hidden or any(share.hidden for share in each.options) for each in topic.toplines):
        return
    if not result.base.n:
        yield sentence([phrase(templates.NOBODY, language)], language)
    elif result.kind == "grid":
        yield from _grid_sentences(topic, setting)
    elif result.options and result.base.n < SMALL_BASE:
        yield sentence([_counts(result, setting)], language)
    elif result.kind in ONE_ANSWER:
        yield sentence(_distribution(topic, setting), language)
        yield from _net_sentences(topic, setting)
    elif result.kind in SEVERAL:
        yield sentence([_leading(result, setting)], language)
    elif result.statistics is not None and result.kind != "date":
        yield sentence(_statistics(topic, setting), language)


def share_figure(result: Result, option: str, share: float, setting: Setting) -> Figure:
    """The percent of an option as it is printed everywhere, with its cell."""
    text = Percent(setting.style.digits)([share])[0]
    return Figure(text, share, Address(result.question, result.item, result.by, result.by_option, option))


def statistic_figure(result: Result, stat: str, value: float, form: Number | Count) -> Figure:
    """A statistic of a number (or its n) as it is printed everywhere, with its cell."""
    return Figure(
        form([value])[0], value, Address(result.question, result.item, result.by, result.by_option, None, stat)
    )


def unit_phrase(topic: Topic, setting: Setting) -> str:
    """The unit as it follows a number, "" without one: "岁", " years", "%", " (10,000 yuan)"."""
    unit = unit_of(topic.question, setting)
    if not unit or unit == "%":
        return unit
    return setting.words(templates.SCALED_UNIT if unit[:1].isdigit() else templates.UNIT, unit=unit)


def people_of(topic: Topic, setting: Setting) -> str:
    """The noun for those whose answers are told: not for all where only some were asked."""
    asked_if = getattr(topic.question, "asked_if", None)
    return setting.words(templates.ASKED, people=setting.people) if asked_if else setting.people


def options_of(net: Share, topic: Topic, setting: Setting) -> str:
    """The labels of the options of a net: 较高和很高, “rather high” and “very high”; else its own."""
    labels = {option.option: option.label for option in topic.toplines[0].options}
    codes = members(topic.question).get(net.option, ())
    known = [(setting.words(templates.NAMED, option=setting.words(labels[code])),) for code in codes if code in labels]
    if not known or len(known) > MOST_CLAUSES:
        return setting.words(templates.NAMED, option=setting.words(net.label))
    return "".join(map(str, listed(known, ENUMERATED, setting.style.language)))


def by_size(result: Result, setting: Setting) -> list[tuple[Share, float]]:
    """The options somebody chose with their shares as shown, the largest first, equal ones in their own order."""
    pairs = zip(result.options, shown_shares(result, setting.style), strict=True)
    chosen = [(option, share) for option, share in pairs if share is not None and option.n]
    return sorted(chosen, key=lambda pair: -percent(pair[1], setting.style.digits))


def _distribution(topic: Topic, setting: Setting) -> list[Phrase]:
    """The shares of the options, the largest first; only the first ones where there are many."""
    result, people = topic.toplines[0], people_of(topic, setting)
    options, language = by_size(result, setting), setting.style.language
    if len(options) == 1:
        return [phrase(templates.ONLY, language, people=people, option=_label(options[0][0], setting))]
    told = options if len(options) <= MOST_CLAUSES else options[:LEADING]
    clauses = [
        phrase(
            ONE_ANSWER[result.kind][place > 0],
            language,
            people=people,
            option=_label(option, setting),
            share=share_figure(result, option.option, share, setting),
        )
        for place, (option, share) in enumerate(told)
    ]
    return [listed(clauses, CLAUSES, language)]


def _net_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """Each net of the question, its share in words and in percent."""
    result, language = topic.toplines[0], setting.style.language
    shown = shown_nets(result, members(topic.question), setting.style)
    for net, share in zip(result.nets, shown, strict=True):
        if share is not None and not net.hidden:
            figure = share_figure(result, net.option, share, setting)
            options = options_of(net, topic, setting)
            told = phrase(templates.NET, language, amount=amount(share, language), share=figure, options=options)
            yield sentence([told], language)


def _counts(result: Result, setting: Setting) -> Phrase:
    """How many people chose what, where they are too few for percentages."""
    language = setting.style.language
    clauses = [
        phrase(
            templates.FEW_COUNT,
            language,
            option=_label(option, setting),
            count=_count_figure(result, option.option, option.n or 0),
        )
        for option, _ in by_size(result, setting)
    ]
    return phrase(
        templates.FEW,
        language,
        n=statistic_figure(result, "base", result.base.n or 0, Count()),
        counts=listed(clauses, CLAUSES, language),
    )


def _leading(result: Result, setting: Setting) -> Phrase:
    """The answers given most often, with their percents of cases (or of first places)."""
    options, language = by_size(result, setting)[:LEADING], setting.style.language
    named = [
        phrase(
            templates.CHOSEN,
            language,
            option=_label(option, setting),
            share=share_figure(result, option.option, share, setting),
        )
        for option, share in options
    ]
    template = SEVERAL[result.kind] if len(options) == LEADING else templates.MOST_CHOSEN
    number = setting.words(templates.NUMBERS.get(len(options), Text()))
    return phrase(template, language, listed=listed(named, ENUMERATED, language), number=number)


def _statistics(topic: Topic, setting: Setting) -> list[Phrase]:
    """Mean, median and range of a number."""
    result, language = topic.toplines[0], setting.style.language
    found, form = result.statistics, number_format(result)
    if found is None or found.mean is None or not isinstance(form, Number):
        return [phrase(templates.NOBODY, language)]
    unit = unit_phrase(topic, setting)
    mean = statistic_figure(result, "mean", found.mean, form)
    phrases = [phrase(templates.MEAN, language, people=people_of(topic, setting), mean=mean, unit=unit)]
    median = found.quantiles.get(0.5)
    if median is not None:
        figure = statistic_figure(result, "median", median, form)
        phrases.append(phrase(templates.MEDIAN, language, median=figure, unit=unit))
    if found.min is not None and found.max is not None:
        ends = (statistic_figure(result, "min", found.min, form), statistic_figure(result, "max", found.max, form))
        phrases.append(phrase(templates.RANGE, language, least=ends[0], most=ends[1], unit=unit))
    return phrases


def _grid_sentences(topic: Topic, setting: Setting) -> Iterator[Sentence]:
    """The items that stand out: by their first net if there is one, else by their mean scores."""
    language = setting.style.language
    items = [result for result in topic.toplines if (result.base.n or 0) >= SMALL_BASE]
    ends = _net_ends(items, topic, setting) or _score_ends(items, setting)
    if len(items) > 1 and ends:
        yield sentence(ends, language)


def _net_ends(items: Sequence[Result], topic: Topic, setting: Setting) -> list[Phrase]:
    with_net = [(item, item.nets[0]) for item in items if item.nets and item.nets[0].share is not None]
    ranked = sorted(with_net, key=lambda pair: -(pair[1].share or 0.0))
    return [
        phrase(
            template,
            setting.style.language,
            item=_item(item, setting),
            options=options_of(net, topic, setting),
            share=share_figure(item, net.option, net.share or 0.0, setting),
        )
        for template, (item, net) in zip(
            (templates.HIGHEST_NET, templates.LOWEST_NET), (*ranked[:1], *ranked[-1:]), strict=False
        )
    ]


def _score_ends(items: Sequence[Result], setting: Setting) -> list[Phrase]:
    scored = [(item, item.statistics.mean) for item in items if item.statistics and item.statistics.mean is not None]
    ranked = sorted(scored, key=lambda pair: -pair[1])
    return [
        phrase(
            template,
            setting.style.language,
            item=_item(item, setting),
            score=statistic_figure(item, "mean", mean, Number(2)),
        )
        for template, (item, mean) in zip(
            (templates.HIGHEST_SCORE, templates.LOWEST_SCORE), (*ranked[:1], *ranked[-1:]), strict=False
        )
    ]


def _count_figure(result: Result, option: str, n: int) -> Figure:
    address = Address(result.question, result.item, result.by, result.by_option, option, "n")
    return Figure(Count()([n])[0], n, address)


def _label(share: Share, setting: Setting) -> str:
    return setting.words(share.label)


def _item(result: Result, setting: Setting) -> str:
    return setting.words(result.item_label or result.text)
