"""From a request to an analysis: read, recognise, count, estimate, protect. The CLI and the Python API share it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partysurvey.engines.local import count
from partysurvey.errors import AnswerError, Fault, RequestError
from partysurvey.estimates import Estimates, Inference, estimate, needs
from partysurvey.report import Accounting, Document, Provenance, Remark, Style, build_document, protect
from partysurvey.sources import FrameSource, Source, open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.survey import Condition, Design, Questionnaire, Text
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.presence import present
from partysurvey.survey.resolution import resolved, resolved_variable
from partysurvey.tally import Counting, Tally

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to analyse, and how; names may be ids, printed numbers or texts of questions."""

    file: "Path | str | pd.DataFrame"
    questionnaire: str | Path | Questionnaire | None = None
    by: Sequence[str] = ()
    where: str | None = None
    questions: Sequence[str] = ()
    weight: str | None = None
    inference: Inference = Inference()
    min_group: int = 5
    strict: bool = False
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known after the rows are gone; groups that are too small are hidden already."""

    provenance: Provenance
    questionnaire: Questionnaire
    accounting: Accounting
    remarks: tuple[Remark, ...]
    estimates: Estimates

    def document(self, style: Style) -> Document:
        """The report of the analysis as a value."""
        return build_document(self.estimates, self.questionnaire, self.accounting, self.remarks, style)


def run(request: Request, on_rows: Callable[[int], None] | None = None) -> Analysis:
    """The analysis that a request asks for; `on_rows` is told how many rows have been counted since it was last told."""
    source = opened(request)
    recognition = recognised(source, request.questionnaire)
    questionnaire = present(recognition.questionnaire, recognition.binding)
    questions, banners = named(questionnaire, request.questions), named(questionnaire, request.by)
    counting = Counting(
        questionnaire=questionnaire,
        binding=recognition.binding,
        plan=needs(questionnaire, questions or None, banners),
        design=_design(questionnaire, request, source),
        where=condition(request.where, questionnaire),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    tally = count(source.batches(counting.needed_columns), counting, on_rows)
    _check_answers(tally, request)
    estimates = estimate(questionnaire, tally, questions or None, banners, _inference(questionnaire, request))
    return Analysis(
        provenance=Provenance(source.info.file, questionnaire.id, recognition.origin, source.info.encoding, source.info.dialect),
        questionnaire=questionnaire,
        accounting=_accounting(tally, questionnaire),
        remarks=tuple(_remarks(source, recognition, tally)),
        estimates=protect(estimates, request.min_group),
    )
