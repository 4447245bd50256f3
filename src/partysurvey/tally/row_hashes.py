"""What a row holds as one number of 64 bits, so that equal rows can be found without keeping any.

Texts are hashed as Python hashes them: SipHash under a key that is drawn anew in each run, so that no address can be
looked up from its number. Two different rows share one with probability 2⁻⁶⁴: among a million rows there is such a pair
once in 37 million files.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from partysurvey.tally.raw import Raw, RawColumn
from partysurvey.tally.spelling import raw_text

HashArray = npt.NDArray[np.uint64]
CACHE_LIMIT = 20_000  # distinct cells remembered of a column: ids are met once only
NOTHING = 0  # of an empty cell
LARGEST = (1 << 64) - 1
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd: no cell is forgotten


@dataclass
class CellHasher:
    """The numbers of the cells of one column: equal texts have equal ones, an empty cell has NOTHING."""

    encoding: str
    shown: Callable[[str], str] = str  # the part of the text that matters
    known: dict[Raw, int] = field(default_factory=dict)

    def values(self, column: RawColumn) -> HashArray:
        """1-D array, the number of each distinct value of the column."""
        if len(self.known) > CACHE_LIMIT:
            self.known.clear()
        known = self.known
        numbers = [known[value] if value in known else self._learnt(value, column) for value in column.values]
        return np.array(numbers, dtype=np.uint64)

    def rows(self, column: RawColumn) -> HashArray:
        """1-D array, the number of each row's cell."""
        return self.values(column)[column.positions]

    def _learnt(self, value: Raw, column: RawColumn) -> int:
        is_nothing = value is None or value != value  # noqa: PLR0124  # only NaN differs from itself
        text = "" if is_nothing else self.shown(raw_text(value, column.encoding or self.encoding))
        number = (hash(text) & LARGEST) or 1 if text else NOTHING
        self.known[value] = number
        return number


def joined(cells: Sequence[HashArray], rows: int) -> HashArray:
    """1-D array, the number of each row over all its cells, in their order; NOTHING where all of them are empty."""
    whole = np.zeros(rows, dtype=np.uint64)
    empty = np.ones(rows, dtype=bool)
    for cell in cells:
        whole = (whole ^ (whole >> np.uint64(29))) * MULTIPLIER + cell
        empty &= cell == NOTHING
    return np.where(empty, np.uint64(NOTHING), np.where(whole == NOTHING, np.uint64(1), whole))


def later_copies(numbers: HashArray) -> npt.NDArray[np.bool_]:
    """1-D bool array, which rows have the number of an earlier row; NOTHING is no number."""
    order, same = _sorted(numbers)
    copies = np.zeros(numbers.size, dtype=bool)
    copies[order[1:][same]] = True
    return np.asarray(copies & (numbers != NOTHING))


def shared_by_more_than(numbers: HashArray, limit: int) -> npt.NDArray[np.bool_]:
    """1-D bool array, which rows have a number that more than `limit` rows have; NOTHING is no number."""
    order, same = _sorted(numbers)
    starts = np.flatnonzero(np.concatenate(([True], ~same))) if order.size else order
    sizes = np.diff(np.append(starts, order.size))
    often = np.zeros(numbers.size, dtype=bool)
    often[order] = np.repeat(sizes > limit, sizes)
    return np.asarray(often & (numbers != NOTHING))


def _sorted(numbers: HashArray) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """The order of the numbers, equal ones as they stand, and which of them equal the one before."""
    order = np.argsort(numbers, kind="stable")
    ranked = numbers[order]
    return order, ranked[1:] == ranked[:-1]
