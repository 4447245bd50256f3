"""Taylor variances: the variance between sampling units of the totals of linearised scores."""

import numpy as np
import numpy.typing as npt

from partysurvey.errors import RequestError
from partysurvey.estimates.linear import Estimand
from partysurvey.estimates.sampling import Sampling, Stage
from partysurvey.estimates.totals import Totals
from partysurvey.tally.sums import FloatArray

BoolArray = npt.NDArray[np.bool_]


def estimand_covariance(estimand: Estimand, totals: Totals, sampling: Sampling) -> FloatArray:
    """2-D float array (k, k), the covariance of k estimates under the design. R: vcov(svymean(…)), vcov(svyratio())."""
    return score_covariance(estimand.scores(totals.first.sum(axis=1)), totals, sampling)


def standard_errors(covariance: FloatArray) -> FloatArray:
    """1-D float array (k,), the roots of the diagonal; 0 where rounding left less than nothing. R: SE()."""
    return np.sqrt(np.maximum(np.diag(covariance), 0.0))


def score_covariance(scores: FloatArray, totals: Totals, sampling: Sampling) -> FloatArray:
    """2-D float array (k, k), the covariance of the totals of k scores, each a combination of the basis (k, m).

    Σ_stages Π f · Σ_h (1 - f_h) n_h/(n_h - 1) Σ_c (z_hc - z̄_h)(z_hc - z̄_h)ᵀ; the first stage with replacement where
    no fpc is given, later stages only below a finite first one.
    Symbols: docs/statistics.md. Source: [Särndal1992], [Lumley2004]. R: survey::svyrecvar.
    """
    if sampling.rows_are_psus:
        return _between_rows(scores, totals, sampling)
    unit_totals = scores @ totals.first
    covariance = np.zeros((len(scores), len(scores)))
    for level, stage in enumerate(sampling.stages):
        if (stage.chance > 0).any():
            covariance += _between_clusters(unit_totals, stage, sampling, is_first=level == 0)
    return covariance


def _between_clusters(unit_totals: FloatArray, stage: Stage, sampling: Sampling, *, is_first: bool) -> FloatArray:
    """2-D float array (k, k), the part of one stage of clusters."""
    clusters = np.array([np.bincount(stage.cluster, row, stage.parent.size) for row in unit_totals])
    means = np.array([np.bincount(stage.parent, row, stage.drawn.size) for row in clusters]) / stage.drawn
    centre = means[:, stage.parent]
    lonely = lonely_strata(stage, sampling) if is_first else np.zeros(stage.drawn.size, dtype=bool)
    if sampling.lonely == "adjust" and lonely.any():
        centre = np.where(lonely[stage.parent], clusters.mean(axis=1, keepdims=True), centre)
    deviations = clusters - centre
    return np.asarray((deviations * stratum_factors(stage, sampling, lonely)[stage.parent]) @ deviations.T)


def _between_rows(scores: FloatArray, totals: Totals, sampling: Sampling) -> FloatArray:
    """2-D float array (k, k), where rows are PSUs and units are strata: sums of squares instead of single totals."""
    (stage,) = sampling.stages
    sums, squares = scores @ totals.first, totals.squares(scores)
    lonely = lonely_strata(stage, sampling)
    around = squares - np.einsum("kh,lh->klh", sums, sums) / stage.drawn
    if sampling.lonely == "adjust" and lonely.any():
        centre = sums.sum(axis=1) / stage.drawn.sum()
        apart = sums - stage.drawn * centre[:, None]
        around = np.where(lonely, np.einsum("kh,lh->klh", apart, apart), around)
    return np.asarray((around * stratum_factors(stage, sampling, lonely)).sum(axis=2))


def lonely_strata(stage: Stage, sampling: Sampling) -> BoolArray:
    """1-D bool array (strata,), which have a single PSU that is not all there is. RequestError if that is to fail."""
    lonely = (stage.drawn == 1) & (stage.fraction < 1)
    if sampling.lonely == "fail" and lonely.any():
        name = stage.names[int(np.flatnonzero(lonely)[0])]
        raise RequestError(
            f"stratum {name or '(all)'} has a single PSU, which tells nothing of the variance within it",
            "join it with a similar stratum, or choose --lonely-psu remove, adjust, average or certainty",
        )
    return np.asarray(lonely)


def stratum_factors(stage: Stage, sampling: Sampling, lonely: BoolArray) -> FloatArray:
    """1-D float array (strata,), Π f · (1 - f) n/(n - 1); lonely strata by the option. R: survey.lonely.psu."""
    spread = np.where(stage.drawn > 1, stage.drawn / np.maximum(stage.drawn - 1, 1), 0.0)
    if sampling.lonely == "adjust":
        spread = np.where(lonely, 1.0, spread)
    if sampling.lonely == "average" and lonely.any():
        spread = spread * stage.drawn.size / max(int((~lonely).sum()), 1)
    return np.asarray(stage.chance * (1 - stage.fraction) * spread)
