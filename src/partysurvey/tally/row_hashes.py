"""What a row holds as one number of 64 bits, so that equal rows can be found without keeping any.

Texts are hashed as Python hashes them: SipHash under a key that is drawn anew in each run, so that no address can be
looked up from its number. Two different rows share one with probability 2⁻⁶⁴: among a million rows there is such a pair
once in 37 million files.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from partysurvey.tally.raw import Raw, RawColumn
from partysurvey.tally.spelling import raw_text

HashArray = npt.NDArray[np.uint64]
CACHE_LIMIT = 20_000  # distinct cells remembered of a column: ids are met once only
NOTHING = 0  # of an empty cell
PIECE = 1 << 18  # numbers looked up at once
LARGEST = (1 << 64) - 1
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd: no cell is forgotten


class CellHasher(Struct):
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
    places = np.flatnonzero(shared_by_more_than(numbers, 1))
    order = np.argsort(numbers[places], kind="stable")
    ranked = numbers[places][order]
    copies = np.zeros(numbers.size, dtype=bool)
    copies[places[order[1:][ranked[1:] == ranked[:-1]]]] = True
    return copies


def shared_by_more_than(numbers: HashArray, limit: int) -> npt.NDArray[np.bool_]:
    """1-D bool array, which rows have a number that more than `limit` rows have; NOTHING is no number.

    Beside the rows themselves it takes a sorted copy of them: few numbers are shared, and those are looked up.
    """
    ranked = np.sort(numbers)
    often = np.unique(ranked[limit:][ranked[limit:] == ranked[: max(ranked.size - limit, 0)]])
    del ranked  # before the rows are looked up
    return _among(numbers, often[often != NOTHING])


def _among(numbers: HashArray, known: HashArray) -> npt.NDArray[np.bool_]:
    """1-D bool array, which of the numbers are known; `known` is in order. Piece by piece, so that it takes no room."""
    found = np.zeros(numbers.size, dtype=bool)
    for start in range(0, numbers.size if known.size else 0, PIECE):
        piece = numbers[start : start + PIECE]
        places = np.minimum(np.searchsorted(known, piece), known.size - 1)
        found[start : start + PIECE] = known[places] == piece
    return found
