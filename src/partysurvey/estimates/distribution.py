"""How the people of one group answered one variable: the sums that every statistic of the variable is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from partysurvey.survey import Absence
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import Counts, FloatArray, IntArray

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over a set of people: n, Σw, Σw²."""

    n: int
    w: float
    w2: float


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """n, Σw, Σw² at each level of one variable (1-D arrays in the order of `levels`), absences included."""

    levels: tuple[Level, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray

    @property
    def everybody(self) -> Sums:
        """The sums over all people of the group, with and without an answer."""
        return Sums(int(self.n.sum()), float(self.w.sum()), float(self.w2.sum()))

    def over(self, chosen: BoolArray) -> Sums:
        """The sums over the people at the chosen levels (1-D, one per level)."""
        return Sums(*(array.sum(where=chosen).item() for array in (self.n, self.w, self.w2)))

    def within_each(self, chosen: Sequence[BoolArray]) -> tuple[list[int], list[float]]:
        """How many people are at each of several sets of levels, and their Σw."""
        members = np.array(chosen, dtype=bool).reshape(len(chosen), len(self.levels))
        return (members @ self.n).tolist(), (members @ self.w).tolist()


def answered(levels: tuple[Level, ...]) -> BoolArray:
    """1-D bool array: which levels are answers."""
    return np.array([not isinstance(level, Absence) for level in levels], dtype=bool)


def asked(levels: tuple[Level, ...]) -> BoolArray:
    """1-D bool array: which levels are of people who were asked."""
    return np.array([level is not Absence.NOT_ASKED for level in levels], dtype=bool)


def distribution(counts: Counts) -> Distribution:
    """The distribution of the only variable of the counts."""
    return Distribution(counts.axes[0].levels, counts.n, counts.w, counts.w2)


def distribution_within(counts: Counts, members: BoolArray) -> Distribution:
    """The distribution of the first of two variables among people at the member levels of the second."""
    sums = (array[:, members].sum(axis=1) for array in (counts.n, counts.w, counts.w2))
    return Distribution(counts.axes[0].levels, *sums)


def absent_counts(people: Distribution) -> dict[Absence, int]:
    """How many people have no answer, by every kind of absence, in the order of the kinds."""
    counted = {level: int(n) for level, n in zip(people.levels, people.n, strict=True) if isinstance(level, Absence)}
    return {kind: counted.get(kind, 0) for kind in Absence}
