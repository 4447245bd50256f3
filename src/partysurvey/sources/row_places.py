"""Where rows stand in the file: looked for only when a remark names them."""

from collections.abc import Collection, Iterator
from itertools import pairwise

import numpy as np

from partysurvey.sources.copying import decoded_batches
from partysurvey.sources.dialects.source import DialectSource
from partysurvey.sources.records import LINE_FEED, RETURN, Block, Grammar, place_of, quote_positions
from partysurvey.sources.source import Source
from partysurvey.sources.text import TextSource


def rows_with(source: Source, column: str, texts: Collection[str]) -> tuple[int, ...]:
    """The rows, from 0, in which the column holds one of the texts."""
    found: list[int] = []
    first = 0
    for batch in decoded_batches(source, [column]):
        cells = batch.column(0).to_pylist()
        found += [first + row for row, cell in enumerate(cells) if str(cell or "").strip() in texts]
        first += len(cells)
    return tuple(found)


def places_of(source: Source, rows: Collection[int]) -> tuple[str, ...]:
    """`file:line` of each row of a text file; of others `file row n`, counted from 1 below the header."""
    plain, headers, kept = source, 0, None
    if isinstance(source, DialectSource):
        plain, headers, kept = source.plain, source.dialect.header - 1, source.kept
    if isinstance(plain, TextSource):
        return tuple(_lines(plain, {(row if kept is None else int(kept[row])) + headers for row in rows}))
    return tuple(f"{source.info.file} row {row + 1}" for row in sorted(rows))


def _lines(text: TextSource, rows: Collection[int]) -> Iterator[str]:
    grammar = Grammar(text.form().separator)
    first = 0
    for batch, block in text.raw_batches([text.columns[0].name]):
        wanted = [row - first for row in sorted(rows) if first <= row < first + batch.num_rows]
        starts = _record_starts(block, grammar) if wanted else []
        yield from (str(place_of(text.file, block, starts[row])) for row in wanted)
        first += batch.num_rows


def _record_starts(block: Block, grammar: Grammar) -> list[int]:
    """Where the records of the block start; blank lines are left out, as the reader does."""
    data = block.records
    codes = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero((codes == LINE_FEED) | (codes == RETURN))
    outside = breaks[np.searchsorted(quote_positions(data, grammar), breaks) % 2 == 0]
    edges = np.concatenate(([-1], outside, [len(data)])).tolist()
    return [low + 1 for low, high in pairwise(edges) if high > low + 1]
