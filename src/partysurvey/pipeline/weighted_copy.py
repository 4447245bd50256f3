"""From a response file and targets to a copy of the file with weights: find the weighting, read again, write."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.pipeline.designing import DesignRequest, ReplicateRequest, design_in
from partysurvey.pipeline.reading import provenance
from partysurvey.pipeline.weighted_files import TEXT_ENDINGS, write_weighted
from partysurvey.pipeline.weighting import OnRows, found_weighting, old_weight
from partysurvey.report.weighted_copy import WeightedCopy
from partysurvey.sources.opening import open_source
from partysurvey.sources.recognition import recognised
from partysurvey.sources.source import Source
from partysurvey.sources.targets import read_targets
from partysurvey.survey import Design, Questionnaire
from partysurvey.weighting.targets import Targets


class WeightRequest(Struct, frozen=True, kw_only=True):
    """Which file to weight to which targets, and where the copy with the weights goes."""

    file: Path
    targets: Path
    output: Path
    column: str = "weight"
    replicates: ReplicateRequest = ReplicateRequest()  # noqa: RUF009  # frozen
    questionnaire: str | Path | Questionnaire | None = None
    force: bool = False
    sheet: str | None = None
    encoding: str | None = None
    dialect: str | None = None


def weight(request: WeightRequest, on_rows: OnRows | None = None) -> WeightedCopy:
    """Write the copy with weights, and return what they do.

    Nothing is written where they cannot be found: RequestError, TargetsError.
    """
    source = open_source(request.file, sheet=request.sheet, encoding=request.encoding, dialect=request.dialect)
    _check_output(request)
    _check_columns([request.column], source)
    targets = read_targets(request.targets)
    recognition = recognised(source, request.questionnaire)
    questionnaire = recognition.questionnaire
    design = _design(source, targets, questionnaire, request.replicates)
    columns = _columns(request.column, design)
    _check_columns(columns, source)
    found = found_weighting(source, recognition, targets, design, on_rows)
    needed = found.counting.needed_columns
    for rows in write_weighted(source, found.row_factors, needed, request.output, columns):
        if on_rows is not None:
            on_rows(rows)
    return WeightedCopy(
        account=found.account,
        provenance=provenance(source, recognition),
        targets=targets,
        base_weight=design.weight,
        file=str(request.output),
        columns=columns,
        rows=found.tally.rows,
        language=questionnaire.language,
    )


def _design(source: Source, targets: Targets, questionnaire: Questionnaire, replicates: ReplicateRequest) -> Design:
    """The old weight and its replicates: how the sample was drawn does not matter here."""
    old = old_weight(source, targets, questionnaire.design.weight)
    design = design_in(source, questionnaire, DesignRequest(weight=old, replicates=replicates))
    return Design(weight=design.weight, replicates=design.replicates)


def _columns(name: str, design: Design) -> tuple[str, ...]:
    """The columns to be added: `weight`, and for replicate weights `weight_1`, `weight_2` and so on."""
    count = len(design.replicates.columns) if design.replicates else 0
    return (name, *(f"{name}_{number}" for number in range(1, count + 1)))


def _check_columns(names: Sequence[str], source: Source) -> None:
    """Nothing; RequestError where the file has one of the columns already."""
    held = {column.name for column in source.columns}
    for name in names:
        if name in held:
            what = f"the file has a column {name!r} already"
            raise RequestError(what, "name another one with --column", source.info.file)


def _check_output(request: WeightRequest) -> None:
    """Nothing; RequestError where the output cannot be, or would cost something."""
    output = request.output
    if output.suffix.lower() not in TEXT_ENDINGS | {".parquet"}:
        raise RequestError("weights are written into .csv or .parquet files", "choose one of these endings", output)
    if output.exists() and output.samefile(request.file):
        raise RequestError("is the file that is read", "choose another name", output)
    if output.exists() and not request.force:
        raise RequestError("exists already", "choose another name, or replace it with --force", output)
    if not request.column.strip():
        raise RequestError("the column of weights has no name", "name it with --column")
