"""The numbers by which SPSS and Stata mean dates, as ISO text."""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from partysurvey.sources.cells import clock_text

DateText = Callable[[float], str]

SPSS_EPOCH = dt.datetime(1582, 10, 14)  # noqa: DTZ001  # files hold local times
STATA_EPOCH = dt.datetime(1960, 1, 1)  # noqa: DTZ001  # the same


def date_text(variable_format: str) -> DateText | None:
    """How a number of this SPSS or Stata format is written as a date or time, None if it is no such format."""
    name = re.match(r"%?-?[A-Za-z]+", variable_format or "")
    return FORMATS.get(
        name.group().lstrip("%-") if name and not variable_format.startswith("%t") else variable_format[:3]
    )


def _day(epoch: dt.datetime, seconds: float) -> DateText:
    """A number of units of so many seconds since the epoch, as a day."""
    return lru_cache(1 << 16)(lambda value: _moment(epoch, value * seconds).date().isoformat())


def _time(epoch: dt.datetime, seconds: float) -> DateText:
    """The same, as a day and a time."""
    return lambda value: _moment(epoch, value * seconds).isoformat(" ")


def _moment(epoch: dt.datetime, seconds: float) -> dt.datetime:
    """The moment so many seconds after the epoch, the last one of the calendar where that is beyond it."""
    try:
        return epoch + dt.timedelta(seconds=seconds)
    except OverflowError:
        return dt.datetime.max  # noqa: DTZ901  # the same


def _clock(value: float) -> str:
    """A number of seconds as hours, minutes and seconds."""
    return clock_text(dt.timedelta(seconds=value))


def _month(value: float) -> str:
    """Stata's months since 1960 as `2024-06`."""
    year, month = divmod(int(value), 12)
    return f"{1960 + year:04d}-{month + 1:02d}"


FORMATS: dict[str, DateText] = {
    **dict.fromkeys(("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "MOYR", "QYR", "WKYR"), _day(SPSS_EPOCH, 1)),
    **dict.fromkeys(("DATETIME", "YMDHMS"), _time(SPSS_EPOCH, 1)),
    **dict.fromkeys(("TIME", "DTIME", "MTIME"), _clock),
    **dict.fromkeys(("%td", "%d"), _day(STATA_EPOCH, 86_400)),
    **dict.fromkeys(("%tc", "%tC"), _time(STATA_EPOCH, 0.001)),
    "%tm": _month,
}
