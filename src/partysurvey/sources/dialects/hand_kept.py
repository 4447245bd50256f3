"""Workbooks kept by hand: titles above the header, merged cells, sums and remarks below."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.survey import Text

Row = Sequence[object]
Range = tuple[tuple[int, int], tuple[int, int]]

NAME = "hand_kept"
MOST_TITLES = 8  # rows above the header
SUMS = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均(?:值|数)?|总\s*和|合计数|(?:grand\s+)?total|sum|average|mean|subtotal)\s*[:：]?",
    re.IGNORECASE,
)
REMARK = re.compile(
    r"(?:备\s*注|注|说\s*明|填表人|制表人?|审核人?|统计人|数据来源|notes?|remarks?|source)\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)


class Layout(Struct, frozen=True):
    """Where the table stands in its sheet: place of the header, its rows, and the merged cells by column."""

    header: int
    rows: int
    merged: tuple[Range, ...]

    @property
    def is_plain(self) -> bool:
        """Whether the first row is the header and nothing is merged."""
        return self.header == 0 and self.rows == 1 and not self.merged


def layout_of(start: Sequence[Row], merged: Sequence[Range]) -> Layout:
    """The layout of a sheet that starts with these rows, titles and blank rows among them."""
    titles = _titles(start)
    wide = any(low[0] == titles and high[1] > low[1] for low, high in merged)
    rows = 2 if wide and titles + 2 < len(start) else 1
    below = tuple(each for each in merged if each[1][0] >= titles)
    return Layout(titles, rows, below)


def _titles(start: Sequence[Row]) -> int:
    """How many rows stand above the header: blank ones, and such with one text over a wider table."""
    filled = [sum(cell != "" for cell in row) for row in start[: MOST_TITLES + 2]]
    width = max(filled, default=0)
    if width < 2:
        return next((place for place, count in enumerate(filled) if count), 0)
    first = next(place for place, count in enumerate(filled) if count > 1)
    return first if first <= MOST_TITLES else 0


def header_of_rows(rows: Sequence[Row], layout: Layout) -> list[str]:
    """The names of the columns: of two header rows joined as `stem—part`, a merged stem over all its columns."""
    top = [str(cell).strip() for cell in rows[layout.header]]
    if layout.rows == 1:
        return top
    for (row, left), (_, right) in layout.merged:
        if row == layout.header:
            top[left : right + 1] = [top[left]] * (min(right, len(top) - 1) + 1 - left)
    low = [str(cell).strip() for cell in rows[layout.header + 1]]
    return ["—".join(filter(None, pair)) for pair in zip(top, low, strict=True)]


def body(rows: Iterator[Row], layout: Layout) -> Iterator[Row]:
    """The rows of respondents: what is merged downwards in each of its rows, without blank, sum and remark rows."""
    held: dict[int, tuple[int, object]] = {}  # column: last row of the merged cell, its value
    down = {low: high[0] for low, high in layout.merged if high[0] > low[0]}
    for place, row in enumerate(rows):
        if place < layout.header + layout.rows or not any(cell != "" for cell in row):
            continue
        if _is_below(row):
            continue
        filled = list(row)
        for column, cell in enumerate(row):
            if (place, column) in down:
                held[column] = (down[place, column], cell)
            elif column in held and place <= held[column][0]:
                filled[column] = held[column][1]
        yield filled


def _is_below(row: Row) -> bool:
    """Whether the row holds sums (a word and numbers) or a remark (a text alone), not a respondent."""
    first, *others = (cell for cell in row if cell != "")
    if not isinstance(first, str):
        return False
    if others:
        return SUMS.fullmatch(first.strip()) is not None and all(isinstance(cell, int | float) for cell in others)
    return REMARK.fullmatch(first.strip()) is not None


def note(layout: Layout) -> Text:
    """What was assumed about a sheet that is no plain table."""
    return Text(
        f"按手工整理的表格读取：表头在第 {layout.header + 1} 行（{layout.rows} 行），合并单元格已填充，"
        "合计、平均与备注行不计",
        f"read as a table kept by hand: the header stands in row {layout.header + 1} ({layout.rows} row"
        f"{'s' * (layout.rows > 1)}), merged cells were filled, rows of sums, means and remarks are no respondents",
    )
