"""A pandas DataFrame as a source."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from partysurvey.errors import SourceError
from partysurvey.sources.arrays import (
    ArrowArray,
    ArrowDictionary,
    coded_array,
    number_array,
    number_column,
    text_column,
)
from partysurvey.sources.cells import cell_text
from partysurvey.sources.names import asked_columns, header_of
from partysurvey.sources.source import SourceInfo
from partysurvey.survey import Column

if TYPE_CHECKING:
    from collections.abc import Hashable

ROWS = 1 << 18
HEAD_ROWS = 50


class FrameSource:
    """The columns of a DataFrame, whatever their types; None, NaN, NaT and NA are null, the index is left out."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Keep the frame, which is not copied; raises SourceError where it has no rows or columns."""
        if frame.empty:
            raise SourceError(
                "the frame has no rows" if len(frame.columns) else "the frame has no columns", "", "frame"
            )
        header = header_of([_name(label) for label in frame.columns])
        self._frame = frame
        self.columns: tuple[Column, ...] = tuple(Column(name) for name in header.names)
        self.info = SourceInfo("frame", "frame", notes=header.notes)

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The names of the columns, and the first rows as texts."""
        columns = [
            [text or "" for text in _texts(self._frame.iloc[:HEAD_ROWS, place])] for place in range(len(self.columns))
        ]
        return (tuple(column.name for column in self.columns), *zip(*columns, strict=True))

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the frame's rows."""
        places = asked_columns(self.columns, names, self.info.file)
        labels = [self.columns[place].name for place in places]
        for start in range(0, len(self._frame), ROWS):
            rows = self._frame.iloc[start : start + ROWS]
            arrays = [_array(rows.iloc[:, place]) for place in places]
            yield pa.RecordBatch.from_arrays(arrays, names=labels)


def _name(label: "Hashable") -> str:
    """The name of a column; the levels of a composed one are joined by a dot."""
    return ".".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _array(column: pd.Series) -> ArrowArray:
    """The column as a dictionary of texts or numbers, or as plain numbers."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        values = _array(pd.Series(kind.categories))
        return _recoded(values, column.cat.codes.to_numpy().astype(np.int32))
    if pd.api.types.is_numeric_dtype(kind) and not (
        pd.api.types.is_bool_dtype(kind) or pd.api.types.is_complex_dtype(kind)
    ):
        return number_column(number_array(column.to_numpy(np.float64, na_value=np.nan)))
    if pd.api.types.is_datetime64_any_dtype(kind):
        return _dates(column)
    return text_column(_texts(column))


def _recoded(values: ArrowArray, codes: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> ArrowDictionary:
    """The categories that the codes point at, null for a code of -1."""
    plain = values.dictionary.take(values.indices) if isinstance(values, pa.DictionaryArray) else values
    return coded_array(codes, plain)


def _dates(column: pd.Series) -> ArrowDictionary:
    """The moments as ISO text, as days where the column knows no time of day."""
    only_days = bool((column.dropna() == column.dropna().dt.normalize()).all())
    shown = (lambda moment: moment.date().isoformat()) if only_days else cell_text
    return text_column(None if moment is pd.NaT else shown(moment) for moment in column)


def _texts(column: pd.Series) -> Iterator[str | None]:
    """The cells as text, null for anything pandas takes as missing."""
    absent = column.isna().to_numpy()
    return (None if gone else cell_text(_plain(cell)) for cell, gone in zip(column.array, absent, strict=True))


def _plain(cell: object) -> object:
    """A scalar of numpy as the Python value it stands for."""
    return cell.item() if isinstance(cell, np.generic) else cell
