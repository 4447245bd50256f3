"""Margins: what is known of the population, as targets for the categories of one or several variables."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.survey import Absence
from partysurvey.survey.suggestion import listing
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.tally.tables import counted, total
from partysurvey.weighting.joint import JointCells

Combination = tuple[Level, ...]
ADDED_UP = 1e-6  # relative difference between the sums of two margins that is put down to rounding


class Category(Struct, frozen=True):
    """A category of a margin: the combinations of levels that it stands for, and its total in the population."""

    name: str
    levels: tuple[Combination, ...]
    target: float


class Margin(Struct, frozen=True):
    """The categories of one variable, or of the combinations of several; everybody is in one of them."""

    variables: tuple[str, ...]
    categories: tuple[Category, ...]

    @property
    def name(self) -> str:
        """The variables, for messages."""
        return " × ".join(self.variables)

    @property
    def total(self) -> float:
        """The sum of the targets."""
        return float(sum(category.target for category in self.categories))

    def scaled(self, total: float) -> "Margin":
        """The margin with targets that sum to the total: shares become counts."""
        factor = total / self.total
        return replace(self, categories=tuple(replace(each, target=each.target * factor) for each in self.categories))


class PlacedMargin(Struct, frozen=True, eq=False):
    """A margin on joint cells: (m,) the category of each cell, and (c,) the target of each category."""

    name: str
    places: IntArray
    targets: FloatArray

    def sums(self, w: FloatArray) -> FloatArray:
        """1-D float array (c,), Σw of each category."""
        return total(w, self.places, self.targets.size)


def margin(variable: str, targets: Mapping[Level, float]) -> Margin:
    """The margin of one variable, a category per level."""
    return Margin((variable,), tuple(Category(str(level), ((level,),), float(t)) for level, t in targets.items()))


def joint_margin(variables: Sequence[str], targets: Mapping[Combination, float]) -> Margin:
    """The margin of combinations of several variables, a category per combination."""
    return Margin(
        tuple(variables),
        tuple(Category(" × ".join(map(str, levels)), (levels,), float(t)) for levels, t in targets.items()),
    )


def placed(margin: Margin, cells: JointCells) -> PlacedMargin:
    """The margin on the cells.

    RequestError where people have no category, where a target has nobody, and where people have a target of 0.
    """
    combined = _combinations(margin, cells)
    known = {levels: place for place, category in enumerate(margin.categories) for levels in category.levels}
    _refuse_missing(margin, combined, cells.n)
    strangers = [levels for levels in combined if levels not in known]
    if strangers:
        n = int(sum(cells.n[cell] for cell, levels in enumerate(combined) if levels in strangers))
        raise RequestError(
            f"{margin.name} has no target for {listing(map(_words, strangers))}, the answer of {n} respondents",
            "add a target for it, or for a net that joins it with another option",
        )
    places = np.array([known[levels] for levels in combined], dtype=np.int64)
    on_cells = PlacedMargin(margin.name, places, np.array([each.target for each in margin.categories]))
    _refuse_empty(margin, on_cells.sums(cells.total), counted(cells.n, places, len(margin.categories)))
    return on_cells


def check_totals(margins: Sequence[Margin]) -> None:
    """Nothing; RequestError where the targets of two margins do not have the same sum."""
    for other in margins[1:]:
        if abs(other.total - margins[0].total) > ADDED_UP * abs(margins[0].total):
            raise RequestError(
                f"the targets of {margins[0].name} sum to {margins[0].total:,g}, those of {other.name} to "
                f"{other.total:,g}",
                "correct them: all margins describe the same population",
            )


def indicators(margins: Sequence[PlacedMargin]) -> tuple[FloatArray, FloatArray]:
    """The margins as auxiliaries: 2-D float array (q, m) of 0 and 1, a row per category, and their totals (q,)."""
    rows = [np.equal.outer(np.arange(each.targets.size), each.places) for each in margins]
    return np.vstack(rows).astype(np.float64), np.concatenate([each.targets for each in margins])


def _combinations(margin: Margin, cells: JointCells) -> list[Combination]:
    """The levels of the margin's variables in each cell."""
    levels = [[cells.axis(name).levels[place] for place in cells.place(name)] for name in margin.variables]
    return list(zip(*levels, strict=True))


def _refuse_missing(margin: Margin, combined: Sequence[Combination], n: IntArray) -> None:
    absent = [any(isinstance(level, Absence) for level in levels) for levels in combined]
    if any(absent):
        count = int(n[np.array(absent)].sum())
        kinds = listing({level.value for levels in combined for level in levels if isinstance(level, Absence)})
        raise RequestError(
            f"{count} respondents have no answer to {margin.name} ({kinds})",
            "fill them in, or write `missing: leave_out` to give them no weight",
        )


def _refuse_empty(margin: Margin, held: FloatArray, n: IntArray) -> None:
    for category, weight, count in zip(margin.categories, held, n, strict=True):
        if weight <= 0 and category.target > 0:
            raise RequestError(
                f"{margin.name} has a target of {category.target:,g} for {category.name!r}, and nobody answered it",
                "join it with another option in a net of the questionnaire, or delete it and correct the others",
            )
        if weight > 0 and category.target <= 0:
            raise RequestError(
                f"{margin.name} has a target of {category.target:,g} for {category.name!r}, the answer of {count} "
                "respondents",
                "give it a target above 0, or join it with another option in a net of the questionnaire",
            )


def _words(levels: Combination) -> str:
    return " × ".join(map(str, levels))
