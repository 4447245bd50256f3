"""Answer patterns: the distinct rows of scores that the people of a scale gave, and how many gave each."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.survey import Variable
from partysurvey.tally.patterns import occupied_cells
from partysurvey.tally.scores import number_of
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.tally.tally import Tally

BoolArray = npt.NDArray[np.bool_]


class Patterns(Struct, frozen=True, eq=False):
    """Scores of the patterns (2-D, pattern × item, NaN = no score), and n, Σw, Σw² of the people with each pattern."""

    items: tuple[str, ...]
    scores: FloatArray
    n: IntArray
    w: FloatArray
    w2: FloatArray

    @property
    def answered(self) -> BoolArray:
        """2-D bool array, pattern × item: whether there is a score."""
        return ~np.isnan(self.scores)

    @property
    def complete(self) -> "Patterns":
        """The patterns with a score for every item. R: na.omit(x)."""
        return self.chosen(np.all(self.answered, axis=1))

    def chosen(self, which: BoolArray) -> "Patterns":
        """The patterns for which `which` (one per pattern) is true."""
        return Patterns(self.items, self.scores[which], self.n[which], self.w[which], self.w2[which])


def answer_patterns(tally: Tally, items: Sequence[Variable]) -> Patterns:
    """The patterns of the items' scores, reversed items turned; from the joint table of the items or a larger one.

    Answers without a score and all kinds of absence are NaN. RequestError if the items were not counted jointly.
    """
    cells = occupied_cells(tally, [item.id for item in items])
    scores = np.empty(cells.levels.shape)
    for place, (item, axis) in enumerate(zip(items, cells.axes, strict=True)):
        of_level = np.array([number_of(item)(level) for level in axis.levels], dtype=np.float64)
        scores[:, place] = of_level[cells.levels[:, place]]
    return Patterns(tuple(item.id for item in items), scores, cells.n, cells.w, cells.w2)
