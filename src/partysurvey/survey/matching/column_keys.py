"""The names under which a variable may stand in a file, and the names that a heading can be read as.

A variable and a column are alike where they share a key. The rank of a key says how much that proves: 0 the id,
1 another column name, 2 printed number with text, 3 text, 4 the printed number or the row's text alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from partysurvey.survey.column import Column, Heading
from partysurvey.survey.matching.headers import numbered, parts
from partysurvey.survey.plain_text import bare, folded
from partysurvey.survey.question import AnyQuestion, Grid, Item, MultipleChoice, Option, Ranking
from partysurvey.survey.text import Text

RANKS = range(5)
Key = tuple[str, ...]
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class Slot(Struct, frozen=True):
    """One place for a column: a question, one row of a grid, or the column of one option."""

    question: str
    part: str | None = None


def slot_keys(question: AnyQuestion, number: str | None) -> Iterator[tuple[int, Key, Slot]]:
    """Every key of every slot of the question with its rank; `number` as printed, or as seen in the file."""
    if not isinstance(question, Grid):
        slot = Slot(question.id)
        yield from ((rank, key, slot) for rank, key in _question_keys(question, number))
    for part in _parts(question):
        slot = Slot(question.id, part.code)
        yield from ((rank, key, slot) for rank, key in _part_keys(question, part, number))


def words_of(key: Key) -> Sequence[str]:
    """The words of a key that stand in the questionnaire file.

    Those of a name stand apart (`question_row`); a number may be that of the data file alone.
    """
    kind, *words = key
    if kind == "name":
        return _BETWEEN_WORDS.split(words[0])
    return words[1:] if kind in {"numbered", "part", "number"} else words


def column_keys(column: Column) -> frozenset[tuple[int, Key]]:
    """Every key that the heading, name or label of a column can be read as, with its rank."""
    told = _keys_of_names(column.name, column.label)
    if column.heading is None:
        return told
    return frozenset(_not_of_whole(told, column.heading)) | frozenset(_heading_keys(column.heading))


def _not_of_whole(keys: Iterable[tuple[int, Key]], heading: Heading) -> Iterator[tuple[int, Key]]:
    """The keys of the column itself: the first part of a question may bear the text of the whole question."""
    whole = {bare(heading.stem), folded(heading.stem)} if heading.part else set()
    return ((rank, key) for rank, key in keys if key[0].startswith("part") or key[-1] not in whole)


@lru_cache(2**12)
def _keys_of_names(name: str, label: str) -> frozenset[tuple[int, Key]]:
    return frozenset(_column_keys(name, label))


def _heading_keys(heading: Heading) -> Iterator[tuple[int, Key]]:
    """The keys of a heading as the dialect of its platform reads it."""
    number, stem, part = heading.number, heading.stem, bare(heading.part)
    if not part:
        yield from ((rank, ("text", bare(stem))) for rank in (3, 4) if stem)
        if number and stem:
            yield 2, ("numbered", number.casefold(), bare(stem))
        return
    if number:
        yield 2, ("part", number.casefold(), part)
    if stem:
        yield 3, ("part of", bare(stem), part)
        yield 3, ("part of name", folded(stem), part)


def _column_keys(name: str, label: str) -> Iterator[tuple[int, Key]]:
    yield from ((rank, ("name", folded(name))) for rank in (0, 1))
    for heading in filter(None, (name, label)):
        number, stem = numbered(heading)
        yield from ((1, ("name", folded(text))) for text in (heading, stem) if text)
        if number and stem:
            yield 2, ("numbered", number.casefold(), bare(stem))
        yield from ((rank, ("text", bare(text))) for text in (heading, stem) if text for rank in (3, 4))
        if number and not stem:
            yield 4, ("number", number.casefold())
        yield from _part_readings(heading)


def _part_readings(heading: str) -> Iterator[tuple[int, Key]]:
    for reading in parts(heading):
        if reading.number:
            yield 2, ("part", reading.number.casefold(), bare(reading.part))
        if reading.stem:
            yield 3, ("part of", bare(reading.stem), bare(reading.part))
            yield 3, ("part of name", folded(reading.stem), bare(reading.part))


def _question_keys(question: AnyQuestion, number: str | None) -> Iterator[tuple[int, Key]]:
    yield 0, ("name", folded(question.id))
    yield from ((1, ("name", folded(alias))) for alias in question.aliases)
    for text in (*_languages(question.text), *question.aliases):
        if number:
            yield 2, ("numbered", number.casefold(), bare(numbered(text)[1]))
        yield 3, ("text", bare(text))
        yield 3, ("text", bare(numbered(text)[1]))
    if number:
        yield 4, ("number", number.casefold())


def _part_keys(question: AnyQuestion, part: Item | Option, number: str | None) -> Iterator[tuple[int, Key]]:
    joined = (f"{question.id}{sign}{part.code}" for sign in ("_", ".", "/", "___"))
    yield from ((0, ("name", folded(name))) for name in (*joined, f"{question.id}[{part.code}]"))
    yield from ((1, ("name", folded(alias))) for alias in part.aliases if _names_a_column(question, alias))
    told = {bare(text) for text in (*_languages(part.label), *part.aliases, part.code)}
    for text in told:
        if number:
            yield 2, ("part", number.casefold(), text)
            if isinstance(question, Grid):
                yield 2, ("numbered", number.casefold(), text)
        yield from ((3, ("part of", bare(stem), text)) for stem in _stems(question))
        yield 3, ("part of name", folded(question.id), text)
        if isinstance(question, Grid) and len(text) > 1:
            yield 4, ("text", text)


def _names_a_column(question: AnyQuestion, alias: str) -> bool:
    """Aliases of rows are column names; those of options too, where they are no mere answers."""
    return isinstance(question, Grid) or len(parts(alias)) > 0


def _stems(question: AnyQuestion) -> Iterable[str]:
    return dict.fromkeys([*_languages(question.text), *question.aliases])


def _parts(question: AnyQuestion) -> tuple[Item | Option, ...]:
    if isinstance(question, Grid):
        return question.items
    return question.options if isinstance(question, MultipleChoice | Ranking) else ()


def _languages(text: Text) -> tuple[str, ...]:
    return tuple(words for words in dict.fromkeys((text.zh, text.en)) if words)
