"""Taylor variances: the variance between sampling units of the totals of linearised scores."""

import numpy as np
import numpy.typing as npt

from partysurvey.errors import RequestError
from partysurvey.estimates.linear import Estimand
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sampling import Sampling, Stage
from partysurvey.estimates.totals import Totals
from partysurvey.tally.sums import FloatArray, IntArray

BoolArray = npt.NDArray[np.bool_]
_SPARSE = 16  # of so many numbers one is not 0: from there on zeros are left out of products


def estimand_covariance(estimand: Estimand, totals: Totals, sampling: Sampling | Replication) -> FloatArray:
    """2-D float array (k, k), the covariance of k estimates under the design. R: vcov(svymean(…)), vcov(svyratio()).

    The one door for linearised and for replicate variances.
    """
    whole = totals.first.sum(axis=1)
    if isinstance(sampling, Replication):
        held = totals.replicates
        return sampling.covariance(estimand.value(whole), None if held is None else estimand.value(held))
    return score_covariance(estimand.scores(whole), totals, sampling)


def standard_errors(covariance: FloatArray) -> FloatArray:
    """1-D float array (k,), the roots of the diagonal; 0 where rounding left less than nothing. R: SE()."""
    return np.sqrt(np.maximum(np.diag(covariance), 0.0))


def score_covariance(scores: FloatArray, totals: Totals, sampling: Sampling) -> FloatArray:
    """2-D float array (k, k), the covariance of the totals of k scores, each a combination of the basis (k, m)."""
    squares = totals.squares(scores) if sampling.rows_are_psus else None
    return sums_covariance(product(scores, totals.first), squares, sampling)


def product(combinations: FloatArray, totals: FloatArray) -> FloatArray:
    """2-D float array (k, U), combinations (k, m) @ totals (m, U), from only what is not 0 where that is little."""
    row, column = np.nonzero(combinations)
    if row.size * _SPARSE > combinations.size or not row.size:
        return np.asarray(combinations @ totals)
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    found = np.zeros((len(combinations), totals.shape[1]))
    found[row[begins]] = np.add.reduceat(combinations[row, column, None] * totals[column], begins, axis=0)
    return found


def sums_covariance(
    sums: FloatArray, squares: FloatArray | None, sampling: Sampling, members: IntArray | None = None
) -> FloatArray:
    """2-D float array (k, k), the covariance of the totals of k scores z from their sums Σ w z by unit (k, U).

    Σ_stages Π f · Σ_h (1 - f_h) n_h/(n_h - 1) Σ_c (z_hc - z̄_h)(z_hc - z̄_h)ᵀ; the first stage with replacement where
    no fpc is given, later stages only below a finite first one. `squares` (k, k, U) is Σ w² z zᵀ, needed where rows are
    PSUs; `members` (U,) the respondents of the domain, needed where it may leave a stratum a single PSU.
    Symbols: docs/statistics.md. Source: [Särndal1992], [Lumley2004]. R: survey::svyrecvar.
    """
    if squares is not None:
        return _between_rows(sums, squares, sampling, members)
    covariance = np.zeros((len(sums), len(sums)))
    for level, stage in enumerate(sampling.variance_stages):
        apart = _deviations(sums, stage, sampling, members, is_first=level == 0)
        covariance += apart @ apart.T
    return covariance


def _deviations(
    sums: FloatArray, stage: Stage, sampling: Sampling, members: IntArray | None, *, is_first: bool
) -> FloatArray:
    """2-D float array (k, clusters), √factor · (z_hc - z̄_h): their products are the part of one stage."""
    clusters = grouped_sums(sums, stage.cluster, stage.parent.size)
    centre = (grouped_sums(clusters, stage.parent, stage.drawn.size) / stage.drawn)[:, stage.parent]
    lonely = lonely_strata(stage, sampling)
    factors = stratum_factors(stage, sampling, lonely)
    if is_first:
        left = lonely | _left_lonely(stage, sampling, members)
        if sampling.lonely == "adjust":
            centre = np.where(left[stage.parent], clusters.mean(axis=1, keepdims=True), centre)
        factors = averaged_factors(factors, left, _strata_with(stage, sampling, members), sampling)
    return np.asarray((clusters - centre) * np.sqrt(factors)[stage.parent])


def grouped_sums(rows: FloatArray, groups: IntArray, size: int) -> FloatArray:
    """2-D float array (k, size), the sums of the columns of rows (k, C) that are of each group (C,)."""
    if rows.shape[1] == size and np.array_equal(groups, np.arange(size)):
        return rows
    joint = groups + size * np.arange(len(rows))[:, None]
    return np.bincount(joint.ravel(), rows.ravel(), size * len(rows)).reshape(len(rows), size).astype(np.float64)


def _between_rows(sums: FloatArray, squares: FloatArray, sampling: Sampling, members: IntArray | None) -> FloatArray:
    """Where rows are PSUs and units are strata: Σ_h factor · (Σ w² z zᵀ - Σ w z Σ w zᵀ / n_h)."""
    (stage,) = sampling.stages
    lonely = lonely_strata(stage, sampling)
    left = lonely | _left_lonely(stage, sampling, members)
    around = squares - sums[:, None, :] * sums[None, :, :] / stage.drawn
    if sampling.lonely == "adjust" and left.any():
        middle = sums.sum(axis=1, keepdims=True) / stage.drawn.sum()
        apart = sums - stage.drawn * middle
        moved = apart[:, None, :] * apart[None, :, :]
        around = np.where(left, around + moved / stage.drawn, around)
    factors = averaged_factors(
        stratum_factors(stage, sampling, lonely), left, _strata_with(stage, sampling, members), sampling
    )
    return np.asarray((around * factors).sum(axis=-1))


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
    return np.asarray(stage.chance * (1 - stage.fraction) * spread)


def averaged_factors(factors: FloatArray, left: BoolArray, used: BoolArray, sampling: Sampling) -> FloatArray:
    """The factors, lonely strata standing for the average of the others. R: survey.lonely.psu = "average"."""
    if sampling.lonely != "average" or not left.any():
        return factors
    return np.asarray(np.where(left, 0.0, factors) * used.sum() / max(int((used & ~left).sum()), 1))


def _present(stage: Stage, sampling: Sampling, members: IntArray) -> FloatArray:
    """1-D float array (strata,), the PSUs of each stratum that have anyone of the domain."""
    if sampling.rows_are_psus:
        return members.astype(np.float64)
    clusters = np.bincount(stage.cluster, members, stage.parent.size) > 0
    return np.bincount(stage.parent, clusters, stage.drawn.size).astype(np.float64)


def _strata_with(stage: Stage, sampling: Sampling, members: IntArray | None) -> BoolArray:
    return np.ones(stage.drawn.size, dtype=bool) if members is None else _present(stage, sampling, members) > 0


def _left_lonely(stage: Stage, sampling: Sampling, members: IntArray | None) -> BoolArray:
    """1-D bool array (strata,), of which the domain leaves a single PSU, if that is to be adjusted."""
    if members is None or not sampling.adjust_domain_lonely or sampling.lonely not in {"adjust", "average"}:
        return np.zeros(stage.drawn.size, dtype=bool)
    return np.asarray((_present(stage, sampling, members) == 1) & (stage.drawn > 1))
