"""Cutting a stream of text into blocks of whole records: never inside quotes, never inside a line.

A quote opens only at the start of a field, closes at the next quote that is not doubled, and is a plain
character anywhere else: as in RFC 4180, and as the parser of Arrow sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from partysurvey.errors import Place, SourceError
from partysurvey.sources.lines import Openable, Reader, line_at, line_breaks

Positions = npt.NDArray[np.int64]

QUOTE, LINE_FEED, RETURN = ord('"'), ord("\n"), ord("\r")
LONGEST_RECORD = 64 << 20


@dataclass(frozen=True, slots=True)
class Grammar:
    """What separates fields, and what ends lines."""

    separator: bytes
    newline: bytes = b"\n"


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records, and where in the stream they start."""

    data: bytes
    offset: int


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


def blocks(text: Openable, grammar: Grammar, size: int, skip: int = 0) -> Iterator[Block]:
    """The stream as blocks of about `size` bytes of whole records, from the record that starts at byte `skip`.

    Raises SourceError where a quote is never closed.
    """
    with text.open() as stream:
        offset, rest = skip, _skipped(stream, skip, size)
        wanted = size
        while chunk := stream.read(wanted):
            data = rest + chunk if rest else chunk
            end = records_end(data, quote_positions(data, grammar), grammar.newline)
            if end:
                yield Block(data[:end], offset)
            elif len(data) > LONGEST_RECORD:
                raise _endless(text, Block(data, offset), grammar)
            wanted = size if end else max(size, len(data))
            offset, rest = offset + end, data[end:]
        if len(quote_positions(rest, grammar)) % 2:
            raise _endless(text, Block(rest, offset), grammar)
        if rest:
            yield Block(rest, offset)


def _skipped(stream: Reader, skip: int, size: int) -> bytes:
    """The bytes read too far while the first `skip` bytes were passed over."""
    left = skip
    while left > 0 and (chunk := stream.read(size)):
        if len(chunk) > left:
            return chunk[left:]
        left -= len(chunk)
    return b""


def _endless(text: Openable, block: Block, grammar: Grammar) -> SourceError:
    """The error for a record that does not end, at the line of the quote that seems to be at fault."""
    quotes = quote_positions(block.data, grammar)
    if len(quotes) % 2 == 0:
        what, fault = f"a line is longer than {LONGEST_RECORD >> 20} MiB", 0
    else:
        what, fault = "a quote is opened here and never closed", _unclosed(block.data, quotes, grammar)
    line = line_at(text, block.offset) + line_breaks(block.data[:fault])
    return SourceError(what, 'close it, or double the quotes inside the field ("")', Place(text.name, line))


def _unclosed(data: bytes, quotes: Positions, grammar: Grammar) -> int:
    """The place of the first quote whose field goes on behind its closing quote, else of the last quote."""
    follows = {grammar.separator, b"\n", b"\r", b'"', b""}
    for opening, closing in zip(quotes[::2].tolist(), quotes[1::2].tolist(), strict=False):
        if data[closing + 1 : closing + 2] not in follows:
            return int(opening)
    return int(quotes[-1])


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
