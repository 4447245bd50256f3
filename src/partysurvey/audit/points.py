"""Changes that mix up percent and percentage points: from 20 % to 25 % is 5 points, or 25 %."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from partysurvey.audit import wording
from partysurvey.audit.claim import Claim, ClaimKind
from partysurvey.audit.quoting import place_in_sentence
from partysurvey.audit.rounding import RoundingRule, Window, rounded_window
from partysurvey.audit.windows import claim_window, is_too_long
from partysurvey.survey.text import Text

CHANGE = re.compile(
    r"提高|上升|增长|增加|升高|下降|降低|减少|回落|rose|risen|rise|increas|grew|grow|fell|fall|drop|decreas|declin|"
    r"\b(?:up|down) by\b",
    re.IGNORECASE,
)
LONGEST_SENTENCE = 60  # claims; a longer one is a table


def mixed_up(claims: Iterable[Claim]) -> Mapping[str, Text]:
    """By the id of a change in percent that is one in points (or the other way round), what is wrong with it."""
    return {claim.id: fault for claim, pair in _changes(claims) if (fault := _fault(claim, *pair))}


def borne_out(claims: Iterable[Claim]) -> Mapping[str, Text]:
    """By the id of a difference in points the two percents of its sentence that it goes with."""
    return {
        claim.id: wording.points_between(before.value, after.value)
        for claim, (before, after) in _changes(claims)
        if claim.kind is ClaimKind.POINTS and before.value is not None and after.value is not None
        if _in_points(claim, before, after)
    }


def _changes(claims: Iterable[Claim]) -> Iterator[tuple[Claim, tuple[Claim, Claim]]]:
    """Claims that are changes, each with the two percents before or after it in its sentence."""
    for _, group in groupby((claim for claim in claims if claim.sentence), key=lambda claim: claim.sentence):
        sentence = tuple(group)
        if 2 < len(sentence) <= LONGEST_SENTENCE and CHANGE.search(sentence[0].sentence):
            yield from _in_sentence([claim for claim in sentence if _is_printed(claim)])


def _in_sentence(claims: Sequence[Claim]) -> Iterator[tuple[Claim, tuple[Claim, Claim]]]:
    for place, claim in enumerate(claims):
        if claim.kind is ClaimKind.POINTS or (claim.kind is ClaimKind.PERCENT and _is_told_as_change(claim)):
            rest = (*claims[max(place - 2, 0) : place], *claims[place + 1 : place + 3])
            pair = next((pair for pair in pairwise(rest) if all(each.kind is ClaimKind.PERCENT for each in pair)), None)
            if pair:
                yield claim, pair


def _is_told_as_change(claim: Claim) -> bool:
    """Whether a word of change stands right before the percent: 提高了5%, but not 提高到25%."""
    start = place_in_sentence(claim)
    before = claim.sentence[max(start - 12, 0) : start] if start > 0 else ""
    return re.search(rf"(?:{CHANGE.pattern})[^\d到至,，、]{{0,6}}(?:by\s)?\W*$", before, re.IGNORECASE) is not None


def _fault(claim: Claim, before: Claim, after: Claim) -> Text | None:
    if claim.value is None or before.value is None or after.value is None:
        return None
    in_points, in_percent = _in_points(claim, before, after), _in_percent(claim, before, after)
    if claim.kind is ClaimKind.PERCENT and in_points and not in_percent:
        return wording.points_not_percent(before.value, after.value, claim.value)
    if claim.kind is ClaimKind.POINTS and in_percent and not in_points:
        return wording.percent_not_points(before.value, after.value, claim.value)
    return None


def _in_points(claim: Claim, before: Claim, after: Claim) -> bool:
    """Whether exact percents behind the two printed ones can differ by the claim."""
    first, second = _window(before), _window(after)
    low, high = second[0] - first[1], second[1] - first[0]
    return _meets(claim, low, high) or _meets(claim, -high, -low)


def _in_percent(claim: Claim, before: Claim, after: Claim) -> bool:
    """Whether the second of exact percents behind the two can differ by so many percent of the first."""
    first, second = _window(before), _window(after)
    if first[0] <= 0:
        return False
    low, high = 100 * (second[0] / first[1] - 1), 100 * (second[1] / first[0] - 1)
    return _meets(claim, low, high) or _meets(claim, -high, -low)


def _meets(claim: Claim, low: Fraction, high: Fraction) -> bool:
    window = claim_window(claim, RoundingRule.ANY)
    return (window.low is None or window.low <= high) and (window.high is None or low <= window.high)


def _window(claim: Claim) -> tuple[Fraction, Fraction]:
    if claim.value is None:
        raise ValueError("a masked percent has no window")
    window: Window = rounded_window(claim.value, claim.digits, RoundingRule.ANY)
    exact = Fraction(claim.value)
    return (exact if window.low is None else window.low), (exact if window.high is None else window.high)


def _is_printed(claim: Claim) -> bool:
    return claim.value is not None and claim.upper is None and not is_too_long(claim)
