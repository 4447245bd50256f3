"""Durations and moments as platforms write them: `123秒`, `2分3秒`, `00:02:03`, seconds, `2021/7/16 15:04:05`."""

import re
from datetime import UTC, datetime

from partysurvey.survey.plain_text import folded, number_text, trimmed

_UNITS = re.compile(
    r"(?:(?P<d>\d+)(?:天|days?|d))?(?:(?P<h>\d+)(?:小时|时|hours?|hrs?|h))?"
    r"(?:(?P<m>\d+)(?:分钟|分|minutes?|mins?|m|[′']))?(?:(?P<s>\d+(?:\.\d+)?)(?:秒钟|秒|seconds?|secs?|s|[″\"]))?"
)
_CLOCK = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d{1,2}):(?P<s>\d{1,2}(?:\.\d+)?)")
_SECONDS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}
_FORMATS = (
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d-%b-%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
)


def parsed_seconds(text: str) -> float | None:
    """The duration in seconds; a bare number is seconds already. None if the text is no duration."""
    plain = folded(text)
    number = number_text(plain)
    if number is not None:
        return number
    match = _CLOCK.fullmatch(plain) or _UNITS.fullmatch(plain)
    if match is None or not any(match.groups()):
        return None
    return sum(_SECONDS[unit] * float(count) for unit, count in match.groupdict().items() if count)


def parsed_moment(text: str) -> float | None:
    """The moment as seconds since 1970, local times taken as UTC (only differences matter); None if it is none."""
    plain = trimmed(text)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        found = None
    for form in () if found else _FORMATS:
        try:
            found = datetime.strptime(plain, form)  # noqa: DTZ007  # the zone follows
        except ValueError:
            continue
        break
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
