"""The columns of a file as the dialect of its platform writes them: questions, rows, options, what is no question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from partysurvey.sources.dialects.dialect import Dialect
from partysurvey.survey import Column
from partysurvey.survey.column import Heading, Manner, PartKind, Role
from partysurvey.survey.matching.headers import Part, numbered, parts


def told_columns(dialect: Dialect, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns with their headings, roles and manner; `rows` are the first rows of the file."""
    texts = [*heading_texts(dialect, columns, rows)]
    roles = [_role(dialect, column.name, text) for column, text in zip(columns, texts, strict=True)]
    headings = _joined(dialect, [None if role else text for role, text in zip(roles, texts, strict=True)])
    return tuple(
        replace(
            column,
            label=text if text != column.name else column.label,
            role=role,
            heading=heading,
            manner=_manner(dialect, heading),
        )
        for column, text, role, heading in zip(columns, texts, roles, headings, strict=True)
    )


def heading_texts(dialect: Dialect, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The text that stands over each column: its name, or what the row of labels says."""
    labels = rows[dialect.label_row] if 0 < dialect.label_row < len(rows) else ()
    for place, column in enumerate(columns):
        told = labels[place].strip() if place < len(labels) else ""
        yield re.sub(dialect.dropped, "", told or column.name) if dialect.dropped else told or column.name


def _role(dialect: Dialect, name: str, text: str) -> Role | None:
    """Why the column is no question, as far as its dialect knows."""
    for pattern, role in (
        (dialect.metadata, Role.METADATA),
        (dialect.personal, Role.PERSONAL),
        (dialect.fill_in, Role.FILL_IN),
    ):
        if pattern and any(re.fullmatch(pattern, told.strip(), re.IGNORECASE) for told in (name, text)):
            return role
    return None


def _joined(dialect: Dialect, texts: Sequence[str | None]) -> list[Heading | None]:
    """A heading for every text, neighbours of one question with the same `question`."""
    found: list[Heading | None] = []
    before: Heading | None = None
    for place, text in enumerate(texts):
        heading = None if text is None else _heading(dialect, text, before, place)
        found.append(heading)
        before = heading or (before if text is None else None)
    return _without_lone_parts(texts, found)


def _heading(dialect: Dialect, text: str, before: Heading | None, place: int) -> Heading:
    """The heading of the text behind another one."""
    number, rest = numbered(text)
    reading = _reading(dialect, text)
    continues = before is not None and _continues(dialect, before, number, reading)
    if reading is None:
        if continues and before is not None and before.kind == "row":  # only the first row bears the stem
            return Heading(before.question, number, before.stem, rest, "row")
        return Heading(f"{place}", number, rest)
    kind = _kind(dialect, reading, text)
    if continues and before is not None:
        return Heading(before.question, reading.number, before.stem, reading.part, kind)
    return Heading(f"{place}", reading.number, reading.stem, reading.part, kind)


def _kind(dialect: Dialect, reading: Part, text: str) -> PartKind:
    is_typed = bool(dialect.other) and re.search(dialect.other, text) is not None
    return "other" if is_typed else dialect.parts[reading.mark]


def _reading(dialect: Dialect, text: str) -> Part | None:
    """The text as a part of a question, by the first sign of the dialect that it has."""
    readings = {reading.mark: reading for reading in reversed(parts(text))}
    return next((readings[mark] for mark in dialect.parts if mark in readings), None)


def _continues(dialect: Dialect, before: Heading, number: str | None, reading: Part | None) -> bool:
    """Whether a column belongs to the question of the one before it."""
    if not before.part:
        return False
    if dialect.is_numbered and number is not None:
        return number == before.number
    return reading is not None and number == before.number and reading.stem in {before.stem, ""}


def _without_lone_parts(texts: Sequence[str | None], headings: Sequence[Heading | None]) -> list[Heading | None]:
    """The headings, of which a single part of a question is the whole: 月收入(元) has no option 元."""
    times: dict[str, int] = {}
    for heading in headings:
        if heading is not None:
            times[heading.question] = times.get(heading.question, 0) + 1
    return [
        Heading(heading.question, heading.number, numbered(text)[1] or text)
        if heading is not None and text is not None and heading.part and times[heading.question] == 1
        else heading
        for heading, text in zip(headings, texts, strict=True)
    ]


def _manner(dialect: Dialect, heading: Heading | None) -> Manner:
    is_part = heading is not None and heading.kind in {"option", "part", "other"}
    marks = {**dialect.marks, **dialect.box_marks} if is_part else dialect.marks
    return Manner(marks, dialect.separators, silent=True, answering=dialect.answering)
