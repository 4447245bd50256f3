"""Tables as HTML: a caption, heads with their scopes, bodies of rows that may be sorted and of rows that stay."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from partysurvey.render.wrapping import printable
from partysurvey.report.addresses import address_text, cell_addresses
from partysurvey.report.document import Cell, Column, Table
from partysurvey.report.formats import cell_texts

STAYING = frozenset({"base", "question", "statistic"})  # rows whose place has a meaning


def table_html(table: Table, *, shows_title: bool = True) -> str:
    """The table with its notes beneath; a title that is not shown is there for those who listen."""
    caption = "" if shows_title else ' class="heard"'
    return "".join(
        (
            f"<table><caption{caption}><span>{text_html(table.title)}</span></caption>",
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
    if column.role == "bar" or not column.head:
        return "<td></td>"
    side = ' class="left"' if column.align == "left" else ""
    return f'<th scope="col"{side}>{text_html(column.head)}</th>'


def _bodies(table: Table) -> Iterator[str]:
    """Bodies of rows that stand together: options, which may be sorted, and others."""
    texts = cell_texts(table)
    for stays, group in groupby(range(len(table.rows)), key=lambda place: table.rows[place].role in STAYING):
        lines = "".join(_row(table, place, texts[place]) for place in group)
        yield f"<tbody>{lines}</tbody>" if stays else f'<tbody class="sortable">{lines}</tbody>'


def _row(table: Table, place: int, texts: Sequence[str]) -> str:
    row = table.rows[place]
    if row.role == "question":
        width = len(table.columns) + 1
        return f'<tr class="question"><th scope="rowgroup" colspan="{width}">{text_html(row.stub)}</th></tr>'
    cells = "".join(_cell(table, place, column, text) for column, text in enumerate(texts))
    return f'<tr class="{row.role}"><th scope="row">{text_html(row.stub)}</th>{cells}</tr>'


def _cell(table: Table, row: int, place: int, text: str) -> str:
    """A cell that names the cells of the results which its numbers come from."""
    column = table.columns[place]
    if column.role == "bar":
        return f'<td class="bar">{_bar(table.rows[row].values[place])}</td>'
    side = ' class="left"' if column.align == "left" else ""
    addresses = "; ".join(map(address_text, cell_addresses(table, row, place)))
    source = f' data-cell="{escape(addresses)}"' if addresses else ""
    return f"<td{side}{source}>{text_html(text)}</td>"


def _bar(value: Cell) -> str:
    """A bar as long as the share; its number stands beside it, so that it need not be read out."""
    if not isinstance(value, int | float):
        return ""
    return (
        '<svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'<rect width="{value * 100:.4g}" height="10"/></svg>'
    )
