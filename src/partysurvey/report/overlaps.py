"""Banners whose groups are ranges of one number: what subtracting one from another would tell of a few people."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import inf

import numpy as np
from msgspec import Struct

from partysurvey.estimates.results import Result
from partysurvey.survey import Copy, Derived, Number, Questionnaire
from partysurvey.survey.question import Band
from partysurvey.tally.sums import FloatArray

End = tuple[float, int]  # a value, and 1 where the range begins or ends just behind it
Ends = tuple[End, End]
TOLERANCE = 1e-6


class Ranges(Struct, frozen=True):
    """The number that a variable is about, and the range that each of its options stands for."""

    number: str
    ends: Mapping[str, Ends]


def ranges_in(questionnaire: Questionnaire) -> Mapping[str, Ranges]:
    """The ranges of every variable that shares its number with another one."""
    found = {
        question.id: Ranges(_number(question), {band.code: _ends(band) for band in question.bands})
        for question in (*questionnaire.questions, *questionnaire.derived)
        if isinstance(question, Number | Derived) and question.bands
    }
    numbers = [ranges.number for ranges in found.values()]
    return {name: ranges for name, ranges in found.items() if numbers.count(ranges.number) > 1}


def overlapping_options(options: frozenset[str], of: Ranges, other: Ranges) -> frozenset[str]:
    """The options of the other variable that overlap with any of these."""
    taken = [of.ends[option] for option in options if option in of.ends]
    return frozenset(
        option for option, (low, high) in other.ends.items() if any(low < end and begin < high for begin, end in taken)
    )


def further_hidden(
    groups: Mapping[int, Result], hidden: frozenset[int], ranges: Mapping[str, Ranges], min_group: int
) -> frozenset[int]:
    """Places of groups to hide besides the hidden ones, of one question by banners of one number.

    Published are the counts in every other group and in all together. A run of neighbouring values is told where its
    members are a linear combination of those; as long as one of few people is, a group that it takes is hidden: the
    smallest without which it is not told, or the smallest of all where there are several ways to it.
    """
    cuts = sorted({end for result in groups.values() for end in _ends_of(result, ranges)})
    members = {place: _members(_ends_of(result, ranges), cuts) for place, result in groups.items()}
    people = {place: float(result.base.n or 0) for place, result in groups.items()}
    banners = [result.by for result in groups.values()]
    everybody = max(sum(n for n, by in zip(people.values(), banners, strict=True) if by == each) for each in banners)
    further = frozenset[int]()
    while True:
        shown = {place: each for place, each in members.items() if place not in hidden | further}
        told = _told(shown, people, everybody, min_group)
        if told is None:
            return further
        run, taken = told
        needed = [place for place in taken if not _is_told(run, _without(shown, place))]
        further |= {min(needed or taken, key=lambda place: people[place])}


def _told(
    shown: Mapping[int, FloatArray], people: Mapping[int, float], everybody: float, min_group: int
) -> tuple[FloatArray, list[int]] | None:
    """A run of few people that is told, and the groups by which it is; None where there is none."""
    if not shown:
        return None
    counts = np.array([*(people[place] for place in shown), everybody])
    published = _published(shown)
    inverse = np.linalg.pinv(published)
    for run in _runs(published.shape[1]):
        factors = run @ inverse
        if (
            np.allclose(factors @ published, run, atol=TOLERANCE)
            and TOLERANCE < float(factors @ counts) < min_group - TOLERANCE
        ):
            taken = [place for place, factor in zip(shown, factors[:-1], strict=True) if abs(factor) > TOLERANCE]
            return (run, taken) if taken else None
    return None


def _is_told(run: FloatArray, shown: Mapping[int, FloatArray]) -> bool:
    """Whether the run is a linear combination of the groups and of all together."""
    published = _published(shown) if shown else np.ones((1, run.size))
    return np.allclose(run @ np.linalg.pinv(published) @ published, run, atol=TOLERANCE)


def _published(shown: Mapping[int, FloatArray]) -> FloatArray:
    """The slices in each group, and in all together, row by row."""
    rows = np.stack([*shown.values()])
    return np.vstack([rows, np.ones(rows.shape[1])])


def _without(shown: Mapping[int, FloatArray], place: int) -> Mapping[int, FloatArray]:
    return {each: members for each, members in shown.items() if each != place}


def _runs(size: int) -> Iterator[FloatArray]:
    """Every run of neighbours among so many slices, as zeros and ones."""
    for begin, end in combinations(range(size + 1), 2):
        run = np.zeros(size)
        run[begin:end] = 1.0
        yield run


def _members(ends: Ends, cuts: Sequence[End]) -> FloatArray:
    """Which of the slices between neighbouring cuts lie in the range."""
    low, high = ends
    return np.array([low <= begin and end <= high for begin, end in pairwise(cuts)], dtype=float)


def _ends_of(result: Result, ranges: Mapping[str, Ranges]) -> Ends:
    return ranges[result.by or ""].ends[result.by_option or ""]


def _ends(band: Band) -> Ends:
    low = (-inf, 0) if band.low is None else (band.low, int(not band.includes_low))
    return low, (inf, 0) if band.high is None else (band.high, int(band.includes_high))


def _number(question: Number | Derived) -> str:
    formula = question.formula if isinstance(question, Derived) else None
    return formula.variable if isinstance(formula, Copy) else question.id
