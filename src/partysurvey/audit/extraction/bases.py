"""Which numbers of people a percent may refer to, and why."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from msgspec import Struct

from partysurvey.audit.claim import BaseCandidate, BaseReason, ClaimKind, Span
from partysurvey.audit.extraction.figures import Figure
from partysurvey.audit.extraction.patterns import Patterns
from partysurvey.audit.extraction.sentences import Place

MOST = 6  # candidates of a claim
_REMEMBERED = 6  # counts that are looked at on each side of a figure, and sizes of samples
_NEAR = 40
_WITH_BASE = {ClaimKind.PERCENT, ClaimKind.FRACTION, ClaimKind.MEAN, ClaimKind.SPREAD}
_CLAUSE_AFTER = re.compile(r"[^，,。;；.\d\n]{0,24}")
_CLAUSE_BEFORE = re.compile(r"[^，,。;；.\d\n]{0,16}$")
_PERCENT_AFTER = re.compile(r" ?[(,，] ?(?:仅|约)?占?(?:比)?(?:约|为)? ?\d+(?:\.\d+)?(?:%| per ?cent)")
_ATTACHED = re.compile(r" ?(?:\((?:n|base|基数|of)\b.{0,12}|of .{0,20}|among .{0,20})", re.IGNORECASE)


_SIZE = re.compile(r"\bn ?= ?$", re.IGNORECASE)  # of a sample
_RANKS = {reason: rank for rank, reason in enumerate(BaseReason)}
_MOST_DIGITS = -2  # of a percent: with fewer it would be 1000 % or more


class Count(Struct, frozen=True, eq=False):
    """A count of the text that may be a base: where it stands, and what its words say about it."""

    number: int  # of its figure
    n: int
    start: int
    end: int
    place: Place
    span: Span
    is_base: bool
    is_part: bool
    in_table: bool
    everywhere: BaseReason | None  # VALID or SAMPLE: a base for the whole text


Ranked = tuple[int, int, BaseReason, Count]  # rank of the reason, distance, reason, count


def base_candidates(
    text: str, figures: Sequence[Figure], found: Patterns, places: Sequence[Place], spans: Sequence[Span]
) -> list[tuple[BaseCandidate, ...]]:
    """The base candidates of each figure, the best first; none for counts and points."""
    possible = list(_counts(text, figures, found, places, spans))
    everywhere = deque((count for count in possible if count.everywhere is not None), _REMEMBERED)
    candidates: list[tuple[BaseCandidate, ...]] = [()] * len(figures)
    behind = 0  # how many of the counts stand before the figure
    for number, figure in enumerate(figures):
        while behind < len(possible) and possible[behind].number <= number:
            behind += 1
        if figure.kind in _WITH_BASE:
            near = possible[max(0, behind - 2 * _REMEMBERED) : behind + _REMEMBERED]
            candidates[number] = _best(_ranked(text, figure, places[number], near, everywhere))
    return candidates


def _counts(
    text: str, figures: Sequence[Figure], found: Patterns, places: Sequence[Place], spans: Sequence[Span]
) -> Iterator[Count]:
    """The counts among the figures that can be bases, in order."""
    for number, figure in enumerate(figures):
        if figure.kind is ClaimKind.COUNT and figure.value and figure.upper is None:
            is_part = _PERCENT_AFTER.match(text, figure.end) is not None
            is_base = not is_part and _is_base(text, figure, found)
            rank = None if is_part else _reason_everywhere(text, figure, found)
            n, place, span = int(figure.value), places[number], spans[number]
            yield Count(number, n, figure.start, figure.end, place, span, is_base, is_part, figure.in_table, rank)


def _is_base(text: str, figure: Figure, found: Patterns) -> bool:
    if figure.unit is not None and not found.people.fullmatch(figure.unit):
        return False
    left = text[max(0, figure.start - _NEAR) : figure.start]
    return bool(found.base_before.search(left) or found.base_after.match(text, figure.end))


def _reason_everywhere(text: str, figure: Figure, found: Patterns) -> BaseReason | None:
    """Whether the clause of the count says that it is the number of valid responses, or the size of a sample."""
    if figure.unit is not None and not found.people.fullmatch(figure.unit):
        return None
    before = _CLAUSE_BEFORE.search(text[max(0, figure.start - _NEAR) : figure.start])
    after = _CLAUSE_AFTER.match(text, figure.end)
    clause = f"{before[0] if before else ''} {figure.unit or ''} {after[0] if after else ''}"
    if found.valid.search(clause) or found.valid.search(text, figure.start, figure.end):
        return BaseReason.VALID
    is_named = _SIZE.search(text[max(0, figure.start - _NEAR) : figure.start])
    return BaseReason.SAMPLE if is_named or found.sample.search(clause) else None


def _ranked(
    text: str, figure: Figure, place: Place, near: Sequence[Count], everywhere: Iterable[Count]
) -> Iterator[Ranked]:
    """What may be the base with its reason; a count of which the one beside the percent is that share goes first."""
    reasons = [(reason, count) for count in near if (reason := _reason(text, figure, place, count))]
    reasons += [(count.everywhere, count) for count in everywhere if count.everywhere]
    beside = {count.n for _, count in reasons if _is_beside(figure, count)}
    for told, count in reasons:
        confirmed = beside and any(_gives(part, count.n, figure) for part in beside)
        reason = BaseReason.GIVES_IT if confirmed else told
        yield _RANKS[reason], abs(count.start - figure.start), reason, count


def _reason(text: str, figure: Figure, place: Place, count: Count) -> BaseReason | None:
    """Why a count nearby may be the base; None in another paragraph, or in a later sentence."""
    if count.place is place:
        return _reason_within(text, figure, count)
    if count.place.sentence < place.sentence and count.place.paragraph == place.paragraph:
        return BaseReason.EARLIER if count.is_base else BaseReason.MENTIONED
    return None


def _reason_within(text: str, figure: Figure, count: Count) -> BaseReason:
    """Why a count of the same sentence may be the base."""
    if count.start > figure.start:
        return BaseReason.ATTACHED if _ATTACHED.fullmatch(text, figure.end, count.start) else BaseReason.AFTER
    if count.in_table:
        return BaseReason.ROW
    if count.is_part:
        return BaseReason.NUMERATOR
    return BaseReason.BEFORE if count.is_base else BaseReason.TOTAL


def _is_beside(figure: Figure, count: Count) -> bool:
    return abs(count.end - figure.start) < _NEAR or abs(count.start - figure.end) < _NEAR


def _gives(part: int, whole: int, figure: Figure) -> bool:
    """Whether so many of the whole are printed as the percent, ties either way; in whole numbers, which are fast."""
    if part >= whole or figure.kind is not ClaimKind.PERCENT or figure.value is None or figure.digits < _MOST_DIGITS:
        return False
    unit: int = 100 * 10**figure.digits if figure.digits >= 0 else 100 // 10**-figure.digits
    printed = int(figure.value.scaleb(figure.digits))
    off: int = 2 * (unit * part - printed * whole)
    return abs(off) <= whole


def _best(ranked: Iterable[Ranked]) -> tuple[BaseCandidate, ...]:
    """The candidates, the best first, each number once."""
    best: dict[int, BaseCandidate] = {}
    for _, _, reason, count in sorted(ranked, key=itemgetter(0, 1)):
        if count.n not in best:
            best[count.n] = BaseCandidate(count.n, reason, count.span)
            if len(best) == MOST:
                break
    return tuple(best.values())
