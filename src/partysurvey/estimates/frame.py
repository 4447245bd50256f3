"""Estimates as one long frame: one number a row, with everything that is needed to read it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from partysurvey.estimates.results import Association, Estimates, GroupTest, Letters, Result, Share, Statistics

if TYPE_CHECKING:
    import pandas as pd

SHARE_STATS = ("n", "weighted", "share", "se", "low", "high")
EXTRA_STATS = ("deff", "share_of_responses", "row_share", "total_share", "ranked_share", "mean_rank")
NUMBER_STATS = ("mean", "se", "low", "high", "sd", "min", "max", "total")
TEST_STATS = ("chi_square", "df", "p", "cramers_v", "least_expected")


class FrameRow(NamedTuple):
    """One number: of which question, item, option and group it is, its base, how it was made, and what to know."""

    question: str
    item: str | None
    option: str | None
    by: str | None
    by_option: str | None
    stat: str
    value: float | None
    base: str
    n: int | None
    method: str
    note: str


def frame_rows(estimates: Estimates) -> list[FrameRow]:
    """Every number of the estimates, in their order; then association and tests.

    `stat` is n, weighted, share, se, low, high … of options; mean, sd, quantile_0.5 … of numbers; absent_blank … of
    people without an answer; chi_square, p … of breakdowns, and means_p, ranks_statistic … of their tests. `note` is ""
    or words out of: net, bin, hidden, empty (nobody is in the base), shown_only, above:B,c (significantly higher than
    those columns), rest:↑, and column:A (what others call this group).
    """
    rows = [row for result in estimates.results for row in _result_rows(result)]
    rows.extend(row for association in estimates.associations for row in _association_rows(association))
    rows.extend(row for test in estimates.tests for row in _test_rows(test))
    return rows


def to_frame(estimates: Estimates) -> "pd.DataFrame":
    """The rows of `frame_rows` as a DataFrame, one column per field; a missing value is what pandas makes of None."""
    import pandas as pd  # noqa: PLC0415  # heavy, imported when used

    return pd.DataFrame(frame_rows(estimates), columns=list(FrameRow._fields))


def _result_rows(result: Result) -> Iterator[FrameRow]:
    yield _row(result, "n", result.base.n, note=f"column:{result.letter}" if result.letter else "")
    yield _row(result, "weighted", result.base.weighted)
    yield _row(result, "effective", result.base.effective)
    if result.df is not None:
        yield _row(result, "df", result.df)
    for kind, n in result.absent.items():
        yield _row(result, f"absent_{kind.value}", n)
    for share in result.options:
        yield from _share_rows(result, share, "")
    for net in result.nets:
        yield from _share_rows(result, net, "net")
    if result.statistics is not None:
        yield from _statistics_rows(result, result.statistics)


def _share_rows(result: Result, share: Share, note: str) -> Iterator[FrameRow]:
    words = " ".join(word for word in (note, "hidden" if share.hidden else "") if word)
    for stat in SHARE_STATS:
        remarks = f"{words} {_letter_remark(result, share.letters)}" if stat == "share" else words
        yield _row(result, stat, getattr(share, stat), share.option, remarks)
    for stat in EXTRA_STATS:
        if getattr(share, stat) is not None:
            yield _row(result, stat, getattr(share, stat), share.option, words)


def _statistics_rows(result: Result, statistics: Statistics) -> Iterator[FrameRow]:
    for stat in NUMBER_STATS:
        note = _letter_remark(result, statistics.letters) if stat == "mean" else ""
        yield _row(result, stat, getattr(statistics, stat), note=note)
    if statistics.deff is not None:
        yield _row(result, "deff", statistics.deff)
    for probability, value in statistics.quantiles.items():
        yield _row(result, f"quantile_{probability:g}", value)
    for low, high, n, share in statistics.histogram:
        yield _row(result, "n", n, f"{low:g}..{high:g}", "bin")
        yield _row(result, "share", share, f"{low:g}..{high:g}", "bin")


def _row(result: Result, stat: str, value: float | None, option: str | None = None, note: str = "") -> FrameRow:
    remarks = dict.fromkeys([*note.split(), *_group_remarks(result)])
    return FrameRow(
        question=result.question,
        item=result.item,
        option=option,
        by=result.by,
        by_option=result.by_option,
        stat=stat,
        value=value,
        base=result.base.kind,
        n=result.base.n,
        method=result.method,
        note=" ".join(remarks),
    )


def _group_remarks(result: Result) -> list[str]:
    remarks = {"hidden": result.hidden, "empty": result.base.n == 0}
    return [remark for remark, holds in remarks.items() if holds]


def _letter_remark(result: Result, letters: Letters) -> str:
    return f"{'above' if result.letter else 'rest'}:{','.join(letters)}" if letters else ""


def _test_rows(test: GroupTest) -> Iterator[FrameRow]:
    """Statistic, degrees of freedom and p of a test, named after what it is of: means_p."""
    numbers = {"statistic": test.statistic, **dict(zip(("df", "df2"), test.df, strict=False)), "p": test.p}
    for stat, value in numbers.items():
        yield FrameRow(
            question=test.question,
            item=test.item,
            option=None,
            by=test.by,
            by_option=None,
            stat=f"{test.name}_{stat}",
            value=value,
            base="answered",
            n=test.n,
            method=test.method,
            note="hidden" if test.hidden else "shown_only" if test.shown_only else "",
        )


def _association_rows(association: Association) -> Iterator[FrameRow]:
    for stat in TEST_STATS:
        yield FrameRow(
            question=association.question,
            item=association.item,
            option=None,
            by=association.by,
            by_option=None,
            stat=stat,
            value=getattr(association, stat),
            base="answered",
            n=association.n,
            method=association.method,
            note="",
        )
