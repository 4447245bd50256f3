"""What unequal weights cost."""

import numpy as np
from msgspec import Struct

from partysurvey.tally.sums import FloatArray, IntArray


class WeightSpread(Struct, frozen=True):
    """How the weights of n respondents vary; `effect` is Kish's weighting effect, `effective` the effective base."""

    n: int
    total: float
    effect: float
    low: float
    high: float

    @property
    def effective(self) -> float:
        """Effective base, n / effect = (Σw)² / Σw²."""
        return self.n / self.effect

    @property
    def variation(self) -> float:
        """The coefficient of variation of the weights, with divisor n: √(effect - 1)."""
        return float(np.sqrt(max(self.effect - 1, 0.0)))

    @property
    def sample_variation(self) -> float | None:
        """The same with divisor n - 1; None with fewer than two respondents."""
        return self.variation * float(np.sqrt(self.n / (self.n - 1))) if self.n > 1 else None

    @property
    def efficiency(self) -> float:
        """The share in [0, 1] of the respondents that the sample is worth: 1 / effect."""
        return 1 / self.effect

    @property
    def largest_ratio(self) -> float | None:
        """Largest by smallest weight; None where the smallest is 0."""
        return self.high / self.low if self.low > 0 else None

    @property
    def largest_to_mean(self) -> float:
        """Largest by mean weight."""
        return self.high * self.n / self.total


def weight_spread(weights: FloatArray, n: IntArray) -> WeightSpread | None:
    """How the weights of n respondents each vary; None where there is no weight at all.

    effect = n Σw² / (Σw)². Source: [Kish1965], §11.7. R: n * sum(w^2) / sum(w)^2.
    """
    held = n > 0
    total, squares = float((weights * n).sum()), float((weights**2 * n).sum())
    if total <= 0:
        return None
    count = int(n.sum())
    return WeightSpread(
        count, total, count * squares / total**2, float(weights[held].min()), float(weights[held].max())
    )
