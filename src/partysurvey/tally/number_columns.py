"""Columns of the design that must have a number in every row: population counts, replicate weights."""

from typing import TYPE_CHECKING

import numpy as np

from partysurvey.tally.numbers import parsed_number
from partysurvey.tally.raw import cast_column, number_column
from partysurvey.tally.spelling import raw_text
from partysurvey.tally.sums import FloatArray

if TYPE_CHECKING:
    from partysurvey.tally.batch import Batch


def design_numbers(batch: "Batch", name: str, encoding: str) -> FloatArray:
    """1-D float array, the number in each row of a column; NaN where there is none."""
    column = batch.record.column(name)
    plain = number_column(column)
    if plain is None:
        plain = cast_column(column)
    if plain is not None:
        return plain
    raw = batch.raw(name)
    texts = ["" if value is None else raw_text(value, raw.encoding or encoding) for value in raw.values]
    parsed = [parsed_number(text) for text in texts]
    return np.array([np.nan if each is None else each for each in parsed], dtype=np.float64)[raw.positions]
