"""Tables of a document as native Word tables: ruled above, beneath the heads and below, heads on every page."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from docx.oxml.xmlchemy import BaseOxmlElement as Element
from msgspec import Struct
from rich.cells import cell_len

from partysurvey.render.layout import INDENT, Panel, column_panels
from partysurvey.render.package import plain_text
from partysurvey.render.word.markup import element, paragraph, run
from partysurvey.render.word.styles import CELL_SIZE
from partysurvey.report.document import Column, Row, Table

SIZES = (CELL_SIZE, 9.0, 7.5)  # points: the largest at which the columns stand side by side
LEAST_STUB = 0.26  # of the width
WHOLE = 14  # rows of a table that is kept on one page
PADDING = 1.0  # cells at both sides of a text
SET_APART = frozenset({"statistic", "base"})  # rows under a rule of their own
HEAVY, LIGHT = 12, 4  # rules in eighths of a point


class Layout(Struct, frozen=True):
    """A table as it fits the page: the size of its letters in points, the width of the stub in cells, its panels."""

    size: float
    stub: float
    panels: tuple[Panel, ...]


def layout_of(table: Table, width: float) -> Layout:
    """The layout in a width in points: side by side if that can be, else in panels at the middle size."""
    layouts = [_layout(table, width, size) for size in SIZES]
    return next((layout for layout in layouts if len(layout.panels) == 1), layouts[1])


def panel_table(table: Table, layout: Layout, place: int, width: float) -> Element:
    """One panel of the table as an element; `width` is that of the page in points."""
    panel = layout.panels[place]
    widths = _widths(layout, panel, width)
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w": each}) for each in widths))
    lines = (*_head_lines(table, panel, widths), *_body_lines(table, panel, widths))
    return element("w:tbl", None, _properties(table, sum(widths)), grid, *(_row(line, layout.size) for line in lines))


class _Cell(Struct, frozen=True):
    """A cell of a table: its text, its width in twentieths of a point, its side, what it is merged with, its rules."""

    text: str
    width: int
    align: str = "left"
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""  # with the cell beneath, or with the one above
    is_indented: bool = False
    above: int = 0
    below: int = 0


class _Line(Struct, frozen=True):
    """The cells of a row, whether it is one of heads, and whether it stays on one page with the row beneath."""

    cells: Iterable[_Cell]
    is_head: bool = False
    keep: bool = True


def _layout(table: Table, width: float, size: float) -> Layout:
    room = width / size * 2
    stubs = [INDENT * (row.role == "net") + row.stub for row in table.rows]
    natural = max(map(cell_len, (table.stub_head, *stubs))) + 2 * PADDING
    panels = column_panels(table, int(room - min(natural, room * LEAST_STUB)))
    widest = max(panel.width for panel in panels)
    return Layout(size, max(min(natural, room - widest), room * LEAST_STUB), tuple(panels))


def _widths(layout: Layout, panel: Panel, width: float) -> list[int]:
    """The widths of stub and columns in twentieths of a point; room that is left goes to all alike."""
    cells = [layout.stub, *(each + 2 * PADDING for each in panel.widths)]
    room = width / layout.size * 2
    factor = room / sum(cells)
    return [round(cell * factor * layout.size / 2 * 20) for cell in cells]


def _properties(table: Table, width: int) -> Element:
    rules = element("w:tblBorders", None, _rule("top", HEAVY), _rule("bottom", HEAVY))
    margins = element(
        "w:tblCellMar", None, *(element(f"w:{side}", {"w": 60, "type": "dxa"}) for side in ("left", "right"))
    )
    return element(
        "w:tblPr",
        None,
        element("w:tblW", {"w": width, "type": "dxa"}),
        element("w:jc", {"val": "center"}),
        rules,
        element("w:tblLayout", {"type": "fixed"}),
        margins,
        element("w:tblLook", {"val": "0420", "firstRow": 1, "firstColumn": 1}),
        element("w:tblCaption", {"val": plain_text(table.title)}),
        element("w:tblDescription", {"val": plain_text(" ".join(table.notes))}),
    )


def _head_lines(table: Table, panel: Panel, widths: Sequence[int]) -> Iterator[_Line]:
    """The heads, with a row of spanners above where there are any; a head without spanner takes both rows."""
    pairs = tuple(zip(panel.columns, widths[1:], strict=True))
    if not any(column.spanner for column in panel.columns):
        heads = (_Cell(column.head, width, column.align, below=LIGHT) for column, width in pairs)
        yield _Line([_Cell(table.stub_head, widths[0], below=LIGHT), *heads], is_head=True)
        return
    yield _Line([_Cell(table.stub_head, widths[0], merge="restart"), *_spanner_cells(pairs)], is_head=True)
    lower = (
        _Cell(column.head if column.spanner else "", width, column.align, below=LIGHT)
        if column.spanner
        else _Cell("", width, merge="continue", below=LIGHT)
        for column, width in pairs
    )
    yield _Line([_Cell("", widths[0], merge="continue", below=LIGHT), *lower], is_head=True)


def _body_lines(table: Table, panel: Panel, widths: Sequence[int]) -> Iterator[_Line]:
    """The rows; of a short table all are kept together, and with its notes."""
    is_short = len(table.rows) <= WHOLE
    before = ""
    for number, (row, texts) in enumerate(zip(table.rows, panel.texts, strict=True), 1):
        keep = is_short and (number < len(table.rows) or bool(table.notes))
        above = LIGHT if before and row.role in SET_APART and row.role != before else 0
        yield _Line(_body_cells(row, texts, panel, widths, above), keep=keep)
        before = row.role


def _spanner_cells(pairs: Sequence[tuple[Column, int]]) -> Iterator[_Cell]:
    for _, group in groupby(enumerate(pairs), key=lambda each: each[1][0].spanner or each[0]):
        columns, widths = zip(*(pair for _, pair in group), strict=True)
        first = columns[0]
        if first.spanner:
            yield _Cell(first.spanner, sum(widths), "center", span=len(columns), below=LIGHT)
        else:
            yield _Cell(first.head, widths[0], first.align, merge="restart")


def _body_cells(row: Row, texts: Sequence[str], panel: Panel, widths: Sequence[int], above: int) -> Iterator[_Cell]:
    yield _Cell(row.stub, widths[0], is_indented=row.role == "net", above=above)
    for text, width, column in zip(texts, widths[1:], panel.columns, strict=True):
        yield _Cell(text, width, column.align, above=above)


def _row(line: _Line, size: float) -> Element:
    """A row that no page break splits."""
    properties = element("w:trPr", None, element("w:cantSplit"))
    if line.is_head:
        properties.append(element("w:tblHeader"))
    return element("w:tr", None, properties, *(_cell(cell, size, keep=line.keep) for cell in line.cells))


def _cell(cell: _Cell, size: float, *, keep: bool) -> Element:
    properties = element("w:tcPr", None, element("w:tcW", {"w": cell.width, "type": "dxa"}))
    if cell.span > 1:
        properties.append(element("w:gridSpan", {"val": cell.span}))
    if cell.merge:
        properties.append(element("w:vMerge", {"val": cell.merge}))
    rules = [_rule(side, thick) for side, thick in (("top", cell.above), ("bottom", cell.below)) if thick]
    if rules:
        properties.append(element("w:tcBorders", None, *rules))
    properties.append(element("w:vAlign", {"val": "center"}))
    return element("w:tc", None, properties, _words(cell, size, keep=keep))


def _rule(side: str, thickness: int) -> Element:
    return element(f"w:{side}", {"val": "single", "sz": thickness, "space": 0, "color": "000000"})


def _words(cell: _Cell, size: float, *, keep: bool) -> Element:
    settings = [element("w:keepNext")] if keep else []
    if cell.is_indented:
        settings.append(element("w:ind", {"leftChars": 100, "left": round(size * 20)}))
    settings.append(element("w:jc", {"val": cell.align}))
    words = run(cell.text)
    if size != CELL_SIZE:
        words.insert(0, element("w:rPr", None, *(element(tag, {"val": round(size * 2)}) for tag in ("w:sz", "w:szCs"))))
    return paragraph("TableText", words, settings=settings)
