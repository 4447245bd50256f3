"""Claims beside the results of an analysis: what the data say instead of, or as well as, the printed figure."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec.structs import replace

from partysurvey.audit import wording
from partysurvey.audit.claim import Claim, ClaimKind
from partysurvey.audit.feasibility import rounded
from partysurvey.audit.judgement import Comparison, Judgement, Verdict
from partysurvey.audit.rounding import RoundingRule, Window
from partysurvey.audit.windows import claim_window, is_too_long
from partysurvey.estimates.results import Result, Share
from partysurvey.survey.text import Text

STATISTICS = {
    ClaimKind.PERCENT: "share",
    ClaimKind.FRACTION: "share",
    ClaimKind.COUNT: "n",
    ClaimKind.MEAN: "mean",
    ClaimKind.SPREAD: "sd",
}
NEAR = Fraction(5, 2)  # points that a fraction in words may be off
EXACT_PLACES = 10  # of weighted figures, whose last bits are rounding errors
MEDIAN = 0.5


def comparison(claim: Claim, results: Iterable[Result], rule: RoundingRule) -> Comparison | None:
    """The claim, which names its question, beside the results of everybody; None where these do not have it."""
    statistic = claim.statistic or STATISTICS.get(claim.kind)
    if statistic is None or claim.value is None or is_too_long(claim):
        return None
    for result in results:
        if (result.question, result.item, result.by) == (claim.question, claim.item, None):
            found = figures(result, claim.option, statistic)
            return _compared(claim, result, statistic, found, rule) if found else None
    return None


def figures(result: Result, option: str | None, statistic: str) -> tuple[Fraction, Fraction] | None:
    """The figure of the result with and without weights, percents of shares; None where it has none."""
    if statistic in {"share", "n"}:
        share = next((each for each in (*result.options, *result.nets) if each.option == option), None)
        return _share_figures(share, result, statistic) if share else None
    value = _number(result, statistic)
    return None if value is None else (_exact(value), _exact(value))


def with_data(judgement: Judgement, found: Comparison | None, *, surely: bool = True) -> Judgement:
    """The judgement with what the data say; `surely` says that what was found is beyond doubt what the claim means."""
    if found is None or not judgement.claim.of_survey:
        return judgement
    remarks = (*judgement.remarks, *_base_remarks(judgement.claim, found))
    told = replace(judgement, comparison=found, remarks=remarks)
    if found.reproduced:
        return replace(told, verdict=Verdict.REPRODUCED, reason=wording.data_say(found))
    if judgement.verdict.is_found_wrong or not surely:
        return replace(told, remarks=(*remarks, wording.data_say(found)))
    return replace(told, verdict=Verdict.CONTRADICTED, reason=wording.data_say(found))


def _share_figures(share: Share, result: Result, statistic: str) -> tuple[Fraction, Fraction] | None:
    if share.n is None or share.share is None or not result.base.n:
        return None
    if statistic == "n":
        return Fraction(share.n), Fraction(share.n)
    unweighted = Fraction(100 * share.n, result.base.n)
    is_weighted = (share.weighted, result.base.weighted) != (share.n, result.base.n)
    return (_exact(100 * share.share) if is_weighted else unweighted), unweighted


def _number(result: Result, statistic: str) -> float | None:
    """A statistic of the whole question."""
    if statistic == "base":
        return result.base.n
    if statistic == "least_fall":
        counts = [share.n for share in result.options if share.n is not None]
        return min((before - after for before, after in pairwise(counts)), default=None)
    if result.statistics is None:
        return None
    if statistic == "median":
        return result.statistics.quantiles.get(MEDIAN)
    value: float | None = getattr(result.statistics, statistic)
    return value


def _exact(value: float) -> Fraction:
    return Fraction(round(Decimal(repr(value)), EXACT_PLACES))


def _compared(
    claim: Claim, result: Result, statistic: str, found: tuple[Fraction, Fraction], rule: RoundingRule
) -> Comparison:
    if claim.value is None:
        raise ValueError("a masked claim is compared with nothing")
    computed, unweighted = found
    window = _allowed(claim, rule)
    return Comparison(
        question=result.question,
        item=result.item,
        option=claim.option,
        where=claim.where,
        statistic=statistic,
        computed=rounded(computed, max(claim.digits, 0) + 2),
        rounded=rounded(computed, claim.digits),
        difference=rounded(computed - Fraction(claim.value), max(claim.digits, 0) + 2),
        base=result.base.n or 0,
        reproduced=computed in window or unweighted in window,
        unweighted=rounded(unweighted, claim.digits) if unweighted != computed else None,
    )


def _allowed(claim: Claim, rule: RoundingRule) -> Window:
    window = claim_window(claim, rule)
    if claim.kind is not ClaimKind.FRACTION or window.low is None or window.high is None:
        return window
    return Window(window.low - NEAR, window.high + NEAR)


def _base_remarks(claim: Claim, found: Comparison) -> Iterator[Text]:
    stated: Sequence[int] = [each.n for each in claim.bases]
    if found.statistic == "share" and stated and found.base not in stated:
        yield wording.other_base(found.base, stated)
