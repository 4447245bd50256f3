"""What a group answered to one variable, read from the tally."""

from dataclasses import dataclass

from partysurvey.estimates.categories import Category, net_categories, option_categories
from partysurvey.estimates.distribution import BoolArray, Distribution, distribution, distribution_within
from partysurvey.estimates.means import NumberSums, pooled_sums
from partysurvey.estimates.selection import Banner
from partysurvey.survey import Derived, Number, Variable
from partysurvey.tally.plan import Cells, Moments, Plan, banded
from partysurvey.tally.sums import Counts, MomentSums
from partysurvey.tally.tally import Tally


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers of one group: people at each level, and at the levels that the options (or bands) are made of.

    `sums` are those of numbers; `width` is that of the grid on which the levels of a number stand, 0 for its exact
    values.
    """

    people: Distribution
    sorted_in: Distribution
    options: tuple[Category, ...]
    nets: tuple[Category, ...]
    sums: NumberSums | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class CountedAnswers:
    """The answers of all groups of a banner to one variable (or of everybody, without one)."""

    levels: Counts
    bands: Counts | None
    moments: MomentSums | None
    width: float
    options: tuple[Category, ...]
    nets: tuple[Category, ...]

    @property
    def sorted_in(self) -> Counts:
        """The counts over options, or bands of a number."""
        return self.bands or self.levels

    def everybody(self) -> Answers:
        """The answers of everybody; only without a banner."""
        sums = pooled_sums(self.moments) if self.moments else None
        return self._answers(distribution(self.levels), distribution(self.sorted_in), sums)

    def within(self, members: BoolArray) -> Answers:
        """The answers of the people at the member levels of the banner."""
        people = distribution_within(self.levels, members)
        sorted_in = distribution_within(self.bands, members) if self.bands else people
        sums = pooled_sums(self.moments, members) if self.moments else None
        return self._answers(people, sorted_in, sums)

    def _answers(self, people: Distribution, sorted_in: Distribution, sums: NumberSums | None) -> Answers:
        return Answers(people, sorted_in, self.options, self.nets, sums, self.width)


def answers_needs(variable: Variable, banner: Banner | None = None) -> Plan:
    """The plan that has the answers to the variable, in the groups of the banner.

    Means of numbers need moments, which are exact; quantiles and histograms the numbers themselves; shares the bands.
    """
    by = (banner.axis,) if banner else ()
    cells = [Cells((axis, *by)) for axis in _axes(variable)]
    moments = [Moments(variable.id, by)] if isinstance(variable.question, Number | Derived) else []
    return Plan(frozenset(cells), frozenset(moments))


def counted_answers(tally: Tally, variable: Variable, banner: Banner | None = None) -> CountedAnswers:
    """The answers to the variable, by the levels of the banner."""
    by = (banner.axis,) if banner else ()
    number = isinstance(variable.question, Number | Derived)
    counts = [tally.counts(axis, *by) for axis in _axes(variable)]
    levels = counts[-1].axes[0].levels
    return CountedAnswers(
        levels=counts[0],
        bands=counts[1] if len(counts) > 1 else None,
        moments=tally.moments(variable.id, by) if number else None,
        width=tally.grid.get(variable.id, 0.0),
        options=option_categories(variable.question, levels),
        nets=net_categories(variable.question, levels),
    )


def _axes(variable: Variable) -> tuple[str, ...]:
    question = variable.question
    has_bands = isinstance(question, Number | Derived) and question.bands
    return (variable.id, banded(variable.id)) if has_bands else (variable.id,)
