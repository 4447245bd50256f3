"""The natural order of answers, from what their words mean; never a guess.

The convention is that of printed questionnaires. Judgements (satisfaction, agreement, frequency, quality …) go
from the positive or most frequent end to the other, and score k … 1. Classes (age, education, income, rank) go
from the lowest to the highest and have no scores; yes comes before no. Don't know, refusals and "does not apply"
come last, then "other": they are outside the order and have no score.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from partysurvey.survey.bands import ordered_bands
from partysurvey.survey.plain_text import folded, without_prefix
from partysurvey.survey.scale_words import Places, scale_words

_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
_QUOTES = str.maketrans("", "", "[]【】〖〗《》“”\"'")
_CLASS_MODIFIERS = {
    "及其以下": -0.2,
    "及以下": -0.2,
    "以下": -0.4,
    "orbelow": -0.2,
    "orless": -0.2,
    "orlower": -0.2,
    "andbelow": -0.2,
    "及其以上": 0.2,
    "及以上": 0.2,
    "以上": 0.4,
    "orabove": 0.2,
    "orhigher": 0.2,
    "andabove": 0.2,
    "学历": 0.0,
    "毕业": 0.0,
    "学位": 0.0,
}
_OTHER_STARTS = ("其他", "其它", "other,", "other:", "otherplease", "other(please")
_FEWEST_WITHOUT_STEM = 3


@dataclass(frozen=True, slots=True)
class Family:
    """Labels in their natural order; `scores` is empty for classes, `apart` are the labels outside the order."""

    name: str
    order: tuple[str, ...]
    apart: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_scale(self) -> bool:
        """Whether the answers are degrees of one judgement, so that a mean score says something."""
        return bool(self.scores)


def ordered(labels: Sequence[str]) -> tuple[str, ...] | None:
    """The labels in natural order, those outside the order last; None where their words do not settle it."""
    found = family(labels)
    return found.order + found.apart if found else None


def scores(labels: Sequence[str]) -> Mapping[str, float] | None:
    """The score of each label of a judgement, k for the most positive down to 1; None where there is no such order."""
    found = family(labels)
    return found.scores if found and found.is_scale else None


def family(labels: Sequence[str]) -> Family | None:
    """The family that the labels belong to, all of them; None where none is certain.

    A don't-know text counts as part of the scale if the others share its stem (不清楚 beside 很清楚).
    """
    whole = _family(tuple(labels))
    if whole or not any(is_apart(label) for label in labels):
        return whole
    rest = tuple(label for label in labels if not is_apart(label))
    found = _family(rest)
    if not found:
        return None
    apart = sorted((label for label in labels if is_apart(label)), key=lambda label: (_apartness(label), label))
    return Family(found.name, found.order, tuple(apart), found.scores)


def is_apart(label: str) -> bool:
    """Whether the label says don't know, refused, does not apply or other: it stands outside any order."""
    return _apartness(label) > 0


def _apartness(label: str) -> int:
    """The place behind the ordered answers: don't know, does not apply, refused, other; 0 for an ordered answer."""
    plain = _plain(label)
    kinds = scale_words().apart
    found = next((place for place, words in enumerate(kinds, start=1) if plain in words), 0)
    return found or (len(kinds) if plain.startswith(_OTHER_STARTS) else 0)


def _family(labels: tuple[str, ...]) -> Family | None:
    plain = [_plain(label) for label in labels]
    if len(labels) < 2 or len(set(plain)) < len(plain) or not all(plain):
        return None
    by_plain = dict(zip(plain, labels, strict=True))
    short = {_REMARK.sub("", word): label for word, label in by_plain.items()}
    told = short if len(short) == len(labels) else by_plain
    return _of_words(told) or _of_bands(labels) or _of_education(by_plain) or _of_degrees(told)


def _plain(label: str) -> str:
    words = folded(without_prefix(label)).translate(_QUOTES).strip("。.;；,，!！")
    return words.removesuffix("的") if len(words) > 2 else words


def _of_words(labels: Mapping[str, str]) -> Family | None:
    words = scale_words()
    for pair in words.pairs:
        if set(labels) == set(pair):
            return Family("pair", tuple(labels[answer] for answer in pair))
    for name, places in words.scales:
        order = _by_places(labels, places)
        if order:
            return _scale(name, order)
    for name, places in words.classes:
        order = _by_places(labels, places)
        if order:
            return Family(name, order)
    return None


def _by_places(labels: Mapping[str, str], places: Places) -> tuple[str, ...] | None:
    rank = {word: float(place) for place, synonyms in enumerate(places) for word in synonyms}
    return _by_rank(labels, [rank.get(plain) for plain in labels])


def _by_rank(labels: Mapping[str, str], ranks: Sequence[float | None]) -> tuple[str, ...] | None:
    """The labels by rank, lowest first; None where a rank is unknown or taken twice."""
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(labels) or len(set(known)) < len(known):
        return None
    pairs = zip(known, labels.values(), strict=True)
    return tuple(label for _, label in sorted(pairs))


def _scale(name: str, order: tuple[str, ...]) -> Family:
    return Family(name, order, scores={label: float(len(order) - place) for place, label in enumerate(order)})


def _of_bands(labels: Sequence[str]) -> Family | None:
    order = ordered_bands(labels)
    return Family("bands", order) if order else None


def _of_education(labels: Mapping[str, str]) -> Family | None:
    order = _by_rank(labels, [_education_level(plain) for plain in labels])
    return Family("education", order) if order else None


def _education_level(plain: str) -> float | None:
    """The level of the schooling; of several joined ("高中/中专") the mean of their levels."""
    text, shift = plain, 0.0
    for modifier, change in _CLASS_MODIFIERS.items():
        if text.endswith(modifier):
            text, shift = text.removesuffix(modifier), shift + change
    for sign in "/、,或(（和":
        text = text.replace(sign, "|")
    levels = [scale_words().education.get(part.strip(")）")) for part in text.split("|") if part]
    known = [level for level in levels if level is not None]
    return sum(known) / len(known) + shift if known and len(known) == len(levels) else None


def _of_degrees(labels: Mapping[str, str]) -> Family | None:
    """A judgement made of a degree or frequency and one stem that all labels share: 很满意, 一般, 不太满意."""
    for name, words in (("frequency", scale_words().frequencies), ("degree", scale_words().degrees)):
        for told in (labels, _without_common_noun(labels)):
            order = _by_degree(told, words)
            if order:
                return _scale(name, order)
    return None


def _by_degree(labels: Mapping[str, str], words: Mapping[str, float]) -> tuple[str, ...] | None:
    parsed = {plain: _degrees(plain, words) for plain in labels}
    stems = set.intersection(*(set(found) for found in parsed.values() if found is not None)) if _any(parsed) else set()
    for stem in sorted(stems, key=len, reverse=True):
        ranks = [0.0 if found is None else found[stem] for found in parsed.values()]
        enough = len(labels) >= _FEWEST_WITHOUT_STEM or (stem and min(ranks) < 0 < max(ranks))
        order = _by_rank(labels, [-rank for rank in ranks]) if enough else None
        if order:
            return order
    return None


def _any(parsed: Mapping[str, Mapping[str, float] | None]) -> bool:
    return sum(found is not None for found in parsed.values()) >= 2


def _degrees(plain: str, words: Mapping[str, float]) -> Mapping[str, float] | None:
    """The rank for each stem that the label can be read with; None for an answer in the middle of any scale."""
    if plain in scale_words().neutral and words is scale_words().degrees:
        return None
    readings: dict[str, float] = {}
    for stem, rank in _readings(plain, words):
        readings.setdefault(stem, rank)
        for opposite in scale_words().opposites.get(stem, ()):
            readings.setdefault(opposite, -rank)
    return readings


def _readings(plain: str, words: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    """Stems with ranks, those after the longest adverb first; the bare label is a stem of rank 2."""
    for adverb in sorted(words, key=len, reverse=True):
        if plain.startswith(adverb):
            yield plain.removeprefix(adverb), words[adverb]
    for adverb in sorted(words, key=len, reverse=True):
        if adverb.isascii() and len(adverb) > 3 and plain.endswith(adverb):  # "agree strongly"
            yield plain.removesuffix(adverb), words[adverb]
    if words is scale_words().degrees:
        yield plain, 2.0


def _without_common_noun(labels: Mapping[str, str]) -> Mapping[str, str]:
    """影响很大, 影响较小, 没有影响 → 很大, 较小, 完全不大: without the noun that begins all but the denial."""
    denials = {
        plain: plain.removeprefix(word) for plain in labels for word in ("无", "没", "没有") if plain.startswith(word)
    }
    others = [plain for plain in labels if plain not in denials]
    noun = _common_start(others)
    if not noun or any(rest != noun for rest in denials.values()) or len(others) < 2:
        return labels
    return {"完全不大" if plain in denials else plain.removeprefix(noun): label for plain, label in labels.items()}


def _common_start(words: Sequence[str]) -> str:
    if not words:
        return ""
    first, last = min(words), max(words)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]
