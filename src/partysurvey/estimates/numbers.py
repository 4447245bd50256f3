"""The numbers that a group gave, sorted: what quantiles, extremes and histograms are made from."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.means import NumberSums, sums_of_values
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import FloatArray, IntArray


class Numbers(Struct, frozen=True, eq=False):
    """Values in ascending order that somebody gave, and n, Σw, Σw² at each (1-D arrays); values may repeat."""

    values: FloatArray
    n: IntArray
    w: FloatArray
    w2: FloatArray

    @property
    def count(self) -> int:
        """How many people gave a number."""
        return int(self.n.sum())

    @property
    def total(self) -> float | None:
        """Σwx over the values, where whole numbers add up exactly; None where nobody gave one. R: sum(w * x)."""
        return math.fsum(self.values * self.w) if self.count else None

    @property
    def sums(self) -> NumberSums:
        """The sums that means are made from."""
        return sums_of_values(self.values, self.n, self.w, self.w2)


def plain_numbers(people: Distribution, width: float = 0.0) -> Numbers:
    """The answers that are numbers; those that were put on a grid of the width stand in the middle of their cells."""
    values = [level + width / 2 if isinstance(level, int | float) else np.nan for level in people.levels]
    return _numbers(np.array(values, dtype=np.float64), people)


def scored_numbers(people: Distribution, scores: Mapping[str, float]) -> Numbers:
    """The scores of the answers that have one."""
    return _numbers(level_scores(people.levels, scores), people)


def level_scores(levels: Sequence[Level], scores: Mapping[str, float]) -> FloatArray:
    """1-D float array, the score of each level, NaN where it has none."""
    values = [scores.get(level, np.nan) if isinstance(level, str) else np.nan for level in levels]
    return np.array(values, dtype=np.float64)


def _numbers(values: FloatArray, people: Distribution) -> Numbers:
    chosen = np.flatnonzero(~np.isnan(values) & (people.n > 0))
    order = chosen[np.argsort(values[chosen], kind="stable")]
    return Numbers(values[order], people.n[order], people.w[order], people.w2[order])
