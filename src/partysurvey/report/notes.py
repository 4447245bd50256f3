"""The sentences beneath tables: base, absent answers, method, rounding, tests, protection."""

from collections.abc import Iterable, Mapping, Sequence

from partysurvey.estimates.results import Association, Result
from partysurvey.report import wording
from partysurvey.report.formats import Count, Number, probability
from partysurvey.report.protection import has_hidden_options
from partysurvey.report.rounding import half_up
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
    sentences = (
        [base_note([everybody], setting), *_total_notes(crossing, setting)],
        test_notes(crossing.association, setting),
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
    return [sentence, *design_notes(results[0], setting)] if method.startswith(BY_DESIGN) else [sentence]


def design_notes(result: Result, setting: Setting) -> list[str]:
    """The design that standard errors follow, with its degrees of freedom; empty without one."""
    design = setting.design
    if design is None:
        return []
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
    return [setting.words(wording.DESIGN, kind=named, rest=behind, df=result.df)]


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


def test_notes(association: Association | None, setting: Setting) -> list[str]:
    """Chi-square with its p and Cramér's V, and a caution with few expected; empty where there was no test."""
    if association is None:
        return []
    if association.hidden:
        return [setting.words(wording.NO_TEST)]
    if association.chi_square is None or association.p is None:
        return []
    test = setting.words(
        wording.TEST,
        chi_square=Number(2)([association.chi_square])[0],
        df=association.df,
        p=probability(association.p),
        v=Number(2)([association.cramers_v])[0],
        n=Count()([association.n])[0],
    )
    least = association.least_expected
    few = [] if least is None or least >= FEW else [setting.words(wording.FEW_EXPECTED, least=half_up(least, 1))]
    return [test, *few]


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
