"""McDonald's omega total: the share of the variance of a sum score that the common factor makes."""

from partysurvey.estimates.scales.factor import OneFactor
from partysurvey.tally.sums import FloatArray


def omega_total(factor: OneFactor) -> float:
    """(Σl)² / ((Σl)² + Σψ), of standardised items, in [0, 1]. Source: [McDonald1999]. R: from factanal(x, 1)."""
    common = float(factor.loadings.sum()) ** 2
    return common / (common + float(factor.uniquenesses.sum()))


def omega_of_observed(factor: OneFactor, r: FloatArray) -> float:
    """(Σl)² / ΣR: the observed variance of the sum in the denominator. R: from psych::fa(x, 1)."""
    return float(factor.loadings.sum()) ** 2 / float(r.sum())


def omega_of_uniqueness(factor: OneFactor, r: FloatArray) -> float:
    """1 - Σψ / ΣR. R: from psych::fa(x, 1); psych::omega's omega.tot is this with several factors."""
    return 1 - float(factor.uniquenesses.sum()) / float(r.sum())
