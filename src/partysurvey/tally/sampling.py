"""The sampling design of each row: its weight and its unit; and the spine that they make."""

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from partysurvey.errors import AnswerError, RequestError
from partysurvey.survey import Design
from partysurvey.survey.plain_text import number_text
from partysurvey.tally.answers import BoolArray, combinations
from partysurvey.tally.axis import Unit
from partysurvey.tally.number_columns import design_numbers
from partysurvey.tally.numbers import parsed_number
from partysurvey.tally.raw import Raw, RawColumn, cast_column, number_column
from partysurvey.tally.replication import Replication
from partysurvey.tally.spelling import Marks, raw_text
from partysurvey.tally.spines import checked_fpc, disagreement, sorted_units, unit_positions
from partysurvey.tally.sums import FloatArray, IntArray, Spine

if TYPE_CHECKING:
    from partysurvey.tally.batch import Batch

Element = TypeVar("Element", np.int64, np.float64)

# Units are looked up in a table over all pairs of texts while it is no larger than this, else searched.
LOOKUP_CELLS = 1 << 22
CACHE_LIMIT = 200_000  # distinct weights remembered
UNREADABLE = np.inf  # stands for a weight that is no number, among the parsed ones


class SampledRows(Struct, frozen=True):
    """Of each row: its weight (None: all 1), its unit's number (None: all in the one unit 0), and whether it counts.

    replicates: the replicate weights of the rows, one array each.
    """

    w: FloatArray | None
    units: IntArray | None
    counted: BoolArray
    dropped: dict[str, int]
    replicates: tuple[FloatArray, ...] = ()


class Texts(Struct):
    """The distinct texts of a design column, numbered as they are met; 0 is no text."""

    name: str
    encoding: str
    words: list[str] = field(default_factory=lambda: [""])
    places: dict[str, int] = field(default_factory=lambda: {"": 0})
    known: dict[Raw, int] = field(default_factory=dict)
    capacity: int = 64  # a power of two with room for all of them
    has_nothing: bool = False  # in the last column that was coded

    def codes(self, raw: RawColumn) -> IntArray:
        """1-D int array, the number of each row's text."""
        known = self.known
        numbers = [known[value] if value in known else self._learnt(value, raw) for value in raw.values]
        self.has_nothing = 0 in numbers
        return np.array(numbers, dtype=np.int64)[raw.positions]

    def _learnt(self, value: Raw, column: RawColumn) -> int:
        text = "" if value is None else raw_text(value, column.encoding or self.encoding)
        number = self.places.setdefault(text, len(self.words))
        if number == len(self.words):
            self.words.append(text)
        while self.capacity < len(self.words):
            self.capacity *= 2
        self.known[value] = number
        return number


class Sampling(Struct):
    """Reads the design columns of batches and gathers the spine. Units are numbered as they are met."""

    design: Design
    encoding: str
    marks: Marks
    units: dict[Unit, int] = field(default_factory=dict)
    weights: dict[Raw, float] = field(default_factory=dict)
    n: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    weightless: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    w: FloatArray = field(default_factory=lambda: np.zeros(0))
    w2: FloatArray = field(default_factory=lambda: np.zeros(0))
    fpc: list[FloatArray] = field(default_factory=list)
    names: list[Texts] = field(default_factory=list)
    known: dict[tuple[int, ...], int] = field(default_factory=dict)  # numbers of texts → unit
    lookup: IntArray = field(default_factory=lambda: np.zeros(1, dtype=np.int64))  # joint number of texts → unit
    replication: Replication | None = field(init=False, default=None)
    read: int = 0  # rows, before the batch that is being read

    def __post_init__(self) -> None:
        """Without strata and PSUs all rows are of one unit, met or not."""
        self.names = [Texts(name, self.encoding) for name in self.columns]
        if not self.columns:
            self.units[Unit()] = 0
        if self.design.replicates is not None:
            self.replication = Replication(self.design.replicates, self.encoding)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose texts name the unit: the stratum, if there is one, then the stages."""
        return ((self.design.strata,) if self.design.strata else ()) + self.design.psu

    @property
    def replicate_count(self) -> int:
        """How many replicate weights each row has."""
        return len(self.replication.replicates.columns) if self.replication else 0

    def rows(self, batch: "Batch") -> SampledRows:
        """The design of the rows of the batch, which are added to the spine."""
        w = self._weights(batch) if self.design.weight else None
        dropped: dict[str, int] = {}
        usable = np.ones(batch.rows, dtype=bool)
        if w is not None:
            usable &= _left(w == UNREADABLE, "weight_unreadable", dropped)
            usable &= _left(np.isnan(w), "weight_missing", dropped)
        units = self._units(batch, usable, dropped)
        self._add(batch, w, units, usable)
        replicates = self.replication.weights(batch, w, usable, self.read) if self.replication else ()
        counted = usable
        if w is not None:
            without = np.logical_and.reduce([each == 0 for each in (w, *replicates)])
            counted = usable & _left(usable & without, "weight_zero", dropped)
        self.read += batch.rows
        return SampledRows(w, units, counted, dropped, replicates)

    def take_spine(self) -> Spine:
        """The spine of the rows read since the last taking; AnswerError if population counts of a stratum differ."""
        self._grow()
        units = sorted_units(set(self.units))
        order = np.argsort(unit_positions(tuple(self.units), units)) if units else np.zeros(0, dtype=np.int64)
        fpc = tuple(stage[order] for stage in self.fpc)
        replicates = self.replication.take() if self.replication else None
        weightless = self.weightless[order] if self.weightless.any() else None
        spine = Spine(units, self.n[order], self.w[order], self.w2[order], fpc, replicates, weightless)
        self.n, self.weightless = np.zeros_like(self.n), np.zeros_like(self.weightless)
        self.w, self.w2 = np.zeros_like(self.w), np.zeros_like(self.w2)
        return checked_fpc(spine)

    def _weights(self, batch: "Batch") -> FloatArray:
        name = str(self.design.weight)
        column = batch.record.column(name)
        w = number_column(column)
        if w is None:
            w = cast_column(column)
        if w is None:
            raw = batch.raw(name)
            w = self._understood(raw)[raw.positions]
        w = np.where(np.isin(w, self._numeric_marks()), np.nan, w)
        for row in np.flatnonzero(w < 0)[:1].tolist():
            what = (
                f"row {self.read + row + 1:,} (without the header) has a negative weight, {w[row]:g} in column {name}"
            )
            raise AnswerError(what, "correct it: weights are 0 or more")
        return w

    def _understood(self, raw: RawColumn) -> FloatArray:
        known = self.weights
        if len(known) > CACHE_LIMIT:
            known.clear()
        numbers = [known[value] if value in known else self._weight(value, raw) for value in raw.values]
        return np.array(numbers, dtype=np.float64)

    def _numeric_marks(self) -> list[float]:
        return [number for mark in self.marks.known if (number := number_text(mark)) is not None]

    def _weight(self, value: Raw, column: RawColumn) -> float:
        text = "" if value is None else raw_text(value, column.encoding or self.encoding)
        number = np.nan
        if value is not None and self.marks.kind(text) is None:
            parsed = parsed_number(text)
            number = UNREADABLE if parsed is None else parsed
        self.weights[value] = number
        return number

    def _units(self, batch: "Batch", usable: BoolArray, dropped: dict[str, int]) -> IntArray | None:
        if not self.columns:
            return None
        words = [texts.codes(batch.raw(texts.name)) for texts in self.names]
        for texts, codes in zip(self.names, words, strict=True):
            if texts.has_nothing:
                reason = "stratum_missing" if texts.name == self.design.strata else "psu_missing"
                usable &= _left((codes == 0) & usable, reason, dropped)
        return self._numbered(words, usable)

    def _numbered(self, words: Sequence[IntArray], usable: BoolArray) -> IntArray:
        """1-D int array, the number of the unit of each row; 0 for rows that are not usable."""
        caps = [texts.capacity for texts in self.names]
        if prod(caps) > len(self.lookup):
            self.lookup = np.full(prod(caps), -1) if prod(caps) <= LOOKUP_CELLS else np.zeros(0, dtype=np.int64)
        if not self.lookup.size:
            return self._searched(words, usable)
        joint = words[0].astype(np.intp)
        for cap, codes in zip(caps[1:], words[1:], strict=True):
            joint = joint * cap + codes
        numbers = self.lookup[joint]
        new = (numbers < 0) & usable
        if new.any():
            places, rows = np.unique(joint[new], return_index=True)
            self.lookup[places] = self._learnt([codes[new][rows] for codes in words])
            numbers = self.lookup[joint]
        return np.maximum(numbers, 0)

    def _searched(self, words: Sequence[IntArray], usable: BoolArray) -> IntArray:
        found = combinations(
            [(codes[usable], len(texts.words)) for codes, texts in zip(words, self.names, strict=True)]
        )
        numbers = np.zeros(usable.size, dtype=np.int64)
        numbers[usable] = self._learnt([codes[usable][found.rows] for codes in words])[found.inverse]
        return numbers

    def _learnt(self, words: Sequence[IntArray]) -> IntArray:
        known = self.known
        places = zip(*(codes.tolist() for codes in words), strict=True)
        return np.array([known[each] if each in known else self._unit(each) for each in places], dtype=np.int64)

    def _unit(self, places: tuple[int, ...]) -> int:
        words = tuple(texts.words[place] for texts, place in zip(self.names, places, strict=True))
        unit = Unit(words[0], words[1:]) if self.design.strata else Unit("", words)
        self.known[places] = self.units.setdefault(unit, len(self.units))
        return self.known[places]

    def _add(self, batch: "Batch", w: FloatArray | None, units: IntArray | None, usable: BoolArray) -> None:
        self._grow()
        where = np.zeros(batch.rows, dtype=np.int64) if units is None else units
        if not usable.all():
            where, w = where[usable], None if w is None else w[usable]
        n = np.bincount(where, minlength=len(self.units))
        self.n += n
        self.w += n if w is None else np.bincount(where, w, len(self.units))
        self.w2 += n if w is None else np.bincount(where, w * w, len(self.units))
        if w is not None and not w.all():
            self.weightless += np.bincount(where[w == 0], minlength=len(self.units))
        for stage, name in enumerate(self.design.fpc):
            self._add_fpc(stage, name, batch, where, usable)

    def _add_fpc(self, stage: int, name: str, batch: "Batch", where: IntArray, usable: BoolArray) -> None:
        values = self._populations(name, batch)[usable]
        known = self.fpc[stage]
        new = np.isnan(known[where])
        known[where[new]] = values[new]
        for row in np.flatnonzero(known[where] != values)[:1].tolist():
            raise disagreement(list(self.units)[where[row]], *sorted((known[where[row]], values[row])))

    def _grow(self) -> None:
        size = len(self.units)
        self.n, self.w, self.w2 = _grown(self.n, size, 0), _grown(self.w, size, 0.0), _grown(self.w2, size, 0.0)
        self.weightless = _grown(self.weightless, size, 0)
        stages = self.fpc or [np.zeros(0)] * len(self.design.fpc)
        self.fpc = [_grown(stage, size, np.nan) for stage in stages]

    def _populations(self, name: str, batch: "Batch") -> FloatArray:
        plain = design_numbers(batch, name, self.encoding)
        if np.isnan(plain).any():
            raise AnswerError(f"column {name} has rows without a population count", "give one for every row")
        return plain


def checked_design(design: Design) -> None:
    """Nothing; RequestError if there are more population counts than stages, or both stages and replicate weights."""
    if design.replicates is not None and (design.strata or design.psu or design.fpc):
        raise RequestError(
            "replicate weights are declared together with strata, PSUs or fpc columns",
            "leave those out: the replicate weights hold them already",
        )
    if len(design.fpc) > max(len(design.psu), 1):
        raise RequestError("there are more fpc columns than stages of sampling", "name one fpc column per stage")


def _left(gone: BoolArray, reason: str, dropped: dict[str, int]) -> BoolArray:
    if count := int(np.count_nonzero(gone)):
        dropped[reason] = count
    return ~gone


def _grown(values: npt.NDArray[Element], size: int, filling: float) -> npt.NDArray[Element]:
    return np.concatenate((values, np.full(max(size - values.size, 0), filling, dtype=values.dtype)))
