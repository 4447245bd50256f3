"""Bare numbers in tables, to which the head of their column or row gives a meaning: 173 under 人数, 46.6 under %.

A table is a run of lines with tabs or upright strokes in them; a row without any number is a head.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.audit.claim import ClaimKind
from partysurvey.audit.extraction.figures import Figure
from partysurvey.audit.extraction.numerals import numeral

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{1,20})?|[xX×*]{1,4}"
_CELL = re.compile(rf" *(?P<first>{_NUMBER})(?: ?[(（] ?(?P<second>{_NUMBER}) ?(?P<sign>%?) ?[)）])? *")
_RULE = re.compile(r"[-:=+| \t]*")
_NO_FIGURE = re.compile(
    r" *(?:[tpFzβrR]²?|χ.*|d\.?f\.?|OR|b|SE|sig\.?|p值|[tF]值|序号|编号|题号|排[名序]|名次|年份?|年度|月份|year|"
    r"rank(?:ing)?|no\.?|rows?|α.*|最[大小高低].*|min.*|max.*) *",
    re.IGNORECASE,
)
_MEANINGS: tuple[tuple[ClaimKind, re.Pattern[str]], ...] = (
    (ClaimKind.SPREAD, re.compile(r"标准差|\bS\.?D\.?(?![a-z])|\bstd\b|standard deviation", re.IGNORECASE)),
    (ClaimKind.MEAN, re.compile(r"均[值数分]|平均|\bmeans?\b|\baverage\b|^ *(?-i:M) *(?:$|[(（])", re.IGNORECASE)),
    (ClaimKind.PERCENT, re.compile(r"[%％]|百分[比率]|占比|构成比|\bper ?cent|\bpct\b", re.IGNORECASE)),
    (
        ClaimKind.COUNT,
        re.compile(
            r"人数|频[数次]|样本[量数]|份数|户数|人次|例数|数量|数 ?$|^ *[个人户名份家次所] *$|"
            r"^ *n *(?:$|[(（=])|\bnumber\b|\bcounts?\b|\bfreq|\brespondents\b",
            re.IGNORECASE,
        ),
    ),
)
Meaning = tuple[ClaimKind, ...]  # of the number in a cell, and of the one in brackets behind it


class _Cell(Struct, frozen=True):
    start: int
    words: str


def table_figures(text: str) -> Iterator[Figure]:
    """The figures of the bare numbers in the tables of a text in half width, in its order."""
    heads: Sequence[Meaning | None] = ()
    start = 0
    for line in text.split("\n"):
        row = tuple(_cells(line, start)) if "\t" in line or "|" in line else ()
        start += len(line) + 1
        if len(row) < 2:  # a table has columns
            heads = ()
        elif any(_CELL.fullmatch(cell.words) for cell in row[1:]):
            yield from _row_figures(row, heads)
        elif not _RULE.fullmatch(line):
            heads = [_meaning(cell.words) for cell in row]


def _cells(line: str, start: int) -> Iterator[_Cell]:
    for words in re.split(r"[\t|]" if "\t" not in line else "\t", line):
        yield _Cell(start, words)
        start += len(words) + 1


def _meaning(head: str) -> Meaning | None:
    """What a head says of the numbers under it: nothing to tell (None), or that they are no figures (empty)."""
    if _NO_FIGURE.fullmatch(head):
        return ()
    before, _, bracket = head.replace("（", "(").partition("(")
    kinds = [next((kind for kind, words in _MEANINGS if words.search(part)), None) for part in (before, bracket)]
    return tuple(kind for kind in kinds if kind) or None


def _row_figures(row: Sequence[_Cell], heads: Sequence[Meaning | None]) -> Iterator[Figure]:
    own = next((meaning for cell in row[:2] if (meaning := _meaning(cell.words))), None)
    for place, cell in enumerate(row):
        found = _CELL.fullmatch(cell.words)
        head = heads[place] if place < len(heads) else None
        meaning = own if head is None else head
        if found and meaning:
            yield from _cell_figures(cell, found, meaning)


def _cell_figures(cell: _Cell, found: re.Match[str], meaning: Meaning) -> Iterator[Figure]:
    """The number of a cell, and the one in brackets: 173 (46.6) under "n (%)"."""
    if found["second"] is None:
        kind = ClaimKind.PERCENT if meaning == (ClaimKind.MEAN, ClaimKind.PERCENT) else meaning[0]
        yield from _figure(cell, found, "first", kind)
    elif len(meaning) > 1 or found["sign"]:
        yield from _figure(cell, found, "first", meaning[0])
        yield from _figure(cell, found, "second", ClaimKind.PERCENT if found["sign"] else meaning[1])


def _figure(cell: _Cell, found: re.Match[str], part: str, kind: ClaimKind) -> Iterator[Figure]:
    number = numeral(found[part].lstrip("+-"))
    if number is None or found[part].startswith("-"):
        return
    if kind is ClaimKind.COUNT and number.value is not None and number.value != number.value.to_integral_value():
        return
    start, end = (cell.start + place for place in found.span(part))
    end += len(found["sign"]) if part == "second" and found["sign"] else 0
    yield Figure(start, end, kind, number.value, number.digits, in_table=True)
