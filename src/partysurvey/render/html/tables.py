"""Tables as HTML: a caption, heads with their scopes, bodies of rows that may be sorted and of rows that stay."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from partysurvey.render.wrapping import printable
from partysurvey.report.document import Cell, Column, Row, Table
from partysurvey.report.formats import cell_texts

STAYING = frozenset({"base", "statistic"})  # rows whose place has a meaning


def table_html(table: Table, *, shows_title: bool = True) -> str:
    """The table with its notes beneath; a title that is not shown is there for those who listen."""
    caption = "" if shows_title else ' class="heard"'
    return "".join(
        (
            f"<table><caption{caption}>{text_html(table.title)}</caption>",
            f"<thead>{''.join(_head_rows(table))}</thead>",
            *_bodies(table),
            "</table>",
        )
    )


def notes_html(notes: Sequence[str]) -> str:
    """The notes of a table as a list; "" without any."""
    items = "".join(f"<li>{text_html(note)}</li>" for note in notes)
    return f'<ul class="notes">{items}</ul>' if items else ""


def text_html(text: str) -> str:
    """The text on one line as HTML shows it, also within attributes."""
    return escape(printable(text))


def _head_rows(table: Table) -> Iterator[str]:
    """The heads, with a row of spanners above where there are any."""
    spanned = any(column.spanner for column in table.columns)
    stub = f'<th scope="col" class="left"{" rowspan=2" * spanned}>{text_html(table.stub_head)}</th>'
    if spanned:
        groups = groupby(enumerate(table.columns), key=lambda each: each[1].spanner or each[0])
        yield f"<tr>{stub}{''.join(_spanner(key, len(tuple(group))) for key, group in groups)}</tr>"
    heads = "".join(_column_head(column) for column in table.columns)
    yield f"<tr>{'' if spanned else stub}{heads}</tr>"


def _spanner(key: str | int, width: int) -> str:
    """The head above `width` columns; an empty cell above a column that has none."""
    return f'<th scope="colgroup" colspan={width}>{text_html(key)}</th>' if isinstance(key, str) else "<td></td>"


def _column_head(column: Column) -> str:
    if column.role == "bar":
        return "<td></td>"
    side = ' class="left"' if column.align == "left" else ""
    return f'<th scope="col"{side}>{text_html(column.head)}</th>'


def _bodies(table: Table) -> Iterator[str]:
    """Bodies of rows that stand together: options, which may be sorted, and others."""
    rows = zip(table.rows, cell_texts(table), strict=True)
    for stays, group in groupby(rows, key=lambda each: each[0].role in STAYING):
        lines = "".join(_row(row, texts, table.columns) for row, texts in group)
        yield f"<tbody>{lines}</tbody>" if stays else f'<tbody class="sortable">{lines}</tbody>'


def _row(row: Row, texts: Sequence[str], columns: Sequence[Column]) -> str:
    cells = zip(row.values, texts, columns, strict=True)
    return (
        f'<tr class="{row.role}"><th scope="row">{text_html(row.stub)}</th>'
        f"{''.join(_cell(*each) for each in cells)}</tr>"
    )


def _cell(value: Cell, text: str, column: Column) -> str:
    if column.role == "bar":
        return f'<td class="bar">{_bar(value)}</td>'
    side = ' class="left"' if column.align == "left" else ""
    return f"<td{side}>{text_html(text)}</td>"


def _bar(value: Cell) -> str:
    """A bar as long as the share; its number stands beside it, so that it need not be read out."""
    if not isinstance(value, int | float):
        return ""
    return (
        '<svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'<rect width="{value * 100:.4g}" height="10"/></svg>'
    )
