"""The test that shares under a design are given ones."""

import numpy as np

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.comparisons.chi_square_tests import goodness_of_fit
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.tally.sums import FloatArray


def designed_goodness_of_fit(totals: FloatArray, covariance: FloatArray, shares: FloatArray) -> Significance | None:
    """The test that the 1-D totals of k options have the given shares, statistic X² of the totals; None if none can be.

    p of X²/s on d degrees of freedom by Satterthwaite, s d and s² d matching Σλ and Σλ², λ the eigenvalues of the
    covariance of (t - p N)/√(p N). Source: [RaoScott1981]. R: svygofchisq(~a, p = shares, d).
    """
    plain = goodness_of_fit(totals, shares)
    if plain is None:
        return None
    expected = shares * totals.sum()
    root = np.sqrt(expected)
    slope = np.eye(len(totals)) / root[:, None] - np.outer(
        (totals + expected) / (2 * root * totals.sum()), np.ones(len(totals))
    )
    spread = slope @ covariance @ slope.T
    first, second = float(np.trace(spread)), float((spread * spread.T).sum())
    if not first > 0:
        return None
    scale, df = second / first, first**2 / second
    return Significance(plain.statistic, (df,), chi_square_survival(plain.statistic / scale, df))
