"""One common factor behind the items: maximum likelihood and minimum residuals."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.scales.matrices import inverse
from partysurvey.tally.sums import FloatArray

LEAST_UNIQUENESS = 0.005  # as in factanal and psych::fa: below it an item would be its factor
ROUNDS = 2000


class OneFactor(Struct, frozen=True, eq=False):
    """Loadings and uniquenesses (1-D, one per item), and the least value of what was minimised.

    The sign is such that the loadings add up to something positive.
    """

    loadings: FloatArray
    uniquenesses: FloatArray
    objective: float


class FitTest(Struct, frozen=True):
    """The likelihood ratio test that one factor is enough: statistic, degrees of freedom, p."""

    statistic: float
    df: int
    p: float


def one_factor_ml(r: FloatArray) -> OneFactor | None:
    """The factor that makes a correlation matrix of three items or more most likely; None if R has no inverse.

    Minimises f(ψ) = Σ_{m>1} (e_m - log e_m - 1), e the eigenvalues of Ψ^-½ R Ψ^-½ in falling order, within
    0.005 <= ψ <= 1, from three starts; loadings ψ^½ u₁ √(e₁ - 1). Source: [Joreskog1967].
    R: factanal(x, 1, nstart = 3).
    """
    from scipy.optimize import minimize  # noqa: PLC0415  # heavy, imported when used

    inverted = inverse(r)
    if inverted is None or len(r) < 3:
        return None
    usual = np.clip((1 - 0.5 / len(r)) / np.diag(inverted), LEAST_UNIQUENESS, 1.0)
    starts = (usual, np.full(len(r), 0.2), np.full(len(r), 0.8))
    bounds, options = [(LEAST_UNIQUENESS, 1.0)] * len(r), {"maxiter": ROUNDS, "ftol": 1e-13, "gtol": 1e-8}
    found = [
        minimize(lambda psi: _unlikelihood(r, psi), start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        for start in starts
    ]
    psi = min(found, key=lambda each: float(each.fun)).x
    values, vectors = _scaled_eigen(r, psi)
    loadings = np.sqrt(psi * max(values[0] - 1, 0.0)) * vectors[:, 0]
    return OneFactor(_positive(loadings), psi, _unlikelihood(r, psi)[0])


def one_factor_test(factor: OneFactor, people: int) -> FitTest | None:
    """(n - 1 - (2k + 5)/6 - 2/3) f on ((k - 1)² - (k + 1))/2 degrees of freedom; None where none are left (k < 4).

    Source: [Bartlett1951]. R: factanal(x, 1)$STATISTIC, $dof, $PVAL.
    """
    k = len(factor.loadings)
    df = ((k - 1) ** 2 - (k + 1)) // 2
    if df <= 0:
        return None
    statistic = (people - 1 - (2 * k + 5) / 6 - 2 / 3) * factor.objective
    return FitTest(statistic, df, chi_square_survival(statistic, df))


def one_factor_minres(r: FloatArray) -> OneFactor | None:
    """The loadings with the least Σ_{i<j} (r_ij - l_i l_j)², item by item; None with fewer than three items.

    l_i = Σ_{j≠i} r_ij l_j / Σ_{j≠i} l_j² until nothing moves.
    Source: [HarmanJones1966]. R: psych::fa(x, 1, fm = "minres").
    """
    if len(r) < 3 or not np.isfinite(r).all():
        return None
    values, vectors = np.linalg.eigh(r)
    loadings = vectors[:, -1] * np.sqrt(values[-1] / len(r))
    most = np.sqrt(1 - LEAST_UNIQUENESS)
    for _ in range(ROUNDS):
        before = loadings.copy()
        for i in range(len(r)):
            others = loadings @ loadings - loadings[i] ** 2
            loadings[i] = np.clip((r[i] @ loadings - r[i, i] * loadings[i]) / others, -most, most)
        if np.abs(loadings - before).max() < 1e-12:
            break
    residuals = r - np.outer(loadings, loadings)
    np.fill_diagonal(residuals, 0.0)
    return OneFactor(_positive(loadings), 1 - loadings**2, float((residuals**2).sum() / 2))


def _unlikelihood(r: FloatArray, psi: FloatArray) -> tuple[float, FloatArray]:
    """What maximum likelihood minimises, and its slopes in ψ: Σ_{m>1} (1 - e_m) u_im² / ψ_i."""
    values, vectors = _scaled_eigen(r, psi)
    rest = values[1:]
    return float((rest - np.log(rest) - 1).sum()), vectors[:, 1:] ** 2 @ (1 - rest) / psi


def _scaled_eigen(r: FloatArray, psi: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Eigenvalues in falling order, and eigenvectors as columns, of Ψ^-½ R Ψ^-½."""
    values, vectors = np.linalg.eigh(r / np.sqrt(np.outer(psi, psi)))
    return values[::-1], vectors[:, ::-1]


def _positive(loadings: FloatArray) -> FloatArray:
    return -loadings if loadings.sum() < 0 else loadings
