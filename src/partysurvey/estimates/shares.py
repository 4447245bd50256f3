"""Shares of options, nets and bands, with their standard errors and intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from partysurvey.estimates.categories import Category
from partysurvey.estimates.distribution import Distribution, Sums, answered
from partysurvey.estimates.effective import effective_base
from partysurvey.estimates.intervals import Interval, share_interval
from partysurvey.estimates.results import Base, BaseKind, Share

_ROUNDING = 1e-12  # sums of the same weights in two orders differ by less, on every machine


def base_of(kind: BaseKind, people: Sums) -> Base:
    """The denominator: n respondents, their Σw, and Kish's effective number."""
    return Base(kind, people.n, people.w, effective_base(people.w, people.w2))


def share_of(part: float, whole: float) -> float | None:
    """Part / whole in [0, 1]; None where the whole is 0. A whole summed in another order is still exactly 1."""
    if whole <= 0:
        return None
    share = max(0.0, part / whole)
    return 1.0 if share > 1 - _ROUNDING else share


class Precision(Protocol):
    """How the intervals of the shares of one base are made."""

    def intervals(self, categories: Sequence[Category], shares: Sequence[float | None]) -> Sequence[Interval]:
        """Standard error and interval of the share of each category."""


@dataclass(frozen=True, slots=True)
class SimplePrecision:
    """What intervals are made with: the base they rest on (inf: no sampling error) and the level in (0, 1)."""

    base: float
    level: float

    def intervals(self, categories: Sequence[Category], shares: Sequence[float | None]) -> Sequence[Interval]:
        """Wilson's interval of each share."""
        del categories
        return [share_interval(share, self.base, self.level) for share in shares]


def category_shares(
    people: Distribution, categories: Sequence[Category], base: Base, precision: Precision
) -> tuple[Share, ...]:
    """The shares of the base that are in the categories, in their order.

    p = Σ_category w / Σ_base w. R: prop.table(table(x)); weighted: svymean(~factor(x), svydesign(~1, weights = ~w)).
    """
    counts, weights = people.within_each([category.members for category in categories])
    shares = [share_of(w, base.weighted) for w in weights]
    return tuple(
        Share(each.code, each.label, n, w, share, made.se, made.low, made.high, deff=made.deff)
        for each, n, w, share, made in zip(
            categories, counts, weights, shares, precision.intervals(categories, shares), strict=True
        )
    )


@dataclass(frozen=True, slots=True, eq=False)
class Breakdown:
    """All people in any group of a banner together: Σw of those with an answer, and of those in each category."""

    answered: float
    weights: Mapping[Category, float]

    def add_to(self, shares: Sequence[Share], categories: Sequence[Category]) -> tuple[Share, ...]:
        """The shares of one group with `row_share` (of the option's people, in this group) and `total_share`.

        row: w_og / Σ_g w_og; total: w_og / Σ_og w_og, over people with an answer to the banner question too.
        R: prop.table(t, 1), prop.table(t).
        """
        return tuple(self._placed(*pair) for pair in zip(shares, categories, strict=True))

    def _placed(self, share: Share, category: Category) -> Share:
        weighted = share.weighted or 0.0
        row = share_of(weighted, self.weights[category])
        return replace(share, row_share=row, total_share=share_of(weighted, self.answered))


def breakdown_of(people: Distribution, sorted_in: Distribution, categories: Sequence[Category]) -> Breakdown:
    """The breakdown of the people in any group, of whom those of each category are found in `sorted_in`."""
    _, weights = sorted_in.within_each([category.members for category in categories])
    return Breakdown(people.over(answered(people.levels)).w, dict(zip(categories, weights, strict=True)))
