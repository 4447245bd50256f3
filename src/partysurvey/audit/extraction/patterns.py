"""The grammars compiled: one regular expression for each thing that is looked for around a number."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TypeVar

from partysurvey.audit.claim import Hedge
from partysurvey.audit.extraction.chinese import CHINESE
from partysurvey.audit.extraction.english import ENGLISH
from partysurvey.audit.extraction.grammar import Grammar
from partysurvey.audit.extraction.numerals import NUMBER
from partysurvey.survey.text import Language

_BLANK = "[ \u00a0\u2009\u202f]?"
_AT_END = ("no_claim_after", "base_after", "valid", "sample", "parts", "mean_after", "bare_points")  # as they stand
_ENDING = ("no_claim_before", "base_before", "change_before", "no_mean_before")  # that end where they are looked for
_NOWHERE = "(?!)"
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What is looked for around a number: `…_before` in the text that ends at it, the others where it ends."""

    decoy: re.Pattern[str]
    figure: re.Pattern[str]  # a number, or a word that is a share
    shares: Mapping[str, tuple[Decimal, Hedge]]  # by the name of the group that matched
    hedge_before: re.Pattern[str]
    hedge_after: re.Pattern[str]
    hedges: Mapping[str, Hedge]  # by the name of the group that matched
    percent: re.Pattern[str]
    points: re.Pattern[str]
    upper: re.Pattern[str]
    between: re.Pattern[str]
    no_range_before: re.Pattern[str]
    count: re.Pattern[str]
    word_count: re.Pattern[str]
    count_before: re.Pattern[str]
    odds: re.Pattern[str]
    part_name: re.Pattern[str]
    parts_of_one: Mapping[str, int]
    count_after: re.Pattern[str]
    mean_before: re.Pattern[str]
    mean_after: re.Pattern[str]
    change_before: re.Pattern[str]
    bare_points: re.Pattern[str]
    states_before: re.Pattern[str]
    mean_unit: re.Pattern[str]
    no_mean_before: re.Pattern[str]
    spread_before: re.Pattern[str]
    no_claim_before: re.Pattern[str]
    no_claim_after: re.Pattern[str]
    base_before: re.Pattern[str]
    base_after: re.Pattern[str]
    people: re.Pattern[str]
    valid: re.Pattern[str]
    sample: re.Pattern[str]
    parts: re.Pattern[str]


@cache
def patterns(language: Language | None) -> Patterns:
    """The patterns of the language, or of both."""
    grammars = {"zh": (CHINESE,), "en": (ENGLISH,), None: (CHINESE, ENGLISH)}[language]
    shares = _named("share", (item for grammar in grammars for item in grammar.shares.items()))
    part_names = _named("part", (item for grammar in grammars for item in grammar.part_names.items()))
    before = [_named(f"before{place}_", grammar.hedges_before.items()) for place, grammar in enumerate(grammars)]
    after = _named("after", (item for grammar in grammars for item in grammar.hedges_after.items()))
    more = [_named(f"more{place}_", grammar.more.items()) for place, grammar in enumerate(grammars)]
    hedges = [*(named for group in (*before, *more) for named in group), *after]

    def united(words: Callable[[Grammar], Iterable[str]]) -> str:
        return _either(word for grammar in grammars for word in words(grammar))

    def counting(units: Callable[[Grammar], Iterable[str]]) -> str:
        forms = (
            rf"(?:{_groups(named)})?{_BLANK}(?P<unit{place}>{_either(units(grammar))})"
            for place, (grammar, named) in enumerate(zip(grammars, more, strict=True))
        )
        return _either(forms)

    at_end = {name: _compiled(united(attrgetter(name))) for name in _AT_END}
    ending = {name: _compiled(f"(?:{united(attrgetter(name))})$") for name in _ENDING}
    numbered = f"(?P<number>{NUMBER})"
    return Patterns(
        **at_end,
        **ending,
        decoy=_compiled(united(lambda grammar: grammar.decoys)),
        figure=_compiled(f"{_groups(shares)}|{numbered}"),
        shares={name: meaning for name, _, meaning in shares},
        hedge_before=_compiled(
            _either(f"(?:{_groups(named)}){grammar.hedge_gap}" for grammar, named in zip(grammars, before, strict=True))
            + "$"
        ),
        hedge_after=_compiled(_BLANK + f"(?:{_groups(after)})"),
        hedges={name: hedge for name, _, hedge in hedges},
        percent=_compiled(_BLANK + f"(?:{united(lambda grammar: grammar.percent_signs)})"),
        points=_compiled(_BLANK + f"(?:{united(lambda grammar: grammar.points_signs)})"),
        upper=_compiled(
            rf"(?P<sign>{_BLANK}(?:%|‰|成| per ?cent| percentage points)?){_BLANK}"
            rf"(?P<mark>{united(lambda grammar: grammar.range_marks)}){_BLANK}(?P<number>{NUMBER})"
        ),
        between=_compiled("between $"),
        no_range_before=_compiled(f"(?:{united(lambda grammar: grammar.no_range_before)})[^，。；,.;]{{0,12}}$"),
        count=_compiled(counting(lambda grammar: grammar.count_units)),
        word_count=_compiled(counting(lambda grammar: grammar.word_count_units)),
        count_before=_compiled(f"(?:{united(lambda grammar: grammar.counts_before)})$"),
        odds=_compiled(f"(?:{united(lambda grammar: grammar.odds_marks)}){numbered}(?!{_BLANK}%|[ -]per)"),
        part_name=_compiled(f"[- ](?:{_groups(part_names)})(?![a-z])"),
        parts_of_one={name: whole for name, _, whole in part_names},
        count_after=_compiled(united(lambda grammar: grammar.counts_after)),
        mean_before=_compiled(
            _either(f"(?:{_either(grammar.mean_before)}){grammar.mean_gap}" for grammar in grammars) + "$"
        ),
        states_before=_compiled(r"(?:[=:：为是达到约值]|\b(?:of|is|was|were|at|to)) ?$"),
        mean_unit=_compiled(_BLANK + f"(?P<unit>{united(lambda grammar: grammar.mean_units)})"),
        spread_before=_compiled(
            rf"(?:{united(lambda grammar: grammar.spread_before)})[^，。；,;\d]{{0,10}}$|±{_BLANK}$"
        ),
        people=_compiled(f"(?:.* )?{united(lambda grammar: grammar.people)}"),
    )


def _named(prefix: str, words: Iterable[tuple[str, Meaning]]) -> list[tuple[str, str, Meaning]]:
    return [(f"{prefix}{place}", word, meaning) for place, (word, meaning) in enumerate(words)]


def _groups(named: Iterable[tuple[str, str, Meaning]]) -> str:
    return "|".join(f"(?P<{name}>{word})" for name, word, _ in named) or _NOWHERE


def _either(words: Iterable[str]) -> str:
    joined = "|".join(f"(?:{word})" for word in words)
    return f"(?:{joined})" if joined else _NOWHERE


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
