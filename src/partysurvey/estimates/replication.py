"""Variances from replicate weights: how much estimates differ between them."""

from functools import cached_property

import numpy as np
from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.survey import Replicates
from partysurvey.tally.sums import FloatArray, IntArray, ReplicateSums, Spine

# Of two replicate weights of length 1, the square of the distance below which they are the same. R: qr(tol = 1e-5).
DEPENDENT = 1e-10


class Replication(Struct, frozen=True, eq=False, dict=True):
    """The design of a sample with replicate weights: what they are, and their sums over all rows.

    Stands where `Sampling` stands for strata, PSUs and fpc.
    """

    replicates: Replicates
    spine: Spine

    @cached_property
    def factors(self) -> FloatArray:
        """1-D float array (R,), by what each squared deviation counts: scale · rscales · (1 - f). R: scale, rscales.

        RequestError where they do not follow from the type and are not given.
        """
        count = len(self.replicates.columns)
        given = self.replicates.rscales
        own = _for_each(given, count, "rscales") if given else self._type_rscales(count)
        left = 1 - _for_each(self.replicates.fpc, count, "fpc") if self.replicates.fpc else 1.0
        scale = self._type_scale(count) if self.replicates.scale is None else self.replicates.scale
        return np.asarray(scale * own * left)

    @cached_property
    def degrees_of_freedom(self) -> int:
        """Those given, else the rank of the weights (rows × R) less 1. R: survey::degf of svrepdesign()."""
        if self.replicates.degrees_of_freedom is not None:
            return self.replicates.degrees_of_freedom
        gram = self.spine_sums.gram
        assert gram is not None  # noqa: S101  # summed wherever the degrees of freedom are not given
        return gram_rank(gram) - 1

    def degrees_of_freedom_of(self, n: IntArray) -> int:
        """Those of the whole design; where the rank of the weights of a domain is known: `gram_rank` less 1."""
        del n
        return self.degrees_of_freedom

    @property
    def spine_sums(self) -> ReplicateSums:
        """The sums over all rows; RequestError if the tally was made without replicate weights."""
        if self.spine.replicates is None:
            raise _without_weights()
        return self.spine.replicates

    def covariance(self, values: FloatArray, replicates: FloatArray | None) -> FloatArray:
        """2-D float array (k, k), the covariance of k estimates from their values (k, R) under each replicate weight.

        Σ_r a_r (θ_r - c)(θ_r - c)ᵀ with a = `factors`, and c the mean of the replicates that have a factor, or with
        `mse` the estimate itself. A replicate without people in a domain (NaN) is left out of the estimates that it
        lacks; NaN where it lacks all. Source: [Wolter2007], chapters 3 to 5. R: survey::svrVar.
        """
        if replicates is None:
            raise _without_weights()
        there = ~np.isnan(replicates)
        counted = there & (self.factors > 0)
        count = counted.sum(axis=1)
        mean = np.where(counted, replicates, 0.0).sum(axis=1) / np.maximum(count, 1)
        centre = values if self.replicates.mse else np.where(count > 0, mean, 0.0)
        apart = np.where(there, replicates - centre[:, None], 0.0)
        covariance = np.asarray((apart * self.factors) @ apart.T)
        covariance[~there.any(axis=1)] = np.nan
        return covariance

    def _type_scale(self, count: int) -> float:
        kind = self.replicates.type
        if kind == "Fay":
            return 1 / (count * (1 - self._rho()) ** 2)
        if kind == "JK1":
            return (count - 1) / count if self.replicates.combined else 1 / float(self._largest.max())
        by_type = {"BRR": 1 / count, "bootstrap": 1 / max(count - 1, 1)}
        return {**by_type, "ACS": 4 / count, "successive-difference": 4 / count}.get(kind, 1.0)

    def _rho(self) -> float:
        if self.replicates.rho is None:
            raise RequestError(
                "Fay's method has a coefficient rho", "give it: `rho:` in the design of the questionnaire"
            )
        return self.replicates.rho

    def _type_rscales(self, count: int) -> FloatArray:
        """1-D float array (R,); of JKn (n_h - 1)/n_h, which factors of the weight show as 1/max. R: svrepdesign."""
        if self.replicates.type != "JKn":
            return np.ones(count)
        if self.replicates.combined:
            raise RequestError(
                "the scales of JKn replicates do not follow from combined weights",
                "give rscales: (n - 1)/n of the stratum of each replicate, n its PSUs",
            )
        return np.asarray(1 / self._largest)

    @property
    def _largest(self) -> FloatArray:
        largest = self.spine_sums.largest
        assert largest is not None  # noqa: S101  # found wherever the weights are factors
        return largest


def logit_variances(values: FloatArray, replicates: FloatArray, sampling: Replication) -> FloatArray:
    """1-D float array (k,), the variances of shares p for their logit interval: p²(1 - p)² Var(logit p).

    The logits themselves are replicated ("xlogit" takes the delta method). NaN at 0 % and 100 %; replicates at 0 % or
    100 % are left out. R: svyciprop(method = "logit"), which fits a model of an intercept.
    """
    covariance = sampling.covariance(_logits(values), _logits(replicates))
    return np.asarray(np.diag(covariance) * (values * (1 - values)) ** 2)


def _logits(shares: FloatArray) -> FloatArray:
    inside = (shares > 0) & (shares < 1)
    safe = np.where(inside, shares, 0.5)
    return np.where(inside, np.log(safe / (1 - safe)), np.nan)


def gram_rank(gram: FloatArray) -> int:
    """The rank of the columns whose inner products are given, each column taken as of length 1. R: qr(…)$rank."""
    length = np.sqrt(np.diag(gram))
    live = length > 0
    rest = (gram / np.outer(np.where(live, length, 1.0), np.where(live, length, 1.0)))[live][:, live]
    rank = 0
    while rank < len(rest):
        pivot = int(np.argmax(np.diag(rest)))
        if rest[pivot, pivot] <= DEPENDENT:
            break
        rest = rest - np.outer(rest[pivot], rest[pivot]) / rest[pivot, pivot]
        rank += 1
    return rank


def _without_weights() -> RequestError:
    return RequestError("the tally holds no replicate weights", "count it with a design that names them")


def _for_each(given: tuple[float, ...], count: int, name: str) -> FloatArray:
    if len(given) not in {1, count}:
        raise RequestError(
            f"{name} has {len(given)} numbers for {count} replicate weights", "give one for each, or one for all"
        )
    return np.broadcast_to(np.array(given, dtype=np.float64), (count,))
