"""Tables kept by hand: titles above the header, merged cells, sums and remarks below; workbooks, or saved as text."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.survey import Text
from partysurvey.survey.plain_text import number_text

Row = Sequence[object]
Range = tuple[tuple[int, int], tuple[int, int]]

NAME = "hand_kept"
PLATFORM = re.compile("respondent ?id", re.IGNORECASE)  # its two header rows are read by a dialect of their own
FEWEST_OF_A_GROUP = 3  # rows, on average
MOST_TITLES = 8  # rows above the header
SUMS = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均(?:值|数)?|总\s*和|合计数|(?:grand\s+)?total|sum|average|mean|subtotal)\s*[:：]?",
    re.IGNORECASE,
)
TITLE = re.compile(  # beside others in one row: 填表单位：某局 日期：6月
    r"(?:填|日期|时间|单位|制表|统计|调查|编制|表号|文号|date|unit|prepared)[^:：]{0,8}[:：]\s*\S.*",
    re.IGNORECASE | re.DOTALL,
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
    below = tuple(each for each in merged if each[1][0] >= titles)
    if any(PLATFORM.fullmatch(str(cell).strip()) for cell in start[titles]):
        return Layout(titles, 1, tuple(each for each in below if each[0][0] > titles))
    wide = any(low[0] == titles and high[1] > low[1] for low, high in merged)
    return Layout(titles, 2 if wide and titles + 2 < len(start) else 1, below)


def _titles(start: Sequence[Row]) -> int:
    """How many rows stand above the header: blank ones, and such with one text over a wider table."""
    filled = [sum(cell != "" for cell in row) for row in start[: MOST_TITLES + 2]]
    width = max(filled, default=0)
    if width < 2:
        return next((place for place, count in enumerate(filled) if count), 0)
    first = next(place for place, row in enumerate(start) if filled[place] > 1 and not _is_of_titles(row))
    return first if first <= MOST_TITLES else 0


def _is_of_titles(row: Row) -> bool:
    """Whether every filled cell tells something of the whole table."""
    return all(TITLE.fullmatch(str(cell).strip()) for cell in row if cell != "")


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
        if is_below(row):
            continue
        filled = list(row)
        for column, cell in enumerate(row):
            if (place, column) in down:
                held[column] = (down[place, column], cell)
            elif column in held and place <= held[column][0]:
                filled[column] = held[column][1]
        yield filled


def is_below(row: Row) -> bool:
    """Whether the row holds sums (a word and numbers) or a remark (a text alone), not a respondent."""
    first, *others = (cell for cell in row if cell != "")
    if not isinstance(first, str):
        return False
    if others:
        return SUMS.fullmatch(first.strip()) is not None and all(map(_is_number, others))
    return REMARK.fullmatch(first.strip()) is not None


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) or (
        isinstance(cell, str) and number_text(cell.strip().rstrip("%")) is not None
    )


def layout_of_text(start: Sequence[Row]) -> Layout:
    """The layout of a table saved as text, which tells no merged cells: a header of two rows is seen in its gaps."""
    titles = _titles(start)
    if titles and not _reads_as_header(start[titles]):
        return Layout(0, 1, ())
    if titles + 2 >= len(start) or any(PLATFORM.fullmatch(str(cell).strip()) for cell in start[titles]):
        return Layout(titles, 1, ())
    spans = tuple(_spans(titles, start[titles], start[titles + 1]))
    return Layout(titles, 2 if spans else 1, spans)


def _reads_as_header(row: Row) -> bool:
    filled = [cell for cell in row if cell != ""]
    return len(set(filled)) == len(filled) and not any(map(_is_number, filled))


def _spans(titles: int, top: Row, low: Row) -> Iterator[Range]:
    """The merged cells of the upper header row; none unless the lower row fills exactly what they span."""
    names = [place for place, cell in enumerate(top) if cell != ""]
    ends = [*(place - 1 for place in names[1:]), len(top) - 1]
    wide = [(left, right) for left, right in zip(names, ends, strict=True) if right > left]
    spanned = {place for left, right in wide for place in range(left, right + 1)}
    if spanned and spanned == {place for place, cell in enumerate(low) if cell != ""} and _reads_as_header(low):
        yield from (((titles, left), (titles, right)) for left, right in wide)


def groups_of_rows(rows: Sequence[Row]) -> tuple[int, ...]:
    """The columns whose cells were merged downwards, as text shows it: a few labels, each once, before the answers."""
    found: list[int] = []
    for place, column in enumerate(zip(*rows, strict=True)):
        labels = [cell for cell in column if cell != ""]
        is_group = len(set(labels)) == len(labels) > 1 and FEWEST_OF_A_GROUP * len(labels) <= len(column)
        if is_group and column[0] != "" and not any(map(_is_number, labels)):
            found.append(place)
        elif len(labels) < len(column):
            break
    return tuple(found)


def note(layout: Layout) -> Text:
    """What was assumed about a sheet that is no plain table."""
    return Text(
        f"按手工整理的表格读取：表头在第 {layout.header + 1} 行（{layout.rows} 行），合并单元格已填充，"
        "合计、平均与备注行不计",
        f"read as a table kept by hand: the header stands in row {layout.header + 1} ({layout.rows} row"
        f"{'s' * (layout.rows > 1)}), merged cells were filled, rows of sums, means and remarks are no respondents",
    )
