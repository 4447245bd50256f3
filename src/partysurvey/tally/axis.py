"""The axes of a tally: what each cell of a table stands for."""

from msgspec import Struct

from partysurvey.survey import Absence

# An option code, a number, the option codes of a multiple choice (in questionnaire order) or of a
# ranking (best first), or why there is no answer.
Level = str | float | tuple[str, ...] | Absence


class Axis(Struct, frozen=True):
    """The levels of one variable, answers first, then every kind of absence.

    Of a choice: all option codes in questionnaire order, met or not. Of numbers, multiple choices and
    rankings: the answers met, sorted. So two tallies of the same data have the same axes in any order
    of merging.
    """

    variable: str
    levels: tuple[Level, ...]

    @property
    def answers(self) -> tuple[Level, ...]:
        """The levels that are answers."""
        return tuple(level for level in self.levels if not isinstance(level, Absence))


class Unit(Struct, frozen=True):
    """One ultimate unit of the design: its stratum and the ids of its sampling stages, as text.

    Without strata `stratum` is ""; without PSUs `ids` is empty: then the unit is the whole stratum and every
    row is a PSU of its own.
    """

    stratum: str = ""
    ids: tuple[str, ...] = ()
