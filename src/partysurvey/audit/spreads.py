"""Means and standard deviations as claims: GRIM, GRIMMER and DEBIT for those that a text or file links."""

from collections.abc import Mapping, Sequence

from partysurvey.audit import wording
from partysurvey.audit.claim import Claim, ClaimKind
from partysurvey.audit.feasibility import nearest_means
from partysurvey.audit.judgement import Judgement, Verdict
from partysurvey.audit.means import binary_spread_is_feasible, mean_is_feasible, spread_is_feasible
from partysurvey.audit.settings import Settings
from partysurvey.audit.windows import claim_window, is_too_long


def judged_mean(claim: Claim, settings: Settings) -> Judgement:
    """The verdict on a mean with a value: whether whole answers of its people can have it."""
    base = next((each for each in claim.bases if each.n > 0), None)
    if base is None:
        return Judgement(claim, Verdict.NOT_CHECKABLE, wording.NO_MEAN_BASE)
    window = claim_window(claim, settings.rule)
    if window.low is None or window.high is None:
        return Judgement(claim, Verdict.FEASIBLE, wording.BOUNDED, base)
    if mean_is_feasible(window, base.n, claim.items):
        return Judgement(claim, Verdict.FEASIBLE, wording.whole_mean(base.n), base)
    assert claim.value is not None  # noqa: S101  # it has a window
    nearest = nearest_means(claim.value, claim.digits, base.n * claim.items)
    return Judgement(claim, Verdict.IMPOSSIBLE, wording.no_mean_of(base.n, nearest), base, nearest=nearest)


def means_of_spreads(claims: Sequence[Claim]) -> Mapping[str, Claim]:
    """By the id of a standard deviation the mean it belongs to: the named one, else the last in its sentence."""
    by_id = {claim.id: claim for claim in claims}
    found: dict[str, Claim] = {}
    last: Claim | None = None
    for claim in claims:
        if claim.kind is ClaimKind.MEAN:
            last = claim
        elif claim.kind is ClaimKind.SPREAD:
            near = last if last is not None and last.sentence == claim.sentence else None
            mean = by_id.get(claim.part_of or "", near)
            if mean is not None and mean.kind is ClaimKind.MEAN:
                found[claim.id] = mean
    return found


def judged_spread(claim: Claim, mean: Claim | None, settings: Settings) -> Judgement:
    """The verdict on a standard deviation with a value, beside the mean it belongs to."""
    base = next((each for each in (*claim.bases, *(mean.bases if mean else ())) if each.n > 1), None)
    if mean is None or mean.value is None or is_too_long(mean) or base is None:
        return Judgement(claim, Verdict.NOT_CHECKABLE, wording.LONE_SPREAD)
    means, spreads = claim_window(mean, settings.rule), claim_window(claim, settings.rule)
    if None in {means.low, means.high, spreads.low, spreads.high}:
        return Judgement(claim, Verdict.FEASIBLE, wording.BOUNDED, base)
    if mean.binary or claim.binary:
        feasible = binary_spread_is_feasible(means, spreads, base.n)
    else:
        feasible = spread_is_feasible(means, spreads, base.n, mean.items)
    if feasible:
        return Judgement(claim, Verdict.FEASIBLE, wording.spread_of(base.n, mean.value), base)
    return Judgement(claim, Verdict.IMPOSSIBLE, wording.no_spread_of(base.n, mean.value), base)
