"""Shares of options, nets and bands, with their standard errors and intervals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partysurvey.estimates.categories import Category
from partysurvey.estimates.distribution import Distribution, Sums
from partysurvey.estimates.effective import effective_base
from partysurvey.estimates.intervals import share_interval
from partysurvey.estimates.results import Base, BaseKind, Share


def base_of(kind: BaseKind, people: Sums) -> Base:
    """The denominator: n respondents, their Σw, and Kish's effective number."""
    return Base(kind, people.n, people.w, effective_base(people.w, people.w2))


def share_of(part: float, whole: float) -> float | None:
    """Part / whole in [0, 1]; None where the whole is 0."""
    return min(1.0, max(0.0, part / whole)) if whole > 0 else None


@dataclass(frozen=True, slots=True)
class Precision:
    """What intervals are made with: the base they rest on (inf: no sampling error) and the level in (0, 1)."""

    base: float
    level: float


def category_share(people: Distribution, category: Category, base: Base, precision: Precision) -> Share:
    """The share of the base that is in the category.

    p = Σ_category w / Σ_base w. R: prop.table(table(x)); weighted: svymean(~factor(x), svydesign(~1, weights = ~w)).
    """
    part = people.over(category.members)
    share = share_of(part.w, base.weighted)
    interval = share_interval(share, precision.base, precision.level)
    return Share(category.code, category.label, part.n, part.w, share, interval.se, interval.low, interval.high)


def category_shares(
    people: Distribution, categories: Sequence[Category], base: Base, precision: Precision
) -> tuple[Share, ...]:
    """The shares of the categories, in their order."""
    return tuple(category_share(people, category, base, precision) for category in categories)


@dataclass(frozen=True, slots=True, eq=False)
class Breakdown:
    """All people in any group of a banner together: Σw of those with an answer, and in which options they are."""

    answered: float
    sorted_in: Distribution

    def add_to(self, shares: Sequence[Share], categories: Sequence[Category]) -> tuple[Share, ...]:
        """The shares of one group with `row_share` (of the option's people, in this group) and `total_share`.

        row: w_og / Σ_g w_og; total: w_og / Σ_og w_og, over people with an answer to the banner question too.
        R: prop.table(t, 1), prop.table(t).
        """
        return tuple(self._placed(*pair) for pair in zip(shares, categories, strict=True))

    def _placed(self, share: Share, category: Category) -> Share:
        weighted = share.weighted or 0.0
        row = share_of(weighted, self.sorted_in.over(category.members).w)
        return replace(share, row_share=row, total_share=share_of(weighted, self.answered))
