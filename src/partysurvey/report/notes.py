"""The sentences beneath tables: base, absent answers, method, rounding, tests, protection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from partysurvey.estimates.design import SIMPLE_INTERVALS
from partysurvey.estimates.results import Comparing, GroupTest, Result
from partysurvey.report import wording
from partysurvey.report.formats import Count, Number, probability
from partysurvey.report.protection import has_hidden_options
from partysurvey.report.rounding import decimal_of, half_up
from partysurvey.report.setting import Crossing, Setting, is_weighted, misses_whole, rounds_to_whole
from partysurvey.survey import Absence, Derived, Grid, Scale, SingleChoice, Text
from partysurvey.survey.question import AnyQuestion

LISTED_ANSWERS = 10  # unknown answers named beneath a table
LONGEST_ANSWER = 30  # characters of an unknown answer
BY_DESIGN = ("taylor_", "replicate_")  # begin the names of methods that follow the sampling design
FEW = 5  # expected counts below make chi-square doubtful


def topline_notes(results: Sequence[Result], question: AnyQuestion | Derived, setting: Setting) -> tuple[str, ...]:
    """Notes beneath the options of a question; several results are the items of a grid."""
    method = share_method(results[0], setting)
    about = [*score_notes(results, question, setting), *method_notes(results, method, setting)]
    return (
        *_base_sentences(results, setting),
        *_sentences([[*about, *rounding_notes(results, setting)]], setting),
        *unknown_notes(results, setting),
    )


def statistics_notes(result: Result, setting: Setting) -> tuple[str, ...]:
    """Notes beneath the statistics of a number or a day."""
    return (
        *_base_sentences([result], setting),
        *_sentences([method_notes([result], result.method, setting)], setting),
        *unknown_notes([result], setting),
    )


def crossing_notes(crossing: Crossing, setting: Setting) -> tuple[str, ...]:
    """Notes beneath a crosstab."""
    everybody, groups = crossing.everybody, crossing.groups
    shown = (everybody, *(group for group in groups if not group.hidden))
    is_protected = len(shown) <= len(groups) or any(map(has_hidden_options, groups))
    hidden = [setting.words(wording.HIDDEN_GROUPS, least=setting.min_group)] if is_protected else []
    hidden += [setting.words(wording.SHOWN_ONLY)] if any(test.shown_only for test in crossing.tests) else []
    method = share_method(everybody, setting) if everybody.options else everybody.method
    sentences = (
        [base_note([everybody], setting), *_total_notes(crossing, setting)],
        *test_notes(crossing.tests, setting),
        letter_notes(crossing, setting),
        method_notes(shown, method, setting) if setting.design else [],
        weight_notes([everybody], setting),
        rounding_notes(shown, setting),
        hidden,
    )
    return _sentences(sentences, setting)


def base_note(results: Sequence[Result], setting: Setting) -> str:
    """Who the base is and how many they are; a range for the items of a grid."""
    numbers = [result.base.n or 0 for result in results]
    return setting.words(
        wording.PEOPLE[results[0].base.kind], people=setting.people, n=_range(min(numbers), max(numbers))
    )


def absence_notes(results: Sequence[Result], setting: Setting) -> list[str]:
    """How many gave no answer, by kind, as one list; empty where everybody answered."""
    counted = [_absent_count(kind, results, setting) for kind in Absence]
    present = list(filter(None, counted))
    return [wording.joined(present, setting.style.language)] if present else []


def unknown_notes(results: Sequence[Result], setting: Setting) -> list[str]:
    """The answers that the questionnaire does not know, the commonest first, one sentence per variable."""
    sentences = []
    for result in results:
        variable = result.question if result.item is None else f"{result.question}.{result.item}"
        answers = setting.unknown.get(variable)
        if answers:
            sentences.append(wording.sentence([_unknown_answers(result, answers, setting)], setting.style.language))
    return sentences


def score_notes(results: Sequence[Result], question: AnyQuestion | Derived, setting: Setting) -> list[str]:
    """The mean score of a choice that has scores, with their range; a grid shows its means in a column."""
    statistics = results[0].statistics
    if not isinstance(question, Scale | SingleChoice) or statistics is None or statistics.mean is None:
        return []
    least, most = score_range(question)
    mean = Number(2)([statistics.mean])[0]
    return [setting.words(wording.SCORES, mean=mean, least=f"{least:g}", most=f"{most:g}")]


def score_range(question: SingleChoice | Scale | Grid) -> tuple[float, float]:
    """The least and the greatest score of the options, which are 1, 2, 3 … where none are given."""
    given = [option.score for option in question.options if option.score is not None]
    return (min(given), max(given)) if given else (1.0, float(len(question.options)))


def weight_notes(results: Sequence[Result], setting: Setting) -> list[str]:
    """That shares are weighted and people are not, with the effective base; empty without weights."""
    weighted = [result.base.effective or 0.0 for result in results if is_weighted(result)]
    if not weighted:
        return []
    least, most = (str(half_up(number, 1)) for number in (min(weighted), max(weighted)))
    return [setting.words(wording.WEIGHTED, effective=least if least == most else f"{least}–{most}")]


def method_notes(results: Sequence[Result], method: str, setting: Setting) -> list[str]:
    """What made the intervals; empty where there are none in the table, as of grids."""
    if method == "census":
        return [setting.words(wording.CENSUS)]
    if not method or results[0].kind == "grid" or not any(has_interval(result) for result in results):
        return []
    named = wording.METHODS.get(method.split("_", 1)[1] if method.startswith(BY_DESIGN) else method)
    sentence = setting.words(wording.METHOD, method=setting.words(named) if named else method)
    return [sentence, *design_notes(results, setting)] if method.startswith(BY_DESIGN) else [sentence]


def design_notes(results: Sequence[Result], setting: Setting) -> list[str]:
    """The design that standard errors follow, with its degrees of freedom; empty without one."""
    design = setting.design
    if design is None:
        return []
    df = [result.df or 0 for result in results]
    clusters = wording.MULTISTAGE if design.stages > 1 else wording.CLUSTERED
    replicated = (wording.REPLICATED, design.replicates > 0)
    kinds = [(wording.STRATIFIED, design.strata > 1), (clusters, design.stages > 0), replicated]
    named = _named(kinds, setting) or setting.words(wording.SIMPLE)
    parts = [
        (wording.WITH_WEIGHTS, design.weighted),
        (wording.WITH_TARGETS, design.calibrated),
        (wording.WITH_FPC, design.fpc),
    ]
    rest = _named(parts, setting)
    behind = setting.words(wording.DESIGN_REST, rest=rest) if rest else ""
    return [setting.words(wording.DESIGN, kind=named, rest=behind, df=_range(min(df), max(df)))]


def _named(parts: Sequence[tuple[Text, bool]], setting: Setting) -> str:
    """The parts that hold, side by side."""
    holding = [setting.words(part) for part, holds in parts if holds]
    return wording.joined(holding, setting.style.language, wording.SIDE_BY_SIDE)


def share_method(result: Result, setting: Setting) -> str:
    """What made the intervals of shares: of the bands of a number another method than that of its mean."""
    if result.method in {"taylor_t", "replicate_t"}:
        return result.method.removesuffix("t") + setting.ci
    if result.method not in {"t", "t_fpc"}:
        return result.method
    if setting.ci in SIMPLE_INTERVALS:
        return setting.ci
    return result.method.replace("t", "wilson_effective" if is_weighted(result) else "wilson", 1)


def has_interval(result: Result) -> bool:
    """Whether any share or mean of the result has an interval."""
    estimated = [(share.low, share.high) for share in result.options]
    if result.statistics:
        estimated.append((result.statistics.low, result.statistics.high))
    return any(low is not None and high is not None for low, high in estimated)


def rounding_notes(results: Iterable[Result], setting: Setting) -> list[str]:
    """That percents do not add up, or that they were made to; empty where there is nothing to say."""
    shown = list(results)
    if any(result.kind == "multiple" for result in shown):
        return [setting.words(wording.SEVERAL)]
    if setting.style.rounding == "sum100":
        return [setting.words(wording.SUM100)] if any(map(rounds_to_whole, shown)) else []
    return [setting.words(wording.ROUNDED)] if any(misses_whole(result, setting.style) for result in shown) else []


def test_notes(tests: Sequence[GroupTest], setting: Setting) -> list[list[str]]:
    """A sentence per test: what it found, and a caution with few expected; empty where there was none."""
    if any(test.hidden for test in tests):
        return [[setting.words(wording.NO_TEST)]]
    return [[_test_text(test, setting), *_few_expected(test, setting)] for test in tests]


def _test_text(test: GroupTest, setting: Setting) -> str:
    """Statistic, degrees of freedom, p, Cramér's V where it has one, and n."""
    found = setting.words(
        wording.TESTS[test.method],
        statistic=Number(2)([test.statistic])[0],
        df=wording.joined([_freedom(df) for df in test.df], setting.style.language, wording.SIDE_BY_SIDE),
    )
    p = setting.words(wording.P_VALUE, p=probability(1.0 if test.p is None else test.p))
    v = "" if test.cramers_v is None else setting.words(wording.CRAMERS_V, v=Number(2)([test.cramers_v])[0])
    return found + p + v + setting.words(wording.TESTED, n=Count()([test.n])[0])


def _freedom(df: float) -> str:
    """Degrees of freedom, whole ones without decimals."""
    return Number(0 if df == round(df) else 1)([df])[0]


def _few_expected(test: GroupTest, setting: Setting) -> list[str]:
    least = test.least_expected
    return [] if least is None or least >= FEW else [setting.words(wording.FEW_EXPECTED, least=half_up(least, 1))]


def has_letters(crossing: Crossing) -> bool:
    """Whether any share or mean of a group differs significantly from another."""
    shares = any(share.letters for group in crossing.groups for share in (*group.options, *group.nets))
    return shares or any(group.statistics.letters for group in crossing.groups if group.statistics)


def letter_notes(crossing: Crossing, setting: Setting) -> list[str]:
    """What the letters mean and which tests made them; empty where columns were not compared."""
    compared, shown = setting.compared, [group for group in crossing.groups if not group.hidden]
    if compared is None or len(shown) < 2:
        return []
    how = compared.how
    shares = [setting.words(wording.COMPARED_BY[compared.shares])] if any(group.options for group in shown) else []
    by_means = [setting.words(wording.MEANS_COMPARED_BY[compared.means[shown[0].by or ""]])]
    return [
        *(_letters_said(how, setting) if has_letters(crossing) else _no_letters_said(how, setting)),
        *shares,
        *(by_means if any(group.statistics for group in shown) else []),
        *([setting.words(wording.ADJUSTED[how.adjustment])] if how.adjustment != "none" else []),
        *([setting.words(wording.LEAST_BASE, n=how.minimum_base)] if _any_smaller(shown, how.minimum_base) else []),
    ]


def _letters_said(how: Comparing, setting: Setting) -> Iterator[str]:
    """What the letters (or arrows) mean, and the small ones if there can be any."""
    pairs = how.against == "pairs"
    yield setting.words(wording.LETTERS_SAY if pairs else wording.ARROWS_SAY, p=_strict_p(setting))
    if how.looser is not None:
        small = wording.SMALL_LETTERS if pairs else wording.BRACKETED
        yield setting.words(small, p=_complement(decimal_of(how.looser)))


def _no_letters_said(how: Comparing, setting: Setting) -> Iterator[str]:
    """That nothing differs, even at the looser level if there is one."""
    p = _strict_p(setting) if how.looser is None else _complement(decimal_of(how.looser))
    yield setting.words(wording.NO_DIFFERENCES if how.against == "pairs" else wording.NONE_FROM_REST, p=p)


def _strict_p(setting: Setting) -> str:
    return _complement(Decimal(setting.level) / 100)


def _any_smaller(groups: Sequence[Result], base: int) -> bool:
    return any((group.base.n or 0) < base for group in groups)


def _complement(level: Decimal) -> str:
    """1 - level without idle zeros: 0.95 gives 0.05."""
    return format((1 - level).normalize(), "f")


def _base_sentences(results: Sequence[Result], setting: Setting) -> tuple[str, ...]:
    base = [base_note(results, setting), *absence_notes(results, setting)]
    return _sentences([base, weight_notes(results, setting)], setting)


def _sentences(parts: Iterable[list[str]], setting: Setting) -> tuple[str, ...]:
    """One sentence per list that is not empty."""
    return tuple(wording.sentence(each, setting.style.language) for each in parts if each)


def _total_notes(crossing: Crossing, setting: Setting) -> list[str]:
    """How many of the total are in no group; empty where groups are hidden or overlap."""
    if any(group.hidden for group in crossing.groups):
        return []
    outside = (crossing.everybody.base.n or 0) - sum(group.base.n or 0 for group in crossing.groups)
    return [setting.words(wording.TOTAL_INCLUDES, n=outside)] if outside > 0 else []


def _absent_count(kind: Absence, results: Sequence[Result], setting: Setting) -> str:
    numbers = [result.absent.get(kind, 0) for result in results]
    if not any(numbers):
        return ""
    return setting.words(
        wording.ABSENT_COUNT, kind=setting.words(wording.ABSENT[kind]), n=_range(min(numbers), max(numbers))
    )


def _unknown_answers(result: Result, answers: Mapping[str, int], setting: Setting) -> str:
    language = setting.style.language
    commonest = sorted(answers.items(), key=lambda answer: (-answer[1], answer[0]))
    listed = [
        setting.words(wording.UNKNOWN_ANSWER, answer=_shortened(answer), n=n)
        for answer, n in commonest[:LISTED_ANSWERS]
    ]
    if len(commonest) > LISTED_ANSWERS:
        listed.append(setting.words(wording.UNKNOWN_MORE, n=len(commonest) - LISTED_ANSWERS))
    everything = wording.joined(listed, language)
    if result.item_label is None:
        return setting.words(wording.UNKNOWN_ANSWERS, answers=everything)
    return setting.words(wording.UNKNOWN_OF_ITEM, item=setting.words(result.item_label), answers=everything)


def _shortened(answer: str) -> str:
    """The answer on one line, without control characters, cut where it is long."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in answer).split())
    return line if len(line) <= LONGEST_ANSWER else f"{line[: LONGEST_ANSWER - 1]}…"


def _range(least: int, most: int) -> str:
    return Count()([least])[0] if least == most else "–".join(Count()([least, most]))
