"""Which character separates the fields, and which ends the lines, seen in the first rows."""

import csv
import io
import re

from partysurvey.sources.records import Grammar

CANDIDATES = (",", ";", "\t")
QUOTED = re.compile(r'"(?:[^"]|"")*"')
ROWS = 50


def detected_grammar(sample: str, *, prefer_tab: bool = False) -> Grammar:
    """The grammar in which most of the first rows have as many fields as the header.

    Without any separator in the header the file has one column, and a comma (a tab if preferred) is assumed.
    """
    bare = QUOTED.sub("", sample)
    newline = b"\r" if "\r" in bare and "\n" not in bare else b"\n"
    order = ("\t", ",", ";") if prefer_tab else CANDIDATES
    best = max(order, key=lambda separator: _agreement(sample, separator))
    return Grammar(best.encode(), newline)


def _agreement(sample: str, separator: str) -> tuple[float, int]:
    """The share of rows as wide as the header, and the width; (0, 0) if the header is not parted at all."""
    widths = _widths(sample, separator)
    if not widths or widths[0] < 2:
        return 0.0, 0
    rows = widths[1:] or widths
    return sum(width == widths[0] for width in rows) / len(rows), widths[0]


def _widths(sample: str, separator: str) -> list[int]:
    """The number of fields of the first rows that are not blank."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            widths += [len(row)] if row else []
            if len(widths) > ROWS:
                break
    except csv.Error:
        pass  # a field too long for a sample: the rows before it decide
    return widths


def first_rows(sample: str, grammar: Grammar) -> tuple[tuple[str, ...], ...]:
    """The cells of the first records of the sample that are not blank."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=grammar.separator.decode())
    found: list[tuple[str, ...]] = []
    try:
        for row in rows:
            found += [tuple(row)] if row else []
            if len(found) > ROWS:
                break
    except csv.Error:
        pass  # a field too long for a sample: the rows before it are enough
    return tuple(found)


def header_cells(record: str, grammar: Grammar) -> list[str]:
    """The cells of the header line."""
    rows = csv.reader(io.StringIO(record, newline=""), delimiter=grammar.separator.decode())
    return next((row for row in rows if row), [])
