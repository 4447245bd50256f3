"""A worksheet that is filled from top to bottom: texts, tables, charts beside them."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from partysurvey.render.csv_files import FORMULA_STARTS
from partysurvey.render.workbook.cells import Field, cell_value, fields_of, number_format
from partysurvey.render.workbook.styles import Styles
from partysurvey.render.wrapping import wrapped
from partysurvey.report.document import Row, Table, Value
from partysurvey.survey import Language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LINE = 16.0  # height of a line of text in points
PIXELS_PER_POINT = 4 / 3
LONGEST_TEXT = 32767  # more than that in one cell is refused by Excel
TEXT_WIDTH = 90  # least width of texts above and beneath tables, in characters
PLAIN_WIDTH = 9  # of columns that no table uses


class Sheet:
    """A worksheet, the row to be written next, and the heights of the rows above it in points."""

    def __init__(self, worksheet: "Worksheet", styles: Styles, widths: Sequence[int]) -> None:
        """Take a new worksheet and give its columns their widths in characters."""
        self.worksheet, self.styles, self.widths = worksheet, styles, tuple(widths)
        self.row = 0
        self._bottom = 0.0
        for place, width in enumerate(widths):
            worksheet.set_column(place, place, width)

    def line(self, text: str, style: str, link: str | None = None) -> None:
        """Write one line of text into the first column, from where it flows over empty cells to its right."""
        if link:
            self.worksheet.write_url(self.row, 0, link, self.styles(style), _storable(text))
        else:
            self.cell(0, text, style)
        self.end_row(LINE * (1.5 if style == "title" else 1.0))

    def texts(self, texts: Sequence[str], style: str) -> None:
        """Write texts over as many columns as they need to be readable, each in a merged cell."""
        last, width = self._text_columns()
        for text in texts:
            self.worksheet.merge_range(self.row, 0, self.row, last, "", self.styles(style))
            self.cell(0, text, style)
            self.end_row(LINE * len(wrapped(text, width - 2)))

    def table(self, table: Table, language: Language) -> None:
        """Write heads and rows of a table, its notes beneath."""
        fields = fields_of(table, language)
        if any(field.column.spanner for field in fields):
            self._spanners(fields)
        self._heads(table.stub_head, fields)
        for row in table.rows:
            self._body_row(row, fields)
        self.texts(table.notes, "note")

    def cell(self, column: int, value: Value, style: str, form: str = "General") -> None:
        """Write a number, or a text that is never taken for a formula, into the open row."""
        if value is None or value == "":
            self.worksheet.write_blank(self.row, column, None, self.styles(style, form))
        elif isinstance(value, str):
            quoted = value.startswith(FORMULA_STARTS)
            self.worksheet.write_string(self.row, column, _storable(value), self.styles(style, form, quoted=quoted))
        else:
            self.worksheet.write_number(self.row, column, value, self.styles(style, form))

    def end_row(self, height: float = LINE) -> None:
        """Go on in the next row."""
        self.worksheet.set_row(self.row, height)
        self._bottom += height
        self.row += 1

    @property
    def name(self) -> str:
        """The name of the worksheet."""
        return str(self.worksheet.get_name())

    @property
    def bottom(self) -> float:
        """The height of all rows so far, in pixels."""
        return self._bottom * PIXELS_PER_POINT

    def fill_to(self, bottom: float) -> None:
        """Leave rows empty down to that height in pixels."""
        while self.bottom < bottom:
            self.end_row()

    def _text_columns(self) -> tuple[int, int]:
        """The last of the columns that texts are merged over, at least the second, and their width in characters."""
        width, last = sum(self.widths[:2]), 1
        while width < TEXT_WIDTH:
            last += 1
            width += self.widths[last] if last < len(self.widths) else PLAIN_WIDTH
        return last, width

    def _spanners(self, fields: Sequence[Field]) -> None:
        self.cell(0, "", "spanner")
        height, first = 1, 1
        for spanner, group in groupby(fields, lambda field: field.column.spanner):
            last = first + len(list(group)) - 1
            if spanner and last > first:
                self.worksheet.merge_range(self.row, first, self.row, last, "", self.styles("spanner"))
            self.cell(first, spanner, "spanner")
            height = max(height, len(wrapped(spanner, sum(self.widths[first : last + 1]) - 1)))
            first = last + 1
        self.end_row(LINE * height)

    def _heads(self, stub_head: str, fields: Sequence[Field]) -> None:
        self.cell(0, stub_head, "stub_head")
        for column, field in enumerate(fields, 1):
            self.cell(column, field.head, "head")
        heads = [(stub_head, self.widths[0]), *zip((field.head for field in fields), self.widths[1:], strict=False)]
        self.end_row(LINE * max(len(wrapped(head, width - 1)) for head, width in heads))

    def _body_row(self, row: Row, fields: Sequence[Field]) -> None:
        self.cell(0, row.stub, f"stub_{row.role}")
        for column, field in enumerate(fields, 1):
            form = field.form(row)
            side = "text" if field.column.align == "left" else "value"
            self.cell(column, cell_value(form, field.value(row)), f"{side}_{row.role}", number_format(form))
        self.end_row(LINE * len(wrapped(row.stub, self.widths[0] - 1 - 2 * (row.role == "net"))))


def _storable(text: str) -> str:
    return text[:LONGEST_TEXT]
