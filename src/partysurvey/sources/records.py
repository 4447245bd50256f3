"""Cutting a stream of text into blocks of whole records: never inside quotes, never inside a line.

A quote opens only at the start of a field, closes at the next quote that is not doubled, and is a plain
character anywhere else: as in RFC 4180, and as the parser of Arrow sees it.
"""

from collections.abc import Generator, Iterator
from io import SEEK_CUR, IOBase

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.errors import Place, SourceError
from partysurvey.sources.lines import Openable, Reader, line_at, line_breaks

Positions = npt.NDArray[np.int64]

QUOTE, LINE_FEED, RETURN = ord('"'), ord("\n"), ord("\r")
LONGEST_RECORD = 64 << 20


class Grammar(Struct, frozen=True):
    """What separates fields, and what ends lines."""

    separator: bytes
    newline: bytes = b"\n"


class Block(Struct, frozen=True):
    """Bytes read, where in the stream they start, and how many of them are whole records."""

    read: bytes
    offset: int
    size: int

    @property
    def records(self) -> bytes:
        """The bytes of the whole records, copied."""
        return self.read[: self.size]


def quote_positions(data: bytes, grammar: Grammar) -> Positions:
    """1-D int array, the places of the quotes that open (even index) and close (odd index) a quoted part.

    The data start with a record.
    """
    codes = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(codes == QUOTE)
    opening = quotes[::2]
    before = codes[opening[1:] - 1] if len(opening) and opening[0] == 0 else codes[opening - 1]
    known = (before == QUOTE) | (before == ord(grammar.separator)) | (before == LINE_FEED) | (before == RETURN)
    return quotes if known.all() else _without_strays(data, quotes, grammar)


def _without_strays(data: bytes, quotes: Positions, grammar: Grammar) -> Positions:
    """The same, one quote at a time, where some quotes are plain characters such as inch marks."""
    kept: list[int] = []
    starts = {grammar.separator, b"\n", b"\r", b""}
    escaped = -1
    for place in quotes.tolist():
        if place == escaped:
            continue
        inside = len(kept) % 2
        if inside and data[place + 1 : place + 2] == b'"':
            escaped = place + 1
        elif inside or data[max(place - 1, 0) : place] in starts:
            kept.append(place)
    return np.array(kept, np.int64)


def records_end(data: bytes, quotes: Positions, newline: bytes) -> int:
    """The place behind the last line break outside quotes, 0 if there is none."""
    place = data.rfind(newline)
    while place >= 0:
        before = int(np.searchsorted(quotes, place))
        if before % 2 == 0:
            return place + 1
        place = data.rfind(newline, 0, int(quotes[before - 1]))
    return 0


def torn_field(data: bytes, quotes: Positions, grammar: Grammar) -> int | None:
    """The place where the first quoted field starts that goes on behind its closing quote, None if none does."""
    if len(quotes) < 2:
        return None
    codes = np.frombuffer(data, np.uint8)
    closing = quotes[1::2]
    after = codes[np.minimum(closing + 1, len(codes) - 1)]  # the last quote of all is followed by itself
    known = (after == QUOTE) | (after == ord(grammar.separator)) | (after == LINE_FEED) | (after == RETURN)
    if known.all():
        return None
    field = int(np.argmin(known))
    while field and codes[quotes[2 * field] - 1] == QUOTE:  # behind a doubled quote
        field -= 1
    return int(quotes[2 * field])


def blocks(text: Openable, grammar: Grammar, size: int, skip: int = 0, stop: int | None = None) -> Generator[Block]:
    """The stream as blocks of about `size` bytes of whole records, from the record that starts at byte `skip`.

    `stop` is the byte behind the last record, None for the end of the stream.
    Raises SourceError where a quote is never closed, or closed in the middle of a field.
    """
    with text.open() as opened:
        offset, rest = skip, _skipped(opened, skip, size)
        stream = opened if stop is None else Bounded(opened, stop - skip)
        wanted = size
        while chunk := stream.read(wanted):
            data = rest + chunk if rest else chunk
            block = _whole_records(text, data, offset, grammar)
            if block.size:
                yield block
            wanted = size if block.size else max(size, len(data))
            offset, rest = offset + block.size, data[block.size :]
        yield from _last_blocks(text, rest, offset, grammar)


def _last_blocks(text: Openable, rest: bytes, offset: int, grammar: Grammar) -> Iterator[Block]:
    """What is left at the end of the stream: whole records, and a last one that needs no line break."""
    block = _whole_records(text, rest, offset, grammar)
    if block.size:
        yield block
    last = Block(rest[block.size :], offset + block.size, len(rest) - block.size)
    _refuse_endless(text, last, quote_positions(last.read, grammar))
    if last.size:
        yield last


class Bounded:
    """A stream that ends after so many bytes."""

    def __init__(self, stream: Reader, size: int) -> None:
        """Read from where the stream stands."""
        self._stream = stream
        self._left = size

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        return data


def _skipped(stream: Reader, skip: int, size: int) -> bytes:
    """The bytes read too far while the first `skip` bytes were passed over; none where the stream can seek."""
    if isinstance(stream, IOBase):
        stream.seek(skip, SEEK_CUR)
        return b""
    left = skip
    while left > 0 and (chunk := stream.read(size)):
        if len(chunk) > left:
            return chunk[left:]
        left -= len(chunk)
    return b""


def _whole_records(text: Openable, data: bytes, offset: int, grammar: Grammar) -> Block:
    """The data with the size of their whole records; raises SourceError for a torn field or an endless record."""
    quotes = quote_positions(data, grammar)
    torn = torn_field(data, quotes, grammar)
    block = Block(data, offset, records_end(data, quotes, grammar.newline))
    if torn is not None:
        what = "this quoted field goes on behind its closing quote"
        raise SourceError(
            what, 'close the quote, or double the quotes inside the field ("")', place_of(text, block, torn)
        )
    if not block.size and len(data) > LONGEST_RECORD:
        _refuse_endless(text, block, quotes)
        what = f"a line is longer than {LONGEST_RECORD >> 20} MiB"
        raise SourceError(what, "export the answers again, one line per respondent", place_of(text, block, 0))
    return block


def _refuse_endless(text: Openable, block: Block, quotes: Positions) -> None:
    """Raise SourceError where the last quote is not closed."""
    if len(quotes) % 2:
        what, remedy = "a quote is opened here and never closed", 'close it, or double the quotes inside the field ("")'
        raise SourceError(what, remedy, place_of(text, block, int(quotes[-1])))


def place_of(text: Openable, block: Block, byte: int) -> Place:
    """The place in the file of a byte of the block."""
    return Place(text.name, line_at(text, block.offset) + line_breaks(block.read[:byte]))


def wrong_record(data: bytes, grammar: Grammar, fields: int) -> tuple[int, int] | None:
    """Where the first record without exactly so many fields starts, and how many it has; None if all have."""
    codes = np.frombuffer(data, np.uint8)
    marks = np.flatnonzero((codes == ord(grammar.separator)) | (codes == LINE_FEED) | (codes == RETURN))
    outside = marks[np.searchsorted(quote_positions(data, grammar), marks) % 2 == 0]
    ends = np.append(np.flatnonzero(codes[outside] != ord(grammar.separator)), len(outside))
    stops = np.append(outside, len(data))[ends]
    starts = np.append(0, stops[:-1] + 1)
    found = np.diff(ends, prepend=-1)
    wrong = np.flatnonzero((stops > starts) & (found != fields))
    return (int(starts[wrong[0]]), int(found[wrong[0]])) if len(wrong) else None


def first_record(data: bytes, grammar: Grammar) -> tuple[int, int]:
    """Where the first line that is not blank starts, and the place behind its end."""
    start = len(data) - len(data.lstrip(b"\r\n"))
    codes = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero((codes == LINE_FEED) | (codes == RETURN))
    ends = breaks[np.searchsorted(quote_positions(data, grammar), breaks) % 2 == 0]
    ends = ends[ends >= start]
    return start, int(ends[0]) + 1 if len(ends) else len(data)
