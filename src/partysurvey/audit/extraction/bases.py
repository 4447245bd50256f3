"""Which numbers of people a percent may refer to, and why."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from partysurvey.audit.claim import BaseCandidate, ClaimKind
from partysurvey.audit.extraction.figures import Figure
from partysurvey.audit.extraction.patterns import Patterns
from partysurvey.audit.extraction.plain import Lines
from partysurvey.audit.extraction.sentences import Cuts

MOST = 6  # candidates of a claim
_REMEMBERED = 6  # counts that are looked at on each side of a figure, and sizes of samples
_NEAR = 40
_WITH_BASE = {ClaimKind.PERCENT, ClaimKind.FRACTION, ClaimKind.MEAN, ClaimKind.SPREAD}
_CLAUSE_AFTER = re.compile(r"[^，,。;；.\d\n]{0,24}")
_CLAUSE_BEFORE = re.compile(r"[^，,。;；.\d\n]{0,16}$")
_PERCENT_AFTER = re.compile(r" ?[(,，] ?(?:仅|约)?占?(?:比)?(?:约|为)? ?\d+(?:\.\d+)?(?:%| per ?cent)")
_ATTACHED = re.compile(r" ?(?:\((?:n|base|基数|of)\b.{0,12}|of .{0,20}|among .{0,20})", re.IGNORECASE)


class Reason(IntEnum):
    """Why a count may be a base, the best first."""

    GIVES_IT = 0
    ATTACHED = 1
    BEFORE = 2
    TOTAL = 3
    EARLIER = 4
    VALID = 5
    SAMPLE = 6
    MENTIONED = 7
    AFTER = 8
    NUMERATOR = 9


WORDS = {
    Reason.GIVES_IT: "gives the percent with the count beside it",
    Reason.ATTACHED: "stated after",
    Reason.BEFORE: "stated before",
    Reason.TOTAL: "count in the sentence",
    Reason.EARLIER: "stated in an earlier sentence",
    Reason.VALID: "valid responses",
    Reason.SAMPLE: "size of a sample",
    Reason.MENTIONED: "count in an earlier sentence",
    Reason.AFTER: "count later in the sentence",
    Reason.NUMERATOR: "count beside it, perhaps what was divided",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A count of the text that may be a base: where it stands, and what its words say about it."""

    number: int  # of its figure
    figure: Figure
    n: int
    is_base: bool
    is_part: bool
    rank: Reason | None  # VALID or SAMPLE: a base for the whole text


def base_candidates(
    text: str, figures: Sequence[Figure], found: Patterns, cuts: Cuts, lines: Lines
) -> list[tuple[BaseCandidate, ...]]:
    """The base candidates of each figure, the best first; none for counts and points."""
    possible = list(_counts(text, figures, found))
    everywhere = deque(((count.rank, count) for count in possible if count.rank is not None), _REMEMBERED)
    ahead = deque(possible)
    behind: deque[Count] = deque(maxlen=2 * _REMEMBERED)
    candidates: list[tuple[BaseCandidate, ...]] = []
    for number, figure in enumerate(figures):
        while ahead and ahead[0].number <= number:
            behind.append(ahead.popleft())
        following = [ahead[place] for place in range(min(_REMEMBERED, len(ahead)))]
        near = [*behind, *following] if figure.kind in _WITH_BASE else []
        ranked = [*_ranked(text, figure, near, cuts), *(everywhere if figure.kind in _WITH_BASE else ())]
        candidates.append(_best(_confirmed(ranked, figure), figure, lines))
    return candidates


def _counts(text: str, figures: Sequence[Figure], found: Patterns) -> Iterator[Count]:
    """The counts among the figures that can be bases, in order."""
    for number, figure in enumerate(figures):
        if figure.kind is ClaimKind.COUNT and figure.value and figure.upper is None:
            is_part = _PERCENT_AFTER.match(text, figure.end) is not None
            is_base = not is_part and _is_base(text, figure, found)
            rank = None if is_part else _rank_everywhere(text, figure, found)
            yield Count(number, figure, int(figure.value), is_base, is_part, rank)


def _is_base(text: str, figure: Figure, found: Patterns) -> bool:
    if figure.unit is not None and not found.people.fullmatch(figure.unit):
        return False
    left = text[max(0, figure.start - _NEAR) : figure.start]
    return bool(found.base_before.search(left) or found.base_after.match(text, figure.end))


def _rank_everywhere(text: str, figure: Figure, found: Patterns) -> Reason | None:
    """Whether the clause of the count says that it is the number of valid responses, or the size of a sample."""
    if figure.unit is not None and not found.people.fullmatch(figure.unit):
        return None
    before = _CLAUSE_BEFORE.search(text[max(0, figure.start - _NEAR) : figure.start])
    after = _CLAUSE_AFTER.match(text, figure.end)
    clause = f"{before[0] if before else ''} {figure.unit or ''} {after[0] if after else ''}"
    if found.valid.search(clause) or found.valid.search(text, figure.start, figure.end):
        return Reason.VALID
    return Reason.SAMPLE if found.sample.search(clause) else None


def _ranked(text: str, figure: Figure, near: Sequence[Count], cuts: Cuts) -> Iterator[tuple[Reason, Count]]:
    sentence = cuts.at(figure.start)
    for count in near:
        place = cuts.at(count.figure.start)
        if place == sentence:
            yield _reason_within(text, figure, count), count
        elif place < sentence and cuts.paragraphs[place] == cuts.paragraphs[sentence]:
            yield (Reason.EARLIER if count.is_base else Reason.MENTIONED), count


def _reason_within(text: str, figure: Figure, count: Count) -> Reason:
    """Why a count of the same sentence may be the base."""
    if count.figure.start > figure.start:
        return Reason.ATTACHED if _ATTACHED.fullmatch(text, figure.end, count.figure.start) else Reason.AFTER
    if count.is_part:
        return Reason.NUMERATOR
    return Reason.BEFORE if count.is_base else Reason.TOTAL


def _confirmed(ranked: list[tuple[Reason, Count]], figure: Figure) -> list[tuple[Reason, Count]]:
    """The candidates; if the count beside the percent and one of them give it, that one becomes the best."""
    beside = [count for _, count in ranked if _is_beside(figure, count)]
    return [
        (Reason.GIVES_IT if any(_gives(part, count, figure) for part in beside) else reason, count)
        for reason, count in ranked
    ]


def _is_beside(figure: Figure, count: Count) -> bool:
    return abs(count.figure.end - figure.start) < _NEAR or abs(count.figure.start - figure.end) < _NEAR


def _gives(part: Count, whole: Count, figure: Figure) -> bool:
    if figure.kind is not ClaimKind.PERCENT or figure.value is None or not part.n < whole.n:
        return False
    return abs(Decimal(100 * part.n) / whole.n - figure.value) <= Decimal(5).scaleb(-figure.digits - 1)


def _best(ranked: list[tuple[Reason, Count]], figure: Figure, lines: Lines) -> tuple[BaseCandidate, ...]:
    ordered = sorted(ranked, key=lambda pair: (pair[0], abs(pair[1].figure.start - figure.start)))
    best: dict[int, BaseCandidate] = {}
    for reason, count in ordered:
        span = lines.span(count.figure.start, count.figure.end)
        best.setdefault(count.n, BaseCandidate(count.n, WORDS[reason], span))
    return tuple(best.values())[:MOST]
