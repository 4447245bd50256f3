"""Which dialect a file is written in, seen in its name and its first rows."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.sources.dialects.catalogue import DIALECTS
from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey.plain_text import number_text
from partysurvey.survey.suggestion import did_you_mean, listing

Rows = Sequence[Sequence[str]]


class Head(Struct, frozen=True, dict=True):
    """The name of a file and its first rows, the header among them."""

    file: str
    rows: Rows

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The cells of the first row, trimmed."""
        return self.row(0)

    @cached_property
    def folded(self) -> frozenset[str]:
        """The headings in lower case."""
        return frozenset(map(str.casefold, self.headings))

    def row(self, place: int) -> tuple[str, ...]:
        """The trimmed cells of a row, none where there is no such row."""
        return tuple(cell.strip() for cell in self.rows[place]) if place < len(self.rows) else ()

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The distinct cells below the first row, trimmed."""
        return tuple(dict.fromkeys(cell.strip() for row in self.rows[1:] for cell in row))


def identified(head: Head) -> Dialect | None:
    """The only dialect whose evidence the head holds, None where none's is; RequestError where several claim it."""
    claims = [dialect for dialect in DIALECTS if any(_is_seen(evidence, head) for evidence in dialect.evidence)]
    if not claims:
        claims = [dialect for dialect in DIALECTS if any(_is_seen(hint, head) for hint in dialect.hints)]
    if len(claims) > 1:
        names = listing(dialect.name for dialect in claims)
        raise RequestError(
            f"the file may be written in more than one dialect: {names}", "say which with --dialect", head.file
        )
    return claims[0] if claims else None


def named_dialect(name: str) -> Dialect:
    """The dialect of that name; RequestError where there is none."""
    known = {dialect.name: dialect for dialect in DIALECTS}
    if name not in known:
        remedy = did_you_mean(name, known, otherwise=f"use one of {', '.join(known)}, or none")
        raise RequestError(f"there is no dialect {name!r}", remedy)
    return known[name]


def _is_seen(evidence: Evidence, head: Head) -> bool:
    """Whether the head holds all that the evidence asks for; the cheapest is looked at first."""
    return all(_wants(evidence, head))


def _wants(evidence: Evidence, head: Head) -> Iterator[bool]:
    yield not evidence.names or _names_seen(evidence, head) >= evidence.least
    for pattern, cells in (
        (evidence.file, (head.file,)),
        (evidence.heading, head.headings),
        (evidence.second, head.row(1)),
        (evidence.third, head.row(2)),
        (evidence.cell, head.cells),
    ):
        yield not pattern or _some(pattern, cells)
    for pattern, cells in (
        (evidence.no_file, (head.file,)),
        (evidence.no_heading, head.headings),
        (evidence.no_second, head.row(1)),
        (evidence.no_third, head.row(2)),
        (evidence.no_cell, head.cells),
    ):
        yield not pattern or not _some(pattern, cells)
    yield evidence.worded is None or evidence.worded is _is_worded(evidence, head)
    yield not evidence.total or _adds_up(evidence, head, evidence.total)
    yield not evidence.no_total or not _adds_up(evidence, head, evidence.no_total)


def _some(pattern: str, cells: Sequence[str]) -> bool:
    found = re.compile(pattern)
    return any(found.search(cell) for cell in cells)


def _names_seen(evidence: Evidence, head: Head) -> int:
    """How many of the names are met, as far as they can be enough; plain words need no pattern (slow to make)."""
    words = [name for name in evidence.names if name.isidentifier()]
    seen = sum(word.casefold() in head.folded for word in words)
    if seen + len(evidence.names) - len(words) < evidence.least:
        return seen
    patterns = [re.compile(name, re.IGNORECASE) for name in evidence.names if not name.isidentifier()]
    return seen + sum(any(pattern.fullmatch(heading) for heading in head.headings) for pattern in patterns)


def _questions(evidence: Evidence, head: Head) -> list[int]:
    """The places of the columns that are none of the platform's."""
    known = re.compile("|".join(evidence.names) or r"(?!)", re.IGNORECASE)
    return [place for place, heading in enumerate(head.headings) if heading and not known.fullmatch(heading)]


def _is_worded(evidence: Evidence, head: Head) -> bool:
    """Whether most filled cells of the questions are no numbers."""
    places = _questions(evidence, head)
    filled = [
        row[place].strip() for row in head.rows[1:] for place in places if place < len(row) and row[place].strip()
    ]
    return sum(number_text(cell) is None for cell in filled) * 2 >= len(filled)


def _adds_up(evidence: Evidence, head: Head, total: str) -> bool:
    """Whether the numbers of the questions add up to the total in every row."""
    if total not in head.headings:
        return False
    wanted, places = head.headings.index(total), _questions(evidence, head)
    rows = [[number_text(cell.strip()) for cell in row] for row in head.rows[1:]]
    sums = [(row[wanted], sum(max(row[place] or 0.0, 0.0) for place in places)) for row in rows if row[wanted]]
    return bool(sums) and all(abs((told or 0.0) - found) < 1e-6 for told, found in sums)
