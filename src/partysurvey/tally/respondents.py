"""What the columns of a platform say about each respondent: id, duration, address, finished or not."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from partysurvey.survey.matching.respondent_columns import Completion, RespondentColumns
from partysurvey.survey.plain_text import folded, number_text
from partysurvey.tally.answers import BoolArray
from partysurvey.tally.batch import Batch
from partysurvey.tally.durations import parsed_moment, parsed_seconds
from partysurvey.tally.growing import GrowingArray
from partysurvey.tally.raw import Raw, RawColumn
from partysurvey.tally.row_hashes import NOTHING, CellHasher, HashArray, joined
from partysurvey.tally.spelling import raw_text
from partysurvey.tally.sums import FloatArray

SecondsArray = npt.NDArray[np.float32]
CACHE_LIMIT = 20_000
UNTRUE = frozenset(("0", "false", "no", "n", "否", "未完成", "未提交", "incomplete"))


class RespondentRows(Struct, frozen=True, eq=False):
    """One element per row; None where the file has no such column.

    id and address are hashes (NOTHING without one), seconds NaN where there is no duration.
    """

    id: HashArray | None
    address: HashArray | None
    seconds: SecondsArray | None


class NumberReader(Struct):
    """The number that each distinct text of a column stands for, NaN where it stands for none."""

    encoding: str
    read: Callable[[str], float | None]
    known: dict[Raw, float] = field(default_factory=dict)

    def rows(self, column: RawColumn) -> FloatArray:
        """1-D float array, the number of each row."""
        if len(self.known) > CACHE_LIMIT:
            self.known.clear()
        known = self.known
        numbers = [known[value] if value in known else self._learnt(value, column) for value in column.values]
        return np.array(numbers, dtype=np.float64)[column.positions]

    def _learnt(self, value: Raw, column: RawColumn) -> float:
        text = "" if value is None else raw_text(value, column.encoding or self.encoding)
        number = self.read(text)
        self.known[value] = np.nan if number is None else number
        return self.known[value]


class RespondentReader:
    """Gathers what the batches say about their respondents."""

    def __init__(self, columns: RespondentColumns, encoding: str) -> None:
        """A reader that has seen nothing."""
        self._columns = columns
        self._id = CellHasher(encoding)
        self._file = CellHasher(encoding)
        self._address = CellHasher(encoding, address)
        self._duration = NumberReader(encoding, parsed_seconds)
        self._moment = NumberReader(encoding, parsed_moment)
        self._completion = NumberReader(encoding, lambda text: unfinished(text, columns.completion))
        self._ids = GrowingArray(np.uint64)
        self._addresses = GrowingArray(np.uint64)
        self._seconds = GrowingArray(np.float32)

    def add(self, batch: Batch) -> None:
        """Take the rows of one batch."""
        columns = self._columns
        if columns.id:
            self._ids.add(self._ids_in(batch))
        if columns.address is not None:
            self._addresses.add(self._address.rows(batch.raw(columns.address)))
        if columns.duration is not None:
            self._seconds.add(self._duration.rows(batch.raw(columns.duration)))
        elif columns.start is not None and columns.end is not None:
            start, end = (self._moment.rows(batch.raw(name)) for name in (columns.start, columns.end))
            self._seconds.add(end - start)

    def unfinished(self, batch: Batch) -> BoolArray:
        """1-D bool array, which rows were not finished by the platform's own word."""
        found = np.zeros(batch.rows, dtype=bool)
        for name in self._columns.finished:
            found |= self._completion.rows(batch.raw(name)) == 1
        return found

    def rows(self) -> RespondentRows:
        """What is known of all rows taken, which are given away."""
        columns = self._columns
        is_timed = columns.duration is not None or (columns.start is not None and columns.end is not None)
        return RespondentRows(
            self._ids.whole() if columns.id else None,
            self._addresses.whole() if columns.address is not None else None,
            self._seconds.whole() if is_timed else None,
        )

    def _ids_in(self, batch: Batch) -> HashArray:
        """1-D array, the ids of the rows; serial numbers together with their file."""
        ids = joined([self._id.rows(batch.raw(name)) for name in self._columns.id], batch.rows)
        if self._columns.file is None or not self._columns.is_serial:
            return ids
        with_file = joined([self._file.rows(batch.raw(self._columns.file)), ids], batch.rows)
        return np.where(ids == NOTHING, np.uint64(NOTHING), with_file)


def address(text: str) -> str:
    """The address in a cell, without the place that platforms write behind it: `1.2.3.4(上海-上海)`."""
    return text.partition("(")[0].partition("（")[0].strip().casefold()


def unfinished(text: str, completion: Completion) -> float:
    """1 where the text says that the interview was not finished, else 0."""
    plain = folded(text)
    if completion == "submitted":
        return float(not plain)
    if completion == "progress":
        done = number_text(plain.removesuffix("%"))
        return float(done is not None and done < 100)
    return float(plain in UNTRUE)
