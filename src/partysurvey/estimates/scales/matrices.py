"""Small facts of correlation matrices."""

import numpy as np

from partysurvey.tally.sums import FloatArray

LEAST_EIGENVALUE = 1e-11


def below_diagonal(matrix: FloatArray) -> FloatArray:
    """1-D float array, each pair once."""
    return matrix[np.tril_indices(len(matrix), -1)]


def inverse(r: FloatArray) -> FloatArray | None:
    """The inverse of a correlation matrix; None where it is not positive definite.

    So it is where an item is a combination of others, and it can be so of pairwise correlations.
    """
    if not np.isfinite(r).all() or np.linalg.eigvalsh(r)[0] < LEAST_EIGENVALUE:
        return None
    return np.asarray(np.linalg.inv(r))


def squared_multiple_correlations(r: FloatArray) -> FloatArray | None:
    """1-D float array, R² of each item on all others: 1 - 1/(R⁻¹)_ii; None where R has no inverse. R: psych::smc(r)."""
    inverted = inverse(r)
    return None if inverted is None else 1 - 1 / np.diag(inverted)


def correlation_of_covariance(matrix: FloatArray) -> FloatArray:
    """C_ij / √(C_ii C_jj). R: cov2cor(C)."""
    spread = np.sqrt(np.diag(matrix))
    return np.asarray(matrix / np.outer(spread, spread))
