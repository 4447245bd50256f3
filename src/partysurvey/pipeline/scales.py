"""From a response file to the reliability of its scales: read, recognise, count, estimate."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.engines.local import count
from partysurvey.errors import RequestError
from partysurvey.estimates.scales.reliability import Reliability, is_long, item_needs, reliability, scale_needs
from partysurvey.pipeline.remarks import check_weights
from partysurvey.report.document import Document
from partysurvey.report.scales import ScaleFacts, scale_document
from partysurvey.sources.opening import open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.sources.source import Source
from partysurvey.survey import Comparison, Condition, Design, Grid, Language, Questionnaire, Scale, Text, Variable
from partysurvey.survey.condition import Every
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.item_scale import ItemScale, item_scales, scale_items
from partysurvey.survey.resolution import resolved, resolved_question
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.plan import Plan
from partysurvey.tally.scores import option_scores
from partysurvey.tally.tally import Tally

AD_HOC = Text("所选项目", "Chosen items")
OnRows = Callable[[int], None] | None


class ScaleRequest(Struct, frozen=True, kw_only=True):
    """Which scales of a file: by id (none: all that can be counted), or some items as one scale for the moment."""

    file: Path
    questionnaire: str | Path | Questionnaire | None = None
    scales: Sequence[str] = ()
    items: Sequence[str] = ()
    where: Sequence[str] = ()
    weight: str | None = None
    level: float = 0.95
    polychoric: bool = False
    sheet: str | None = None
    encoding: str | None = None
    dialect: str | None = None


class ScaleAnalysis(Struct, frozen=True):
    """The reliability of each scale, with what the reader has to know: file, questionnaire, rows, weights."""

    file: str
    questionnaire: Questionnaire
    rows: int
    counted: int
    level: float
    weighted: bool
    scales: tuple[Reliability, ...]

    @property
    def census(self) -> bool:
        """Whether everybody was asked: then alpha has no interval."""
        return self.questionnaire.design.census

    @property
    def ignored_design(self) -> tuple[str, ...]:
        """The parts of the sampling design that the interval of alpha does not know; () of a census, which has none."""
        design = self.questionnaire.design
        held = {"weights": self.weighted, "strata": design.strata, "psu": design.psu, "fpc": design.fpc}
        parts = {**held, "replicates": design.replicates}
        return () if self.census else tuple(name for name, part in parts.items() if part)

    def document(self, language: Language) -> Document:
        """The report as a value."""
        facts = ScaleFacts(self.level, self.weighted, self.ignored_design)
        return scale_document(self.questionnaire, self.scales, (self.rows, self.counted), facts, language)

    def _repr_html_(self) -> str:
        """The report as a notebook shows it."""
        from partysurvey.render.html import document_fragment  # noqa: PLC0415  # only in notebooks

        return document_fragment(self.document(self.questionnaire.language))


def analyze_scales(request: ScaleRequest, on_rows: OnRows = None) -> ScaleAnalysis:
    """The scales that a request asks for. Raises PartysurveyError."""
    source = open_source(request.file, sheet=request.sheet, encoding=request.encoding, dialect=request.dialect)
    recognition = recognised(source, request.questionnaire)
    columns = {name: variable for variable, bound in recognition.binding.columns.items() for name in bound.columns}
    scales = _scales(request, recognition, columns, source.info.file)
    parts = [resolved(parse_condition(text), recognition.questionnaire, columns) for text in request.where]
    plan = Plan()
    for scale in scales:
        plan |= item_needs(scale) if is_long(scale) else item_needs(scale) | scale_needs(scale)
    counting = Counting(
        questionnaire=recognition.questionnaire,
        binding=recognition.binding,
        plan=plan,
        design=_weights(recognition.questionnaire, request, source),
        where=_all_of(parts),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    tally = _counted(source, counting, on_rows)
    check_weights(tally, counting.design, source.info.file)
    found = []
    for scale in scales:
        own = _counted_complete(source, counting, scale, parts, on_rows) if is_long(scale) else tally
        level = None if recognition.questionnaire.design.census else request.level
        found.append(reliability(own, tally, scale, level, polychoric=request.polychoric))
    return ScaleAnalysis(
        source.info.file,
        recognition.questionnaire,
        tally.rows,
        tally.counted,
        request.level,
        tally.weighted,
        tuple(found),
    )


def _counted(source: Source, counting: Counting, on_rows: OnRows) -> Tally:
    return count(source.batches(counting.needed_columns), counting, on_rows)


def _counted_complete(
    source: Source, counting: Counting, scale: ItemScale, parts: Sequence[Condition], on_rows: OnRows
) -> Tally:
    """The tables of all pairs of a long scale, of people with a score for every item; the file is read once more."""
    scored = (Comparison(item.id, "=", tuple(option_scores(item))) for item in scale.items)
    where = _all_of([*parts, *scored])
    return _counted(source, replace(counting, plan=scale_needs(scale), where=where), on_rows)


def _scales(
    request: ScaleRequest, recognition: Recognition, columns: dict[str, str], file: str
) -> tuple[ItemScale, ...]:
    """The scales asked for; RequestError where there are none."""
    questionnaire = recognition.questionnaire
    if request.items:
        names = tuple(resolved_question(name, questionnaire, columns) for name in request.items)
        return (ItemScale("items", AD_HOC, _ordinal_items(questionnaire, names)),)
    known = {scale.id: scale for scale in item_scales(questionnaire)}
    for name in request.scales:
        if name not in known:
            remedy = did_you_mean(name, known) if known else "name its items with --items"
            raise RequestError(f"{questionnaire.id} has no scale {name!r}", remedy)
    if request.scales:
        return tuple(known[name] for name in dict.fromkeys(request.scales))
    countable = countable_variables(questionnaire, recognition.binding)
    found = tuple(scale for scale in known.values() if all(item.id in countable for item in scale.items))
    if not found:
        remedy = "name items with --items, or declare `scales:` in the questionnaire"
        raise RequestError(f"{questionnaire.id} has no scale whose items are all in the file", remedy, file)
    return found


def _ordinal_items(questionnaire: Questionnaire, names: tuple[str, ...]) -> tuple[Variable, ...]:
    for name in names:
        question = next((each for each in questionnaire.questions if each.id == name.partition(".")[0]), None)
        if not isinstance(question, Scale | Grid):
            raise RequestError(f"{name} is no item of a scale", "name questions of kind scale, grids or their items")
    return scale_items(questionnaire, names)


def _weights(questionnaire: Questionnaire, request: ScaleRequest, source: Source) -> Design:
    """The design with nothing but weights: strata and clusters change no number here."""
    weight = request.weight or questionnaire.design.weight
    names = [column.name for column in source.columns]
    if weight is not None and weight not in names:
        remedy = did_you_mean(weight, names)
        raise RequestError(f"the file has no column {weight!r} to weight with", remedy, source.info.file)
    return Design(weight=weight)


def _all_of(parts: Sequence[Condition]) -> Condition | None:
    return Every(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)
