"""What a weighting did: margins before and after, what the weights cost."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from partysurvey.tally.sums import FloatArray
from partysurvey.weighting.joint import JointCells
from partysurvey.weighting.kish import WeightSpread, weight_spread
from partysurvey.weighting.margins import Margin, PlacedMargin
from partysurvey.weighting.weighting import Weighting


class OldWeights(Struct, frozen=True, eq=False):
    """Cells as fine as those of a weighting, or finer, in which everybody has the same old weight: weights (m,)."""

    cells: JointCells
    weights: FloatArray


class MarginRow(Struct, frozen=True):
    """A category of a margin: its respondents, and its share of the population, of the old and of the new weights."""

    name: str
    n: int
    target: float
    before: float
    after: float


class WeightingAccount(Struct, frozen=True):
    """Each margin before and after, the spread of old and new weights, the smallest and largest ratio new/old.

    without: how many rows have no weight, by reason (those of `Tally.dropped`, and "margin_missing").
    """

    margins: tuple[tuple[str, tuple[MarginRow, ...]], ...]
    before: WeightSpread | None
    after: WeightSpread | None
    ratios: tuple[float, float]
    without: Mapping[str, int]


def weighting_account(
    weighting: Weighting, margins: Sequence[tuple[Margin, PlacedMargin]], people: OldWeights, without: Mapping[str, int]
) -> WeightingAccount:
    """What the weighting did to the people; `without`: the rows left out."""
    n, old = people.cells.n, people.weights
    factors = weighting.factors[people.cells.within(weighting.cells)]
    return WeightingAccount(
        tuple((margin.name, _margin_rows(margin, on_cells, weighting)) for margin, on_cells in margins),
        weight_spread(old, n),
        weight_spread(old * factors, n),
        (float(factors.min()), float(factors.max())),
        without,
    )


def _margin_rows(margin: Margin, on_cells: PlacedMargin, weighting: Weighting) -> tuple[MarginRow, ...]:
    cells = weighting.cells
    n = on_cells.sums(cells.n.astype(np.float64))
    shares = [
        each / each.sum() for each in (on_cells.targets, on_cells.sums(cells.total), on_cells.sums(weighting.weights))
    ]
    return tuple(
        MarginRow(category.name, int(n[place]), *(float(each[place]) for each in shares))
        for place, category in enumerate(margin.categories)
    )
