"""Tables of a document as native tables of PowerPoint, on as many slides as they need."""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table as NativeTable
from pptx.table import _Cell as NativeCell
from pptx.util import Cm, Pt
from rich.cells import cell_len

from partysurvey.render.layout import INDENT, Panel, column_panels
from partysurvey.render.package import plain_text
from partysurvey.render.slides.places import CONTENT, POINTS_PER_CENTIMETRE
from partysurvey.report.document import Row, Table

SIZE = 12.0
MOST_LINES = 14  # of the body on one slide
ROW_HEIGHT = Cm(0.76)
LEAST_STUB = 0.3  # of the width
PADDING = 3  # cells beside the text of a column
FILLED = 0.7  # of the room beside the stubs: the rest is between the texts
INSET = Cm(0.12)  # left and right of the text of a cell
Lines = tuple[tuple[Row, tuple[str, ...]], ...]  # rows with the texts of their columns
SIDES = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}


class Part(Struct, frozen=True):
    """What of a table stands on one slide: some of its columns, some of its rows with the texts of these columns."""

    stub_head: str
    stub: float  # the width in cells
    panel: Panel
    rows: Lines

    @property
    def has_spanners(self) -> bool:
        """Whether there is a row of spanners above the heads."""
        return any(column.spanner for column in self.panel.columns)


def parts_of(table: Table) -> Iterator[Part]:
    """The table in parts that fit a slide, columns first."""
    room = CONTENT.width * POINTS_PER_CENTIMETRE / (SIZE / 2)
    stubs = [INDENT * (row.role == "net") + row.stub for row in table.rows]
    stub = min(max(map(cell_len, (table.stub_head, *stubs))) + PADDING, room * LEAST_STUB)
    for panel in column_panels(table, int((room - stub) * FILLED)):
        rows = tuple(zip(table.rows, panel.texts, strict=True))
        wide = max(stub, min(room - panel.width - PADDING * len(panel.columns), room * 0.5))
        for shown in _by_slide(rows, wide - PADDING):
            yield Part(table.stub_head, wide, panel, shown)


def _by_slide(rows: Lines, stub: float) -> Iterator[Lines]:
    """The rows in turns that a slide has room for: a stub that is longer than its column takes several lines."""
    taken: list[tuple[Row, tuple[str, ...]]] = []
    lines = 0
    for row, texts in rows:
        needed = max(math.ceil(cell_len(row.stub) / stub), 1)
        if taken and lines + needed > MOST_LINES:
            yield tuple(taken)
            taken, lines = [], 0
        taken.append((row, texts))
        lines += needed
    yield tuple(taken)


def add_table(slide: Slide, part: Part, name: str) -> None:
    """Put a part of a table on the slide."""
    heads = 2 if part.has_spanners else 1
    size = len(part.rows) + heads, len(part.panel.columns) + 1
    left, top, width, _ = CONTENT.lengths
    frame = slide.shapes.add_table(*size, left, top, width, ROW_HEIGHT * size[0])
    frame.name = name
    _set_widths(frame.table, part)
    if part.has_spanners:
        _write_spanners(frame.table, part)
    _write_heads(frame.table, part, heads - 1)
    for place, (row, texts) in enumerate(part.rows, heads):
        _write_row(frame.table, part, place, row, texts)


def _set_widths(native: NativeTable, part: Part) -> None:
    cells = [part.stub, *(width + PADDING for width in part.panel.widths)]
    for column, width in zip(native.columns, cells, strict=True):
        column.width = Cm(CONTENT.width * width / sum(cells))


def _write_spanners(native: NativeTable, part: Part) -> None:
    """Spanners over their columns; the stub's head and heads without spanner take both rows."""
    native.cell(0, 0).merge(native.cell(1, 0))
    pairs = enumerate(part.panel.columns, 1)
    for _, group in groupby(pairs, key=lambda pair: pair[1].spanner or pair[0]):
        places = [place for place, _ in group]
        spanner = part.panel.columns[places[0] - 1].spanner
        if not spanner:
            native.cell(0, places[0]).merge(native.cell(1, places[0]))
        elif len(places) > 1:
            native.cell(0, places[0]).merge(native.cell(0, places[-1]))
        _write(native.cell(0, places[0]), spanner, "center")


def _write_heads(native: NativeTable, part: Part, row: int) -> None:
    _write(native.cell(0, 0), part.stub_head, "left")
    for place, column in enumerate(part.panel.columns, 1):
        _write(native.cell(row if column.spanner else 0, place), column.head, column.align)


def _write_row(native: NativeTable, part: Part, place: int, row: Row, texts: Sequence[str]) -> None:
    stub = native.cell(place, 0)
    _write(stub, row.stub, "left")
    if row.role == "net":
        stub.margin_left = Cm(0.7)
    for at, (text, column) in enumerate(zip(texts, part.panel.columns, strict=True), 1):
        _write(native.cell(place, at), text, column.align)


def _write(cell: NativeCell, text: str, side: str) -> None:
    cell.margin_top = cell.margin_bottom = Cm(0.08)
    cell.margin_left = cell.margin_right = INSET
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = SIDES[side]
    run = paragraph.add_run()
    run.text = plain_text(text)
    run.font.size = Pt(SIZE)
