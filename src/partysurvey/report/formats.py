"""Number formats: frozen callables that turn a whole column of values into texts."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from partysurvey.report.document import Cell, Column, Format, Row, Table
from partysurvey.report.rounding import half_up, percent

NOTHING = "–"  # stands where there is no number


class Percent(Struct, frozen=True):
    """Shares in [0, 1] as "76.0%"."""

    digits: int = 1

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """One text per share."""
        return [_shown(value, lambda share: f"{percent(share, self.digits)}%") for value in values]

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The percent numbers without the sign."""
        return [_plain(value, lambda share: str(percent(share, self.digits))) for value in values]


class Count(Struct, frozen=True):
    """Whole numbers as "1,234"; a count that is none (a weighted one) is rounded."""

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """One text per count."""
        return [_shown(value, lambda count: f"{half_up(count):,}") for value in values]

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The counts without separators."""
        return [_plain(value, lambda count: str(half_up(count))) for value in values]


class Number(Struct, frozen=True):
    """Numbers with a fixed number of decimals, "1,234.50"."""

    digits: int = 2

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """One text per number."""
        return [_shown(value, lambda number: f"{half_up(number, self.digits):,}") for value in values]

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The numbers without separators."""
        return [_plain(value, lambda number: str(half_up(number, self.digits))) for value in values]


class Interval(Struct, frozen=True):
    """Pairs (low, high) as "62.6–85.7", each end in the format of the numbers, without percent signs."""

    ends: Format

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """One text per interval; the dash has blanks around it where an end is negative."""
        pairs = self.plain(values)
        dash = " – " if any(end.startswith("-") for pair in pairs for end in pair) else "–"
        return [
            value if isinstance(value, str) else dash.join(pair) if any(pair) else NOTHING
            for value, pair in zip(values, pairs, strict=True)
        ]

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """Two texts per interval, both empty where there is none."""
        pairs = [value if isinstance(value, tuple) else (value, value) for value in values]
        return [tuple(text for (text,) in self.ends.plain(pair)) for pair in pairs]


class Day(Struct, frozen=True):
    """Days as "2024-05-01", from day numbers where 1 is 0001-01-01."""

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """One text per day."""
        return [_shown(value, _iso_day) for value in values]

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The same texts."""
        return [_plain(value, _iso_day) for value in values]


class Words(Struct, frozen=True):
    """Texts as they are."""

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """One text per value."""
        return [_shown(value, str) for value in values]

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The same texts."""
        return [_plain(value, str) for value in values]


def cell_texts(table: Table) -> list[list[str]]:
    """The texts of a table for people, row by row, one per column; bars are given as their numbers."""
    columns = [_column_texts(table, place) for place in range(len(table.columns))]
    return [[column[row] for column in columns] for row in range(len(table.rows))]


def probability(p: float, digits: int = 3) -> str:
    """A p-value as it stands after p: "= 0.012", or "< 0.001" where it would round to nothing."""
    least = Decimal(1).scaleb(-digits)
    return f"< {least}" if p < least else f"= {half_up(p, digits)}"


def _iso_day(number: float) -> str:
    return date.fromordinal(int(number)).isoformat()


def row_format(row: Row, column: Column) -> Format | None:
    """The format that the row has in place of the column's, for both ends of intervals; None if it has none."""
    return Interval(row.format) if row.format and column.role == "interval" else row.format


def _column_texts(table: Table, place: int) -> list[str]:
    column = table.columns[place]
    own = iter(column.format([row.values[place] for row in table.rows if row.format is None]))
    formats = [row_format(row, column) for row in table.rows]
    return [form([row.values[place]])[0] if form else next(own) for row, form in zip(table.rows, formats, strict=True)]


def _shown(value: Cell, text: Callable[[float], str]) -> str:
    return NOTHING if value is None else _written(value, text)


def _plain(value: Cell, text: Callable[[float], str]) -> tuple[str, ...]:
    return (_written(value, text),)


def _written(value: Cell, text: Callable[[float], str]) -> str:
    if isinstance(value, tuple):
        raise TypeError("an interval needs the format Interval")
    if value is None or isinstance(value, str):
        return value or ""
    return text(value)
