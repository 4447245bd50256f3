"""From claims to an audit: each claim's verdict, by itself and with what belongs to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.audit import wording
from partysurvey.audit.claim import BaseCandidate, BaseReason, Claim, ClaimKind, Claims
from partysurvey.audit.feasible_bases import Bases, feasible_bases, feasible_bases_of_split, runs
from partysurvey.audit.judgement import Audit, Judgement, SharedBase, Verdict
from partysurvey.audit.percents import Others, is_share, judged_percent
from partysurvey.audit.points import borne_out, mixed_up
from partysurvey.audit.settings import Settings
from partysurvey.audit.splits import (
    adding_up,
    makes_hundred,
    part_faults,
    split_bases,
    split_fits,
    split_runs,
    split_total,
    splits,
)
from partysurvey.audit.spreads import judged_mean, judged_spread, means_of_spreads
from partysurvey.audit.windows import claim_window, is_too_long
from partysurvey.survey.text import Text

MOST_BASELESS = 5000
PEOPLE_UNITS = frozenset("人 名 位 个 份 户 家 people persons respondents cadres workers units questionnaires".split())  # noqa: SIM905


class Context(Struct, frozen=True):
    """What the claims of a text say of each other."""

    settings: Settings
    others: Others
    means: Mapping[str, Claim]
    added: frozenset[str]
    totals: Mapping[str, Claim]
    is_crowded: bool  # more different percents without a base than a report has
    points: Mapping[str, Text]
    contradictions: Mapping[str, Text]


def audited(claims: Claims, settings: Settings | None = None) -> Audit:
    """The audit of all claims, without data."""
    chosen = settings or Settings()
    context = _context(claims.claims, chosen)
    singly = [_judged(claim, context) for claim in claims.claims]
    exhaustive = splits(claims.claims)
    judgements = _with_splits(singly, exhaustive, chosen)
    shared = tuple(_shared_bases(judgements, exhaustive, chosen))
    return Audit(claims.source, tuple(judgements), shared, chosen.rule.value, chosen.limit)


def _context(claims: Sequence[Claim], settings: Settings) -> Context:
    return Context(
        settings=settings,
        others=_numbers_of_people(claims),
        means=means_of_spreads(claims),
        added=adding_up(claims),
        totals={claim.id: claim for claim in claims},
        is_crowded=len(_baseless(claims)) > MOST_BASELESS,
        points=borne_out(claims),
        contradictions={**part_faults(claims), **mixed_up(claims)},
    )


def _baseless(claims: Sequence[Claim]) -> frozenset[tuple[object, ...]]:
    """The different percents without a base."""
    open_claims = (claim for claim in claims if claim.kind is ClaimKind.PERCENT and not claim.bases)
    return frozenset((claim.value, claim.upper, claim.digits, claim.hedge) for claim in open_claims)


def _numbers_of_people(claims: Sequence[Claim]) -> Others:
    """Every number of people in the text: bases of percents, and counts of people."""
    bases = [base for claim in claims for base in claim.bases]
    counts = [
        BaseCandidate(int(claim.value), BaseReason.COUNTED, claim.span)
        for claim in claims
        if claim.kind is ClaimKind.COUNT and claim.unit in PEOPLE_UNITS and not is_too_long(claim)
        if claim.value is not None and claim.value > 1 and claim.value == int(claim.value)
    ]
    return Others.among((*bases, *counts))


def _judged(claim: Claim, context: Context) -> Judgement:
    reason = _not_checkable(claim, context)
    if reason is not None:
        return Judgement(claim, Verdict.NOT_CHECKABLE, reason)
    if claim.id in context.contradictions:
        return Judgement(claim, Verdict.CONTRADICTED, context.contradictions[claim.id])
    return _BY_KIND[claim.kind](claim, context)


def _not_checkable(claim: Claim, context: Context) -> Text | None:
    """Why nothing can be said of the claim, None where something can."""
    if not claim.of_survey:
        return wording.ELSEWHERE
    if claim.value is None:
        return wording.MASKED
    if is_too_long(claim):
        return wording.TOO_LONG
    if claim.kind is not ClaimKind.PERCENT:
        return None
    if not is_share(claim):
        return wording.NO_SHARE
    return wording.CROWDED if context.is_crowded and not claim.bases else None


def _judged_percent(claim: Claim, context: Context) -> Judgement:
    return judged_percent(claim, context.others, context.settings)


def _judged_mean(claim: Claim, context: Context) -> Judgement:
    return judged_mean(claim, context.settings)


def _judged_spread(claim: Claim, context: Context) -> Judgement:
    return judged_spread(claim, context.means.get(claim.id), context.settings)


def _judged_count(claim: Claim, context: Context) -> Judgement:
    if claim.id in context.added:
        total = context.totals[claim.part_of or ""]
        return Judgement(claim, Verdict.FEASIBLE, wording.adds_up(total.value))
    return Judgement(claim, Verdict.NOT_CHECKABLE, wording.LONE_COUNT)


def _judged_points(claim: Claim, context: Context) -> Judgement:
    if claim.id in context.points:
        return Judgement(claim, Verdict.FEASIBLE, context.points[claim.id])
    return Judgement(claim, Verdict.NOT_CHECKABLE, wording.LONE_POINTS)


def _judged_fraction(claim: Claim, _: Context) -> Judgement:
    return Judgement(claim, Verdict.FEASIBLE, wording.WORDS)


_BY_KIND: Mapping[ClaimKind, Callable[[Claim, Context], Judgement]] = {
    ClaimKind.PERCENT: _judged_percent,
    ClaimKind.COUNT: _judged_count,
    ClaimKind.FRACTION: _judged_fraction,
    ClaimKind.MEAN: _judged_mean,
    ClaimKind.POINTS: _judged_points,
    ClaimKind.SPREAD: _judged_spread,
}


def _with_splits(
    judgements: Sequence[Judgement], split: Mapping[str, tuple[Claim, ...]], settings: Settings
) -> list[Judgement]:
    """The judgements, those of an exhaustive split changed by what its parts say together."""
    together = {name: _of_split(parts, settings) for name, parts in split.items()}
    return [
        together[each.claim.split](each) if each.claim.split in together and _is_open(each) else each
        for each in judgements
    ]


def _is_open(judgement: Judgement) -> bool:
    """Whether a split can still change the verdict."""
    percent = judgement.claim.kind is ClaimKind.PERCENT
    return percent and judgement.verdict in {Verdict.FEASIBLE, Verdict.FEASIBLE_FOR}


class _SplitVerdict(Struct, frozen=True):
    """What the parts of a split say of each of them."""

    verdict: Verdict | None
    reason: Text
    bases: tuple[tuple[int, int], ...] = ()

    def __call__(self, judgement: Judgement) -> Judgement:
        """The judgement of a part, changed by the split."""
        if self.verdict is None:
            return judgement
        return replace(judgement, verdict=self.verdict, reason=self.reason, bases=self.bases)


def _of_split(parts: Sequence[Claim], settings: Settings) -> _SplitVerdict:
    if not makes_hundred(parts, settings):
        return _SplitVerdict(Verdict.CONTRADICTED, wording.split_total(split_total(parts)))
    bases = split_bases(parts)
    if bases:
        fits = any(split_fits(parts, base, settings) for base in bases)
        return _SplitVerdict(None if fits else Verdict.IMPOSSIBLE, wording.split_fails(bases[0]))
    if any(claim.bases for claim in parts):
        return _SplitVerdict(None, Text())
    found = split_runs(parts, settings)
    verdict = Verdict.FEASIBLE_FOR if found else Verdict.IMPOSSIBLE
    return _SplitVerdict(verdict, wording.split_of(len(parts), found, settings.limit), found)


def _shared_bases(
    judgements: Iterable[Judgement], split: Mapping[str, tuple[Claim, ...]], settings: Settings
) -> Iterable[SharedBase]:
    """Of each group (and of the claims without one) the numbers of people that fit all its percents without a base."""
    open_claims = [each.claim for each in judgements if each.verdict is Verdict.FEASIBLE_FOR]
    for group, members in groupby(sorted(open_claims, key=_group), key=_group):
        claims = tuple(members)
        if len(claims) > 1:
            names = {claim.split for claim in claims if claim.split in split}
            found = _fitting_all(claims, [split[name] for name in sorted(filter(None, names))], settings)
            yield SharedBase(group or None, tuple(claim.id for claim in claims), runs(found))


def _fitting_all(claims: Sequence[Claim], split: Sequence[Sequence[Claim]], settings: Settings) -> Bases:
    """The numbers of people that fit all the percents, and can be cut into the parts of all the splits."""
    found = feasible_bases([claim_window(claim, settings.rule) for claim in claims], settings.limit)
    for parts in split:
        windows = [claim_window(claim, settings.rule) for claim in parts]
        found = np.intersect1d(found, feasible_bases_of_split(windows, settings.limit))
    return found


def _group(claim: Claim) -> str:
    return claim.group or claim.where or ""
