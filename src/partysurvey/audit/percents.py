"""The verdict on one percent, by the numbers of people it can refer to."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Self

import numpy as np
from msgspec import Struct

from partysurvey.audit import wording
from partysurvey.audit.claim import BaseCandidate, Claim, Hedge
from partysurvey.audit.feasibility import nearest_percents, people, rounded
from partysurvey.audit.feasible_bases import Bases, feasible_bases, fitting, runs
from partysurvey.audit.judgement import Judgement, Runs, Verdict
from partysurvey.audit.rounding import RoundingRule, Window
from partysurvey.audit.settings import Settings
from partysurvey.audit.windows import claim_window
from partysurvey.survey.text import Text

MOST_OTHERS = 1000  # numbers of people in the text that an impossible percent is tried with
LARGEST_OTHER = 10**12
MOST_FITTING = 5  # other numbers in the text that are told
MOST_STATED = 100  # bases of one percent
REMEMBERED = 2**14  # windows: a report has few different percents


class Others(Struct, frozen=True, eq=False):
    """The different numbers of people in a text, in its order, with an array of them."""

    candidates: tuple[BaseCandidate, ...]
    numbers: Bases

    @classmethod
    def among(cls, candidates: Iterable[BaseCandidate]) -> Self:
        """Of the candidates the first with each number, of which a report can speak."""
        found: dict[int, BaseCandidate] = {}
        for each in candidates:
            if len(found) < MOST_OTHERS and 0 < each.n <= LARGEST_OTHER:
                found.setdefault(each.n, each)
        return cls(tuple(found.values()), np.fromiter(found, dtype=np.int64, count=len(found)))

    def fitting(self, window: Window, known: Collection[int], trivial: float) -> tuple[BaseCandidate, ...]:
        """The first that the percents of the window fit; every percent fits a number from `trivial` on."""
        fit = (each for each in self._fitting(window, trivial) if each.n not in known)
        return tuple(islice(fit, MOST_FITTING))

    @lru_cache(REMEMBERED)  # noqa: B019  # few texts are audited by one process
    def _fitting(self, window: Window, trivial: float) -> tuple[BaseCandidate, ...]:
        """As many as are told, and as many more as one percent has bases."""
        possible = np.flatnonzero((self.numbers < trivial) & fitting(window, self.numbers))
        return tuple(self.candidates[place] for place in possible[: MOST_FITTING + MOST_STATED].tolist())


def is_share(claim: Claim) -> bool:
    """Whether the percent can be a share of people at all: from 0 to 100."""
    ends = [end for end in (claim.value, claim.upper) if end is not None]
    return all(0 <= end <= 100 for end in ends)


def judged_percent(claim: Claim, others: Others, settings: Settings) -> Judgement:
    """The verdict on a percent from 0 to 100, with the numbers of people elsewhere in the text beside it."""
    window = claim_window(claim, settings.rule)
    stated = bases_in_question(claim)
    if not stated:
        return _without_base(claim, window, settings)
    possible = [base for base in stated if fits(window, base.n)]
    if not possible and stated[0].why.is_nearby:
        return _without_base(claim, window, settings)
    if not possible:
        return _impossible(claim, window, stated, others, settings)
    return _feasible(claim, window, possible[0], stated[: stated.index(possible[0])])


def bases_in_question(claim: Claim) -> tuple[BaseCandidate, ...]:
    """The numbers of people that the percent may refer to, the best first.

    Where the text states one beside the percent, no others; a count that merely stands nearby only where nothing is
    better, since some number in a text fits nearly every percent; one that may be the part is never the only one.
    """
    possible = tuple(base for base in claim.bases if base.n > 0)
    if possible and possible[0].why.is_beside:
        return tuple(base for base in possible if base.why.is_beside)
    told = tuple(base for base in possible if not base.why.is_nearby) or possible[:1]
    return () if all(base.why.may_be_the_part for base in told) else told


def fits(window: Window, n: int) -> bool:
    """Whether a whole number out of n people has a percent in the window."""
    return bool(people(window, n))


@lru_cache(REMEMBERED)
def own_runs(window: Window, limit: int) -> Runs:
    """The numbers of people up to the limit that go with one percent."""
    return runs(feasible_bases((window,), limit))


def _without_base(claim: Claim, window: Window, settings: Settings) -> Judgement:
    if window.low is None or window.high is None:
        return Judgement(claim, Verdict.FEASIBLE, wording.BOUNDED)
    found = own_runs(window, settings.limit)
    if found == ((1, settings.limit),):
        return Judgement(claim, Verdict.FEASIBLE, wording.ANY_BASE)
    verdict = Verdict.FEASIBLE_FOR if found else Verdict.IMPOSSIBLE
    return Judgement(claim, verdict, wording.only_for(found, settings.limit), bases=found)


def _feasible(claim: Claim, window: Window, base: BaseCandidate, unfit: Sequence[BaseCandidate]) -> Judgement:
    counts = people(window, base.n)
    reason = wording.counts_of(counts[0], counts[-1], base.n)
    remarks = _told(wording.not_of([each.n for each in unfit]))
    if claim.count is not None and claim.count not in counts:
        own = rounded(Fraction(100 * claim.count, base.n), claim.digits)
        beside = wording.count_beside(claim.count, base.n, own)
        return Judgement(claim, Verdict.CONTRADICTED, beside, base, (counts[0], counts[-1]))
    return Judgement(claim, Verdict.FEASIBLE, reason, base, (counts[0], counts[-1]), remarks=remarks)


def _impossible(
    claim: Claim, window: Window, stated: Sequence[BaseCandidate], others: Others, settings: Settings
) -> Judgement:
    if claim.value is None:
        raise ValueError("a masked percent has no verdict")
    base = stated[0]
    nearest = nearest_percents(claim.value, claim.digits, base.n)
    instead = others.fitting(window, [each.n for each in stated], 100 * 10**claim.digits)
    return Judgement(
        claim,
        Verdict.IMPOSSIBLE,
        wording.none_of(base.n, nearest),
        base,
        nearest=nearest,
        fitting=instead,
        remarks=_told(
            wording.not_of([each.n for each in stated[1:]]),
            wording.fits_instead(instead),
            _cut_off(claim, base.n, settings),
        ),
    )


def _told(*remarks: Text) -> tuple[Text, ...]:
    """The remarks that say something."""
    return tuple(filter(None, remarks))


def _cut_off(claim: Claim, n: int, settings: Settings) -> Text:
    """A remark where cutting digits off would explain the percent."""
    if claim.hedge is not Hedge.EXACT or settings.rule is not RoundingRule.HALF_UP:
        return Text()
    counts = people(claim_window(claim, RoundingRule.TRUNCATE), n)
    return wording.other_rule(counts[0], n) if counts else Text()
