"""From a request to an analysis: read, recognise, count, estimate, protect. The CLI and the Python API share it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partysurvey.engines.local import count
from partysurvey.errors import RequestError
from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.frame import to_frame
from partysurvey.estimates.needs import needs
from partysurvey.estimates.results import Estimates, Inference
from partysurvey.pipeline.remarks import check_answers, remarks_on
from partysurvey.report.accounting import Accounting, Provenance, Remark, Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Document
from partysurvey.report.protection import protect
from partysurvey.sources.opening import open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.sources.source import Source
from partysurvey.survey import Condition, Design, Questionnaire
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.resolution import resolved, resolved_variable
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to analyse, and how; questions are named by id, printed number, text or column."""

    file: "Path | str | pd.DataFrame"
    questionnaire: str | Path | Questionnaire | None = None
    by: Sequence[str] = ()
    where: str = ""
    questions: Sequence[str] = ()
    weight: str | None = None
    inference: Inference = Inference()  # noqa: RUF009  # frozen
    min_group: int = 5
    strict: bool = False
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is left of a survey once its rows are gone; groups that are too small are hidden already."""

    provenance: Provenance
    questionnaire: Questionnaire
    accounting: Accounting
    remarks: tuple[Remark, ...]
    estimates: Estimates

    def document(self, style: Style) -> Document:
        """The report as a value: headings, sentences, tables, charts."""
        return build_document(self.estimates, self.questionnaire, self.accounting, self.remarks, style)

    def to_json(self, style: Style) -> str:
        """The results by the contract `partysurvey.results/1`."""
        from partysurvey.render.json_results import results_json  # noqa: PLC0415  # only one of the forms

        return results_json(self.estimates, self.accounting, self.provenance, self.remarks, style.language)

    def to_frame(self) -> "pd.DataFrame":
        """A tidy DataFrame with one number a row: question, item, option, by, by_option, stat, value, base, n …."""
        return to_frame(self.estimates)


def run(request: Request, on_rows: Callable[[int], None] | None = None) -> Analysis:
    """The analysis that a request asks for; `on_rows` is told the rows of each batch once it is counted."""
    source = _opened(request)
    recognition = recognised(source, request.questionnaire)
    questionnaire = _designed(recognition.questionnaire, request, source)
    questions = _questions(request.questions, recognition)
    banners = _variables(request.by, questionnaire)
    counting = Counting(
        questionnaire=questionnaire,
        binding=recognition.binding,
        plan=needs(questionnaire, questions, banners),
        design=questionnaire.design,
        where=_condition(request.where, questionnaire),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    tally = count(source.batches(counting.needed_columns), counting, on_rows)
    if request.strict:
        check_answers(tally, source.info.file)
    estimates = estimate(questionnaire, tally, questions, banners, _inference(request, questionnaire.design))
    return Analysis(
        _provenance(source, recognition),
        questionnaire,
        _accounting(tally, questionnaire),
        remarks_on(source.info, recognition, tally),
        protect(estimates, request.min_group),
    )


def _opened(request: Request) -> Source:
    if isinstance(request.file, str | Path):
        return open_source(request.file, sheet=request.sheet, encoding=request.encoding)
    from partysurvey.sources.frame import FrameSource  # noqa: PLC0415  # brings pandas, needed only here

    return FrameSource(request.file)


def _designed(questionnaire: Questionnaire, request: Request, source: Source) -> Questionnaire:
    """The questionnaire with the weight asked for; RequestError where the file lacks a column of the design."""
    design = questionnaire.design
    if request.weight is not None:
        design = replace(design, weight=request.weight)
    names = [column.name for column in source.columns]
    for column in design.columns:
        if column not in names:
            raise RequestError(
                f"the file has no column {column!r}, which the sampling design names; it has {', '.join(names[:12])}",
                "name an existing column, or take it out of the design",
                source.info.file,
            )
    return replace(questionnaire, design=design)


def _questions(names: Sequence[str], recognition: Recognition) -> tuple[str, ...]:
    """The variables asked for, or all that the file has columns for."""
    if names:
        return _variables(names, recognition.questionnaire)
    return tuple(countable_variables(recognition.questionnaire, recognition.binding))


def _variables(names: Sequence[str], questionnaire: Questionnaire) -> tuple[str, ...]:
    """The ids for names; a grid stands for itself."""
    known = {*questionnaire.variables, *(question.id for question in questionnaire.questions)}
    return tuple(name if name in known else resolved_variable(name, questionnaire).id for name in names)


def _condition(text: str, questionnaire: Questionnaire) -> Condition | None:
    return resolved(parse_condition(text), questionnaire) if text else None


def _inference(request: Request, design: Design) -> Inference:
    """The inference asked for, completed by what the questionnaire says of its population."""
    asked = request.inference
    return replace(asked, population=asked.population or design.population, census=asked.census or design.census)


def _provenance(source: Source, recognition: Recognition) -> Provenance:
    info = source.info
    return Provenance(info.file, recognition.questionnaire.id, recognition.origin, info.encoding, info.dialect)


def _accounting(tally: Tally, questionnaire: Questionnaire) -> Accounting:
    fielding = questionnaire.fielding
    return Accounting(
        rows=tally.rows,
        counted=tally.counted,
        dropped=tally.dropped,
        distributed=fielding.distributed,
        returned=fielding.returned,
        valid=fielding.valid,
        unknown=tally.unknown,
    )
