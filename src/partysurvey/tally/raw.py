"""The columns of a record batch as numpy arrays, without a copy and without pandas: buffers are read directly."""

from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.tally.sums import FloatArray

# From so many distinct texts on it pays to have Arrow parse them (which loads its functions: 0.05 s).
MANY = 1000
# An array of pyarrow. Its type information is not used here: it does not know that buffers are memory.
ArrowArray = Any
# What a file has in a cell: text, undecoded text, a number, or nothing.
Raw = str | bytes | int | float | None
Positions = npt.NDArray[Any]  # 1-D, of any integer type


class RawColumn(Struct, frozen=True):
    """A column as its few distinct values: row r holds `values[positions[r]]`; None is "the file has nothing".

    Texts are left as bytes, to be decoded once each when they are first met: in `encoding`, or in the file's if None.
    """

    positions: Positions
    values: list[Raw]
    encoding: str | None = None


class RawColumns(Protocol):
    """Rows whose columns can be asked for by name."""

    def raw(self, name: str) -> RawColumn:
        """The raw values of a column."""
        ...


def raw_column(array: ArrowArray) -> RawColumn:
    """The distinct values of an Arrow column, and where each row's stands among them."""
    if is_dictionary(array):
        values = distinct_values(array.dictionary)
        positions = buffer_array(array.indices)
    else:
        values, positions = _plain_values(array)
    encoding = None if "binary" in str(array.type) else "utf-8"
    valid = validity(array)
    if valid is None:
        return RawColumn(positions, values, encoding)
    return RawColumn(np.where(valid, positions, len(values)), [*values, None], encoding)


def number_column(array: ArrowArray) -> FloatArray | None:
    """1-D float array, a plain column of numbers, NaN where it has nothing; None if the column is no such column."""
    if is_dictionary(array) or not is_number(array):
        return None
    valid = validity(array)
    numbers = buffer_array(array).astype(np.float64)
    return numbers if valid is None else np.where(valid, numbers, np.nan)


def cast_column(array: ArrowArray) -> FloatArray | None:
    """1-D float array, a column of many distinct texts that are all plain numbers, parsed by Arrow; else None."""
    if not is_dictionary(array) or len(array.dictionary) < MANY or array.null_count:
        return None
    texts = array.dictionary
    try:
        numbers = buffer_array((texts.cast("string") if "binary" in str(texts.type) else texts).cast("float64"))
    except ValueError:
        return None
    return numbers[buffer_array(array.indices)] if np.isfinite(numbers).all() else None


def is_dictionary(array: ArrowArray) -> bool:
    """Whether the column is dictionary-encoded."""
    return hasattr(array, "dictionary")


def is_number(array: ArrowArray) -> bool:
    """Whether the column (or dictionary) holds plain integers or floats."""
    return str(array.type) in NUMPY_TYPES


NUMPY_TYPES = {
    **{f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)},
    "halffloat": "float16",
    "float": "float32",
    "double": "float64",
}


def validity(array: ArrowArray) -> npt.NDArray[np.bool_] | None:
    """1-D bool array, which rows are not null; None if all of them are there."""
    if not array.null_count:
        return None
    bitmap = array.buffers()[0]
    start, length = array.offset, len(array)
    if bitmap is None:
        return np.zeros(length, dtype=bool)  # an array of type null
    bits = np.frombuffer(bitmap, dtype=np.uint8)
    return np.unpackbits(bits, count=start + length, bitorder="little")[start:].astype(bool)


def buffer_array(array: ArrowArray) -> npt.NDArray[Any]:
    """1-D array of the numbers in an Arrow array of numbers, anything where it is null; no copy."""
    data = array.buffers()[1]
    dtype = np.dtype(NUMPY_TYPES[str(array.type)])
    if data is None:
        return np.zeros(len(array), dtype=dtype)
    start = array.offset * dtype.itemsize
    return np.frombuffer(data, dtype=dtype, count=len(array), offset=start)


def distinct_values(dictionary: ArrowArray) -> list[Raw]:
    """The values of a dictionary: bytes (of texts too, in UTF-8) or numbers."""
    kind = str(dictionary.type)
    if dictionary.null_count or kind not in ("binary", "large_binary", "string", "large_string"):
        return list(dictionary.to_pylist())
    width = np.int64 if kind.startswith("large") else np.int32
    _, offsets, data = dictionary.buffers()
    if not len(dictionary) or data is None or offsets is None:
        return [b""] * len(dictionary)
    edges = np.frombuffer(offsets, dtype=width)[dictionary.offset : dictionary.offset + len(dictionary) + 1]
    content = data.slice(int(edges[0]), int(edges[-1] - edges[0])).to_pybytes()
    places = (edges - edges[0]).tolist()
    return [content[low:high] for low, high in pairwise(places)]


def _plain_values(array: ArrowArray) -> tuple[list[Raw], Positions]:
    if is_number(array):
        distinct, positions = np.unique(buffer_array(array), return_inverse=True)
        return distinct.tolist(), positions
    encoded = array.dictionary_encode()  # null rows get any position: the caller overwrites it
    return distinct_values(encoded.dictionary), buffer_array(encoded.indices)
