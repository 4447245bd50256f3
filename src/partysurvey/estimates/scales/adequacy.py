"""Whether a correlation matrix is fit for factors: Kaiser–Meyer–Olkin, Bartlett."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.scales.factor import FitTest
from partysurvey.estimates.scales.matrices import correlation_of_covariance, inverse
from partysurvey.tally.sums import FloatArray


class SamplingAdequacy(Struct, frozen=True, eq=False):
    """The KMO measure in [0, 1] of the whole matrix, and of each item (1-D)."""

    overall: float
    items: FloatArray


def sampling_adequacy(r: FloatArray) -> SamplingAdequacy | None:
    """Σr² / (Σr² + Σq²) over the pairs, q the partial correlations given all other items; None where R has no inverse.

    Source: [KaiserRice1974]. R: psych::KMO(r).
    """
    inverted = inverse(r)
    if inverted is None:
        return None
    plain, partial = (_squares(matrix) for matrix in (r, correlation_of_covariance(inverted)))
    return SamplingAdequacy(
        float(plain.sum() / (plain.sum() + partial.sum())), plain.sum(axis=1) / (plain + partial).sum(axis=1)
    )


def bartlett(r: FloatArray, people: int) -> FitTest | None:
    """The test that no two of the k items correlate: -(n - 1 - (2k + 5)/6) log |R| on k(k - 1)/2 degrees of freedom.

    None where R has no inverse. Source: [Bartlett1951]. R: psych::cortest.bartlett(r, n).
    """
    if inverse(r) is None:
        return None
    k = len(r)
    statistic = -(people - 1 - (2 * k + 5) / 6) * float(np.linalg.slogdet(r)[1])
    df = k * (k - 1) // 2
    return FitTest(statistic, df, chi_square_survival(statistic, df))


def _squares(matrix: FloatArray) -> FloatArray:
    """The squares of a matrix, with 0 on the diagonal."""
    return np.asarray(matrix**2 * (1 - np.eye(len(matrix))))
