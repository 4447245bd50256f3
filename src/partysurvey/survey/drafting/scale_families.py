"""The natural order of answers, from what their words mean; never a guess.

The convention is that of printed questionnaires. Judgements (satisfaction, agreement, frequency, quality …) go
from the positive or most frequent end to the other, and score k … 1. Classes (age, education, income, rank) go
from the lowest to the highest and have no scores; yes comes before no. Don't know, refusals and "does not apply"
come last, then "other": they are outside the order and have no score.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from partysurvey.survey.drafting.bands import ordered_bands
from partysurvey.survey.drafting.scale_words import Places, scale_words
from partysurvey.survey.plain_text import folded, without_prefix

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
_LEAST = -3.5
_DENIAL = "不存在"
_DENIALS = frozenset([_DENIAL, "不存在问题"])
_DENYING = ("无", "没", "没有", "未", "不")  # the longest last
_NOTHING_OF_IT = ("没有", "没什么", "毫无", "无", "none")
_SIZES = frozenset("大多高强")


class Family(Struct, frozen=True):
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


def is_known_answer(label: str, heading: str) -> bool:
    """Whether a label that stands alone is an answer of some family; of degrees where the heading has the stem."""
    plain = _plain(label)
    words = scale_words()
    if plain in words.neutral or is_apart(label) or any(plain in pair for pair in words.pairs):
        return True
    if any(_by_places({plain: label}, places) for _, places in (*words.scales, *words.classes)):
        return True
    if ordered_bands([label]) or _of_education({plain: label}):
        return True
    asked = folded(heading)
    readings = (_degrees(plain, ranks) for ranks in (words.degrees, words.frequencies))
    return any(stem and (stem in words.opposites or stem in asked) for found in readings for stem in found)


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
    ranks = {word: float(place) for place, synonyms in enumerate(places) for word in synonyms}
    return _by_rank(labels, [_level(plain, ranks) for plain in labels])


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
    order = _by_rank(labels, [_level(plain, scale_words().education) for plain in labels])
    return Family("education", order) if order else None


def _level(plain: str, ranks: Mapping[str, float]) -> float | None:
    """The rank of the level, moved by 及以下 or 及以上; of several joined ("高中/中专") the mean of their ranks."""
    text, shift = plain, 0.0
    for modifier, change in _CLASS_MODIFIERS.items():
        if text.endswith(modifier):
            text, shift = text.removesuffix(modifier), shift + change
    for sign in "/、,或(（和":
        text = text.replace(sign, "|")
    levels = [ranks.get(part.strip(")）")) for part in text.split("|") if part]
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
    readings = {plain: _degrees(plain, words) for plain in labels}
    stems = {stem for found in readings.values() for stem in found}
    for stem in sorted(stems, key=lambda stem: (-len(stem), stem)):
        if sum(stem in found for found in readings.values()) < 2:  # a middle and a denial alone make no scale
            continue
        ranks = [_rank(plain, stem, found, words) for plain, found in readings.items()]
        known = [rank for rank in ranks if rank is not None]
        enough = len(labels) >= _FEWEST_WITHOUT_STEM or (stem and min(known) < 0 < max(known))
        order = _by_rank(labels, [rank if rank is None else -rank for rank in ranks]) if enough else None
        if order:
            return order
    return None


def _rank(plain: str, stem: str, readings: Mapping[str, float], words: Mapping[str, float]) -> float | None:
    """How far the label stands towards the positive end, if it is a degree of the stem."""
    if words is scale_words().degrees:
        if plain in scale_words().neutral:
            return 0.0
        if plain in _DENIALS or (stem in _SIZES and plain.startswith(_NOTHING_OF_IT)):
            return _LEAST
    return readings.get(stem)


def _degrees(plain: str, words: Mapping[str, float]) -> Mapping[str, float]:
    """The rank for each stem that the label can be read with."""
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
    """影响很大, 影响较小, 没有影响 → 很大, 较小, 不存在: without the noun that begins all but the denial."""
    denials = {plain: plain.removeprefix(word) for plain in labels for word in _DENYING if plain.startswith(word)}
    others = [plain for plain in labels if plain not in denials]
    noun = _common_start(others)
    if not noun or any(rest != noun for rest in denials.values()) or len(others) < 2:
        return labels
    return {_DENIAL if plain in denials else plain.removeprefix(noun): label for plain, label in labels.items()}


def _common_start(words: Sequence[str]) -> str:
    if not words:
        return ""
    first, last = min(words), max(words)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]
