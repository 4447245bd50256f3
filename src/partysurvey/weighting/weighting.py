"""What a weighting comes to: ratios on the cells of its margins, and what standard errors need to know of it."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.tally.sums import FloatArray
from partysurvey.weighting.calibration import Basis, calibrated_ratios, orthonormal_basis
from partysurvey.weighting.distances import Distance
from partysurvey.weighting.joint import JointCells
from partysurvey.weighting.margins import PlacedMargin, indicators
from partysurvey.weighting.raking import ROUNDS, TIGHT, Ratios, poststratified_ratios, raked_ratios, replicate_ratios


class Weighting(Struct, frozen=True, eq=False):
    """New weights of m joint cells: old weight × ratios × trimming; the basis holds the auxiliaries they agree with.

    ratios, trimming: (m,) factors, the second 1 where nothing was trimmed. Every row of a cell has the cell's factor.
    sweeps: of raking, each margin with the ratios (m,) when it was last adjusted to; else empty.
    replicates: (m, R), the ratios of each replicate weight, found in the same way; None without any.
    """

    cells: JointCells
    ratios: FloatArray
    basis: Basis
    trimming: FloatArray
    sweeps: tuple[tuple[PlacedMargin, FloatArray], ...] = ()
    replicates: FloatArray | None = None

    @property
    def factors(self) -> FloatArray:
        """1-D float array (m,), new/old weight, after trimming."""
        return self.ratios * self.trimming

    @property
    def replicate_factors(self) -> FloatArray | None:
        """2-D float array (m, R), new/old replicate weights; trimming is that of the main weight. None without any."""
        return None if self.replicates is None else self.replicates * self.trimming[:, None]

    @property
    def weights(self) -> FloatArray:
        """1-D float array (m,), Σ of the new weights of each cell."""
        return self.cells.total * self.factors


def unadjusted(cells: JointCells) -> Weighting:
    """The weighting that leaves every weight as it is: no auxiliaries."""
    ones = np.ones(cells.n.size)
    return Weighting(cells, ones, Basis(np.zeros((0, ones.size)), np.zeros(0)), ones)


def poststratified(cells: JointCells, margin: PlacedMargin) -> Weighting:
    """The weighting to the totals of the categories of one margin. R: survey::postStratify."""
    return _weighting(cells, lambda w: poststratified_ratios(w, margin), *indicators([margin]))


def raked(
    cells: JointCells, margins: Sequence[PlacedMargin], tolerance: float = TIGHT, rounds: int = ROUNDS
) -> Weighting:
    """The weighting to several margins, one after the other. R: survey::rake."""
    steps = raked_ratios(cells.total, margins, tolerance, rounds)
    whole = _weighting(cells, lambda w: raked_ratios(w, margins, tolerance, rounds)[-1], *indicators(margins))
    return replace(whole, sweeps=tuple(zip(margins, steps, strict=True)))


def calibrated(cells: JointCells, auxiliaries: FloatArray, totals: FloatArray, distance: Distance) -> Weighting:
    """The weighting under which auxiliaries (q, m) have their totals (q,). R: survey::calibrate."""
    return _weighting(cells, lambda w: calibrated_ratios(w, auxiliaries, totals, distance), auxiliaries, totals)


def _weighting(cells: JointCells, ratios: Ratios, auxiliaries: FloatArray, totals: FloatArray) -> Weighting:
    """The weighting by the ratios (m,) of new to old weights that Σ old weights (m,) lead to."""
    found = ratios(cells.total)
    basis = orthonormal_basis(cells.total, auxiliaries, totals)
    return Weighting(cells, found, basis, np.ones_like(found), replicates=replicate_ratios(cells.replicates, ratios))
