"""The flags of all respondents of a file: one pass over its rows before they are counted."""

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct

from partysurvey.pipeline.reading import origin_column
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey.matching.respondent_columns import checked_column, respondent_columns
from partysurvey.survey.quality import BIT, Check, ScreeningRequest
from partysurvey.tally.answers import BoolArray
from partysurvey.tally.counting import Counting
from partysurvey.tally.flags import Flags, flagged
from partysurvey.tally.plan import Plan
from partysurvey.tally.screening import QuestionFacts, Screen, Screening


class ScreenedFile(Struct, frozen=True, eq=False):
    """What was found in the questions of a file, and the flags of its rows."""

    questions: Mapping[str, QuestionFacts]
    flags: Flags

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.flags.bits.size)


def screened_file(
    source: Source, recognition: Recognition, request: ScreeningRequest, on_rows: Callable[[int], None] | None = None
) -> ScreenedFile:
    """The flags of all rows; `on_rows` is told the rows of each batch. RequestError for a column that is not there."""
    names = [column.name for column in source.columns]
    unbound = set(recognition.binding.unbound)
    columns = respondent_columns(
        [column for column in source.columns if column.name in unbound],
        duration=checked_column(request.duration, names, "--duration"),
        identity=checked_column(request.identity, names, "--id"),
        file=origin_column(source),
    )
    counting = Counting(
        questionnaire=recognition.questionnaire,
        binding=recognition.binding,
        plan=Plan(),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    screening = Screening.of_all(counting, columns, request.thresholds)
    screen = Screen(screening)
    for batch in source.batches(screening.columns):
        screen.add(batch)
        if on_rows is not None:
            on_rows(batch.num_rows)
    screened = screen.screened()
    return ScreenedFile(screened.questions, flagged(screened, request.thresholds))


def exclusions(flags: Flags, checks: tuple[Check, ...]) -> tuple[BoolArray, dict[str, int]]:
    """Which rows stay, and how many go by check; a row that several checks flag goes by the first of them."""
    kept = np.ones(flags.bits.size, dtype=bool)
    gone: dict[str, int] = {}
    for check in checks:
        rows = kept & ((flags.bits & np.uint16(BIT[check.code])) != 0)
        gone[check.code] = int(np.count_nonzero(rows))
        kept &= ~rows
    return kept, gone
