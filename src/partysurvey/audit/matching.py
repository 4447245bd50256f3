"""Which question and option a sentence speaks of, by its words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.audit.claim import Claim, ClaimKind
from partysurvey.audit.quoting import place_in_sentence
from partysurvey.estimates.results import Result
from partysurvey.survey.plain_text import folded
from partysurvey.survey.text import Text

CLAUSE_ENDS = re.compile(r"[，,；;。、：:()（）\n]| and ")
OF_CHINESE = r"[^，,。；;、\d]{0,6}?(?:中|里)(?![心级])"
OF_ENGLISH = r"(?:among|amongst|amongthe|ofthe|ofall|for)"  # blanks are folded away
LEAST_CHINESE, LEAST_LATIN = 2, 4  # letters of a label that can be told from other words
ENOUGH_OF_QUESTION = 0.5  # of its pairs of letters in the sentence
MATCHED_KINDS = frozenset({ClaimKind.PERCENT, ClaimKind.FRACTION, ClaimKind.COUNT})


class Label(Struct, frozen=True):
    """An option or net that a sentence can name."""

    question: str
    item: str | None
    option: str
    words: str  # folded
    about: tuple[str, ...]  # the question in both languages, folded

    @property
    def condition(self) -> str:
        """The condition on respondents that they gave this answer."""
        return f'{self.question} = "{self.option}"'

    def place_as_group(self, folded_text: str) -> int | None:
        """Where the text last speaks of those who gave this answer as a group; None where it does not."""
        words = re.escape(self.words)
        found = list(re.finditer(rf"{words}{OF_CHINESE}|{OF_ENGLISH}{words}(?![a-z])", folded_text))
        return found[-1].end() if found else None


class Match(Struct, frozen=True):
    """The claim with the question and option it speaks of; `surely` where the sentence names the question too."""

    claim: Claim
    surely: bool


def labels(results: Iterable[Result]) -> tuple[Label, ...]:
    """What the options and nets of everybody's results are called, in both languages, the longest first."""
    found = {label for result in results if result.by is None for label in _labels(result)}
    return tuple(sorted(found, key=lambda label: (-len(label.words), label.question, label.option)))


def matched(claim: Claim, known: Sequence[Label]) -> Match | None:
    """The claim with its question, option and group; None where the words name none, or several equally well."""
    if claim.kind not in MATCHED_KINDS:
        return None
    sentence, clause = folded(claim.sentence), folded(clause_of(claim))
    group = group_of(claim, known)
    named = [label for label in known if label.words in clause and not (group and label.question == group.question)]
    longest = [label for label in named if len(label.words) == len(named[0].words)]
    scores = {label: max((_overlap(about, sentence) for about in label.about), default=0.0) for label in longest}
    best = [label for label in longest if scores[label] == max(scores.values())]
    if len({(label.question, label.item, label.option) for label in best}) != 1:
        return None
    found = best[0]
    surely = scores[found] >= ENOUGH_OF_QUESTION
    told = replace(claim, question=found.question, item=found.item, option=found.option)
    return Match(replace(told, group=group.option, where=group.condition) if group else told, surely)


def group_of(claim: Claim, known: Sequence[Label]) -> Label | None:
    """The group of people that the sentence restricts the claim to, the last before it: 男性中, among women."""
    before = folded(claim.sentence[: max(place_in_sentence(claim), 0)])
    last: tuple[int, Label] | None = None
    for label in known:
        place = label.place_as_group(before) if label.item is None else None
        if place is not None and (last is None or place > last[0]):
            last = place, label
    return last[1] if last else None


def clause_of(claim: Claim) -> str:
    """The part of the sentence between marks that holds the figure."""
    start = place_in_sentence(claim)
    if start < 0:
        return claim.sentence
    before = [found.end() for found in CLAUSE_ENDS.finditer(claim.sentence, 0, start)]
    after = CLAUSE_ENDS.search(claim.sentence, start + len(claim.text))
    return claim.sentence[before[-1] if before else 0 : after.start() if after else None]


def _labels(result: Result) -> Iterator[Label]:
    about = tuple(map(folded, _words(result.item_label or result.text)))
    for share in (*result.options, *result.nets):
        for words in map(folded, _words(share.label)):
            told = f"{words}性" if len(words) < LEAST_CHINESE and not words.isascii() else words  # 男: 男性
            if len(told) >= (LEAST_LATIN if told.isascii() else LEAST_CHINESE):
                yield Label(result.question, result.item, share.option, told, about)


def _words(text: Text) -> frozenset[str]:
    return frozenset(filter(None, (text.zh, text.en)))


def _overlap(about: str, sentence: str) -> float:
    """The share of the pairs of neighbouring letters of the question that the sentence has."""
    pairs = {about[place : place + 2] for place in range(len(about) - 1)}
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0
