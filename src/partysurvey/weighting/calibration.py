"""Calibration: the weights nearest to the old ones under which auxiliaries have their known totals."""

import numpy as np
from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.tally.sums import FloatArray
from partysurvey.weighting.distances import Distance

STEPS = 200
HALVINGS = 40
REACHED = 1e-12
DEPENDENT = 1e-10  # singular values below this share of the largest are redundant auxiliaries


class Basis(Struct, frozen=True, eq=False):
    """Auxiliaries made orthonormal under the weights: values (r, m) with Σ w b bᵀ = I, and their totals (r,)."""

    values: FloatArray
    totals: FloatArray

    def fitted(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """2-D float array (k, m), the regression of z (k, m) on the auxiliaries, weighted by w (m,)."""
        return np.asarray((z * w) @ self.values.T @ self.values)


def orthonormal_basis(w: FloatArray, auxiliaries: FloatArray, totals: FloatArray) -> Basis:
    """The auxiliaries (q, m) as independent ones under w (m,), with their totals; redundant ones fall away.

    RequestError where redundant auxiliaries have totals that contradict each other.
    """
    scale = np.sqrt(np.maximum((auxiliaries**2 * w).sum(axis=1), 1e-300))
    rooted = (auxiliaries / scale[:, None] * np.sqrt(w)).T
    q, r = np.linalg.qr(rooted)
    left, singular, right = np.linalg.svd(r)
    rotated = right @ (totals / scale)
    kept = singular > DEPENDENT * singular[0]
    size = np.abs(rotated).max(initial=0.0)
    if np.abs(rotated[~_padded(kept, rotated.size)]).max(initial=0.0) > 1e-6 * size:
        raise RequestError(
            "the targets contradict each other: one of them follows from others, and is not what follows",
            "correct the targets, or leave a margin out",
        )
    roots = np.where(w > 0, np.sqrt(w), 1.0)
    values = (q @ left[:, : kept.size][:, kept]).T / roots
    return Basis(values, rotated[: kept.size][kept] / singular[kept])


def calibrated_ratios(w: FloatArray, auxiliaries: FloatArray, totals: FloatArray, distance: Distance) -> FloatArray:
    """1-D float array (m,), new/old weight g of each cell: Σ w g x = T for every auxiliary x, g = F(xᵀλ).

    w: (m,) Σ of the old weights; auxiliaries: (q, m), the value of each in each cell; totals: (q,). Newton's steps on
    λ, halved where they lead away. RequestError where no such weights are found.
    Source: [Deville1992]. R: survey::calibrate(calfun = cal.linear, cal.raking, cal.logit, bounds).
    """
    basis = orthonormal_basis(w, auxiliaries, totals)
    solution = _solved(w, basis, distance)
    if solution is None:
        raise RequestError(
            f"no weights with {distance.name} calibration reach the targets",
            "widen the bounds, join small categories, or leave a margin out",
        )
    return solution


def _solved(w: FloatArray, basis: Basis, distance: Distance) -> FloatArray | None:
    """1-D float array (m,), the ratios; None where Newton's steps do not arrive."""
    b, size = basis.values, 1 + np.abs(basis.totals).max(initial=0.0)
    u = np.zeros(w.size)
    misfit = basis.totals - b @ w
    for _ in range(STEPS):
        if np.abs(misfit).max(initial=0.0) < REACHED * size:
            return distance.ratio(u)
        hessian = (b * (w * distance.slope(u))) @ b.T
        direction = np.linalg.lstsq(hessian, misfit, rcond=1e-12)[0] @ b
        found = _step(w, basis, distance, (u, misfit, direction))
        if found is None:
            break
        u, misfit = found
    return distance.ratio(u) if np.abs(misfit).max(initial=0.0) < 1e3 * REACHED * size else None


def _step(
    w: FloatArray, basis: Basis, distance: Distance, state: tuple[FloatArray, FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray] | None:
    """The next u and its misfit, with the longest of 1, 1/2, 1/4 … steps that comes nearer; None if none does."""
    u, misfit, direction = state
    length = 1.0
    for _ in range(HALVINGS):
        ahead = u + length * direction
        left = basis.totals - basis.values @ (w * distance.ratio(ahead))
        if np.linalg.norm(left) < np.linalg.norm(misfit):
            return ahead, left
        length /= 2
    return None


def _padded(kept: np.ndarray[tuple[int], np.dtype[np.bool_]], size: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.concatenate((kept, np.zeros(size - kept.size, dtype=bool)))
