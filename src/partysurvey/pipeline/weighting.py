"""The weighting that targets ask for: count the joint cells of their margins, find the ratios, trim."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.engines.local import count
from partysurvey.errors import Place, RequestError, TargetsError
from partysurvey.pipeline.targets import bound_margins, bound_number, placed_error, scaled_margins
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey import Columns, Design, Number, Text
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.tally.counting import Counting
from partysurvey.tally.plan import Cells, Plan
from partysurvey.tally.row_factors import RowFactors
from partysurvey.tally.sums import FloatArray, Spine
from partysurvey.tally.tally import Tally
from partysurvey.weighting.account import OldWeights, WeightingAccount, weighting_account
from partysurvey.weighting.distances import Distance, bounded_distance, linear_distance, logit_distance
from partysurvey.weighting.joint import JointCells, joint_cells, places_within
from partysurvey.weighting.margins import Margin, PlacedMargin, indicators, placed
from partysurvey.weighting.targets import Targets
from partysurvey.weighting.trimming import trimmed_weights
from partysurvey.weighting.weighting import Weighting, calibrated, poststratified, raked

OLD = "old weight"  # the variable that holds the old weights, beside those of the questionnaire
MOST_NUMBERS = 1 << 40  # no number is binned: every value is its own cell
OnRows = Callable[[int], None]


class FoundWeighting(Struct, frozen=True, eq=False):
    """The weighting that targets ask for, the margins it was made for, and what was counted to find it."""

    targets: Targets
    weighting: Weighting
    margins: tuple[tuple[Margin, PlacedMargin], ...]
    counting: Counting
    tally: Tally

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables whose joint cells the weighting is of."""
        return tuple(axis.variable for axis in self.weighting.cells.axes)

    @property
    def whole(self) -> JointCells:
        """Its cells by unit of the design, under the old weights."""
        return _usable(joint_cells(self.tally, self.variables, by_unit=True), self.targets)

    @property
    def spine(self) -> Spine:
        """The units of the whole sample; of people who are left out nothing but their number stays."""
        met = self.tally.met_cells(*self.variables, by_unit=True)
        kept = places_within(met.axes, met.places, self.weighting.cells) >= 0
        held = np.bincount(met.unit[kept], met.n[kept], len(self.tally.spine.units)).astype(np.int64)
        return replace(self.tally.spine, weightless=self.tally.spine.n - held)

    @property
    def row_factors(self) -> RowFactors:
        """The factors of the weight of each row, then of its replicate weights."""
        cells, replicates = self.weighting.cells, self.weighting.replicate_factors
        main = self.weighting.factors[:, None]
        factors = main if replicates is None else np.hstack((main, replicates))
        return RowFactors(self.counting, cells.axes, cells.places, factors)

    @property
    def account(self) -> WeightingAccount:
        """What the weighting did: margins, spread of the weights, rows that have none."""
        cells = self.weighting.cells
        if self.counting.design.weight is None:
            people = OldWeights(cells, np.ones(cells.n.size))
        else:
            finer = _usable(joint_cells(self.tally, tuple(dict.fromkeys((*self.variables, OLD)))), self.targets)
            people = OldWeights(finer, finer.numbers(OLD))
        left = {**self.tally.dropped, "margin_missing": self.tally.counted - int(cells.n.sum())}
        without = {reason: n for reason, n in left.items() if n}
        return weighting_account(self.weighting, self.margins, people, without)


def found_weighting(
    source: Source, recognition: Recognition, targets: Targets, design: Design, on_rows: OnRows | None = None
) -> FoundWeighting:
    """The weighting that the targets ask for, of the weights of the design; RequestError, TargetsError without one."""
    counting, margins, numbers = _counting(source, recognition, targets, design)
    tally = count(source.batches(counting.needed_columns), counting, on_rows)
    names = weighting_variables(margins, numbers, targets, design)
    cells = _usable(joint_cells(tally, names), targets)
    margins = scaled_margins(margins, targets, float(cells.total.sum()))
    on_cells = tuple(
        _placed(margin, cells, asked.place) for margin, asked in zip(margins, targets.margins, strict=True)
    )
    weighting = _trimmed(_weighting(cells, on_cells, numbers, targets), targets)
    return FoundWeighting(targets, weighting, tuple(zip(margins, on_cells, strict=True)), counting, tally)


def weighting_variables(
    margins: Sequence[Margin], numbers: Sequence[str], targets: Targets, design: Design
) -> tuple[str, ...]:
    """The variables that new weights hang on: those of the targets, and for trimming the old weights too."""
    old = [OLD] if targets.trim is not None and design.weight is not None else []
    return tuple(dict.fromkeys([*(name for margin in margins for name in margin.variables), *numbers, *old]))


def old_weight(source: Source, targets: Targets, declared: str | None) -> str | None:
    """The column of old weights, of the targets or else as declared; TargetsError where the file lacks that of them."""
    names = [column.name for column in source.columns]
    if targets.weight is not None and targets.weight not in names:
        what = f"{source.info.file} has no column {targets.weight!r} for the old weights"
        raise TargetsError(what, did_you_mean(targets.weight, names), Place(targets.file))
    return targets.weight or declared


def _counting(
    source: Source, recognition: Recognition, targets: Targets, design: Design
) -> tuple[Counting, tuple[Margin, ...], tuple[str, ...]]:
    """What to count of the file, the margins as they are written, and the numbers that have totals."""
    questionnaire, binding = recognition.questionnaire, recognition.binding
    margins = bound_margins(targets, questionnaire)
    numbers = tuple(bound_number(each.question, each.place, questionnaire) for each in targets.totals)
    names = weighting_variables(margins, numbers, targets, design)
    plan = {Cells(names, by_unit=True)}
    if design.weight is not None:
        question = Number(id=OLD, text=Text.same(design.weight))
        questionnaire = replace(questionnaire, questions=(*questionnaire.questions, question))
        binding = replace(binding, columns={**binding.columns, OLD: Columns((design.weight,))})
        plan.add(Cells(tuple(dict.fromkeys((*names, OLD)))))
    counting = Counting(
        questionnaire=questionnaire,
        binding=binding,
        plan=Plan(frozenset(plan)),
        design=design,
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
        limit=MOST_NUMBERS,
    )
    return counting, margins, numbers


def _usable(cells: JointCells, targets: Targets) -> JointCells:
    """The cells of people that can be weighted: those with all answers, where others are to be left out."""
    answered = [cells.answered(axis.variable) for axis in cells.axes]
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


def _trimmed(weighting: Weighting, targets: Targets) -> Weighting:
    if targets.trim is None:
        return weighting
    cells, trim = weighting.cells, targets.trim
    has_weights = any(axis.variable == OLD for axis in cells.axes)
    old = weighting.ratios * (cells.numbers(OLD) if has_weights else 1.0)
    try:
        new = trimmed_weights(old, cells.n, trim.low, trim.high, strict=trim.strict)
    except RequestError as error:
        raise placed_error(error, Place(targets.file)) from error
    return replace(weighting, trimming=np.divide(new, old, out=np.ones_like(new), where=old > 0))
