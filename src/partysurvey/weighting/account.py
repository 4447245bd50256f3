"""What a weighting did: margins before and after, what the weights cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.tally.sums import FloatArray
from partysurvey.weighting.kish import WeightSpread, weight_spread
from partysurvey.weighting.margins import Margin, PlacedMargin
from partysurvey.weighting.weighting import Weighting


@dataclass(frozen=True, slots=True)
class MarginRow:
    """A category of a margin: its respondents, and its share of the population, of the old and of the new weights."""

    name: str
    n: int
    target: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class WeightingAccount:
    """Each margin before and after, the spread of old and new weights, the smallest and largest ratio new/old.

    rows: of the file; those beyond `after.n` have no weight.
    """

    margins: tuple[tuple[str, tuple[MarginRow, ...]], ...]
    before: WeightSpread | None
    after: WeightSpread | None
    ratios: tuple[float, float]
    rows: int


def weighting_account(
    weighting: Weighting, margins: Sequence[tuple[Margin, PlacedMargin]], old: FloatArray, rows: int
) -> WeightingAccount:
    """What the weighting did; `old` is the old weight (m,) of each person of a cell, `rows` those of the file."""
    n, factors = weighting.cells.n, weighting.factors
    return WeightingAccount(
        tuple((margin.name, _margin_rows(margin, on_cells, weighting)) for margin, on_cells in margins),
        weight_spread(old, n),
        weight_spread(old * factors, n),
        (float(factors.min()), float(factors.max())),
        rows,
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
