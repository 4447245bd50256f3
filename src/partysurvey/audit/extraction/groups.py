"""Which figures belong together: splits that exhaust a question, parts of a total."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from partysurvey.audit.claim import ClaimKind, Hedge
from partysurvey.audit.extraction.figures import Figure
from partysurvey.audit.extraction.patterns import Patterns
from partysurvey.audit.extraction.sentences import Place

_OF = re.compile(r" (?:out )?of ")
_HUNDRED = Decimal(100)


def splits(figures: Sequence[Figure], places: Sequence[Place]) -> dict[int, int]:
    """For each percent that is one of a split, the number of the split's first figure.

    A split is a run of exact percents of one sentence, or one per sentence of a paragraph, that adds up to 100 % within
    their rounding.
    """
    exact = [number for number, figure in enumerate(figures) if _can_split(figure)]
    sentences = [tuple(numbers) for _, numbers in groupby(exact, key=lambda number: places[number].sentence)]
    lone = [numbers[0] for numbers in sentences if len(numbers) == 1]
    found = dict(pair for numbers in sentences for pair in _runs(numbers, figures))
    for _, numbers in groupby(lone, key=lambda number: places[number].paragraph):
        found.update(_runs(tuple(numbers), figures))
    return found


def _can_split(figure: Figure) -> bool:
    return (
        figure.kind is ClaimKind.PERCENT
        and figure.hedge is Hedge.EXACT
        and figure.upper is None
        and figure.value is not None
        and figure.value < _HUNDRED
    )


def _runs(places: Sequence[int], figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """Pairs (figure, first figure of its split), by a window that only moves on."""
    first, total, slack = 0, Decimal(0), Decimal(0)
    for last, place in enumerate(places):
        total += figures[place].value or 0
        slack += _half_unit(figures[place])
        while total > _HUNDRED + slack and first < last:
            total -= figures[places[first]].value or 0
            slack -= _half_unit(figures[places[first]])
            first += 1
        if abs(total - _HUNDRED) <= slack and last > first:
            yield from ((member, places[first]) for member in places[first : last + 1])
            first, total, slack = last + 1, Decimal(0), Decimal(0)


def _half_unit(figure: Figure) -> Decimal:
    return Decimal(5).scaleb(-figure.digits - 1)


def totals(text: str, figures: Sequence[Figure], found: Patterns, places: Sequence[Place]) -> dict[int, int]:
    """For each count that is a part, the number of the count it is a part of: those after 其中, "29 of the 60"."""
    parts: dict[int, int] = {}
    total: int | None = None
    open_in = -1
    previous: int | None = None
    for place, figure in enumerate(figures):
        if figure.kind is not ClaimKind.COUNT:
            continue
        sentence = places[place].sentence
        if sentence != open_in:
            total, open_in = None, sentence
        if previous is not None and places[previous].sentence == sentence:
            if _is_divided(text, figures[previous], figure, found):
                total = previous
            if _is_part_of_next(text, figures[previous], figure) and _fits(figures[previous], figure):
                parts[previous] = place
        if total is not None and _fits(figure, figures[total]):
            parts[place] = total
        previous = place
    return parts


def _is_divided(text: str, total: Figure, part: Figure, found: Patterns) -> bool:
    return found.parts.search(text, total.end, part.start) is not None


def _is_part_of_next(text: str, part: Figure, total: Figure) -> bool:
    return part.unit is None and _OF.match(text, part.end, total.start) is not None


def _fits(part: Figure, total: Figure) -> bool:
    return part.value is not None and total.value is not None and part.value <= total.value
