"""Numbers and days out of raw texts: `18岁`, `１２％`, `1,234`, `2024年5月1日`."""

import re
from collections.abc import Sequence
from datetime import datetime

from partysurvey.survey import Absence, Band, Number
from partysurvey.survey.plain_text import folded, normalised

NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|[+-]?\.\d+")
LARGEST = 1e100  # what lies beyond is no answer, and its square no number
DAY_ONLY = re.compile(r"[T ].*")  # the time behind a day
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


def parsed_number(text: str, units: Sequence[str] = ()) -> float | None:
    """The number that the text is, in any digits and with one of the units behind it or not; None if it is none."""
    plain = folded(text).translate(MINUS)
    match = NUMBER.match(plain)
    if match is None or plain[match.end() :] not in ("", *units):
        return None
    number = float(match.group().replace(",", ""))
    return number if abs(number) <= LARGEST else None


def unit_texts(question: Number) -> tuple[str, ...]:
    """What may stand behind the number: its unit in both languages, normalised."""
    return tuple(filter(None, (normalised(question.unit.zh), normalised(question.unit.en))))


def plausible(question: Number, number: float) -> float | Absence:
    """The number itself, or INVALID outside of the question's range."""
    low, high = question.minimum, question.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        return Absence.INVALID
    return number


def day_number(text: str, formats: Sequence[str]) -> float | None:
    """The day as a number of days (1 is 0001-01-01), by the first format that fits the text or its start; or None."""
    for written in dict.fromkeys((text, DAY_ONLY.sub("", text))):
        for each in formats:
            try:
                return float(datetime.strptime(written, each).toordinal())  # noqa: DTZ007  # a day has no time zone
            except ValueError:
                continue
    return None


def band_of(bands: Sequence[Band], number: float) -> str | Absence:
    """The code of the band that the number falls in; INVALID outside of all."""
    return next((band.code for band in bands if number in band), Absence.INVALID)
