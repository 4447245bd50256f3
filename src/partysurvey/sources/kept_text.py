"""Text files: exports in blocks, and tables that somebody kept by hand and saved as text row by row."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from partysurvey.errors import SourceError
from partysurvey.sources import hand_kept
from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.hand_kept import Layout, Row, header_of_rows, is_below, layout_of_text
from partysurvey.sources.rows import RowSource
from partysurvey.sources.source import Source
from partysurvey.sources.text import TextSource, TextStart, text_info, text_start
from partysurvey.survey import Column, Text
from partysurvey.survey.suggestion import chinese_listing, listing

START = 12  # rows among which the header stands
TAIL = 1 << 12  # bytes at the end in which remarks and sums are looked for
LONGEST = 1 << 26  # bytes of a table that somebody keeps by hand
CHUNK = 1 << 20


def opened_text(file: ByteFile, encoding: str | None) -> Source:
    """The text file; row by row where titles, sums or remarks stand around the table.

    Raises SourceError where the file holds no table.
    """
    start = text_start(file, encoding)
    return KeptTextSource(start) if _is_kept_by_hand(start) else TextSource(start)


class KeptTextSource(RowSource):
    """A table kept by hand and saved as text: titles above, one or two header rows, respondents, sums and remarks.

    Rows that end early are filled with empty cells, since titles and remarks do.
    """

    def __init__(self, start: TextStart) -> None:
        """Read the header, and which columns name groups of rows; SourceError where there are no rows."""
        self._start = start
        self._width = max(map(len, start.rows))
        file = start.text.name
        rows = [*islice(self._every_row(), START)]
        layout = layout_of_text(rows)
        super().__init__(file, layout, header_of_rows([[*map(str, row)] for row in rows], layout))
        self._groups: tuple[int, ...] = ()
        self._groups = hand_kept.groups_of_rows([*self._rows()]) if not layout.is_plain else ()
        if next(self._rows(), None) is None:
            raise SourceError("the file has a header but no rows", "export the answers again", file)
        header = self._named()
        self.columns: tuple[Column, ...] = tuple(Column(name) for name in header.names)
        info = text_info(start, header)
        told = {"layout": _note(layout, [header.names[place] for place in self._groups])}
        self.info = replace(info, dialect=hand_kept.NAME, notes=told | dict(info.notes))

    def _every_row(self) -> Iterator[Row]:
        """All rows that are not blank lines, filled to one width; SourceError for one that is longer."""
        with self._start.text.open() as stream:
            data = b"".join(iter(lambda: stream.read(CHUNK), b""))
        text = io.StringIO(data.decode(self._start.text.codec), newline="")
        rows = csv.reader(text, delimiter=self._start.grammar.separator.decode())
        for row in rows:
            if any(row[self._width :]):
                what = f"line {rows.line_num} has {len(row)} fields, more than the header"
                remedy = "mend the line; text with separators or line breaks needs quotes"
                raise SourceError(what, remedy, self._start.text.name)
            if row:
                yield [*row[: self._width], *[""] * (self._width - len(row))]

    def _rows(self) -> Iterator[Row]:
        """The rows of respondents, the name of a group in each row of it."""
        held: dict[int, object] = {}
        for row in super()._rows():
            held |= {place: row[place] for place in self._groups if row[place] != ""}
            yield [held.get(place, cell) for place, cell in enumerate(row)] if self._groups else row


def _is_kept_by_hand(start: TextStart) -> bool:
    """Whether somebody kept the table: titles above or gaps in the header, sums or remarks in the last lines."""
    width = max(map(len, start.rows))
    if width < 2 or start.text.file.path.stat().st_size > LONGEST:
        return False
    full = [[*row, *[""] * (width - len(row))] for row in start.rows[:START]]
    rows = csv.reader(_last_lines(start), delimiter=start.grammar.separator.decode())
    return not layout_of_text(full).is_plain or any(is_below(row) for row in rows if any(row))


def _last_lines(start: TextStart) -> Sequence[str]:
    """The last lines of a file that lies there plain, those behind the last quote, decoded as far as they go."""
    text = start.text
    if text.file.compression or not text.encoding.is_raw:
        return ()
    with text.file.path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(size - TAIL, 0))
        data = stream.read()
    lines = data.decode(text.codec, "replace").splitlines()
    return [line for line in lines[1:] if line.count('"') % 2 == 0]


def _note(layout: Layout, groups: Sequence[str]) -> Text:
    """What was assumed, and which columns were filled downwards."""
    note = hand_kept.note(layout)
    if not groups:
        return note
    return Text(
        f"{note.zh}；{chinese_listing(groups)} 的空格按上一行填充",
        f"{note.en}; empty cells of {listing(groups)} were filled from above",
    )
