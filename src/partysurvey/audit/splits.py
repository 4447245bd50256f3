"""Splits that exhaust their people, and parts of totals: what must add up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from partysurvey.audit import wording
from partysurvey.audit.claim import Claim, ClaimKind
from partysurvey.audit.feasibility import people
from partysurvey.audit.feasible_bases import feasible_bases_of_split, runs
from partysurvey.audit.judgement import Runs
from partysurvey.audit.percents import bases_in_question, is_share
from partysurvey.audit.rounding import Window
from partysurvey.audit.settings import Settings
from partysurvey.audit.windows import claim_window, is_too_long
from partysurvey.survey.text import Text

MOST_PARTS = 200  # of one split
HUNDRED = Decimal(100)


def splits(claims: Iterable[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    """The claims of each exhaustive split of percents by its id; only those whose every part is a printed share."""
    named = sorted((claim for claim in claims if claim.split and claim.kind is ClaimKind.PERCENT), key=_split)
    found = {name: tuple(parts) for name, parts in groupby(named, key=_split)}
    return {name: parts for name, parts in found.items() if 1 < len(parts) <= MOST_PARTS and all(map(_usable, parts))}


def split_bases(parts: Sequence[Claim]) -> tuple[int, ...]:
    """The numbers of people that all parts may refer to, the best first; none where they are stated for others."""
    best = {claim.bases[0].n if claim.bases else None for claim in parts}
    shared = [{base.n for base in bases_in_question(claim)} for claim in parts]
    return tuple(base.n for base in bases_in_question(parts[0]) if len(best) == 1 and all(base.n in n for n in shared))


def makes_hundred(parts: Sequence[Claim], settings: Settings) -> bool:
    """Whether exact percents behind the parts can make 100 together."""
    windows = _windows(parts, settings)
    low = sum((window.low or Fraction(0) for window in windows), Fraction(0))
    high = sum((Fraction(100) if window.high is None else window.high for window in windows), Fraction(0))
    return low <= 100 <= high


def split_total(parts: Sequence[Claim]) -> Decimal:
    """What the printed parts make together."""
    return sum((claim.value for claim in parts if claim.value is not None), Decimal(0))


def split_fits(parts: Sequence[Claim], base: int, settings: Settings) -> bool:
    """Whether so many people can be cut into whole parts with those percents."""
    counts = [people(window, base) for window in _windows(parts, settings)]
    return all(counts) and sum(each[0] for each in counts) <= base <= sum(each[-1] for each in counts)


def split_runs(parts: Sequence[Claim], settings: Settings) -> Runs:
    """The numbers of people up to the limit that can be cut into the parts."""
    return runs(feasible_bases_of_split(_windows(parts, settings), settings.limit))


def part_faults(claims: Sequence[Claim]) -> Mapping[str, Text]:
    """By the id of a part or total, what does not add up: a part above its total, parts of a split beside it."""
    totals = {claim.id: claim for claim in claims}
    counted = [claim for claim in claims if claim.part_of in totals and claim.kind is ClaimKind.COUNT]
    faults: dict[str, Text] = {}
    for name, parts in groupby(sorted(counted, key=_total), key=_total):
        faults.update(_faults(totals[name], tuple(parts)))
    return faults


def _faults(total: Claim, parts: Sequence[Claim]) -> Iterator[tuple[str, Text]]:
    if total.value is None or is_too_long(total) or total.kind is not ClaimKind.COUNT:
        return
    for part in parts:
        if part.value is not None and not is_too_long(part) and part.value > total.value:
            yield part.id, wording.part_above(part.value, total.value)
    exhaustive = [part for part in parts if part.split is not None]
    if exhaustive and all(part.value is not None and not is_too_long(part) for part in exhaustive):
        made = sum((part.value for part in exhaustive if part.value is not None), Decimal(0))
        if made != total.value:
            yield from ((each.id, wording.parts_make(made, total.value)) for each in (*exhaustive, total))


def adding_up(claims: Sequence[Claim]) -> frozenset[str]:
    """The ids of the parts that, with a total, were found to add up or to stay below it."""
    faults, totals = part_faults(claims), {claim.id for claim in claims}
    checked = [claim for claim in claims if claim.part_of in totals and claim.kind is ClaimKind.COUNT]
    return frozenset(claim.id for claim in checked if claim.value is not None and claim.id not in faults)


def _windows(parts: Sequence[Claim], settings: Settings) -> list[Window]:
    return [claim_window(claim, settings.rule) for claim in parts]


def _usable(claim: Claim) -> bool:
    return claim.value is not None and not is_too_long(claim) and is_share(claim)


def _split(claim: Claim) -> str:
    return claim.split or ""


def _total(claim: Claim) -> str:
    return claim.part_of or ""
