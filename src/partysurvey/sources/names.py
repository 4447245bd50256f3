"""Unique names for the columns of a table, and the columns that are asked for by name."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from partysurvey.errors import SourceError
from partysurvey.survey import Column, Text
from partysurvey.survey.suggestion import chinese_listing, did_you_mean, listing


class Header(Struct, frozen=True):
    """The names of the columns, all different, and what was assumed about them as {code: sentence}."""

    names: tuple[str, ...]
    notes: dict[str, Text]


def header_of(cells: Sequence[str]) -> Header:
    """The header these cells make: nameless columns are called `column_3`, repeated names `name`, `name.1`."""
    nameless = [f"column_{place}" for place, cell in enumerate(cells, start=1) if not cell.strip()]
    named = [cell if cell.strip() else f"column_{place}" for place, cell in enumerate(cells, start=1)]
    repeated = [name for name, times in Counter(named).items() if times > 1]
    notes = {}
    if nameless:
        notes["nameless_columns"] = Text(
            f"没有列名的列已命名为：{chinese_listing(nameless)}",
            f"columns without a name were called {listing(nameless)}",
        )
    if repeated:
        notes["repeated_names"] = Text(
            f"重复的列名已编号：{chinese_listing(repeated)}",
            f"repeated column names were numbered: {listing(repeated)}",
        )
    return Header(unique_names(named), notes)


def left_out(columns: int, english: str) -> dict[str, Text]:
    """The note that so many empty columns without a name were left out, which stood where the English text says."""
    return {
        "empty_columns": Text(
            f"行尾有 {columns} 个没有列名的空列，已略去",
            f"{columns} empty column{'s' * (columns != 1)} without a name {english} were left out",
        )
    }


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names, the second `x` as `x.1`, the third as `x.2`, never one that is already taken."""
    taken = set(names)
    given: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for name in names:
        fresh = name
        while fresh in given or (fresh != name and fresh in taken):
            numbers[name] = numbers.get(name, 0) + 1
            fresh = f"{name}.{numbers[name]}"
        given[fresh] = name
    return tuple(given)


def asked_columns(columns: Sequence[Column], names: Sequence[str] | None, file: str) -> list[int]:
    """The positions of the named columns, in the asked order; of all columns if None.

    Raises SourceError for a name that no column has.
    """
    if names is None:
        return list(range(len(columns)))
    places = {column.name: place for place, column in enumerate(columns)}
    for name in names:
        if name not in places:
            raise SourceError(
                f"there is no column {name!r}",
                did_you_mean(name, places),
                file,
            )
    return [places[name] for name in names]
