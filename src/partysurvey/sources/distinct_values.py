"""A whole column in little memory: each distinct value once, and per row which of them it is."""

import numpy as np
import numpy.typing as npt

from partysurvey.sources.arrays import ArrowArray
from partysurvey.tally.growing import GrowingArray

Value = str | float | None
Positions = npt.NDArray[np.int32]


class DistinctValues:
    """The values of a column in the order in which they are met; None stands for what the file does not have."""

    def __init__(self) -> None:
        """A column without rows."""
        self._places: dict[Value, int] = {}
        self._rows = GrowingArray(np.int32)

    def add(self, column: ArrowArray) -> None:
        """Add the rows of a column of texts or numbers."""
        coded = column.dictionary_encode(null_encoding="encode")
        places = self._places
        known = [places.setdefault(value, len(places)) for value in coded.dictionary.to_pylist()]
        self._rows.add(np.array(known, dtype=np.int32)[coded.indices.to_numpy()])

    def values(self) -> list[Value]:
        """The distinct values."""
        return list(self._places)

    def positions(self) -> Positions:
        """1-D array, the place of each row's value among the distinct ones; nothing can be added any more."""
        return self._rows.whole()
