"""From a response file and targets to the same file with weights: read, count, weight, read again and write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from partysurvey.engines.local import count
from partysurvey.errors import Place, RequestError, TargetsError
from partysurvey.pipeline.targets import bound_margins, bound_number, placed_error, scaled_margins
from partysurvey.pipeline.weighted_files import TEXT_ENDINGS, write_weighted
from partysurvey.sources.opening import open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.sources.source import Source
from partysurvey.sources.targets import read_targets
from partysurvey.survey import Columns, Design, Number, Questionnaire, Text
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.survey.text import Language
from partysurvey.tally.counting import Counting
from partysurvey.tally.plan import Cells, Plan
from partysurvey.tally.row_factors import RowFactors
from partysurvey.tally.sums import FloatArray
from partysurvey.weighting.account import WeightingAccount, weighting_account
from partysurvey.weighting.distances import Distance, bounded_distance, linear_distance, logit_distance
from partysurvey.weighting.joint import JointCells, joint_cells
from partysurvey.weighting.margins import Margin, PlacedMargin, indicators, placed
from partysurvey.weighting.targets import Targets
from partysurvey.weighting.trimming import trimmed_weights
from partysurvey.weighting.weighting import Weighting, calibrated, poststratified, raked

OLD = "old weight"  # the variable that holds the old weights, beside those of the questionnaire
MOST_NUMBERS = 1 << 40  # no number is binned: every value is its own cell
OnRows = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRequest:
    """Which file to weight to which targets, and where the copy with the weights goes."""

    file: Path
    targets: Path
    output: Path
    column: str = "weight"
    questionnaire: str | Path | Questionnaire | None = None
    force: bool = False
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The weighting, the margins it was made for, and the counting that knows the rows of its cells."""

    weighting: Weighting
    margins: tuple[Margin, ...]
    placed: tuple[PlacedMargin, ...]
    counting: Counting
    rows: int


def weight(request: WeightRequest, on_rows: OnRows | None = None) -> tuple[WeightingAccount, Language]:
    """Write the copy with weights, and return what they do and the questionnaire's language.

    Nothing is written where they cannot be found: RequestError, TargetsError.
    """
    source = open_source(request.file, sheet=request.sheet, encoding=request.encoding)
    _check_output(request, source)
    targets = read_targets(request.targets)
    recognition = recognised(source, request.questionnaire)
    found = _found(source, recognition, targets, on_rows)
    cells = found.weighting.cells
    factors = RowFactors(found.counting, cells.axes, cells.places, found.weighting.factors)
    for rows in write_weighted(source, factors, found.counting.needed_columns, request.output, request.column):
        if on_rows is not None:
            on_rows(rows)
    pairs = list(zip(found.margins, found.placed, strict=True))
    account = weighting_account(found.weighting, pairs, _old_weights(cells), found.rows)
    return account, recognition.questionnaire.language


def _check_output(request: WeightRequest, source: Source) -> None:
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
    if request.column in [column.name for column in source.columns]:
        what = f"the file has a column {request.column!r} already"
        raise RequestError(what, "name another one with --column", source.info.file)


def _found(source: Source, recognition: Recognition, targets: Targets, on_rows: OnRows | None) -> _Found:
    """The weighting that the targets ask for; RequestError or TargetsError where there is none."""
    counting, margins, numbers = _counting(source, recognition, targets)
    tally = count(source.batches(counting.needed_columns), counting, on_rows)
    (need,) = counting.plan.cells
    cells = _usable(joint_cells(tally, need.variables), targets, need.variables)
    margins = scaled_margins(margins, targets, float(cells.total.sum()))
    on_cells = tuple(
        _placed(margin, cells, asked.place) for margin, asked in zip(margins, targets.margins, strict=True)
    )
    weighting = _trimmed(_weighting(cells, on_cells, numbers, targets), targets)
    return _Found(weighting, margins, on_cells, counting, tally.rows)


def _counting(
    source: Source, recognition: Recognition, targets: Targets
) -> tuple[Counting, tuple[Margin, ...], tuple[str, ...]]:
    """What to count of the file, the margins as they are written, and the numbers that have totals."""
    questionnaire, binding = recognition.questionnaire, recognition.binding
    margins = bound_margins(targets, questionnaire)
    numbers = tuple(bound_number(each.question, each.place, questionnaire) for each in targets.totals)
    names = [*(name for margin in margins for name in margin.variables), *numbers]
    old = targets.weight or questionnaire.design.weight
    if old is not None:
        _check_column(old, source, targets)
        question = Number(id=OLD, text=Text.same(old))
        questionnaire = replace(questionnaire, questions=(*questionnaire.questions, question))
        binding = replace(binding, columns={**binding.columns, OLD: Columns((old,))})
        names.append(OLD)
    counting = Counting(
        questionnaire=questionnaire,
        binding=binding,
        plan=Plan(frozenset([Cells(tuple(dict.fromkeys(names)))])),
        design=Design(weight=old),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
        limit=MOST_NUMBERS,
    )
    return counting, margins, numbers


def _check_column(name: str, source: Source, targets: Targets) -> None:
    names = [column.name for column in source.columns]
    if name not in names:
        what = f"{source.info.file} has no column {name!r} for the old weights"
        raise TargetsError(what, did_you_mean(name, names), Place(targets.file))


def _usable(cells: JointCells, targets: Targets, names: Sequence[str]) -> JointCells:
    """The cells of people that can be weighted: those with all answers, where others are to be left out."""
    answered = [cells.answered(name) for name in names]
    if targets.missing == "leave_out":
        cells = cells.kept(np.prod(answered, axis=0) == 1)
    if not cells.n.sum():
        raise TargetsError("nobody has an answer to all margins", "weight by other questions", Place(targets.file))
    return cells


def _placed(margin: Margin, cells: JointCells, place: Place) -> PlacedMargin:
    try:
        return placed(margin, cells)
    except RequestError as error:
        raise placed_error(error, place) from error


def _weighting(
    cells: JointCells, margins: tuple[PlacedMargin, ...], numbers: tuple[str, ...], targets: Targets
) -> Weighting:
    """The weighting by the method asked for; TargetsError where it does not come to rest or weights are negative."""
    try:
        if targets.method == "rake":
            return raked(cells, margins)
        if targets.method == "poststratify":
            return poststratified(cells, margins[0])
        values = [_numbers(name, cells)[None, :] for name in numbers]
        totals = np.array([each.total for each in targets.totals])
        if margins:
            shown, counts = indicators(margins)
            values, totals = [shown, *values], np.concatenate((counts, totals))
        found = calibrated(cells, np.vstack(values), totals, _distance(targets))
    except RequestError as error:
        raise placed_error(error, Place(targets.file)) from error
    if (found.ratios < 0).any():
        n = int(cells.n[found.ratios < 0].sum())
        what = f"linear calibration gives {n} respondents a negative weight"
        raise TargetsError(what, "write bounds: [0.3, 3], or method rake", Place(targets.file))
    return found


def _numbers(name: str, cells: JointCells) -> FloatArray:
    """1-D float array (m,), the number of each cell; RequestError where a cell has none."""
    absent = cells.answered(name) == 0
    if absent.any():
        what = f"{int(cells.n[absent].sum())} respondents have no answer to {name}"
        raise RequestError(what, "fill them in, or write `missing: leave_out` to give them no weight")
    return cells.numbers(name)


def _distance(targets: Targets) -> Distance:
    if targets.bounds is None:
        return linear_distance()
    return (logit_distance if targets.method == "logit" else bounded_distance)(*targets.bounds)


def _old_weights(cells: JointCells) -> FloatArray:
    """1-D float array (m,), the old weight of each person of a cell."""
    has_weights = any(axis.variable == OLD for axis in cells.axes)
    return cells.numbers(OLD) if has_weights else np.ones(cells.n.size)


def _trimmed(weighting: Weighting, targets: Targets) -> Weighting:
    if targets.trim is None:
        return weighting
    old, trim = _old_weights(weighting.cells) * weighting.ratios, targets.trim
    try:
        new = trimmed_weights(old, weighting.cells.n, trim.low, trim.high, strict=trim.strict)
    except RequestError as error:
        raise placed_error(error, Place(targets.file)) from error
    return replace(weighting, trimming=new / old)
