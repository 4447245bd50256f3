"""Estimates that are ratios of weighted totals: value and linearised scores."""

import numpy as np
from msgspec import Struct

from partysurvey.tally.sums import FloatArray


class Total(Struct, frozen=True, eq=False):
    """k totals θ = A t of the m basis totals t; A (k, m)."""

    numerator: FloatArray

    def value(self, totals: FloatArray) -> FloatArray:
        """1-D float array (k,), or (k, R) for R sets of totals side by side."""
        return np.asarray(self.numerator @ totals)

    def scores(self, totals: FloatArray) -> FloatArray:
        """2-D float array (k, m), the linearised value of each basis function: A itself. `totals` has shape (m,)."""
        del totals
        return self.numerator


class Ratio(Struct, frozen=True, eq=False):
    """k ratios θ = A t / B t of the m basis totals t; A and B (k, m). Shares and means are ratios to Σ w."""

    numerator: FloatArray
    denominator: FloatArray

    def value(self, totals: FloatArray) -> FloatArray:
        """1-D float array (k,), or (k, R) for R sets of totals side by side; NaN where the denominator is 0."""
        whole = self.denominator @ totals
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(whole != 0, self.numerator @ totals / whole, np.nan)

    def scores(self, totals: FloatArray) -> FloatArray:
        """2-D float array (k, m): z = (A - θ B) / B t, 0 where B t is 0. `totals` has shape (m,).

        Taylor linearisation of a ratio. Source: [Woodruff1971]. R: svyratio, svymean.
        """
        whole = self.denominator @ totals
        safe = np.where(whole != 0, whole, 1.0)
        value = self.numerator @ totals / safe
        z = (self.numerator - value[:, None] * self.denominator) / safe[:, None]
        return np.where((whole != 0)[:, None], z, 0.0)


Estimand = Total | Ratio
