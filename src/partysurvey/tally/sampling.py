"""The sampling design of each row: its weight and its unit; and the spine that they make."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from partysurvey.errors import AnswerError, RequestError
from partysurvey.survey import Design
from partysurvey.tally.answers import BoolArray, combinations
from partysurvey.tally.axis import Unit
from partysurvey.tally.numbers import parsed_number
from partysurvey.tally.raw import Raw, number_column
from partysurvey.tally.spelling import Marks, raw_text
from partysurvey.tally.spines import checked_fpc, disagreement, sorted_units, unit_positions
from partysurvey.tally.sums import FloatArray, IntArray, Spine

if TYPE_CHECKING:
    from partysurvey.tally.batch import Batch

Element = TypeVar("Element", np.int64, np.float64)

UNREADABLE = np.inf  # stands for a weight that is no number, among the parsed ones


@dataclass(frozen=True, slots=True)
class SampledRows:
    """Of each row: its weight (None: all 1), its unit's number (None: all in the one unit 0), and whether it counts."""

    w: FloatArray | None
    units: IntArray | None
    counted: BoolArray
    dropped: dict[str, int]


@dataclass
class Sampling:
    """Reads the design columns of batches and gathers the spine. Units are numbered as they are met."""

    design: Design
    encoding: str
    marks: Marks
    units: dict[Unit, int] = field(default_factory=dict)
    weights: dict[Raw, float] = field(default_factory=dict)
    n: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    w: FloatArray = field(default_factory=lambda: np.zeros(0))
    w2: FloatArray = field(default_factory=lambda: np.zeros(0))
    fpc: list[FloatArray] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Without strata and PSUs all rows are of one unit, met or not."""
        if not self.columns:
            self.units[Unit()] = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose texts name the unit: the stratum, if there is one, then the stages."""
        return ((self.design.strata,) if self.design.strata else ()) + self.design.psu

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
        counted = usable & _left(usable & (w == 0), "weight_zero", dropped) if w is not None else usable
        return SampledRows(w, units, counted, dropped)

    def take_spine(self) -> Spine:
        """The spine of the rows read since the last taking; AnswerError if population counts of a stratum differ."""
        self._grow()
        units = sorted_units(set(self.units))
        order = np.argsort(unit_positions(tuple(self.units), units)) if units else np.zeros(0, dtype=np.int64)
        fpc = tuple(stage[order] for stage in self.fpc)
        spine = Spine(units, self.n[order], self.w[order], self.w2[order], fpc)
        self.n, self.w, self.w2 = np.zeros_like(self.n), np.zeros_like(self.w), np.zeros_like(self.w2)
        return checked_fpc(spine)

    def _weights(self, batch: "Batch") -> FloatArray:
        name = str(self.design.weight)
        w = number_column(batch.record.column(name))
        if w is None:
            raw = batch.raw(name)
            if len(self.weights) > 200_000:
                self.weights.clear()
            known = [self.weights.get(value) if value in self.weights else self._weight(value) for value in raw.values]
            w = np.array(known, dtype=np.float64)[raw.positions]
        if (w < 0).any():
            raise AnswerError(
                f"the weight {w[w < 0][0]:g} in column {name} is negative", "correct it: weights are 0 or more"
            )
        return w

    def _weight(self, value: Raw) -> float:
        text = "" if value is None else raw_text(value, self.encoding)
        number = np.nan
        if value is not None and self.marks.kind(text) is None:
            parsed = parsed_number(text)
            number = UNREADABLE if parsed is None else parsed
        self.weights[value] = number
        return number

    def _units(self, batch: "Batch", usable: BoolArray, dropped: dict[str, int]) -> IntArray | None:
        if not self.columns:
            return None
        raw = [batch.raw(name) for name in self.columns]
        texts = [["" if v is None else raw_text(v, self.encoding) for v in column.values] for column in raw]
        for name, column, words in zip(self.columns, raw, texts, strict=True):
            if "" in words:
                nameless = np.array([not word for word in words])[column.positions] & usable
                reason = "stratum_missing" if name == self.design.strata else "psu_missing"
                usable &= _left(nameless, reason, dropped)
        found = combinations([(column.positions, len(column.values)) for column in raw])
        places = [column.positions[found.rows].tolist() for column in raw]
        met = zip(*([words[p] for p in each] for words, each in zip(texts, places, strict=True)), strict=True)
        live = np.zeros(found.rows.size, dtype=bool)
        live[found.inverse[usable]] = True
        numbers = [self._unit(ids) if alive else 0 for ids, alive in zip(met, live.tolist(), strict=True)]
        return np.array(numbers, dtype=np.int64)[found.inverse]

    def _unit(self, words: tuple[str, ...]) -> int:
        unit = Unit(words[0], words[1:]) if self.design.strata else Unit("", words)
        return self.units.setdefault(unit, len(self.units))

    def _add(self, batch: "Batch", w: FloatArray | None, units: IntArray | None, usable: BoolArray) -> None:
        self._grow()
        where = np.zeros(batch.rows, dtype=np.int64) if units is None else units
        if not usable.all():
            where, w = where[usable], None if w is None else w[usable]
        n = np.bincount(where, minlength=len(self.units))
        self.n += n
        self.w += n if w is None else np.bincount(where, w, len(self.units))
        self.w2 += n if w is None else np.bincount(where, w * w, len(self.units))
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
        stages = self.fpc or [np.zeros(0)] * len(self.design.fpc)
        self.fpc = [_grown(stage, size, np.nan) for stage in stages]

    def _populations(self, name: str, batch: "Batch") -> FloatArray:
        plain = number_column(batch.record.column(name))
        if plain is None:
            raw = batch.raw(name)
            texts = ["" if value is None else raw_text(value, self.encoding) for value in raw.values]
            parsed = [parsed_number(text) for text in texts]
            plain = np.array([np.nan if p is None else p for p in parsed], dtype=np.float64)[raw.positions]
        if np.isnan(plain).any():
            raise AnswerError(f"column {name} has rows without a population count", "give one for every row")
        return plain


def checked_design(design: Design) -> None:
    """Nothing; RequestError if there are more population counts than stages."""
    if len(design.fpc) > max(len(design.psu), 1):
        raise RequestError("there are more fpc columns than stages of sampling", "name one fpc column per stage")


def _left(gone: BoolArray, reason: str, dropped: dict[str, int]) -> BoolArray:
    if count := int(np.count_nonzero(gone)):
        dropped[reason] = count
    return ~gone


def _grown(values: npt.NDArray[Element], size: int, filling: float) -> npt.NDArray[Element]:
    return np.concatenate((values, np.full(max(size - values.size, 0), filling, dtype=values.dtype)))
