"""What a group answered to one variable, read from the tally."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.categories import Category, net_categories, option_categories
from partysurvey.estimates.design import SampleDesign, UnitNeeds, member_needs
from partysurvey.estimates.designed import UnitAnswers
from partysurvey.estimates.distribution import BoolArray, Distributions, distributions
from partysurvey.estimates.means import NumberSums, over_units, pooled_sums
from partysurvey.estimates.selection import Banner
from partysurvey.survey import Derived, Number, Variable
from partysurvey.tally.plan import Cells, Moments, Plan, banded
from partysurvey.tally.sums import Counts, MetCells, MomentSums
from partysurvey.tally.tally import Tally

NO_UNITS = UnitNeeds()
_NOBODY = np.zeros(0, dtype=np.int64)
NO_CELLS = MetCells((), (_NOBODY,), _NOBODY, _NOBODY, np.zeros(0), np.zeros(0))


EVERYBODY = np.ones((1, 1), dtype=bool)  # the one group of answers without a banner


class Answers(Struct, frozen=True, eq=False):
    """The answers of G groups: people at each level, and at the levels that the options (or bands) are made of.

    `sums` are those of numbers, by group; `width` is that of the grid on which the levels of a number stand, 0 for its
    exact values. `units` are there under a sampling design.
    """

    people: Distributions
    sorted_in: Distributions
    options: tuple[Category, ...]
    nets: tuple[Category, ...]
    sums: tuple[NumberSums, ...] | None = None
    width: float = 0.0
    units: UnitAnswers | None = None


class CountedAnswers(Struct, frozen=True, eq=False):
    """The answers at all levels of a banner to one variable (or of everybody, without one)."""

    levels: Counts
    bands: Counts | None
    moments: MomentSums | None
    width: float
    options: tuple[Category, ...]
    nets: tuple[Category, ...]
    units: UnitAnswers | None = None

    @property
    def sorted_in(self) -> Counts:
        """The counts over options, or bands of a number."""
        return self.bands or self.levels

    def everybody(self) -> Answers:
        """The answers of everybody; only without a banner."""
        return self.within(EVERYBODY)

    def within(self, groups: BoolArray) -> Answers:
        """The answers of groups (G, B) of the levels of the banner."""
        people = distributions(self.levels, groups)
        sorted_in = distributions(self.bands, groups) if self.bands else people
        sums = tuple(pooled_sums(self.moments, group) for group in groups) if self.moments else None
        units = self.units.within(groups) if self.units else None
        return Answers(people, sorted_in, self.options, self.nets, sums, self.width, units)


def answers_needs(variable: Variable, banner: Banner | None = None, units: UnitNeeds = NO_UNITS) -> Plan:
    """The plan that has the answers to the variable, in the groups of the banner, by unit where a design needs it.

    Means of numbers need moments, which are exact; quantiles and histograms the numbers themselves; shares the bands.
    """
    by = (banner.axis,) if banner else ()
    number = isinstance(variable.question, Number | Derived)
    cells = [Cells((axis, *by), _by_unit(variable, axis, units)) for axis in variable_axes(variable)]
    moments = [Moments(variable.id, by, units.shares)] if number else []
    members = member_needs(by) if units.shares else frozenset()
    return Plan(frozenset(cells) | members, frozenset(moments), frozenset(by) if units.shares else frozenset())


def counted_answers(
    tally: Tally, variable: Variable, banner: Banner | None = None, design: SampleDesign | None = None
) -> CountedAnswers:
    """The answers to the variable, by the levels of the banner, and by unit under a design."""
    by = (banner.axis,) if banner else ()
    number = isinstance(variable.question, Number | Derived)
    counts = [_counts(tally, (axis, *by), design) for axis in variable_axes(variable)]
    levels = counts[-1].axes[0].levels
    return CountedAnswers(
        levels=counts[0],
        bands=counts[1] if len(counts) > 1 else None,
        moments=_moments(tally, variable.id, by, design) if number else None,
        width=tally.grid.get(variable.id, 0.0),
        options=option_categories(variable.question, levels),
        nets=net_categories(variable.question, levels),
        units=_units(tally, variable, by, design) if design else None,
    )


def _by_unit(variable: Variable, axis: str, units: UnitNeeds) -> bool:
    """Whether a table is needed by unit: not for the single values of a number, unless its weights hang on the unit."""
    is_values = isinstance(variable.question, Number | Derived) and axis == variable.id
    return units.values if is_values else units.shares


def _counts(tally: Tally, axes: tuple[str, ...], design: SampleDesign | None) -> Counts:
    """The counts, under the weights that follow from the design where it has such."""
    if design is None or design.weights is None:
        return tally.counts(*axes)
    counts = design.counts(tally.counts(*axes, by_unit=True))
    return Counts(counts.axes, *(part.sum(axis=-1) for part in (counts.n, counts.w, counts.w2)))


def _moments(tally: Tally, number: str, by: tuple[str, ...], design: SampleDesign | None) -> MomentSums:
    if design is None or design.weights is None:
        return tally.moments(number, by)
    return over_units(design.moments(tally.moments(number, by, by_unit=True)))


def _units(tally: Tally, variable: Variable, by: tuple[str, ...], design: SampleDesign) -> UnitAnswers:
    """The answers of groups that are the single levels of the banner."""
    axis = variable_axes(variable)[-1]
    number = isinstance(variable.question, Number | Derived)
    plain = number and axis == variable.id  # without bands there are no shares
    members = np.atleast_2d(tally.counts(*by, by_unit=True).n)
    levels = np.eye(len(members))
    if design.calibration is not None:
        met = design.calibration.met_cells
        cells = NO_CELLS if plain else met(axis, *by)
        return UnitAnswers(design, cells, members, levels, values=met(variable.id, *by) if number else None)
    grams = tally.domain_grams(*by)
    cells = NO_CELLS if plain else design.met_cells(tally.met_cells(axis, *by, by_unit=True))
    moments = design.moments(tally.moments(variable.id, by, by_unit=True)) if number else None
    return UnitAnswers(design, cells, members, levels, moments, grams=grams)


def variable_axes(variable: Variable) -> tuple[str, ...]:
    """The axes of the answers: that of the levels, and that of the bands of a number, if it has them."""
    question = variable.question
    has_bands = isinstance(question, Number | Derived) and question.bands
    return (variable.id, banded(variable.id)) if has_bands else (variable.id,)
