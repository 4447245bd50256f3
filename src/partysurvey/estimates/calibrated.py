"""Estimates from weights that agree with known totals, and their standard errors."""

from collections.abc import Callable

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.estimates.linear import Estimand
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import CellTotals
from partysurvey.estimates.variance import score_covariance
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.weighting.joint import JointCells
from partysurvey.weighting.weighting import Weighting

Residuals = Callable[[FloatArray, JointCells, Weighting], FloatArray]
SWEEPS = 10  # of survey::svyrecvar


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
