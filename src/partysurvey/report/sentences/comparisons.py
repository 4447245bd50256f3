"""How groups differ, in words: of a difference only where a test found one."""

from collections.abc import Iterator

from partysurvey.estimates.results import GroupTest, Result, Share
from partysurvey.report.document import Address, Figure, Sentence
from partysurvey.report.formats import Number, probability
from partysurvey.report.rounding import decimal_of, half_up, percent
from partysurvey.report.sentences import templates
from partysurvey.report.sentences.composing import phrase, sentence
from partysurvey.report.sentences.figures import share_figure, statistic_figure
from partysurvey.report.sentences.nouns import unit_again, unit_phrase
from partysurvey.report.setting import Crossing, Setting, Topic, shown_shares
from partysurvey.report.tables import number_format

ALPHA = 0.05
Pair = tuple[Result, Result]  # the higher group and the lower one


def comparison_sentences(topic: Topic, crossing: Crossing, by: str, setting: Setting) -> Iterator[Sentence]:
    """Whether the groups differ, by the first test of the breakdown; then the largest difference that has letters."""
    language = setting.style.language
    test = next((test for test in crossing.tests if test.p is not None and not test.hidden), None)
    if test is None or test.p is None:
        return
    differs = test.p < ALPHA
    template = templates.DIFFERENT if differs else templates.ALIKE
    p = Figure(probability(test.p), test.p, _test_address(test))
    item = crossing.everybody.item_label
    about = [phrase(templates.ABOUT, language, item=setting.words(item))] if item else []
    yield sentence([*about, phrase(template, language, by=by, p=p)], language)
    if differs:
        yield from _largest_share(crossing, setting)
        yield from _largest_mean(topic, crossing, setting)


def _largest_share(crossing: Crossing, setting: Setting) -> Iterator[Sentence]:
    """The option with the largest difference between two groups of which one has the letter of the other."""
    found = [
        (shares[higher] - shares[lower], place, (crossing.groups[higher], crossing.groups[lower]))
        for place, option in enumerate(crossing.everybody.options)
        for shares in [_shown(crossing, option, setting)]
        for higher, lower in _lettered(crossing, place)
        if higher in shares and lower in shares
    ]
    if not found:
        return
    _, place, (higher, lower) = max(found, key=lambda each: each[0])
    yield _share_sentence(higher.options[place], (higher, lower), setting)


def _share_sentence(option: Share, pair: Pair, setting: Setting) -> Sentence:
    higher, lower = pair
    language = setting.style.language
    one, other = (_shown_share(group, option, setting) for group in pair)
    digits = setting.style.digits
    # the difference of the printed percents, so that the reader's own subtraction agrees
    points = percent(one, digits) - percent(other, digits)
    address = Address(higher.question, higher.item, higher.by, higher.by_option, option.option, "difference")
    told = phrase(
        templates.HIGHER,
        language,
        higher=_group(higher, setting),
        lower=_group(lower, setting),
        option=setting.words(option.label),
        share=share_figure(higher, option.option, one, setting),
        points=Figure(str(points), float(points), address),
    )
    return sentence([told], language)


def _largest_mean(topic: Topic, crossing: Crossing, setting: Setting) -> Iterator[Sentence]:
    """The largest difference between the means of two groups of which one has the letter of the other."""
    form = number_format(crossing.everybody)
    pairs = [(crossing.groups[one], crossing.groups[two]) for one, two in _lettered(crossing, None)]
    means = [(_mean(one) - _mean(two), (one, two)) for one, two in pairs]
    if crossing.everybody.options or not means or not isinstance(form, Number):
        return
    _, (higher, lower) = max(means, key=lambda each: each[0])
    language = setting.style.language
    printed = half_up(decimal_of(_mean(higher)), form.digits) - half_up(decimal_of(_mean(lower)), form.digits)
    address = Address(higher.question, higher.item, higher.by, higher.by_option, None, "difference")
    told = phrase(
        templates.HIGHER_MEAN,
        language,
        higher=_group(higher, setting),
        lower=_group(lower, setting),
        mean=statistic_figure(higher, "mean", _mean(higher), form),
        difference=Figure(f"{printed:,}", float(printed), address),
        unit=unit_phrase(topic, setting),
        again=unit_again(topic, setting),
    )
    yield sentence([told], language)


def _lettered(crossing: Crossing, place: int | None) -> Iterator[tuple[int, int]]:
    """Pairs of groups (higher, lower) of which a test says that they differ: in an option, or (None) in the mean."""
    lettered = {group.letter: number for number, group in enumerate(crossing.groups) if group.letter}
    for number, group in enumerate(crossing.groups):
        for letter in _letters(group, place):
            if letter in lettered:  # a small letter holds at the looser level only
                yield number, lettered[letter]


def _letters(group: Result, place: int | None) -> tuple[str, ...]:
    if group.hidden:
        return ()
    if place is None:
        return group.statistics.letters if group.statistics else ()
    return group.options[place].letters if place < len(group.options) else ()


def _shown(crossing: Crossing, option: Share, setting: Setting) -> dict[int, float]:
    """The shares of an option in the groups that are shown, by their places."""
    shares = {}
    for number, group in enumerate(crossing.groups):
        held = next((each for each in group.options if each.option == option.option), None)
        if held is not None and held.share is not None and not (group.hidden or held.hidden):
            shares[number] = _shown_share(group, option, setting)
    return shares


def _shown_share(group: Result, option: Share, setting: Setting) -> float:
    shown = zip(group.options, shown_shares(group, setting.style), strict=True)
    return next(share or 0.0 for each, share in shown if each.option == option.option)


def _mean(group: Result) -> float:
    return group.statistics.mean or 0.0 if group.statistics else 0.0


def _group(group: Result, setting: Setting) -> str:
    return setting.words(group.by_label) if group.by_label else group.by_option or ""


def _test_address(test: GroupTest) -> Address:
    return Address(test.question, test.item, test.by, None, None, "p")
