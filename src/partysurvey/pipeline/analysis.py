"""From a request to an analysis: read, recognise, count, estimate, protect. The CLI and the Python API share it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from partysurvey.engines.engine import EngineRequest
from partysurvey.errors import RequestError
from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.design import check_intervals, unit_needs
from partysurvey.estimates.frame import to_frame
from partysurvey.estimates.needs import needs
from partysurvey.estimates.results import Comparing, Estimates, Inference
from partysurvey.pipeline.accounting import accounting, group_needs
from partysurvey.pipeline.counting import counted
from partysurvey.pipeline.designing import DesignRequest, ReplicateRequest, design_in
from partysurvey.pipeline.exclusion import kept_respondents
from partysurvey.pipeline.reading import Reading, Responses, opened, provenance, recognised_responses
from partysurvey.pipeline.remarks import check_answers, check_weights, remarks_on
from partysurvey.report.accounting import Accounting, Provenance, Remark, Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Document
from partysurvey.report.protection import protect
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey import Condition, Design, Language, Questionnaire
from partysurvey.survey.condition import Every
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.quality import ScreeningRequest
from partysurvey.survey.resolution import resolved, resolved_banner, resolved_question
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    import pandas as pd

    from partysurvey.pipeline.calibrating import TargetWeights
    from partysurvey.pipeline.shown import Shown
    from partysurvey.report.banner_table import Cells
    from partysurvey.weighting.targets import Targets


class Request(Struct, frozen=True, kw_only=True):
    """What to analyse, and how; questions are named by id, printed number, text or column."""

    file: Responses
    questionnaire: str | Path | Questionnaire | None = None
    by: Sequence[str] = ()
    where: str | Sequence[str] = ""  # several conditions must all be true
    questions: Sequence[str] = ()
    weight: str | None = None
    strata: str | None = None
    psu: Sequence[str] = ()
    fpc: Sequence[str] = ()
    nest: bool = False
    lonely: str | None = None
    replicates: ReplicateRequest = ReplicateRequest()  # noqa: RUF009  # frozen
    targets: Path | str | None = None
    inference: Inference = Inference()  # noqa: RUF009  # frozen
    comparing: Comparing | None = Comparing()  # noqa: RUF009  # frozen
    min_group: int = 5
    strict: bool = False
    exclude: Sequence[str] = ()  # checks whose rows are left out: "speeders", "duplicates" …
    screening: ScreeningRequest = field(default_factory=ScreeningRequest)
    sheet: str | None = None
    encoding: str | None = None
    dialect: str | None = None
    query: str | None = None  # what to read of a database that `file` is the URL of
    engine: EngineRequest = EngineRequest()  # noqa: RUF009  # frozen

    @property
    def design(self) -> DesignRequest:
        """The part that is about the sampling design."""
        return DesignRequest(
            weight=self.weight,
            strata=self.strata,
            psu=self.psu,
            fpc=self.fpc,
            nest=self.nest,
            lonely=self.lonely,
            replicates=self.replicates,
        )


class Analysis(Struct, frozen=True):
    """All that is left of a survey once its rows are gone; groups that are too small are hidden already."""

    provenance: Provenance
    questionnaire: Questionnaire
    accounting: Accounting
    remarks: tuple[Remark, ...]
    estimates: Estimates
    request: Request

    def document(self, style: Style) -> Document:
        """The report as a value: headings, sentences, tables, charts."""
        making = None
        if style.sentences:
            from partysurvey.pipeline.made_from import OF_REPORTS, made_from  # noqa: PLC0415  # only of reports

            making = made_from(self.request, OF_REPORTS)
        return build_document(self.estimates, self.questionnaire, self.accounting, self.remarks, style, making)

    def to_json(self, style: Style) -> str:
        """The results by the contract `partysurvey.results/1`."""
        from partysurvey.pipeline.made_from import made_from  # noqa: PLC0415  # only one of the forms
        from partysurvey.render.json_results import results_content, results_text  # noqa: PLC0415  # the same

        content = results_content(self.estimates, self.accounting, self.provenance, self.remarks, style.language)
        return results_text({**content, "provenance": asdict(made_from(self.request))})

    def to_frame(self) -> "pd.DataFrame":
        """A tidy DataFrame with one number a row: question, item, option, by, by_option, stat, value, base, n …."""
        return to_frame(self.estimates)

    def banner_table(
        self,
        *,
        sort: bool = False,
        hide_zeros: bool = False,
        cells: "Cells" = "column",
        language: Language | None = None,
        digits: int = 1,
    ) -> "Shown":
        """All questions by all banners in one table, as `partysurvey table` makes it."""
        from partysurvey.pipeline.banner_tables import banner_document  # noqa: PLC0415  # only where it is asked for
        from partysurvey.pipeline.shown import Shown  # noqa: PLC0415  # the same
        from partysurvey.report.banner_table import Arrangement  # noqa: PLC0415  # the same

        style = Style(language or self.questionnaire.language, digits)
        return Shown(banner_document(self, style, Arrangement(sort, hide_zeros, cells)))

    def _repr_html_(self) -> str:
        """The report with its sentences and tables, as a notebook shows it."""
        from partysurvey.render.html import document_fragment  # noqa: PLC0415  # only in notebooks

        return document_fragment(self.document(Style(self.questionnaire.language, sentences=True)))


def run(request: Request, on_rows: Callable[[int], None] | None = None) -> Analysis:
    """The analysis that a request asks for; `on_rows` is told the rows of each batch once it is counted."""
    reading = Reading(request.sheet, request.encoding, request.dialect, request.query, remote=bool(request.engine.name))
    source = opened(request.file, reading)
    recognition = recognised_responses(source, request.questionnaire)
    targets = _targets(request)
    design = design_in(source, recognition.questionnaire, _asked_design(request, source, recognition, targets))
    questionnaire = replace(recognition.questionnaire, design=design)
    kept = kept_respondents(source, recognition, request.exclude, request.screening, on_rows)
    weights = _target_weights(kept.source, recognition, targets, design, on_rows)
    columns = _variables_by_column(recognition)
    questions = _questions(request.questions, recognition, columns, design, source.info.file)
    banners = tuple(resolved_banner(name, questionnaire, columns) for name in request.by)
    inference = _inference(request, design)
    check_intervals(design, inference)
    units = unit_needs(design, inference, calibrated=weights is not None)
    counting = Counting(
        questionnaire=questionnaire,
        binding=recognition.binding,
        plan=needs(questionnaire, questions, banners, units) | group_needs(questionnaire, recognition.binding),
        design=design,
        where=_condition(request.where, questionnaire, columns),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    counting = weights.counting(counting) if weights else counting
    tally = counted(kept.source, counting, request.engine, on_rows)
    check_weights(tally, design, source.info.file)
    if request.strict:
        check_answers(tally, source.info.file)
    tally, calibration = weights.applied(tally) if weights else (tally, None)
    estimates = estimate(questionnaire, tally, questions, banners, inference, design, calibration)
    return Analysis(
        provenance(source, recognition),
        questionnaire,
        accounting(tally, questionnaire, kept, request.min_group),
        (*(weights.remarks if weights else ()), *remarks_on(source, recognition, tally)),
        _compared(protect(estimates, request.min_group, questionnaire), questionnaire, tally, request.comparing),
        request,
    )


def _targets(request: Request) -> "Targets | None":
    """What the weights are to be made from; None where the file has them, or there are none."""
    if request.targets is None:
        return None
    from partysurvey.sources.targets import read_targets  # noqa: PLC0415  # imported when used

    return read_targets(Path(request.targets))


def _asked_design(
    request: Request, source: Source, recognition: Recognition, targets: "Targets | None"
) -> DesignRequest:
    """What is asked of the design; without a weight asked for, that of the targets is the base weight."""
    if targets is None or request.weight is not None:
        return request.design
    from partysurvey.pipeline.weighting import old_weight  # noqa: PLC0415  # imported when used

    return replace(request.design, weight=old_weight(source, targets, recognition.questionnaire.design.weight))


def _target_weights(
    source: Source,
    recognition: Recognition,
    targets: "Targets | None",
    design: Design,
    on_rows: Callable[[int], None] | None,
) -> "TargetWeights | None":
    if targets is None:
        return None
    from partysurvey.pipeline.calibrating import target_weights  # noqa: PLC0415  # imported when used

    return target_weights(source, recognition, targets, design, on_rows)


def _compared(
    estimates: Estimates, questionnaire: Questionnaire, tally: Tally, comparing: Comparing | None
) -> Estimates:
    """The estimates with the tests and letters of their breakdowns, where there are any and they are wanted."""
    if comparing is None or all(result.by is None for result in estimates.results):
        return estimates
    from partysurvey.estimates.compared import compared  # noqa: PLC0415  # of breakdowns only

    return compared(estimates, questionnaire, tally, comparing)


def _variables_by_column(recognition: Recognition) -> dict[str, str]:
    return {name: variable for variable, bound in recognition.binding.columns.items() for name in bound.columns}


def _questions(
    names: Sequence[str], recognition: Recognition, columns: Mapping[str, str], design: Design, file: str
) -> tuple[str, ...]:
    """The variables and grids asked for, or all that the file has columns for; RequestError where there are none."""
    questionnaire = recognition.questionnaire
    if names:
        return tuple(dict.fromkeys(resolved_question(name, questionnaire, columns) for name in names))
    countable = tuple(
        name
        for name in countable_variables(questionnaire, recognition.binding)
        if not _is_of_design(name, recognition, design)
    )
    if not countable:
        remedy = "check the file, or name its questionnaire with -q"
        raise RequestError("no column holds answers to be counted", remedy, file)
    return countable


def _is_of_design(name: str, recognition: Recognition, design: Design) -> bool:
    """Whether a question inferred from the data is a column of the design, and not what strata are made of too."""
    bound = recognition.binding.columns.get(name)
    if recognition.origin != "inferred" or bound is None:
        return False
    return set(bound.columns) <= {*design.columns} - {design.strata}


def _condition(
    texts: str | Sequence[str], questionnaire: Questionnaire, columns: Mapping[str, str]
) -> Condition | None:
    """All of the conditions as one, None where there are none."""
    conditions = [texts] if isinstance(texts, str) else texts
    parts = tuple(resolved(parse_condition(text), questionnaire, columns) for text in conditions if text)
    return Every(parts) if len(parts) > 1 else next(iter(parts), None)


def _inference(request: Request, design: Design) -> Inference:
    """The inference asked for, completed by what the questionnaire says of its population."""
    asked = request.inference
    return replace(asked, population=asked.population or design.population, census=asked.census or design.census)
