"""The replicate weights of each row, and what their degrees of freedom and scales depend on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct, field

from partysurvey.errors import AnswerError
from partysurvey.survey import Replicates
from partysurvey.tally.answers import BoolArray
from partysurvey.tally.axis import Level
from partysurvey.tally.number_columns import design_numbers
from partysurvey.tally.sums import FloatArray, ReplicateSums

if TYPE_CHECKING:
    from partysurvey.tally.batch import Batch

DomainSums = Mapping[str, Mapping[Level, FloatArray]]
EVERYBODY = ""  # the one level of all counted rows

# Products of the weights are summed over so many of their numbers at a time.
BLOCK = 1 << 20


class Replication(Struct):
    """Reads the replicate weights of batches and gathers their sums over all rows."""

    replicates: Replicates
    encoding: str
    sums: ReplicateSums = field(init=False)

    def __post_init__(self) -> None:
        """Nothing gathered yet."""
        self.sums = self._nothing()

    def weights(
        self, batch: "Batch", w: FloatArray | None, usable: BoolArray, before: int = 0
    ) -> tuple[FloatArray, ...]:
        """1-D float arrays, one per replicate: each row's weight under it. The usable rows are added to the sums.

        AnswerError where a usable row has none; `before` rows of the file were read earlier.
        """
        columns = [design_numbers(batch, name, self.encoding) for name in self.replicates.columns]
        for name, values in zip(self.replicates.columns, columns, strict=True):
            for row in np.flatnonzero(np.isnan(values) & usable)[:1].tolist():
                what = f"row {before + row + 1:,} (without the header) has no replicate weight in column {name}"
                raise AnswerError(what, "give one for every row: 0 where the row is left out")
        found = tuple(values if self.replicates.combined or w is None else values * w for values in columns)
        self._add(found, w, usable)
        return found

    def take(self) -> ReplicateSums:
        """The sums of the rows read since the last taking."""
        sums, self.sums = self.sums, self._nothing()
        return sums

    def _nothing(self) -> ReplicateSums:
        size = len(self.replicates.columns)
        gram = np.zeros((size, size)) if self.replicates.degrees_of_freedom is None else None
        return ReplicateSums(gram, None if self.replicates.combined else np.zeros(size))

    def _add(self, found: tuple[FloatArray, ...], w: FloatArray | None, usable: BoolArray) -> None:
        if self.sums.largest is not None:
            heavy = usable if w is None else usable & (w > 0)
            factors = [each[heavy] if w is None else each[heavy] / w[heavy] for each in found]
            largest = np.array([each.max(initial=0.0) for each in factors])
            self.sums = ReplicateSums(self.sums.gram, np.maximum(self.sums.largest, largest))
        if self.sums.gram is not None:
            self.sums = ReplicateSums(self.sums.gram + _gram(found, usable), self.sums.largest)


class DomainGrams(Struct):
    """Gathers Σ v vᵀ of the counted rows at each level of variables; "" is the variable of everybody counted."""

    variables: tuple[str, ...]
    grams: dict[str, dict[Level, FloatArray]] = field(default_factory=dict)

    def add(self, batch: "Batch", weights: tuple[FloatArray, ...], kept: BoolArray) -> None:
        """Add the kept rows with their replicate weights; levels that nobody has stay without a sum."""
        if kept.any():
            self._add("", EVERYBODY, _gram(weights, kept))
        for name in self.variables:
            answers = batch.answers(name)
            for position, level in enumerate(answers.levels):
                rows = kept & (answers.positions == position)
                if rows.any():
                    self._add(name, level, _gram(tuple(each[rows] for each in weights), rows[rows]))

    def _add(self, name: str, level: Level, gram: FloatArray) -> None:
        held = self.grams.setdefault(name, {})
        held[level] = held[level] + gram if level in held else gram


def merged_grams(one: DomainSums, other: DomainSums) -> DomainSums:
    """The sums of the rows of both, by variable and level."""
    merged = {name: dict(levels) for name, levels in one.items()}
    for name, levels in other.items():
        held = merged.setdefault(name, {})
        for level, gram in levels.items():
            held[level] = held[level] + gram if level in held else gram
    return merged


def same_grams(one: DomainSums, other: DomainSums, relative: float) -> bool:
    """Whether they hold the same numbers, to that rounding relative to the largest of a domain."""
    mine, yours = (
        {(name, level): gram for name, levels in each.items() for level, gram in levels.items()}
        for each in (one, other)
    )
    return mine.keys() == yours.keys() and all(
        np.allclose(gram, yours[key], rtol=0.0, atol=relative * np.abs(gram).max()) for key, gram in mine.items()
    )


def _gram(found: tuple[FloatArray, ...], usable: BoolArray) -> FloatArray:
    """2-D float array (R, R), Σ v vᵀ over the usable rows, some at a time."""
    gram = np.zeros((len(found), len(found)))
    step = max(BLOCK // max(len(found), 1), 1)
    for start in range(0, usable.size, step):
        weights = np.stack([each[start : start + step] for each in found])
        weights[:, ~usable[start : start + step]] = 0.0
        gram += weights @ weights.T
    return gram
