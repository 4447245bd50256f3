"""Tallies counted row by row in plain Python: nothing is shared with the kernel but the form of the answer."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from tally_of_arrays import tally_of_arrays

from partysurvey.survey import Absence, Derived, MultipleChoice, Number, Questionnaire, Ranking
from partysurvey.tally.axis import Axis, Level
from partysurvey.tally.plan import BANDS, Cells, Moments, Plan
from partysurvey.tally.sums import Counts, MomentSums, Weighted
from partysurvey.tally.tally import Tally

Columns = Mapping[str, Sequence[Level]]


def hand_tally(
    questionnaire: Questionnaire, plan: Plan, columns: Columns, weights: Sequence[float] | None = None
) -> Tally:
    """The tally of the rows: `columns` holds the level of each respondent per variable; bands are worked out."""
    columns = dict(columns) | _band_columns(questionnaire, columns)
    rows = len(next(iter(columns.values())))
    weighted = [1.0] * rows if weights is None else [float(weight) for weight in weights]
    axes = {name: _axis(questionnaire, name, levels) for name, levels in columns.items()}
    counts = [_counts(need, axes, columns, weighted) for need in sorted(plan.cells, key=str)]
    moments = defaultdict(list)
    for need in sorted(plan.moments, key=str):
        moments[need.number].append(_moments(need, axes, columns, weighted))
    return tally_of_arrays(counts, moments)


def _band_columns(questionnaire: Questionnaire, columns: Columns) -> dict[str, list[Level]]:
    found = {}
    for variable in questionnaire.variables.values():
        question = variable.question
        if isinstance(question, Number | Derived) and question.bands and variable.id in columns:
            found[variable.id + BANDS] = [_band(question.bands, level) for level in columns[variable.id]]
    return found


def _band(bands, level):
    if isinstance(level, Absence):
        return level
    for band in bands:
        above = band.low is None or level > band.low or (level == band.low and band.includes_low)
        below = band.high is None or level < band.high or (level == band.high and band.includes_high)
        if above and below:
            return band.code
    return Absence.INVALID


def _axis(questionnaire: Questionnaire, name: str, levels: Sequence[Level]) -> Axis:
    question = questionnaire.variables[name.removesuffix(BANDS)].question
    if name.endswith(BANDS):
        answers = [band.code for band in question.bands]
    elif hasattr(question, "options") and not isinstance(question, MultipleChoice | Ranking):
        answers = [option.code for option in question.options]
    else:
        answers = sorted({level for level in levels if not isinstance(level, Absence)})
    return Axis(name, (*answers, *Absence))


def _counts(need: Cells, axes: Mapping[str, Axis], columns: Columns, weights: Sequence[float]) -> Counts:
    wanted = tuple(axes[name] for name in need.variables)
    sums = defaultdict(lambda: [0, 0.0, 0.0])
    for *cell, weight in zip(*(columns[name] for name in need.variables), weights, strict=True):
        place = sums[tuple(cell)]
        place[0] += 1
        place[1] += weight
        place[2] += weight * weight
    shape = [len(axis.levels) for axis in wanted]
    cells = [sums.get(cell, [0, 0.0, 0.0]) for cell in product(*(axis.levels for axis in wanted))]
    n, w, w2 = (np.array([cell[k] for cell in cells]).reshape(shape) for k in range(3))
    return Counts(wanted, n.astype(np.int64), w.astype(float), w2.astype(float))


def _moments(need: Moments, axes: Mapping[str, Axis], columns: Columns, weights: Sequence[float]) -> MomentSums:
    by = tuple(axes[name] for name in need.by)
    groups = defaultdict(list)
    keys = zip(*(columns[name] for name in need.by), strict=True) if need.by else [()] * len(weights)
    for key, x, weight in zip(keys, columns[need.number], weights, strict=True):
        if not isinstance(x, Absence):
            groups[tuple(key)].append((x, weight))
    cells = [groups.get(cell, []) for cell in product(*(axis.levels for axis in by))]
    shape = [len(axis.levels) for axis in by]
    n = np.array([len(cell) for cell in cells], dtype=np.int64).reshape(shape)
    return MomentSums(by, n, _weighted(cells, 1, shape), _weighted(cells, 2, shape))


def _weighted(cells, power: int, shape) -> Weighted:
    w, mean, m2 = [], [], []
    for cell in cells:
        values, weights = [x for x, _ in cell], [weight**power for _, weight in cell]
        middle = statistics.fmean(values, weights) if sum(weights) else 0.0
        w.append(sum(weights))
        mean.append(middle)
        m2.append(sum(v * (x - middle) ** 2 for x, v in zip(values, weights, strict=True)))
    return Weighted(*(np.array(part, dtype=float).reshape(shape) for part in (w, mean, m2)))
