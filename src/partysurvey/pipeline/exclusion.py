"""Which respondents are left out before anything is counted, and how many by which reason."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from msgspec import Struct, field

from partysurvey.errors import RequestError
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey.fielding import Disposition, Dispositions
from partysurvey.survey.quality import Check, ScreeningRequest, named_checks
from partysurvey.survey.suggestion import did_you_mean, listing
from partysurvey.tally.answers import BoolArray

NO_INTERVIEW = "no_interview"  # the reason of cases that are neither complete nor partial


class Kept(Struct, frozen=True, eq=False):
    """The source of those who stay, how many were left out by reason, and the cases by disposition where declared."""

    source: Source
    excluded: Mapping[str, int] = field(default_factory=dict)
    cases: Mapping[Disposition, int] | None = None


def kept_respondents(
    source: Source,
    recognition: Recognition,
    exclude: Sequence[str],
    screening: ScreeningRequest,
    on_rows: Callable[[int], None] | None = None,
) -> Kept:
    """The respondents without cases that are no interviews, then without those whom the checks flag.

    RequestError for a check that there is not, or that this file does not allow.
    """
    checks = named_checks(exclude)
    excluded: dict[str, int] = {}
    cases = None
    declared = recognition.questionnaire.fielding.dispositions
    if declared is not None:
        cases, interviews = _cases(source, declared)
        excluded[NO_INTERVIEW] = int(np.count_nonzero(~interviews))
        source = _kept(source, interviews)
    if checks:
        from partysurvey.pipeline.screening import exclusions, screened_file  # noqa: PLC0415  # only where asked for

        found = screened_file(source, recognition, screening, on_rows)
        _refuse_unable(checks, found.flags.unable, source.info.file)
        rows, gone = exclusions(found.flags, checks)
        excluded.update(gone)
        source = _kept(source, rows)
    return Kept(source, excluded, cases)


def _cases(source: Source, declared: Dispositions) -> tuple[Mapping[Disposition, int], BoolArray]:
    from partysurvey.tally.dispositions import read_cases  # noqa: PLC0415  # few questionnaires declare them

    names = [column.name for column in source.columns]
    if declared.column not in names:
        what = f"the file has no column {declared.column!r}, which the questionnaire names for dispositions"
        raise RequestError(what, did_you_mean(declared.column, names), source.info.file)
    cases = read_cases(source.batches([declared.column]), declared, source.info.encoding or "utf-8")
    return cases.counts, cases.interviews


def _kept(source: Source, rows: BoolArray) -> Source:
    from partysurvey.sources.marked import KeptSource  # noqa: PLC0415  # only where somebody goes

    if not rows.any():
        raise RequestError("nobody is left when these are excluded", "exclude fewer, or mend the thresholds")
    return source if rows.all() else KeptSource(source, rows)


def _refuse_unable(checks: Sequence[Check], unable: frozenset[Check], file: str) -> None:
    """Nothing; RequestError where none of what is asked for can be found in the file."""
    missing = [check.code for check in checks if check in unable]
    if missing and set(checks) <= unable:
        raise RequestError(
            f"{listing(missing)} cannot be excluded: the file does not tell who they are",
            "see `partysurvey validate`, or name the column with --duration or --id",
            file,
        )
