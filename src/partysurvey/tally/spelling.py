"""Which option, absence or text a raw value spells: exact spellings first, then normalised ones."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.survey import Absence, Option
from partysurvey.survey.column import Answering
from partysurvey.survey.plain_text import normalised, number_text, trimmed
from partysurvey.tally.raw import Raw

Key = TypeVar("Key", str, float)

SPECIFIED = "〖[【(（{<《:：-—_,，;； \u3000"  # what stands between "other" and what it is


def named_by(options: tuple[Option, ...], answering: Answering) -> tuple[Option, ...]:
    """The options with the number by which cells name them as another spelling: their place from 1, or their score.

    An option's own labels and codes go before, and a score that two options share names neither.
    """
    if answering == "labels":
        return options
    if answering == "positions":
        numbers = [float(place) for place in range(1, len(options) + 1)]
    else:
        scores = Counter(option.score for option in options)
        numbers = [math.nan if scores[option.score] > 1 or option.score is None else option.score for option in options]
    return tuple(
        option if math.isnan(number) else replace(option, aliases=(*option.aliases, f"{number:g}"))
        for option, number in zip(options, numbers, strict=True)
    )


def raw_text(value: Raw, encoding: str) -> str:
    """The raw value as text: bytes decoded, 1.0 as "1"; undecodable bytes escaped."""
    if isinstance(value, bytes):
        return trimmed(value.decode(encoding, "backslashreplace"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return trimmed(str(value))


class Spellings(Struct, frozen=True, dict=True):
    """The known spellings of options: each text has the code of its option, or none."""

    options: tuple[Option, ...]

    @cached_property
    def exact(self) -> Mapping[str, str]:
        """Label, alias and code as they are written; where two options share one, labels go before aliases."""
        known: dict[str, str] = {}
        for spelled in (_labels, _aliases, _codes):
            for option in self.options:
                for text in spelled(option):
                    known.setdefault(trimmed(text), option.code)
        known.pop("", None)
        return known

    @cached_property
    def by_normal(self) -> Mapping[str, str]:
        """Normalised spelling to code; spellings that two options share are no spelling of either."""
        return _unambiguous((form, code) for text, code in self.exact.items() if (form := normalised(text)))

    @cached_property
    def by_number(self) -> Mapping[float, str]:
        """Number to the code that equals it."""
        return _unambiguous(
            (number, option.code) for option in self.options if (number := number_text(option.code)) is not None
        )

    @cached_property
    def specified(self) -> Sequence[tuple[str, str]]:
        """(spelling, code) of the options that take a text, the longest first."""
        codes = {option.code for option in self.options if option.specify}
        pairs = [(text, code) for text, code in self.exact.items() if code in codes]
        return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))

    def code(self, text: str) -> str | None:
        """The code of the option that the trimmed text spells, or None."""
        return self.exact.get(text) or self._normal_code(normalised(text)) or self._specified_code(text)

    def _normal_code(self, form: str) -> str | None:
        number = number_text(form)
        return self.by_normal.get(form) or (None if number is None else self.by_number.get(number))

    def _specified_code(self, text: str) -> str | None:
        form = normalised(text)
        for spelling, code in self.specified:
            for whole, start in ((text, spelling), (form, normalised(spelling))):
                if start and whole.startswith(start) and whole[len(start) :][:1] in SPECIFIED:
                    return code
        return None


def _labels(option: Option) -> Iterable[str]:
    return option.label.zh, option.label.en


def _aliases(option: Option) -> Iterable[str]:
    return option.aliases


def _codes(option: Option) -> Iterable[str]:
    return (option.code,)


def _unambiguous(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    known: dict[Key, set[str]] = {}
    for key, code in pairs:
        known.setdefault(key, set()).add(code)
    return {key: next(iter(codes)) for key, codes in known.items() if len(codes) == 1}


class Marks(Struct, frozen=True, dict=True):
    """Marks of absence: of the question first, then of the questionnaire, then those declared in the file."""

    question: Mapping[str, Absence] = field(default_factory=dict)
    survey: Mapping[str, Absence] = field(default_factory=dict)

    @cached_property
    def known(self) -> Mapping[str, Absence]:
        """Trimmed mark to its kind."""
        merged = {**self.survey, **self.question}
        return {trimmed(mark): kind for mark, kind in merged.items()}

    def kind(self, text: str) -> Absence | None:
        """The absence that the trimmed text marks, BLANK for the empty text, None if it is no mark."""
        return self.known.get(text) or (None if text else Absence.BLANK)
