"""Answers of one variable in one batch: the few levels met, and which of them each row has."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.survey import Absence
from partysurvey.tally.axis import Level
from partysurvey.tally.raw import Positions
from partysurvey.tally.sums import FloatArray, IntArray

BoolArray = npt.NDArray[np.bool_]
# Joint positions are renumbered when they could be more than this many.
JOINT_LIMIT = 1 << 18


class UnknownText(Struct, frozen=True):
    """A raw text that the questionnaire does not know: the rows whose position is `position` wrote it."""

    positions: Positions
    position: int
    text: str


class Answers(Struct, frozen=True):
    """Row r has the level `levels[positions[r]]`; a level may stand more than once (for several raw values)."""

    positions: Positions
    levels: Sequence[Level]
    unknown: tuple[UnknownText, ...] = ()

    def test(self, holds: Callable[[Level], bool]) -> BoolArray:
        """1-D bool array, for which rows the level holds; it is asked of the levels, not of the rows."""
        return np.array([holds(level) for level in self.levels], dtype=bool)[self.positions]

    def numbers(self, number_of: Callable[[Level], float]) -> FloatArray:
        """1-D float array, the number of each row's level."""
        return np.array([number_of(level) for level in self.levels], dtype=np.float64)[self.positions]

    def recoded(self, into: Callable[[Level], Level]) -> "Answers":
        """The answers with every level replaced."""
        return Answers(self.positions, [into(level) for level in self.levels])

    def where(self, kept: BoolArray, otherwise: Absence) -> "Answers":
        """The answers with another level in the rows not kept."""
        positions = np.where(kept, self.positions, len(self.levels))
        texts = (UnknownText(np.where(kept, t.positions, -1), t.position, t.text) for t in self.unknown)
        return Answers(positions, [*self.levels, otherwise], tuple(texts))


class Combinations(Struct, frozen=True):
    """The distinct combinations of several columns: combination c is found in row `rows[c]`; row r has `inverse[r]`."""

    rows: IntArray
    inverse: IntArray


def combinations(columns: Sequence[tuple[Positions, int]]) -> Combinations:
    """The combinations of positions met in columns of (positions, how many there can be)."""
    joint, size = columns[0][0].astype(np.int64), columns[0][1]
    for positions, count in columns[1:]:
        joint = joint * count + positions
        size *= count
        if size > JOINT_LIMIT:
            distinct, joint = np.unique(joint, return_inverse=True)
            size = distinct.size
    found = np.full(size, -1, dtype=np.int64)
    found[joint] = np.arange(joint.size)
    present = found >= 0
    return Combinations(found[present], (np.cumsum(present) - 1)[joint])
