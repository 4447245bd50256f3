"""The verdict on one percent, by the numbers of people it can refer to."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from partysurvey.audit import wording
from partysurvey.audit.claim import BaseCandidate, Claim, Hedge
from partysurvey.audit.feasibility import nearest_percents, people, rounded
from partysurvey.audit.feasible_bases import feasible_bases, runs
from partysurvey.audit.judgement import Judgement, Runs, Verdict
from partysurvey.audit.rounding import RoundingRule, Window
from partysurvey.audit.settings import Settings
from partysurvey.audit.windows import claim_window
from partysurvey.survey.text import Text

MOST_FITTING = 5  # other numbers in the text that are told
REMEMBERED = 2**14  # windows: a report has few different percents


def is_share(claim: Claim) -> bool:
    """Whether the percent can be a share of people at all: from 0 to 100."""
    ends = [end for end in (claim.value, claim.upper) if end is not None]
    return all(0 <= end <= 100 for end in ends)


def judged_percent(claim: Claim, others: Sequence[BaseCandidate], settings: Settings) -> Judgement:
    """The verdict on a percent from 0 to 100, with the numbers of people elsewhere in the text beside it."""
    window = window_of(claim, settings.rule)
    stated = tuple(base for base in claim.bases if base.n > 0)
    if not stated:
        return _without_base(claim, window, settings)
    fitting = [base for base in stated if fits(window, base.n)]
    if not fitting:
        return _impossible(claim, window, stated, others, settings)
    return _feasible(claim, window, fitting[0], stated[: stated.index(fitting[0])])


def window_of(claim: Claim, rule: RoundingRule) -> Window:
    """The exact percents that the claim allows."""
    return claim_window(claim, rule)


@lru_cache(REMEMBERED)
def fits(window: Window, n: int) -> bool:
    """Whether a whole number out of n people has a percent in the window."""
    return bool(people(window, n))


@lru_cache(REMEMBERED)
def own_runs(window: Window, limit: int) -> Runs:
    """The numbers of people up to the limit that go with one percent."""
    return runs(feasible_bases((window,), limit))


def distinct(candidates: Iterable[BaseCandidate]) -> tuple[BaseCandidate, ...]:
    """The candidates, of each number the first."""
    found: dict[int, BaseCandidate] = {}
    for each in candidates:
        found.setdefault(each.n, each)
    return tuple(found.values())


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
    remarks = tuple(filter(None, (wording.not_of([each.n for each in unfit]),)))
    if claim.count is not None and claim.count not in counts:
        own = rounded(Fraction(100 * claim.count, base.n), claim.digits)
        beside = wording.count_beside(claim.count, base.n, own)
        return Judgement(claim, Verdict.CONTRADICTED, beside, base, (counts[0], counts[-1]))
    return Judgement(claim, Verdict.FEASIBLE, reason, base, (counts[0], counts[-1]), remarks=remarks)


def _impossible(
    claim: Claim, window: Window, stated: Sequence[BaseCandidate], others: Sequence[BaseCandidate], settings: Settings
) -> Judgement:
    if claim.value is None:
        raise ValueError("a masked percent has no verdict")
    base = stated[0]
    nearest = nearest_percents(claim.value, claim.digits, base.n)
    known, trivial = {each.n for each in stated}, 100 * 10**claim.digits  # from there on every percent fits
    fitting = tuple(each for each in others if each.n not in known and each.n < trivial and fits(window, each.n))[
        :MOST_FITTING
    ]
    return Judgement(
        claim,
        Verdict.IMPOSSIBLE,
        wording.none_of(base.n, nearest),
        base,
        nearest=nearest,
        fitting=fitting,
        remarks=tuple(
            filter(
                None,
                (
                    wording.not_of([each.n for each in stated[1:]]),
                    wording.fits_instead(fitting),
                    _cut_off(claim, base.n, settings),
                ),
            )
        ),
    )


def _cut_off(claim: Claim, n: int, settings: Settings) -> Text:
    """A remark where cutting digits off would explain the percent."""
    if claim.hedge is not Hedge.EXACT or settings.rule is not RoundingRule.HALF_UP:
        return Text()
    counts = people(window_of(claim, RoundingRule.TRUNCATE), n)
    return wording.other_rule(counts[0], n) if counts else Text()
