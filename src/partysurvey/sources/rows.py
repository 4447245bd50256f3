"""Tables that are read row by row as a person reads them: titles above, one or two header rows, remarks below."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

import pyarrow as pa

from partysurvey.sources.arrays import text_column
from partysurvey.sources.cells import cell_text
from partysurvey.sources.hand_kept import Layout, Row, body
from partysurvey.sources.names import Header, asked_columns, header_of, left_out
from partysurvey.sources.source import SourceInfo
from partysurvey.survey import Column

ROWS = 1 << 14
HEAD_ROWS = 50


class RowSource(ABC):
    """The respondents of a table: without titles, blank rows, sums and remarks."""

    info: SourceInfo
    columns: tuple[Column, ...]

    def __init__(self, file: str, layout: Layout, cells: Sequence[str]) -> None:
        """Remember where the table stands, and the cells of its header."""
        self._file = file
        self._layout = layout
        self._header = tuple(cells)

    @abstractmethod
    def _every_row(self) -> Iterator[Row]:
        """All rows from the first one on."""

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The header, and the first rows of respondents."""
        return (self._header, *(tuple(text_of(cell) for cell in row) for row in islice(self._rows(), HEAD_ROWS)))

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the table's rows."""
        places = asked_columns(self.columns, names, self._file)
        labels = [self.columns[place].name for place in places]
        rows = self._rows()
        while part := list(islice(rows, ROWS)):
            arrays = [text_column(_texts([row[place] for row in part])) for place in places]
            yield pa.RecordBatch.from_arrays(arrays, names=labels)

    def _rows(self) -> Iterator[Row]:
        """The rows of respondents."""
        return body(self._every_row(), self._layout)

    def _named(self) -> Header:
        """The header without the nameless columns at its end that hold nothing."""
        cells = self._header
        width = len(cells) - len([*_trailing_blanks(cells)])
        if width < len(cells):
            used = (place for row in self._rows() for place in range(width, len(row)) if row[place] != "")
            width = 1 + max(used, default=width - 1)
        header = header_of(cells[:width])
        dropped = len(cells) - width
        return Header(header.names, header.notes | (left_out(dropped, "at the right") if dropped else {}))


def _trailing_blanks(cells: Sequence[str]) -> Iterator[str]:
    """The blank cells at the end."""
    for cell in reversed(cells):
        if cell.strip():
            return
        yield cell


def text_of(cell: object) -> str:
    """The text of a cell, the empty text for nothing."""
    return cell if isinstance(cell, str) else (cell_text(cell) or "")


def _texts(cells: list[object]) -> list[str | None]:
    """The texts of many cells."""
    return cast(list[str | None], cells) if set(map(type, cells)) == {str} else [text_of(cell) for cell in cells]
