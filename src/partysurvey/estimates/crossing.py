"""A question by a banner as tests see it: the joint cells of both, or the moments of a number in the groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import SampleDesign
from partysurvey.estimates.distribution import BoolArray, answered
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sample import Sample
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import value_totals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import FloatArray, IntArray, MomentSums, Weighted
from partysurvey.tally.tally import Tally


@dataclass(frozen=True, eq=False)
class CrossedCells:
    """The C cells (answer × group × unit) that hold anyone: who is in the base (C,) and in each group (g, C), 0 and 1.

    `place` (C,) is that of the answer among the levels of the question.
    """

    sample: Sample
    levels: tuple[Level, ...]
    place: IntArray
    base: FloatArray
    groups: FloatArray

    def at(self, members: BoolArray | FloatArray) -> FloatArray:
        """1-D float array (C,), the value that the cell's level has."""
        return np.asarray(members, dtype=np.float64)[self.place]

    def people(self, groups: FloatArray) -> FloatArray:
        """1-D float array (g,), how many people of each group are in the base."""
        return np.asarray((groups * self.base) @ self.sample.cells.n)

    def counts(self, rows: FloatArray, weights: FloatArray | IntArray) -> FloatArray:
        """2-D float array (r, g), sums of weights (C,) in rows (r, C) and groups."""
        return np.asarray((rows * weights) @ self.groups.T, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class CrossedNumbers:
    """The moments of a number at the B levels of a banner by unit (B, U), and which levels each group has (g, B)."""

    moments: MomentSums
    sampling: Sampling | Replication
    groups: FloatArray

    def people(self, groups: FloatArray) -> FloatArray:
        """1-D float array (g,), how many people of each group have a number."""
        return np.asarray(groups @ self.moments.n.sum(axis=1))

    def means(self, groups: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The means of groups (g,) and their covariance (g, g) under the design; NaN where nobody has a number."""
        nothing = np.zeros_like(groups)
        ratio = Ratio(np.hstack((nothing, groups)), np.hstack((groups, nothing)))
        totals = value_totals(self.moments)
        return ratio.value(totals.first.sum(axis=1)), estimand_covariance(ratio, totals, self.sampling)

    def degrees_of_freedom(self, groups: FloatArray) -> int:
        """Those of the people in any of the groups."""
        n = groups.any(axis=0) @ self.moments.n
        return self.sampling.degrees_of_freedom_of(n.astype(np.int64), n > 0)


def crossed_cells(
    tally: Tally, axes: tuple[str, str], groups: Sequence[Category], drawn: SampleDesign | None
) -> CrossedCells:
    """The cells of a question and a banner; without a design everybody was drawn alone, with the weights there are."""
    sampling = drawn.sampling if drawn else Sampling(tally.spine)
    cells = tally.met_cells(*axes, by_unit=drawn is not None)
    place, group = cells.places
    levels = cells.axes[0].levels
    return CrossedCells(
        Sample(drawn.met_cells(cells) if drawn else cells, sampling),
        levels,
        place,
        answered(levels).astype(np.float64)[place],
        stacked(groups, len(cells.axes[1].levels))[:, group],
    )


def crossed_numbers(
    tally: Tally, number: str, banner: str, groups: Sequence[Category], drawn: SampleDesign | None
) -> CrossedNumbers:
    """The moments of a number by a banner; without a design as in `crossed_cells`."""
    moments = tally.moments(number, (banner,), by_unit=drawn is not None)
    moments = drawn.moments(moments) if drawn else _one_unit(moments)
    sampling = drawn.sampling if drawn else Sampling(tally.spine)
    return CrossedNumbers(moments, sampling, stacked(groups, len(moments.axes[0].levels)))


def stacked(categories: Sequence[Category], levels: int) -> FloatArray:
    """2-D float array (categories, levels), 1 where the category has the level, else 0."""
    return np.array([each.members for each in categories], dtype=np.float64).reshape(len(categories), levels)


def _one_unit(moments: MomentSums) -> MomentSums:
    """The moments with a last axis for the only unit."""
    first, squared = (
        Weighted(part.w[..., None], part.mean[..., None], part.m2[..., None])
        for part in (moments.first, moments.squared)
    )
    return MomentSums(moments.axes, moments.n[..., None], first, squared)
