"""Principal components of a correlation matrix, and Kaiser's varimax rotation."""

import numpy as np

from partysurvey.tally.sums import FloatArray


def eigenvalues(r: FloatArray) -> FloatArray:
    """1-D float array, in falling order; they add up to the number of items. R: eigen(r, only.values = TRUE)$values."""
    return np.asarray(np.linalg.eigvalsh(r)[::-1], dtype=np.float64)


def principal_components(r: FloatArray, count: int) -> FloatArray:
    """2-D float array (items × count), loadings u_m √e_m of the largest. R: psych::principal(r, count, "none")."""
    values, vectors = np.linalg.eigh(r)
    chosen = slice(None, -count - 1, -1)
    loadings = vectors[:, chosen] * np.sqrt(np.maximum(values[chosen], 0.0))
    return np.asarray(loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))


def varimax(loadings: FloatArray, precision: float = 1e-5) -> FloatArray:
    """2-D float array, the loadings turned so that the variance of their squares is largest, rows first of length 1.

    T = UVᵀ of Lᵀ(Z³ - Z diag(ΣZ²)/k), Z = LT, until the sum of the singular values grows by less than the precision
    relative to itself; like R's default, 1e-5 leaves the loadings three to four digits.
    Source: [Kaiser1958]. R: varimax(loadings, eps = precision).
    """
    lengths = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    scaled = np.divide(loadings, lengths, out=np.zeros_like(loadings), where=lengths > 0)
    turn, reached = np.eye(loadings.shape[1]), 0.0
    for _ in range(1000):
        turned = scaled @ turn
        u, values, v = np.linalg.svd(scaled.T @ (turned**3 - turned * (turned**2).mean(axis=0)))
        turn, before, reached = u @ v, reached, float(values.sum())
        if reached < before * (1 + precision):
            break
    return np.asarray(scaled @ turn * lengths)
