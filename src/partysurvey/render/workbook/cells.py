"""What stands in the cells of a workbook: exact numbers under number formats that show the printed digits."""

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct
from rich.cells import cell_len

from partysurvey.report import wording
from partysurvey.report.document import Cell, Column, Format, Row, Table, Value
from partysurvey.report.formats import NOTHING, Count, Day, Interval, Number, Percent, row_format
from partysurvey.survey import Language

FIRST_DAY = 693594  # the proleptic ordinal of day 0 of a workbook
LEAST_WIDTH, WIDEST_HEAD = 8, 14  # of value columns, in characters; longer heads are wrapped
LEAST_STUB, WIDEST_STUB = 18, 46
INDENT = 2  # of nets, in characters


class Field(Struct, frozen=True):
    """A column of cells: a column of the table, or one end of a column of intervals."""

    place: int
    column: Column
    head: str
    end: int | None = None

    def value(self, row: Row) -> Value:
        """The number or text in the row: of an interval the end."""
        cell = row.values[self.place]
        return cell[self.end or 0] if isinstance(cell, tuple) else cell

    def form(self, row: Row) -> Format:
        """The format of the number in the row: that of the row where it has one."""
        form = row_format(row, self.column) or self.column.format
        return form.ends if isinstance(form, Interval) else form


def fields_of(table: Table, language: Language) -> tuple[Field, ...]:
    """The columns of cells of a table: none for bars, two for intervals."""
    pairs = enumerate(table.columns)
    return tuple(chain.from_iterable(_fields(place, column, language) for place, column in pairs))


def number_format(form: Format) -> str:
    """The number format of a workbook that shows the same digits; "General" for texts."""
    match form:
        case Percent(digits):
            return f"{_decimals('0', digits)}%"
        case Count():
            return "#,##0"
        case Number(digits):
            return _decimals("#,##0", digits)
        case Day():
            return "yyyy-mm-dd"
        case Interval(ends):
            return number_format(ends)
    return "General"


def cell_value(form: Format, value: Value) -> Value:
    """The value as a workbook has it: days counted from 1899-12-30, a dash where there is no number."""
    if value is None:
        return NOTHING
    return int(value) - FIRST_DAY if isinstance(form, Day) and not isinstance(value, str) else value


def shown(form: Format, value: Cell) -> str:
    """The text for people, by which the width of the column is chosen."""
    return form([value])[0]


def column_widths(tables: list[Table], language: Language) -> list[int]:
    """The widths of stub and value columns, in characters of which a full-width one takes two, for all tables."""
    stubs = [cell_len(row.stub) + INDENT * (row.role == "net") for table in tables for row in table.rows]
    widths = [min(max(stubs, default=0) + 2, WIDEST_STUB)]
    widths[0] = max(widths[0], LEAST_STUB)
    for table in tables:
        for at, field in enumerate(fields_of(table, language), 1):
            widths += [LEAST_WIDTH] * (at + 1 - len(widths))
            widths[at] = max(widths[at], _needed(table, field))
    return widths


def _needed(table: Table, field: Field) -> int:
    """The width that the values of a column need, and its head if that is not long."""
    texts = (shown(field.form(row), field.value(row)) for row in table.rows)
    return max(min(cell_len(field.head), WIDEST_HEAD), *map(cell_len, texts), 0) + 2


def _fields(place: int, column: Column, language: Language) -> Iterator[Field]:
    if column.role == "interval":
        for end, side in enumerate((wording.LOW, wording.HIGH)):
            yield Field(place, column, f"{column.head} {side.into(language)}", end)
    elif column.role == "value":
        yield Field(place, column, column.head)


def _decimals(whole: str, digits: int) -> str:
    return f"{whole}.{'0' * digits}" if digits else whole
