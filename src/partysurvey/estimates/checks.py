"""What must hold of all estimates, whatever the data."""

import math
from collections.abc import Iterator

from partysurvey.estimates.frame import frame_rows
from partysurvey.estimates.results import Estimates, Result, Share

EXCLUSIVE_KINDS = ("single", "scale", "grid")
_ROUNDING = 1e-9


def check_estimates(estimates: Estimates) -> tuple[str, ...]:
    """What is wrong with the estimates, one sentence each; () where every contract holds.

    Shares, errors and ends lie in [0, 1] with low <= share <= high; n and shares of single choices sum to the
    base and to 1; without a base there is no share; no number is NaN or infinite; no result stands twice.
    """
    return tuple(
        [fault for result in estimates.results for fault in _result_faults(result)]
        + list(_number_faults(estimates))
        + list(_repeated(estimates))
    )


def _result_faults(result: Result) -> Iterator[str]:
    for share in (*result.options, *result.nets):
        for fault in _share_faults(share):
            yield f"{_name(result)}, {share.option}: {fault}"
        if result.base.n == 0 and share.share is not None:
            yield f"{_name(result)}, {share.option}: a share without a base"
    hidden = result.hidden or any(share.hidden for share in result.options)
    if result.kind in EXCLUSIVE_KINDS and result.options and not hidden:
        yield from _sum_faults(result)
    if result.statistics is not None:
        yield from _order_faults(_name(result), result.statistics.low, result.statistics.mean, result.statistics.high)


def _share_faults(share: Share) -> Iterator[str]:
    for stat in ("share", "low", "high", "se", "share_of_responses", "row_share", "total_share", "ranked_share"):
        value = getattr(share, stat)
        if value is not None and not 0 <= value <= 1:
            yield f"{stat} {value} is outside of [0, 1]"
    yield from _order_faults("share", share.low, share.share, share.high)
    if share.hidden and any(value is not None for value in (share.share, share.low, share.high)):
        yield "a hidden share has a value"


def _order_faults(name: str, low: float | None, middle: float | None, high: float | None) -> Iterator[str]:
    if low is not None and middle is not None and high is not None and not low <= middle <= high:
        yield f"{name}: {middle} is not between {low} and {high}"


def _sum_faults(result: Result) -> Iterator[str]:
    n = sum(share.n or 0 for share in result.options)
    if n != result.base.n:
        yield f"{_name(result)}: {n} people in the options, {result.base.n} in the base"
    shares = [share.share for share in result.options if share.share is not None]
    if shares and abs(sum(shares) - 1) > _ROUNDING:
        yield f"{_name(result)}: shares sum to {sum(shares)}"


def _number_faults(estimates: Estimates) -> Iterator[str]:
    for row in frame_rows(estimates):
        if row.value is not None and not math.isfinite(row.value):
            yield f"{row.question}, {row.option}, {row.by_option}: {row.stat} is {row.value}"


def _repeated(estimates: Estimates) -> Iterator[str]:
    seen = set()
    for result in estimates.results:
        key = (result.question, result.item, result.by, result.by_option)
        if key in seen:
            yield f"{_name(result)}: stands twice"
        seen.add(key)


def _name(result: Result) -> str:
    place = ".".join(part for part in (result.question, result.item) if part)
    return f"{place} by {result.by} = {result.by_option}" if result.by else place
