"""Codes of levels while rows are counted: numbered as they are met, so that tables hold no level nobody chose."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct, field

from partysurvey.survey import Absence
from partysurvey.tally.axis import Axis, Level
from partysurvey.tally.kernel import Codes
from partysurvey.tally.levels import grid_width, on_grid, open_axis
from partysurvey.tally.sums import FloatArray, IntArray


class Numbering(Struct):
    """The codes of one variable's levels; `closed` is its axis if that is known beforehand."""

    variable: str
    closed: Axis | None
    width: float = 0.0  # of the grid on which its numbers are kept
    places: dict[Level, int] = field(default_factory=dict)
    met: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # counted rows of each code

    def codes(self, levels: Sequence[Level]) -> Codes:
        """1-D array of the smallest unsigned integers, the code of each level."""
        if self.width:
            levels = self._gridded(levels)
        places = self.places
        codes = [places.setdefault(level, len(places)) for level in levels]
        return np.array(codes, dtype=np.min_scalar_type(len(places)))

    def capacity(self) -> int:
        """How many codes tables should have room for: those known, and of an open axis some more."""
        size = max(len(self.places), 1)
        return size + size // 16 if self.closed is None else size

    def see(self, codes: Codes) -> None:
        """Note the codes of counted rows, from which an open axis is made."""
        if self.closed is None:
            met = np.bincount(codes, minlength=len(self.places))
            met[: self.met.size] += self.met
            self.met = met

    def axis(self, limit: int) -> tuple[Axis, float]:
        """The axis of the answers met by counted rows, and the width of its grid."""
        if self.closed is not None:
            return self.closed, 0.0
        met = [level for level, rows in zip(self.places, self.met.tolist(), strict=False) if rows]
        answers = [level for level in met if not isinstance(level, Absence)]
        numbers = [level for level in answers if isinstance(level, float)]
        if len(numbers) <= limit:
            return open_axis(self.variable, answers), self.width
        values = np.array(numbers, dtype=np.float64)
        width = grid_width(values, limit, self.width)
        return open_axis(self.variable, on_grid(values, width).tolist()), width

    def is_over(self, limit: int) -> bool:
        """Whether more numbers have been met than are kept apart."""
        return self.closed is None and int(np.count_nonzero(self.met)) > limit and self._holds_numbers()

    def positions(self, axis: Axis, width: float, size: int) -> IntArray:
        """1-D int array of `size`, where each code stands on the axis (0 for codes that no counted row has)."""
        places = {level: position for position, level in enumerate(axis.levels)}
        levels = _on(self.places, width) if width else list(self.places)
        return fitted(np.array([places.get(level, 0) for level in levels], dtype=np.int64), size)

    def restart(self, width: float) -> None:
        """Forget all codes; from now on numbers are kept on a grid of the width."""
        self.width = width
        self.places = {}
        self.met = np.zeros(0, dtype=np.int64)

    def _holds_numbers(self) -> bool:
        return any(isinstance(level, float) for level in self.places)

    def _gridded(self, levels: Sequence[Level]) -> Sequence[Level]:
        return _on(levels, self.width)


def fitted(positions: IntArray, size: int) -> IntArray:
    """The positions of `size` codes: 0 for codes not given yet, and without those given since the layout was made."""
    return np.pad(positions[:size], (0, max(size - positions.size, 0)))


def _on(levels: "Sequence[Level] | dict[Level, int]", width: float) -> list[Level]:
    numbers: FloatArray = np.array([level if isinstance(level, float) else 0.0 for level in levels], dtype=np.float64)
    edges = on_grid(numbers, width).tolist()
    return [edge if isinstance(level, float) else level for edge, level in zip(edges, levels, strict=True)]
