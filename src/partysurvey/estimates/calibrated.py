"""Estimates from weights that agree with known totals, and their standard errors."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.linear import Estimand
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import CellTotals
from partysurvey.estimates.variance import grouped_sums, score_covariance
from partysurvey.tally.sums import FloatArray, IntArray, MetCells
from partysurvey.tally.tally import Tally
from partysurvey.weighting.joint import JointCells, places_within
from partysurvey.weighting.weighting import Weighting

Residuals = Callable[[FloatArray, JointCells, Weighting], FloatArray]
SWEEPS = 10  # of survey::svyrecvar


class Calibration(Struct, frozen=True, eq=False, dict=True):
    """What linearised standard errors need to know of weights that agree with targets.

    whole: all cells of the weighting by unit; tally: the cells that are asked about, told apart by the variables of the
    weighting too. Both under the old weights.
    """

    weighting: Weighting
    whole: JointCells
    tally: Tally

    def met_cells(self, *variables: str) -> MetCells:
        """The cells of the variables, the weighting and the units that hold anyone, under the old weights."""
        names = (axis.variable for axis in self.weighting.cells.axes)
        held = self.tally.met_cells(*dict.fromkeys((*variables, *names)), by_unit=True)
        cell = places_within(held.axes, held.places, self.weighting.cells)
        count = len(variables)
        cells = replace(held, axes=held.axes[:count], places=held.places[:count], weighting=cell)
        return cells.kept(np.flatnonzero(cell >= 0))

    def new_weights(self, cells: MetCells) -> FloatArray:
        """1-D float array (C,), Σ of the new weights of such cells."""
        return cells.w * self.weighting.factors[_cell(cells)]

    def residual_sums(self, scores: FloatArray, cells: MetCells) -> tuple[FloatArray, FloatArray]:
        """Two 2-D float arrays (k, U), Σ w e and Σ w² e² by unit, w the new weights of the whole sample.

        e = z - xᵀβ / t, what of the scores z (k, C) the auxiliaries x do not explain; z is 0 of everybody who is in
        none of the cells: of a domain only x is left there. See `residual_scores`.
        """
        cell, factors, trimming = _cell(cells), self.weighting.factors, self.weighting.trimming
        values = self.weighting.basis.values
        slopes = (scores * trimming[cell] * cells.w) @ values[:, cell].T
        explained = slopes @ values / np.where(trimming > 0, trimming, 1.0)
        units = self.whole.w.shape[1]
        own = grouped_sums(scores * self.new_weights(cells), cells.unit, units)
        mixed = scores * (scores - 2 * explained[:, cell]) * cells.w2 * factors[cell] ** 2
        squares = grouped_sums(mixed, cells.unit, units) + explained**2 @ (self.whole.w2 * factors[:, None] ** 2)
        return own - explained @ (self.whole.w * factors[:, None]), squares


def _cell(cells: MetCells) -> IntArray:
    assert cells.weighting is not None  # noqa: S101  # they come from `met_cells`
    return cells.weighting


def weighted_totals(cells: JointCells, weighting: Weighting) -> CellTotals:
    """The totals by unit of the cells under the new weights; the cells tell apart what the weighting does."""
    factors = weighting.factors[cells.within(weighting.cells)][:, None]
    return CellTotals(cells.w * factors, cells.w2 * factors**2)


def residual_scores(scores: FloatArray, cells: JointCells, weighting: Weighting) -> FloatArray:
    """2-D float array (k, m), what of the scores (k, m) the auxiliaries do not explain, per new weight.

    z - xᵀβ, β the regression of z on the auxiliaries weighted by the old weights. After trimming by factors t, which R
    does not count as part of the calibration: z - xᵀβ / t, β from t z.
    Source: [Deville1992]. R: what survey::svyrecvar makes of a calibrated design.
    """
    place = cells.within(weighting.cells)
    trimming = weighting.trimming[place]
    values = weighting.basis.values[:, place]
    slopes = (scores * trimming * cells.total) @ values.T
    safe = np.where(trimming > 0, trimming, 1.0)
    return np.asarray(scores - slopes @ values / safe)


def swept_scores(scores: FloatArray, cells: JointCells, weighting: Weighting) -> FloatArray:
    """2-D float array (k, m), the scores less their unweighted means in the categories of each margin, ten times over.

    The form of R's survey::rake, for comparison: it leaves out the old weights, so where they differ its standard
    errors are off by up to about 1 %. RequestError if the weighting was no raking.
    """
    if not weighting.sweeps:
        raise RequestError("only a raked weighting has sweeps", "use residual_scores")
    place = cells.within(weighting.cells)
    trimming = weighting.trimming[place]
    left = scores * trimming
    for _ in range(SWEEPS):
        for margin, ratios in weighting.sweeps:
            before = (weighting.ratios / ratios)[place]
            left = left - _means(left * before, cells.n, margin.places[place]) / before
    return np.asarray(left / np.where(trimming > 0, trimming, 1.0))


def _means(values: FloatArray, n: IntArray, groups: IntArray) -> FloatArray:
    """2-D float array (k, m), the mean of each row of values in the cell's group, respondents counted alike."""
    size = int(groups.max(initial=0)) + 1
    sums = np.array([np.bincount(groups, row * n, size) for row in values])
    return np.asarray((sums / np.maximum(np.bincount(groups, n, size), 1))[:, groups])


def weighted_covariance(
    estimand: Estimand,
    cells: JointCells,
    weighting: Weighting,
    sampling: Sampling,
    residuals: Residuals = residual_scores,
) -> FloatArray:
    """2-D float array (k, k), the covariance of k estimates under the new weights.

    The estimand is of the cells, which must tell apart the variables of the weighting. R: vcov(svymean(…, calibrated)).
    """
    totals = weighted_totals(cells, weighting)
    scores = estimand.scores(totals.first.sum(axis=1))
    return score_covariance(residuals(scores, cells, weighting), totals, sampling)
