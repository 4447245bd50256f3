"""The factor of each row, by the joint cell that it is in: how weights found on cells reach the rows again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from partysurvey.survey import Absence
from partysurvey.tally.axis import Axis
from partysurvey.tally.batch import Batch
from partysurvey.tally.counting import Counting
from partysurvey.tally.sampling import Sampling
from partysurvey.tally.spelling import Marks
from partysurvey.tally.sums import FloatArray, IntArray

if TYPE_CHECKING:
    import pyarrow as pa


class RowFactors:
    """Gives the rows of batches their new weights: old weight × factor of the cell, and the same of replicates."""

    def __init__(self, counting: Counting, axes: Sequence[Axis], places: IntArray, factors: FloatArray) -> None:
        """Cells by their places on the axes (variables, m), in the order of the table; factors (m, 1 + R).

        The first factor of a cell is that of the weight, the others are those of the R replicate weights.
        """
        self._coding = counting.coding()
        self._sampling = Sampling(counting.design, counting.encoding, Marks({}, counting.questionnaire.missing))
        self._axes = axes
        self._shape = [1, *(len(axis.levels) for axis in axes)]
        self._known = [{level: place for place, level in enumerate(axis.levels)} for axis in axes]
        self._keys = np.ravel_multi_index((np.zeros(len(factors), dtype=np.int64), *places), self._shape)
        self._factors = factors

    def weights(self, record: "pa.RecordBatch") -> FloatArray:
        """2-D float array (rows, 1 + R), the new weights of each row of the batch; NaN where it has none."""
        batch = Batch(record, self._coding)
        sampled = self._sampling.rows(batch)
        main = np.ones(batch.rows) if sampled.w is None else sampled.w
        old = np.column_stack((main, *sampled.replicates))
        new = np.where(old == 0, 0.0, old * self._found(batch))
        return np.where(sampled.counted[:, None] | (old == 0), new, np.nan)

    def _found(self, batch: Batch) -> FloatArray:
        """2-D float array (rows, 1 + R), the factors of the cell of each row; NaN where it is in none."""
        places = [np.zeros(batch.rows, dtype=np.int64)]
        for axis, known in zip(self._axes, self._known, strict=True):
            answers = batch.answers(axis.variable)
            levels = [-1 if isinstance(level, Absence) else known.get(level, -1) for level in answers.levels]
            places.append(np.array(levels, dtype=np.int64)[answers.positions])
        strange = np.minimum.reduce(places) < 0
        keys = np.ravel_multi_index(tuple(np.maximum(place, 0) for place in places), self._shape)
        spots = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        unknown = strange | (self._keys[spots] != keys)
        return np.where(unknown[:, None], np.nan, self._factors[spots])
