"""Arrow columns of any type as the few types that a tally reads."""

from typing import cast

import numpy as np
import pyarrow as pa

from partysurvey.sources.arrays import (
    ArrowArray,
    ArrowDictionary,
    coded_array,
    number_array,
    number_column,
    text_column,
)
from partysurvey.sources.cells import cell_text


def is_readable(kind: pa.DataType) -> bool:
    """Whether a column of this type holds one value per row."""
    return not (pa.types.is_nested(kind) or (pa.types.is_dictionary(kind) and pa.types.is_nested(kind.value_type)))


def uniform(column: ArrowArray) -> ArrowArray:
    """The column as a dictionary with int32 indices of string, float64 or int64, or as plain numbers.

    Dates become ISO text, truth TRUE and FALSE, NaN null.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _dictionary(cast(ArrowDictionary, column))
    if pa.types.is_floating(kind):
        return number_column(_without_nan(_as(column, pa.float64())))
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return number_column(_as(column, pa.int64()))
    if pa.types.is_null(kind):
        return coded_array(np.full(len(column), -1, np.int32), column.cast(pa.string()).slice(0, 0))
    return _dictionary(column.dictionary_encode())


def _as(column: ArrowArray, kind: pa.DataType) -> ArrowArray:
    """The column in another type; `cast` loads Arrow's functions, which takes 0.05 s, so only where it is needed."""
    return column if column.type == kind else column.cast(kind)


def _without_nan(column: ArrowArray) -> ArrowArray:
    """The numbers with null in place of NaN."""
    values = np.frombuffer(memoryview(cast(pa.Buffer, column.buffers()[1])), np.float64)[
        column.offset : column.offset + len(column)
    ]
    absent = np.isnan(values)
    if not absent.any():
        return column
    present = column.is_valid().to_numpy(zero_copy_only=False) if column.null_count else np.True_
    return number_array(np.where(present, values, np.nan))


def _dictionary(column: ArrowDictionary) -> ArrowDictionary:
    """The dictionary with int32 indices and values of string, float64 or int64."""
    values = column.dictionary
    indices = _as(column.indices, pa.int32())
    kind = values.type
    if pa.types.is_floating(kind) or (pa.types.is_integer(kind) and not pa.types.is_uint64(kind)):
        wide = _as(values, pa.float64() if pa.types.is_floating(kind) else pa.int64())
        return pa.DictionaryArray.from_arrays(indices, wide, safe=False)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.DictionaryArray.from_arrays(indices, _as(values, pa.string()), safe=False)
    texts = text_column(map(cell_text, values.to_pylist()))
    return pa.DictionaryArray.from_arrays(indices, texts.dictionary.take(texts.indices), safe=False)
