"""One value as the text that a person would write for it."""

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

LARGEST_EXACT = 1e15


def number_text(value: float) -> str:
    """The shortest exact text of a number: whole numbers without a point (`1`, `2.5`, `1e+20`)."""
    whole = abs(value) < LARGEST_EXACT and value == int(value)
    return str(int(value)) if whole else repr(float(value))


def clock_text(value: dt.timedelta) -> str:
    """A span of time as `30:15:00`, seconds with decimals only where there are any."""
    seconds, sign = abs(value.total_seconds()), "-" if value < dt.timedelta(0) else ""
    minutes, rest = divmod(seconds, 60)
    fraction = f"{rest % 1:.6f}".rstrip("0").rstrip(".")[1:]
    return f"{sign}{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{int(rest):02d}{fraction}"


def cell_text(value: object) -> str | None:
    """The text of any cell, dates in ISO form, truth as TRUE and FALSE; None for None and NaN."""
    if value is None or isinstance(value, str):
        return value
    for kind, text in TEXTS.items():
        if isinstance(value, kind):
            return text(value)
    return str(value)


def _float_text(value: float) -> str | None:
    """The number as text, None for NaN; infinities stay readable."""
    if math.isnan(value):
        return None
    return str(value) if math.isinf(value) else number_text(value)


# In the order of trial: truth is an int too, and a moment is a day too.
TEXTS: dict[type, Callable[[Any], str | None]] = {
    bool: lambda value: "TRUE" if value else "FALSE",
    int: str,
    float: _float_text,
    dt.datetime: lambda value: value.isoformat(" "),
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.timedelta: clock_text,
    bytes: lambda value: value.decode("utf-8", "replace"),
    Decimal: lambda value: format(value.normalize(), "f"),
}
