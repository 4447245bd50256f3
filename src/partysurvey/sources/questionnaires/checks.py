"""Every check of a questionnaire file whose structure is known: which one reads what, and which are left out."""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from partysurvey.sources.questionnaires import (
    chart_checks,
    fielding_checks,
    mark_checks,
    number_checks,
    option_checks,
    reference_checks,
    scale_checks,
    sentence_checks,
    survey_checks,
)
from partysurvey.sources.questionnaires.draft import Data, Draft
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.sources.questionnaires.option_checks import Check, repeated_codes, shared_spellings, size_faults

_ANY_KIND = ("single", "scale", "multiple", "grid", "number", "ranking", "text", "date")
_ON_ONE_SCALE = ("scale", "grid")


class Reading(Struct, frozen=True):
    """A check with the keys that it reads, and the kinds of question that it is for."""

    check: Check
    keys: tuple[str, ...]
    kinds: tuple[str, ...] = _ANY_KIND


_QUESTION_CHECKS = (
    Reading(repeated_codes("options"), ("options",)),
    Reading(shared_spellings("options"), ("options",)),
    Reading(repeated_codes("items"), ("items",)),
    Reading(shared_spellings("items"), ("items",)),
    Reading(repeated_codes("nets"), ("nets",)),
    Reading(option_checks.net_faults, ("nets", "options", "top_box", "bottom_box")),
    Reading(option_checks.box_faults, ("options", "top_box", "bottom_box")),
    Reading(option_checks.score_faults, ("options", "reversed"), _ON_ONE_SCALE),
    Reading(option_checks.item_reversal_faults, ("options", "items")),
    Reading(size_faults("maximum"), ("options", "maximum"), ("multiple",)),
    Reading(size_faults("ranks"), ("options", "ranks")),
    Reading(mark_checks.repeated_marks, ("missing",)),
    Reading(mark_checks.marked_options, ("missing", "options")),
    Reading(number_checks.range_faults, ("minimum", "maximum")),
    Reading(repeated_codes("bands"), ("bands",)),
    Reading(number_checks.band_faults, ("bands",)),
    Reading(number_checks.format_faults, ("formats",)),
    Reading(chart_checks.chart_faults, ("chart",)),
    Reading(
        sentence_checks.sentence_faults,
        ("sentence", "options", "nets", "bands", "items", "top_box", "bottom_box"),
        ("single", "scale", "multiple", "grid", "number", "ranking"),
    ),
)
_DERIVED_CHECKS = (
    Reading(repeated_codes("bands"), ("bands",)),
    Reading(number_checks.band_faults, ("bands",)),
    Reading(sentence_checks.sentence_faults, ("sentence", "bands")),
    Reading(chart_checks.chart_faults, ("chart",)),
)
_SURVEY_CHECKS = (
    Reading(fielding_checks.fielding_faults, ("fielding",)),
    Reading(survey_checks.design_faults, ("design",)),
    Reading(survey_checks.replicate_faults, ("design",)),
    Reading(mark_checks.repeated_marks, ("missing",)),
)
_WHOLE_CHECKS = (
    survey_checks.repeated_ids,
    survey_checks.shared_columns,
    survey_checks.marks_of_all_that_are_options,
    fielding_checks.group_faults,
    reference_checks.reference_faults,
    scale_checks.scale_faults,
)


def check_findings(survey: Draft) -> tuple[Finding, ...]:
    """Every fault of meaning in the parts of the file whose structure is sound."""
    questions = (
        finding
        for path, part in survey.entries("questions", "kind")
        for finding in _at(
            path, part, survey, (reading for reading in _QUESTION_CHECKS if part["kind"] in reading.kinds)
        )
    )
    derived = (
        finding for path, part in survey.entries("derived") for finding in _at(path, part, survey, _DERIVED_CHECKS)
    )
    whole = chain.from_iterable(check(survey) for check in _WHOLE_CHECKS)
    return (*_at((), survey.data, survey, _SURVEY_CHECKS), *questions, *derived, *whole)


def _at(path: DataPath, part: Data, survey: Draft, readings: Iterable[Reading]) -> Iterator[Finding]:
    """What the checks find in one mapping of the file, left out where a key that they read is broken."""
    for reading in readings:
        if survey.sound(path, reading.keys):
            yield from (finding.under(*path) for finding in reading.check(part))
