"""What ranges, bands and date formats can get wrong although their structure is sound."""

import re
from collections.abc import Iterator
from itertools import pairwise

from partysurvey.sources.questionnaires.building import built_bands
from partysurvey.sources.questionnaires.draft import Data
from partysurvey.sources.questionnaires.finding import Finding
from partysurvey.survey import Band
from partysurvey.survey.suggestion import listing

_DIRECTIVES = frozenset("YmdyjbBHMSpIfAazZ%")


def range_faults(data: Data) -> Iterator[Finding]:
    """A minimum above the maximum."""
    minimum, maximum = data.get("minimum"), data.get("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        yield Finding(("minimum",), f"'minimum' {minimum} is greater than 'maximum' {maximum}", "exchange them")


def band_faults(data: Data) -> Iterator[Finding]:
    """Bands that are empty or open at an end they include, overlap, leave gaps or do not rise from low to high."""
    bands = built_bands(data.get("bands", ()))
    for index, band in enumerate(bands):
        if band.high is None and band.includes_high:
            what = f"the band {band.code!r} is open above and has no high end to include"
            yield Finding(("bands", index, "includes_high"), what, "give it a 'high', or delete 'includes_high'")
        if _is_empty(band):
            what = f"the band {band.code!r} is empty: it begins at {band.low} and ends at {band.high}"
            yield Finding(("bands", index), what, "make the low end smaller than the high end")
    for index, (before, band) in enumerate(pairwise(bands), start=1):
        what = _seam_fault(before, band)
        if what:
            remedy = "each band begins at the number where the one before ends; only the ends may be open"
            yield Finding(("bands", index), what, remedy)


def _is_empty(band: Band) -> bool:
    """Whether no number falls in the band; one alone does where both ends are the same and included."""
    if band.low is None or band.high is None or band.low < band.high:
        return False
    return band.low not in band


def _seam_fault(before: Band, band: Band) -> str:
    """What is wrong between two neighbouring bands; empty if nothing is."""
    end, start = before.high, band.low
    names = f"{before.code!r} and {band.code!r}"
    if end is None or start is None:
        return f"the bands {names} overlap: one of them is open where they meet"
    if start < end:
        return f"the bands {names} overlap or are not in rising order: {start} is below {end}"
    return f"between the bands {names} there is a gap from {end} to {start}" if start > end else ""


def format_faults(data: Data) -> Iterator[Finding]:
    """Date formats with unknown signs, or without a day, month or year."""
    for position, written in enumerate(data.get("formats", ())):
        signs = set(re.findall(r"%(.?)", written, flags=re.DOTALL))
        if signs - _DIRECTIVES:
            unknown = listing(sorted(f"%{sign}" for sign in signs - _DIRECTIVES))
            yield Finding(
                ("formats", position), f"the date format {written!r} has an unknown sign: {unknown}", "see strptime"
            )
        elif not (signs & {"Y", "y"} and ("j" in signs or (signs & {"m", "b", "B"} and "d" in signs))):
            what = f"the date format {written!r} does not say year, month and day"
            yield Finding(("formats", position), what, "write it like %Y-%m-%d")
