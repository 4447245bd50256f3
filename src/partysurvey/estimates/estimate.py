"""Estimates with their covariance: standard errors, intervals, design effects, and functions of them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.estimates.student import t_quantile
from partysurvey.estimates.variance import standard_errors
from partysurvey.tally.sums import FloatArray

STEP = 1e-20  # of complex differentiation: no difference is taken, so it may be as small as it likes


class Estimate(Struct, frozen=True, eq=False, dict=True):
    """k estimates: names, values (k,), covariance (k, k), degrees of freedom of the design, and design effects.

    deff compares with a simple sample without replacement, deff_replace with one with replacement; NaN where the sum of
    weights is less than the number of people, infinite where it equals it (deff only).
    """

    names: tuple[str, ...]
    values: FloatArray
    covariance: FloatArray
    df: float
    deff: FloatArray | None = None
    deff_replace: FloatArray | None = None

    @property
    def se(self) -> FloatArray:
        """1-D float array (k,), standard errors. R: SE()."""
        return standard_errors(self.covariance)

    @property
    def cv(self) -> FloatArray:
        """1-D float array (k,), standard errors as shares of the estimates, NaN where these are 0. R: survey::cv."""
        return np.divide(self.se, self.values, out=np.full_like(self.values, np.nan), where=self.values != 0)

    def interval(self, level: float = 0.95, df: float | None = None) -> FloatArray:
        """2-D float array (k, 2), θ ∓ t(df) · se; df None is that of the design, infinite gives the normal interval.

        R: confint(x, level, df = degf(d)), whose default is df = Inf.
        """
        df = self.df if df is None else df
        half = t_quantile((1 + level) / 2, df) * self.se if df > 0 else np.full_like(self.se, np.nan)
        return np.column_stack((self.values - half, self.values + half))

    def contrast(self, **coefficients: Mapping[str, float]) -> "Estimate":
        """Linear combinations L θ by name, each its coefficients by name of estimate. R: svycontrast(x, list(…)).

        V = L V(θ) Lᵀ.
        """
        lines = [[wanted.get(name, 0.0) for name in self.names] for wanted in coefficients.values()]
        combination = np.array(lines, dtype=np.float64)
        return self._combined(tuple(coefficients), combination @ self.values, combination)

    def function(self, name: str, of: Callable[[Mapping[str, Any]], Any]) -> "Estimate":
        """A function of the estimates by name, such as `lambda e: e["a"] / e["b"]`: arithmetic and NumPy only.

        V = g V(θ) gᵀ with the gradient g by complex differentiation. Source: [SquireTrapp1998].
        R: svycontrast(x, quote(…)).
        """
        point = dict(zip(self.names, self.values.tolist(), strict=True))
        gradient = [np.imag(of({**point, each: point[each] + STEP * 1j})) / STEP for each in self.names]
        return self._combined((name,), np.array([float(of(point))]), np.array([gradient], dtype=np.float64))

    def correlations(self) -> FloatArray:
        """2-D float array (k, k), the correlations of the estimates. R: cov2cor(vcov(x))."""
        return correlations(self.covariance)

    def _combined(self, names: tuple[str, ...], values: FloatArray, combination: FloatArray) -> "Estimate":
        return Estimate(names, values, combination @ self.covariance @ combination.T, self.df)


def correlations(covariance: npt.NDArray[np.float64]) -> FloatArray:
    """2-D float array (k, k), v_ij / √(v_ii v_jj). R: cov2cor()."""
    scale = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(scale, scale))
