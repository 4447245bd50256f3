"""The grammars compiled: one regular expression for each thing that is looked for around a number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any

from msgspec import Struct

from partysurvey.audit.claim import Hedge
from partysurvey.audit.extraction.chinese import CHINESE
from partysurvey.audit.extraction.english import ENGLISH
from partysurvey.audit.extraction.grammar import Grammar
from partysurvey.audit.extraction.numerals import NUMBER
from partysurvey.survey.text import Language

_BLANK = "[ \u00a0\u2009\u202f]?"
_AT_END = (
    "no_claim_after",
    "base_after",
    "valid",
    "sample",
    "parts",
    "mean_after",
    "no_mean_after",
    "no_count_after",
    "no_things_after",
    "bare_points",
)  # as they stand
_ENDING = ("no_claim_before", "base_before", "change_before", "no_mean_before")  # that end where they are looked for
_NOWHERE = "(?!)"
_NUMBERED = f"(?P<number>{NUMBER})"
_Named = list[tuple[str, str, Any]]  # name of a group, its pattern, what it means


class Patterns(Struct, frozen=True):
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
    no_mean_after: re.Pattern[str]
    no_count_after: re.Pattern[str]
    no_things_after: re.Pattern[str]
    mean_link: re.Pattern[str]
    part_after: re.Pattern[str]
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
    words = _Words({"zh": (CHINESE,), "en": (ENGLISH,), None: (CHINESE, ENGLISH)}[language])
    before, after = words.named("before", "hedges_before"), words.named("after", "hedges_after")
    more, shares, part_names = (words.named(name, name) for name in ("more", "shares", "part_names"))
    return Patterns(
        **{name: _compiled(words.any_of(name)) for name in _AT_END},
        **{name: _compiled(f"(?:{words.any_of(name)})$") for name in _ENDING},
        **_around_numbers(words),
        **_of_means(words),
        shares={name: meaning for group in shares for name, _, meaning in group},
        hedges={name: hedge for group in (*before, *more, *after) for name, _, hedge in group},
        parts_of_one={name: whole for group in part_names for name, _, whole in group},
        figure=_compiled(f"{_groups(chain(*shares))}|{_NUMBERED}"),
        hedge_before=_compiled(words.each("(?:{})", map(_groups, before), "hedge_gap") + "$"),
        hedge_after=_compiled(_BLANK + f"(?:{_groups(chain(*after))})"),
        part_name=_compiled(f"[- ](?:{_groups(chain(*part_names))})(?![a-z])"),
        count=_compiled(words.counting(more, "count_units")),
        word_count=_compiled(words.counting(more, "word_count_units")),
        people=_compiled(f"(?:.* )?{words.any_of('people')}"),
    )


def _around_numbers(words: "_Words") -> dict[str, re.Pattern[str]]:
    """What tells a number from others by the signs next to it, by the name of the pattern."""
    found = {
        "decoy": words.any_of("decoys"),
        "percent": _BLANK + f"(?:{words.any_of('percent_signs')})",
        "points": _BLANK + f"(?:{words.any_of('points_signs')})",
        "upper": (
            rf"(?P<sign>{_BLANK}(?:%|‰|成| per ?cent| percentage points)?){_BLANK}"
            rf"(?P<mark>{words.any_of('range_marks')}){_BLANK}{_NUMBERED}"
        ),
        "between": "between $",
        "no_range_before": f"(?:{words.any_of('no_range_before')})[^，。；,.;]{{0,12}}$",
        "count_before": f"(?:{words.any_of('counts_before')})$",
        "count_after": words.any_of("counts_after"),
        "odds": f"(?:{words.any_of('odds_marks')}){_NUMBERED}(?!{_BLANK}%|[ -]per)",
        "part_after": f"(?:{words.any_of('parts_after')})",
    }
    return {name: _compiled(pattern) for name, pattern in found.items()}


def _of_means(words: "_Words") -> dict[str, re.Pattern[str]]:
    """What is looked for around means and standard deviations, by the name of the pattern."""
    gaps = (f"(?:{_either(grammar.mean_before)}){grammar.mean_gap}" for grammar in words.grammars)
    found = {
        "mean_before": _either(gaps) + "$",
        "mean_link": words.any_of("mean_links"),
        "states_before": r"(?:[=:：为是达到约值]|\b(?:of|is|was|were|at|to)) ?$",
        "mean_unit": _BLANK + f"(?P<unit>{words.any_of('mean_units')})",
        "spread_before": rf"(?:{words.any_of('spread_before')})[^，。；,;\d]{{0,10}}$|±{_BLANK}$",
    }
    return {name: _compiled(pattern) for name, pattern in found.items()}


class _Words(Struct, frozen=True):
    """The words of some grammars together."""

    grammars: tuple[Grammar, ...]

    def any_of(self, field: str) -> str:
        """A pattern that any of the words of the field matches."""
        return _either(word for grammar in self.grammars for word in getattr(grammar, field))

    def named(self, prefix: str, field: str) -> list[_Named]:
        """For each grammar the words of the field with a name for a group, and what they mean."""
        return [
            [(f"{prefix}{place}_{number}", *item) for number, item in enumerate(getattr(grammar, field).items())]
            for place, grammar in enumerate(self.grammars)
        ]

    def each(self, form: str, patterns: Iterable[str], field: str) -> str:
        """One of the patterns in that form, with what the field of its grammar lets stand behind it."""
        pairs = zip(self.grammars, patterns, strict=True)
        return _either(form.format(pattern) + getattr(grammar, field) for grammar, pattern in pairs)

    def counting(self, more: Sequence[_Named], field: str) -> str:
        """A unit of counts, with a word for "and some more" before it, each in a group of its own."""
        forms = (
            rf"(?:{_groups(named)})?{_BLANK}(?P<unit{place}>{_either(getattr(grammar, field))})"
            for place, (grammar, named) in enumerate(zip(self.grammars, more, strict=True))
        )
        return _either(forms)


def _groups(named: Iterable[tuple[str, str, Any]]) -> str:
    return "|".join(f"(?P<{name}>{word})" for name, word, _ in named) or _NOWHERE


def _either(words: Iterable[str]) -> str:
    joined = "|".join(f"(?:{word})" for word in words)
    return f"(?:{joined})" if joined else _NOWHERE


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
