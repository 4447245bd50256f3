"""The columns of a file as the dialect of its platform writes them: questions, rows, options, what is no question."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect
from partysurvey.survey import Column
from partysurvey.survey.column import Heading, Manner, Particular, Role
from partysurvey.survey.matching.headers import numbered, parts

Rows = Sequence[Sequence[str]]


class Caption(Struct, frozen=True):
    """What stands over a column: its name, its text without what the dialect drops, and stem and part of two rows."""

    name: str
    text: str
    is_other: bool = False  # the text as it stands says that the column holds what was typed behind an option
    parted: tuple[str, str] | None = None


def told_columns(dialect: Dialect, columns: Sequence[Column], rows: Rows) -> tuple[Column, ...]:
    """The columns with their headings, roles and manner; `rows` are the first rows of the file."""
    captions = tuple(_captions(dialect, columns, rows))
    roles = [_role(dialect, caption) for caption in captions]
    headings = tuple(_headings(dialect, captions, roles))
    return tuple(
        _told(dialect, column, caption, _last_role(role, place, headings), headings[place])
        for place, (column, caption, role) in enumerate(zip(columns, captions, roles, strict=True))
    )


def _told(dialect: Dialect, column: Column, caption: Caption, role: Role | None, heading: Heading | None) -> Column:
    """The column with all that is known of it."""
    label = caption.text if caption.text != column.name else column.label
    is_box = heading is not None and heading.kind in {"option", "part", "other"}
    marks = {**dialect.marks, **dialect.box_marks} if is_box else dialect.marks
    manner = Manner(marks, dialect.separators, silent=True, answering=dialect.answering)
    return replace(
        column,
        label=label,
        role=role,
        heading=None if role else heading,
        manner=manner,
        about=frozenset(_particulars(dialect, caption)),
    )


def _captions(dialect: Dialect, columns: Sequence[Column], rows: Rows) -> Iterator[Caption]:
    labels = rows[dialect.label_row] if 0 < dialect.label_row < len(rows) else ()
    stem = ""
    for place, column in enumerate(columns):
        label = labels[place].strip() if place < len(labels) else ""
        if dialect.is_spread:
            stem = rows[0][place].strip() or stem
            yield _spread(dialect, column.name, stem, label)
            continue
        text = label or column.name
        is_other = bool(dialect.other) and re.search(dialect.other, text) is not None
        cut = re.sub(dialect.dropped, "", text).strip() if dialect.dropped else text
        yield Caption(column.name, cut or text, is_other)


def _spread(dialect: Dialect, name: str, stem: str, part: str) -> Caption:
    """The caption of a column whose question stands in one row and whose part stands in the next."""
    if re.fullmatch(dialect.whole, part):
        return Caption(name, stem)
    return Caption(name, f"{stem} [{part}]", bool(re.search(dialect.other, part)), (stem, part))


def _role(dialect: Dialect, caption: Caption) -> Role | None:
    """Why the column is no question, as far as its dialect knows."""
    for pattern, role in (
        (dialect.personal, Role.PERSONAL),
        (dialect.metadata, Role.METADATA),
        (dialect.fill_in, Role.FILL_IN),
    ):
        if pattern and _is_headed(caption, pattern):
            return role
    return None


def _particulars(dialect: Dialect, caption: Caption) -> Iterator[Particular]:
    """What the column tells of a respondent, as far as its dialect knows."""
    return (particular for particular, pattern in dialect.about.items() if _is_headed(caption, pattern))


def _is_headed(caption: Caption, pattern: str) -> bool:
    """Whether the pattern is that of the whole name or text."""
    told = (caption.name.strip(), caption.text.strip())
    return any(re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL) for text in told)


def _last_role(role: Role | None, place: int, headings: Sequence[Heading | None]) -> Role | None:
    """The role of a column beside its neighbours: what only repeats or completes their question is none of its own."""
    heading = headings[place]
    if role or heading is None:
        return role
    if heading.kind == "other" and not any(_is_box_beside(heading, other) for other in headings):
        return Role.FILL_IN
    behind = headings[place + 1] if place + 1 < len(headings) else None
    is_summary = not heading.part and behind is not None and behind.question == heading.question
    return Role.SUMMARY if is_summary and behind is not None and behind.kind != "other" else None


def _is_box_beside(heading: Heading, other: Heading | None) -> bool:
    return other is not None and other.question == heading.question and bool(other.part) and other.kind != "other"


def _headings(dialect: Dialect, captions: Sequence[Caption], roles: Sequence[Role | None]) -> Iterator[Heading | None]:
    """A heading for every question, of neighbours that make one with the same `question`."""
    found: list[Heading | None] = []
    before: Heading | None = None
    for place, (caption, role) in enumerate(zip(captions, roles, strict=True)):
        heading = None if role else _heading(dialect, caption, before, place)
        before = heading or before if role in {None, Role.FILL_IN} else None
        found.append(heading)
    times = Counter(heading.question for heading in found if heading is not None)
    for caption, heading in zip(captions, found, strict=True):
        is_lone = heading is not None and heading.part and times[heading.question] == 1
        yield _whole(caption, heading.question) if heading is not None and is_lone else heading


def _whole(caption: Caption, question: str) -> Heading:
    """The heading of a question in one column; a single part is the whole: 月收入(元) has no option 元."""
    number, rest = numbered(caption.text)
    return Heading(question, number, rest or caption.text)


def _heading(dialect: Dialect, caption: Caption, before: Heading | None, place: int) -> Heading:
    """The heading of a column behind that of another one."""
    number, rest = numbered(caption.text)
    question = _question(dialect, caption, place)
    reading = _reading(dialect, caption, before)
    if reading is None:
        if before is not None and before.kind == "row" and number is not None and number == before.number:
            return Heading(before.question, number, before.stem, rest, "row")  # only the first row bears the stem
        return replace(_whole(caption, question), number=number)
    goes_on = before is not None and _goes_on(dialect, before, reading, question)
    if before is None or not goes_on:
        return replace(reading, question=question)
    return replace(reading, question=before.question, stem=before.stem)


def _question(dialect: Dialect, caption: Caption, place: int) -> str:
    """What tells the question from others: by the name of the column where the dialect names parts, else by place."""
    named = re.fullmatch(dialect.named, caption.name) if dialect.named else None
    return f"{named[1]}" if named else f"#{place}"


def _reading(dialect: Dialect, caption: Caption, before: Heading | None) -> Heading | None:
    """The caption as a part of a question, by the first sign of the dialect that it has."""
    if caption.parted:
        stem, part = caption.parted
        number, rest = numbered(stem)
        return Heading("", number, rest, part, "other" if caption.is_other else "part")
    if before is not None and "/" in dialect.parts and caption.text.startswith(f"{before.stem}/"):
        part = caption.text.removeprefix(f"{before.stem}/")  # behind the summary of the same question
        return Heading("", before.number, before.stem, part, dialect.parts["/"])
    readings = {reading.mark: reading for reading in reversed(parts(caption.text))}
    found = next((readings[mark] for mark in dialect.parts if mark in readings), None)
    if found is None:
        return None
    return Heading("", found.number, found.stem, found.part, "other" if caption.is_other else dialect.parts[found.mark])


def _goes_on(dialect: Dialect, before: Heading, reading: Heading, question: str) -> bool:
    """Whether a part belongs to the question of the column before it."""
    if dialect.is_numbered and reading.number is not None:
        return bool(before.part) and reading.number == before.number
    if not question.startswith("#") and before.question != question and before.part:
        return False
    return reading.number == before.number and reading.stem in {before.stem, ""}
