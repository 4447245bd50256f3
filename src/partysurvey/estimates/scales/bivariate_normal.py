"""Probabilities of the standard bivariate normal distribution."""

import numpy as np

from partysurvey.tally.sums import FloatArray


def bivariate_normal(h: FloatArray, k: FloatArray, rho: float) -> FloatArray:
    """P(X <= h, Y <= k) with correlation rho in [-1, 1], elementwise; h and k may be infinite; error below 1e-14.

    (Φ(h) + Φ(k) - δ)/2 - T(h, (k - ρh)/(h√(1 - ρ²))) - T(k, (h - ρk)/(k√(1 - ρ²))), T Owen's function, δ = 1 where h
    and k have different signs, else 0. Source: [Owen1956]. R: mvtnorm::pmvnorm; pbivnorm::pbivnorm(h, k, rho).
    """
    from scipy.special import ndtr, owens_t  # noqa: PLC0415  # heavy, imported when used

    h, k = np.broadcast_arrays(np.asarray(h, dtype=np.float64), np.asarray(k, dtype=np.float64))
    if abs(rho) >= 1:
        return _degenerate(np.asarray(ndtr(h)), np.asarray(ndtr(k)), rho)
    first, second = _bounded(h), _bounded(k)
    opposite = (first * second < 0) | ((first * second == 0) & (first + second < 0))
    found = (ndtr(first) + ndtr(second) - opposite) / 2
    found = found - owens_t(first, _slope(first, second, rho)) - owens_t(second, _slope(second, first, rho))
    at_zero = (first == 0) & (second == 0)
    return np.asarray(np.where(at_zero, 0.25 + np.arcsin(rho) / (2 * np.pi), np.clip(found, 0.0, 1.0)))


def bivariate_density(h: FloatArray, k: FloatArray, rho: float) -> FloatArray:
    """The density at (h, k), elementwise, 0 where either is infinite: also dP(X <= h, Y <= k)/dρ [Owen1956]."""
    rest = 1 - rho * rho
    h, k = _bounded(h), _bounded(k)
    return np.asarray(np.exp(-(h * h + k * k - 2 * rho * h * k) / (2 * rest)) / (2 * np.pi * np.sqrt(rest)))


def _bounded(values: FloatArray) -> FloatArray:
    """Beyond 40 standard deviations there is nobody."""
    return np.clip(values, -40.0, 40.0)


def _slope(h: FloatArray, k: FloatArray, rho: float) -> FloatArray:
    """(k - ρh)/(h√(1 - ρ²)), infinite with the sign of k where h is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(h == 0, np.copysign(np.inf, k), (k - rho * h) / (h * np.sqrt(1 - rho * rho))))


def _degenerate(below_h: FloatArray, below_k: FloatArray, rho: float) -> FloatArray:
    if rho > 0:
        return np.minimum(below_h, below_k)
    return np.maximum(0.0, below_h + below_k - 1)
