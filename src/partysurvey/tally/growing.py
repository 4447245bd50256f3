"""Arrays that grow batch by batch without ever standing in memory twice."""

from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Element = TypeVar("Element", bound=np.generic)
LEAST_ROOM = 1 << 16


class GrowingArray(Generic[Element]):
    """A 1-D array to whose end pieces are added; it grows in place, by a quarter at a time."""

    def __init__(self, dtype: type[Element]) -> None:
        """An array without elements."""
        self._room: npt.NDArray[Element] = np.empty(0, dtype=dtype)
        self._size = 0

    def add(self, piece: "npt.NDArray[Any]") -> None:
        """Add the elements of the piece."""
        end = self._size + piece.size
        if end > self._room.size:
            self._room.resize(max(end, self._room.size * 5 // 4, LEAST_ROOM), refcheck=False)
        self._room[self._size : end] = piece
        self._size = end

    def whole(self) -> npt.NDArray[Element]:
        """The array of all elements, which is given away: nothing can be added any more."""
        self._room.resize(self._size, refcheck=False)
        return self._room
