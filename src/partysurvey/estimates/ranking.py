"""Rankings: how often an option was ranked first (`share`), ranked at all, and its mean place."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.results import Base, Share
from partysurvey.estimates.shares import share_of


def with_places(shares: Sequence[Share], people: Distribution, base: Base) -> tuple[Share, ...]:
    """The shares ranked first with `ranked_share` and `mean_rank` beside.

    ranked_share: the share of the base that gave the option any place. mean_rank: Σw·place / Σw over the people who
    did, 1 is best; None where nobody did. R: mean(!is.na(place)); mean(place, na.rm = TRUE).
    """
    return tuple(_with_place(share, people, base) for share in shares)


def _with_place(share: Share, people: Distribution, base: Base) -> Share:
    places = np.array([_place(level, share.option) for level in people.levels])
    ranked = places > 0
    weight = float(people.w[ranked].sum())
    mean = float(people.w[ranked] @ places[ranked]) / weight if weight > 0 else None
    return replace(share, ranked_share=share_of(weight, base.weighted), mean_rank=mean)


def _place(level: object, option: str) -> int:
    """The place of the option in the answer, from 1; 0 where it has none."""
    return level.index(option) + 1 if isinstance(level, tuple) and option in level else 0
