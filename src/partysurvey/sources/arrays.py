"""Arrow arrays from Python values, built from buffers: `pa.array` would import pandas where it is installed."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from partysurvey.tally.raw import buffer_array, validity

ArrowArray: TypeAlias = "pa.Array[Any]"
ArrowDictionary: TypeAlias = "pa.DictionaryArray[Any, Any]"

# A column of numbers with more distinct values than this in a batch is no longer worth a dictionary.
MOST_NUMBERS = 1000
# Whole numbers no farther apart than this are looked up in a table.
FARTHEST = 1 << 16


def string_array(values: Sequence[str]) -> pa.StringArray:
    """The texts as an Arrow array."""
    data = [value.encode("utf-8", "replace") for value in values]
    offsets = np.zeros(len(data) + 1, np.int32)
    np.cumsum([len(value) for value in data], out=offsets[1:])
    return pa.StringArray.from_buffers(len(data), _buffer(offsets), pa.py_buffer(b"".join(data)))


def utf8_strings(values: ArrowArray) -> ArrowArray:
    """The binary values as strings; raises UnicodeDecodeError where one is not UTF-8.

    Arrow's own `cast` does the same, but loads pyarrow.compute, which costs more than reading a small file.
    """
    _, places, content = values.buffers()
    if places is None or content is None:
        return string_array(())
    offsets = np.frombuffer(memoryview(places), np.int32)[values.offset : values.offset + len(values) + 1]
    data = np.frombuffer(memoryview(content), np.uint8)[: offsets[-1]]
    str(data[offsets[0] :].data, "utf-8")  # proves all of it at once …
    starts = offsets[:-1][np.diff(offsets) > 0]
    if (cut := (data[starts] & 0xC0) == 0x80).any():  # … unless a character is cut in two by the end of a value
        place = int(starts[cut][0])
        raise UnicodeDecodeError("utf-8", data.tobytes(), place, place + 1, "invalid start byte")
    return pa.StringArray.from_buffers(len(values), places, content, offset=values.offset)


def number_array(values: npt.NDArray[np.float64]) -> ArrowArray:
    """The numbers as an Arrow array, NaN as null."""
    solid = np.ascontiguousarray(values, np.float64)
    return pa.Array.from_buffers(pa.float64(), len(solid), [_validity(np.isnan(solid)), _buffer(solid)])


def coded_array(codes: npt.NDArray[np.int32], values: ArrowArray) -> ArrowDictionary:
    """The values that the codes point at, null where a code is negative."""
    solid = np.ascontiguousarray(codes, np.int32)
    absent = solid < 0
    buffers = [_validity(absent), _buffer(np.where(absent, np.int32(0), solid))]
    return pa.DictionaryArray.from_arrays(pa.Array.from_buffers(pa.int32(), len(solid), buffers), values, safe=False)


def text_column(values: Iterable[str | None]) -> ArrowDictionary:
    """The texts as a dictionary in the order met, None as null."""
    cells = values if isinstance(values, list) else list(values)
    texts = [text for text in dict.fromkeys(cells) if text is not None]
    code = {text: place for place, text in enumerate(texts)} | {None: -1}
    return coded_array(np.fromiter(map(code.__getitem__, cells), np.int32, len(cells)), string_array(texts))


def number_column(values: ArrowArray) -> ArrowArray:
    """The int64 or float64 numbers as a dictionary while they have few distinct values, else as they are."""
    numbers = buffer_array(values)
    if np.unique(numbers[: 4 * MOST_NUMBERS]).size > MOST_NUMBERS:
        return values
    valid = validity(values)
    encoded = _whole_numbers(numbers, np.ones(len(values), bool) if valid is None else valid)
    if encoded is None:
        encoded = values.dictionary_encode()
    return values if len(encoded.dictionary) > MOST_NUMBERS else encoded


def _whole_numbers(numbers: npt.NDArray[Any], valid: npt.NDArray[np.bool_]) -> "ArrowDictionary | None":
    """The numbers as a dictionary in ascending order; None unless all that are valid are whole and not far apart.

    Arrow's own encoding loads its functions, which costs more than reading a small file.
    """
    known = numbers[valid]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    if not (abs(low) < FARTHEST and high - low < FARTHEST) or (known != np.floor(known)).any():
        return None
    places = (known - low).astype(np.intp)
    met = np.zeros(int(high - low) + 1, bool)
    met[places] = True
    distinct = np.flatnonzero(met)
    codes = np.full(len(numbers), -1, np.int32)
    codes[valid] = (np.cumsum(met) - 1)[places]
    content = (distinct + int(low)).astype(numbers.dtype)
    kind = pa.int64() if content.dtype == np.int64 else pa.float64()
    return coded_array(codes, pa.Array.from_buffers(kind, content.size, [None, _buffer(content)]))


def _validity(absent: npt.NDArray[np.bool_]) -> pa.Buffer | None:
    """The validity bits of an array, None where nothing is absent."""
    return _buffer(np.packbits(~absent, bitorder="little")) if absent.any() else None


def _buffer(values: npt.NDArray[Any]) -> pa.Buffer:
    """The memory of the array, shared."""
    return pa.py_buffer(values.data)
