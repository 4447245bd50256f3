"""Templates filled with words and figures, without losing which number is which."""

from collections.abc import Iterator, Sequence
from string import Formatter

from partysurvey.errors import RequestError
from partysurvey.report import wording
from partysurvey.report.document import Figure, Sentence
from partysurvey.survey import Language, Text

Part = str | Figure
Phrase = tuple[Part, ...]

COMMA = Text("，", ", ")
ENUMERATED = (Text("、", ", "), Text("和", " and "))
CLAUSES = (COMMA, Text("，", " and "))


def phrase(template: Text, language: Language, **parts: "Part | Phrase") -> Phrase:
    """The template with its `{…}` filled, as parts; RequestError for a `{…}` that means nothing here."""
    return tuple(_filled(template.into(language), parts))


def listed(phrases: Sequence[Phrase], marks: tuple[Text, Text], language: Language) -> Phrase:
    """The phrases one after the other, the last behind the second mark: "a, b and c", 甲、乙和丙."""
    whole: list[Part] = []
    for place, each in enumerate(phrases):
        if place:
            whole.append(marks[place == len(phrases) - 1].into(language))
        whole += each
    return tuple(whole)


def sentence(phrases: Sequence[Phrase], language: Language) -> Sentence:
    """The phrases as one sentence, side by side; with a capital first letter in English, and a full stop."""
    parts = listed(phrases, (COMMA, COMMA), language)
    return Sentence(_joined((*_capitalised(parts), wording.ENDED.into(language).format(sentence=""))))


def _filled(template: str, parts: "dict[str, Part | Phrase]") -> Iterator[Part]:
    for words, name, _, _ in Formatter().parse(template):
        yield words
        if name is None:
            continue
        if name not in parts:
            known = ", ".join(f"{{{each}}}" for each in sorted(parts))
            raise RequestError(f"the sentence {template!r} has a place {{{name}}} for nothing", f"use {known}")
        filling = parts[name]
        yield from filling if isinstance(filling, tuple) else (filling,)


def _capitalised(parts: Phrase) -> Phrase:
    first = next((part for part in parts if part), "")
    if not isinstance(first, str):
        return parts
    place = parts.index(first)
    return (*parts[:place], first[:1].upper() + first[1:], *parts[place + 1 :])


def _joined(parts: Phrase) -> Phrase:
    """The parts with neighbouring words in one."""
    whole: list[Part] = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        elif part:
            whole.append(part)
    return tuple(whole)
