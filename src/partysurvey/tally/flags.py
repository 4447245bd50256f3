"""Flags that need all rows: what is fast depends on the median, a copy on what it copies."""

import numpy as np
from msgspec import Struct

from partysurvey.survey.quality import (
    ADDRESSES,
    BIT,
    DUPLICATE_ANSWERS,
    DUPLICATE_IDS,
    SPEEDERS,
    Check,
    Thresholds,
)
from partysurvey.tally.answers import BoolArray
from partysurvey.tally.respondents import SecondsArray
from partysurvey.tally.row_hashes import later_copies, shared_by_more_than
from partysurvey.tally.screening import FlagArray, Screened


class Flags(Struct, frozen=True, eq=False):
    """The flags of each row, and what they rest on.

    bits: 1-D, `quality.BIT` of every check that flags the row. unable: the checks that could not be made. median: of
    the durations in seconds, None without any. chance_pairs: how many pairs of rows would agree by chance.
    """

    bits: FlagArray
    unable: frozenset[Check]
    median: float | None
    chance_pairs: float

    def rows_of(self, check: Check) -> BoolArray:
        """1-D bool array, which rows the check flags."""
        found: BoolArray = (self.bits & np.uint16(BIT[check.code])) != 0
        return found

    def numbers_of(self, check: Check, limit: int) -> tuple[int, ...]:
        """The numbers of the first rows that the check flags, counted from 1."""
        return tuple((np.flatnonzero(self.rows_of(check))[:limit] + 1).tolist())


def flagged(screened: Screened, thresholds: Thresholds) -> Flags:
    """The flags of all rows by these thresholds; those that the rows have by themselves are written over."""
    rows = screened.respondents
    chance = screened.agreement * screened.rows * (screened.rows - 1) / 2
    found: dict[Check, BoolArray | None] = {
        DUPLICATE_IDS: None if rows.id is None else later_copies(rows.id),
        DUPLICATE_ANSWERS: later_copies(screened.content) if chance < thresholds.chance else None,
        SPEEDERS: None if rows.seconds is None else _fast(rows.seconds, thresholds.speed),
        ADDRESSES: None if rows.address is None else shared_by_more_than(rows.address, thresholds.per_address),
    }
    bits = screened.flags
    for check, places in found.items():
        if places is not None:
            bits |= places * np.uint16(BIT[check.code])
    unable = frozenset(check for check, places in found.items() if places is None)
    return Flags(bits, unable, median_seconds(rows.seconds), chance)


def median_seconds(seconds: SecondsArray | None) -> float | None:
    """The median of the durations that are more than 0; None without any."""
    usable = seconds[seconds > 0] if seconds is not None else np.zeros(0, np.float32)
    return float(np.median(usable, overwrite_input=True)) if usable.size else None


def _fast(seconds: SecondsArray, speed: float) -> BoolArray | None:
    """Which rows took less than that share of the median; None without durations."""
    median = median_seconds(seconds)
    return None if median is None else (seconds >= 0) & (seconds < np.float32(speed * median))
