"""Intervals of shares of simple samples by other methods than Wilson's, and what forbids them."""

from collections.abc import Sequence

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.estimates.categories import Category
from partysurvey.estimates.effective import finite_population_base
from partysurvey.estimates.finite_intervals import hypergeometric_ends
from partysurvey.estimates.intervals import NO_INTERVAL, Interval, share_se
from partysurvey.estimates.results import Base, Inference
from partysurvey.estimates.simple_intervals import simple_ends
from partysurvey.survey import Design
from partysurvey.tally.sums import FloatArray


class ExactPrecision(Struct, frozen=True):
    """How the intervals of shares of groups, of n people who count once each, are made by `Inference.ci`."""

    bases: Sequence[Base]
    populations: Sequence[float | None]
    inference: Inference

    def intervals(self, categories: Sequence[Category], shares: FloatArray) -> list[list[Interval]]:
        """Standard error and interval of each share (G, k), by group."""
        del categories
        groups = zip(shares.tolist(), self.bases, self.populations, strict=True)
        return [[self._interval(share, base.n, size) for share in group] for group, base, size in groups]

    def _interval(self, share: float, n: int, population: float | None) -> Interval:
        if n <= 0:
            return NO_INTERVAL
        low, high = self._ends(round(share * n), n, population)
        return Interval(share_se(share, finite_population_base(float(n), n, population)), low, high)

    def _ends(self, x: int, n: int, population: float | None) -> tuple[float | None, float | None]:
        method, level = self.inference.ci or "wilson", self.inference.level
        if population is None:
            made = simple_ends(method, x, n, level)
            return made.low, made.high
        low, high = hypergeometric_ends(x, n, round(population), level)
        return min(x / n, low), max(x / n, high)


def check_simple(design: Design, inference: Inference) -> None:
    """Nothing; RequestError where the sample is not simple, or a population is missing or of no use."""
    method = (inference.ci or "").replace("_", "-")
    parts = {"weights": design.weight, "strata": design.strata, "sampling units": design.psu, "an fpc": design.fpc}
    present = [name for name, held in {**parts, "replicate weights": design.replicates}.items() if held]
    if present:
        raise RequestError(
            f"--ci {method} is for simple samples, where everybody counts once; this one has {', '.join(present)}",
            "leave --ci out, or choose logit, beta, wilson, likelihood, asin, xlogit or mean",
        )
    if method == "hypergeometric" and inference.population is None:
        raise RequestError("--ci hypergeometric needs the size of the population", "give it with --population N")
    if method != "hypergeometric" and inference.population is not None:
        raise RequestError(
            f"--ci {method} makes no use of a population", "choose hypergeometric, or leave --ci or --population out"
        )
