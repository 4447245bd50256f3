"""Shares of options, nets and bands, with their standard errors and intervals."""

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct

from partysurvey.estimates.categories import Category
from partysurvey.estimates.distribution import Distributions, Sums, answered
from partysurvey.estimates.effective import effective_base
from partysurvey.estimates.intervals import Interval, share_interval
from partysurvey.estimates.results import Base, BaseKind, Share
from partysurvey.tally.sums import FloatArray

_ROUNDING = 1e-12  # sums of the same weights in two orders differ by less, on every machine


def base_of(kind: BaseKind, people: Sums) -> Base:
    """The denominator: n respondents, their Σw, and Kish's effective number."""
    return Base(kind, people.n, people.w, effective_base(people.w, people.w2))


def share_of(part: float, whole: float) -> float | None:
    """Part / whole in [0, 1]; None where the whole is 0. A whole summed in another order is still exactly 1."""
    return _known(float(shares_of(np.array([part]), np.array([whole]))[0]))


def shares_of(parts: FloatArray, wholes: FloatArray) -> FloatArray:
    """Float array, the same of every part of parts, NaN where the whole is 0."""
    size = np.broadcast_shapes(parts.shape, wholes.shape)
    shares = np.divide(parts, wholes, out=np.full(size, np.nan), where=wholes > 0)
    return np.where(shares > 1 - _ROUNDING, 1.0, np.maximum(shares, 0.0))


class Precision(Protocol):
    """How the intervals of the shares of groups are made."""

    def intervals(self, categories: Sequence[Category], shares: FloatArray) -> Sequence[Sequence[Interval]]:
        """Standard error and interval of the share of each category (G, k), by group; none where it has no base."""


class SimplePrecision(Struct, frozen=True):
    """What intervals are made with: the bases they rest on (0: nobody, inf: no error), and the level in (0, 1)."""

    bases: Sequence[float]
    level: float

    def intervals(self, categories: Sequence[Category], shares: FloatArray) -> Sequence[Sequence[Interval]]:
        """Wilson's interval of each share."""
        del categories
        groups = zip(shares.tolist(), self.bases, strict=True)
        return [[share_interval(share, base, self.level) for share in group] for group, base in groups]


class Breakdown(Struct, frozen=True, eq=False):
    """All people in any group of a banner together: Σw of those with an answer, and of those in each category."""

    answered: float
    weights: Mapping[Category, float]

    def parts(self, categories: Sequence[Category], weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Two 2-D float arrays (G, k): of weights (G, k) by group the shares of the option's people, and of all.

        row: w_og / Σ_g w_og; total: w_og / Σ_og w_og, over people with an answer to the banner question too.
        R: prop.table(t, 1), prop.table(t).
        """
        whole = np.array([self.weights[category] for category in categories])
        return shares_of(weights, whole), shares_of(weights, np.array(self.answered))


def category_shares(
    people: Distributions,
    categories: Sequence[Category],
    bases: Sequence[Base],
    precision: Precision,
    together: Breakdown | None = None,
) -> list[tuple[Share, ...]]:
    """The shares of the bases that are in the categories, in their order, by group; `together`: of a banner's groups.

    p = Σ_category w / Σ_base w. R: prop.table(table(x)); weighted: svymean(~factor(x), svydesign(~1, weights = ~w)).
    """
    if not categories:
        return [()] * len(bases)
    counts, weights = people.within_each([category.members for category in categories])
    shares = shares_of(weights, np.array([base.weighted for base in bases])[:, None])
    nothing = np.full_like(shares, np.nan)
    parts = together.parts(categories, weights) if together else (nothing, nothing)
    columns = (part.tolist() for part in (counts, weights, shares, *parts))
    groups = zip(precision.intervals(categories, shares), *columns, strict=True)
    return [tuple(map(_share, categories, *group)) for group in groups]


def _share(
    category: Category, made: Interval, n: int, weighted: float, share: float, row: float, total: float
) -> Share:
    return Share(
        option=category.code,
        label=category.label,
        n=n,
        weighted=weighted,
        share=_known(share),
        se=made.se,
        low=made.low,
        high=made.high,
        row_share=_known(row),
        total_share=_known(total),
        deff=made.deff,
    )


def _known(number: float) -> float | None:
    """The number; None for NaN."""
    return None if math.isnan(number) else number


def breakdown_of(people: Distributions, sorted_in: Distributions, categories: Sequence[Category]) -> Breakdown:
    """The breakdown of all people in any group, of whom those of each category are found in `sorted_in`."""
    _, weights = sorted_in.within_each([category.members for category in categories])
    (answers,) = people.over(answered(people.levels))
    return Breakdown(answers.w, dict(zip(categories, weights[0].tolist(), strict=True)))
