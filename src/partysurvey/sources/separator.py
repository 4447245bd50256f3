"""Which character separates the fields, and which ends the lines, seen in the first rows."""

import csv
import io
import re
from collections import Counter

from partysurvey.sources.records import Grammar

CANDIDATES = (",", ";", "\t")
QUOTED = re.compile(r'"(?:[^"]|"")*"')
ROWS = 50
_MOST = 0.8


def detected_grammar(sample: str, *, prefer_tab: bool = False) -> Grammar:
    """The grammar in which most of the first rows have as many fields as the header.

    Without any separator in the header the file has one column, and a comma (a tab if preferred) is assumed.
    """
    bare = QUOTED.sub("", sample)
    newline = b"\r" if "\r" in bare and "\n" not in bare else b"\n"
    order = ("\t", ",", ";") if prefer_tab else CANDIDATES
    best = max(order, key=lambda separator: _agreement(sample, separator))
    return Grammar(best.encode(), newline)


def _agreement(sample: str, separator: str) -> tuple[bool, float, int]:
    """Whether the first row is parted, the share of rows as wide as the header, and the width; zeros for no header.

    Where the first row is not parted, titles stand above a header that most of the rows below are as wide as.
    """
    widths = _widths(sample, separator)
    if not widths or max(widths) < 2:
        return False, 0.0, 0
    is_parted = widths[0] > 1
    wanted = widths[0] if is_parted else Counter(widths).most_common(1)[0][0]
    rows = widths[widths.index(wanted) + 1 :] or [wanted]
    share = sum(width == wanted for width in rows) / len(rows)
    return (is_parted, share, wanted) if is_parted or share > _MOST else (False, 0.0, 0)


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
