"""How the people of one group answered one variable: the sums that every statistic of the variable is made from."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.survey import Absence
from partysurvey.tally.axis import Level
from partysurvey.tally.sums import Counts, FloatArray, IntArray

BoolArray = npt.NDArray[np.bool_]


class Sums(Struct, frozen=True):
    """Sums over a set of people: n, Σw, Σw²."""

    n: int
    w: float
    w2: float


class Distribution(Struct, frozen=True, eq=False):
    """n, Σw, Σw² at each level of one variable (1-D arrays in the order of `levels`), absences included."""

    levels: tuple[Level, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray

    @property
    def everybody(self) -> Sums:
        """The sums over all people of the group, with and without an answer."""
        return Sums(int(self.n.sum()), float(self.w.sum()), float(self.w2.sum()))


class Distributions(Struct, frozen=True, eq=False):
    """The same of G groups: n, Σw, Σw² (G, L)."""

    levels: tuple[Level, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray

    def __len__(self) -> int:
        """How many groups there are."""
        return len(self.n)

    def of(self, group: int) -> Distribution:
        """The distribution of one group."""
        return Distribution(self.levels, self.n[group], self.w[group], self.w2[group])

    def over(self, chosen: BoolArray) -> list[Sums]:
        """The sums over the people at the chosen levels (1-D, one per level), by group."""
        parts = (array[:, chosen].sum(axis=1).tolist() for array in (self.n, self.w, self.w2))
        return [Sums(*each) for each in zip(*parts, strict=True)]

    def within_each(self, chosen: Sequence[BoolArray]) -> tuple[IntArray, FloatArray]:
        """How many people of each group are at each of k sets of levels (G, k), and their Σw (G, k)."""
        members = np.array(chosen, dtype=np.float64).reshape(len(chosen), len(self.levels)).T
        return (self.n @ members).astype(np.int64), np.asarray(self.w @ members)


def answered(levels: tuple[Level, ...]) -> BoolArray:
    """1-D bool array: which levels are answers."""
    return np.array([not isinstance(level, Absence) for level in levels], dtype=bool)


def asked(levels: tuple[Level, ...]) -> BoolArray:
    """1-D bool array: which levels are of people who were asked."""
    return np.array([level is not Absence.NOT_ASKED for level in levels], dtype=bool)


def distributions(counts: Counts, groups: BoolArray) -> Distributions:
    """The distributions of the first variable of counts in groups (G, B) of the levels of the second one.

    Without a second variable there is one group, everybody.
    """
    levels = counts.axes[0].levels
    members = groups.astype(np.float64)
    n, w, w2 = (members @ array.reshape(len(levels), -1).T for array in (counts.n, counts.w, counts.w2))
    return Distributions(levels, n.astype(np.int64), w, w2)


def absent_counts(people: Distributions) -> list[dict[Absence, int]]:
    """How many people have no answer, by group and by every kind of absence, in the order of the kinds."""
    places = {level: place for place, level in enumerate(people.levels) if isinstance(level, Absence)}
    counted = [people.n[:, places[kind]].tolist() if kind in places else [0] * len(people) for kind in Absence]
    return [dict(zip(Absence, each, strict=True)) for each in zip(*counted, strict=True)]
