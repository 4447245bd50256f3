"""Tables laid out in lines of text for a terminal: widths, wrapped heads and stubs, panels, bars."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from rich.cells import cell_len

from partysurvey.render.bars import bar
from partysurvey.render.wrapping import padded, wrapped
from partysurvey.report.document import Column, Row, Table
from partysurvey.report.formats import cell_texts

GAP = 2  # blanks between columns
LEAST_STUB = 14  # narrower ones are hard to read
WIDE_HEAD, NARROW_HEAD = 16, 8  # heads are wrapped to that where there is room, and where there is not
LEAST_BAR, GOOD_BAR, LONGEST_BAR = 8, 16, 40
INDENT = "  "  # of nets


class Line(Struct, frozen=True):
    """A line of a terminal: its text up to the bar, the bar, and what it is."""

    text: str
    role: str = "option"  # heading, note, head, rule, or the role of a row
    bar: str = ""


class Panel(Struct, frozen=True):
    """The columns of a table that stand side by side, with the texts of their cells and their widths."""

    columns: tuple[Column, ...]
    texts: tuple[tuple[str, ...], ...]  # row by row
    widths: tuple[int, ...]

    @property
    def width(self) -> int:
        """Cells that the columns take, each with the gap before it."""
        return sum(self.widths) + GAP * len(self.widths)


def table_lines(table: Table, width: int, *, ascii_only: bool = False) -> list[Line]:
    """The lines of a table in at most `width` cells; columns that do not fit follow in panels beneath."""
    natural, panels = _natural_stub(table), table_panels(table, width)
    spare = width - max(panel.width for panel in panels) - _bar_room(table)
    stub = min(natural, max(min(spare, _longest_stub(table, width)), LEAST_STUB))
    lines: list[Line] = []
    for place, panel in enumerate(panels):
        room = min(width - stub - panel.width - GAP, LONGEST_BAR)
        bars = _bars(table, room if place == len(panels) - 1 else 0, ascii_only=ascii_only)
        lines += [Line("")] * bool(place) + _panel_lines(table, stub, panel, bars)
    return lines


def table_panels(table: Table, width: int) -> list[Panel]:
    """The columns of a table side by side as far as they fit into `width` cells with their stubs, then the others."""
    return column_panels(table, width - min(_natural_stub(table), max(LEAST_STUB, width // 3)))


def column_panels(table: Table, room: int) -> list[Panel]:
    """The columns in panels of at most `room` cells: one if they can be, with heads wrapped narrow where that helps.

    Columns under one spanner stay together, also where they are wider.
    """
    wide = _panels(_blocks(table, WIDE_HEAD), room)
    return wide if len(wide) == 1 else _panels(_blocks(table, NARROW_HEAD), room)


def _natural_stub(table: Table) -> int:
    """The cells that the longest stub takes."""
    stubs = [INDENT + row.stub if row.role == "net" else row.stub for row in table.rows]
    return max(map(cell_len, (table.stub_head, *stubs)))


def _blocks(table: Table, head: int) -> list[Panel]:
    """Columns that must stay together, those under one spanner; without bars, which have no texts."""
    texts = cell_texts(table)
    places = [place for place, column in enumerate(table.columns) if column.role != "bar"]
    blocks = []
    for key, group in groupby(places, key=lambda place: table.columns[place].spanner or place):
        together = tuple(group)
        columns = tuple(table.columns[place] for place in together)
        body = tuple(tuple(row[place] for place in together) for row in texts)
        blocks.append(Panel(columns, body, _widths(columns, body, key if isinstance(key, str) else "", head)))
    return blocks or [Panel((), ((),) * len(table.rows), ())]


def _widths(columns: Sequence[Column], body: Sequence[Sequence[str]], spanner: str, longest: int) -> tuple[int, ...]:
    """Wide enough for the texts, the heads and, with the first column stretched, the spanner."""
    widths = [
        max([_head_width(column.head, longest), *(cell_len(row[place]) for row in body)])
        for place, column in enumerate(columns)
    ]
    lacking = _head_width(spanner, longest) - sum(widths) - GAP * (len(widths) - 1)
    widths[0] += max(lacking, 0)
    return tuple(widths)


def _head_width(head: str, longest: int) -> int:
    """How wide the head is when wrapped to `longest`, but never narrower than its longest word up to 16."""
    words = max((min(cell_len(word), WIDE_HEAD) for word in head.split() if word.isascii()), default=0)
    return max(cell_len(line) for line in wrapped(head, max(longest, words)))


def _panels(blocks: Sequence[Panel], room: int) -> list[Panel]:
    panels: list[Panel] = []
    for block in (piece for whole in blocks for piece in _pieces(whole, room)):
        if panels and panels[-1].width + block.width <= room:
            panels[-1] = _beside(panels[-1], block)
        else:
            panels.append(block)
    return panels


def _pieces(block: Panel, room: int) -> list[Panel]:
    """The block as it is where it fits, else its columns; one without a head goes on with the one before."""
    if block.width <= room:
        return [block]
    starts = [place for place, column in enumerate(block.columns) if column.head or not place]
    ends = [*starts[1:], len(block.columns)]
    return [
        Panel(block.columns[start:end], tuple(row[start:end] for row in block.texts), block.widths[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]


def _beside(left: Panel, right: Panel) -> Panel:
    texts = tuple((*a, *b) for a, b in zip(left.texts, right.texts, strict=True))
    return Panel((*left.columns, *right.columns), texts, (*left.widths, *right.widths))


def _longest_stub(table: Table, width: int) -> int:
    """Two fifths of the width where bars want room too."""
    return width * 2 // 5 if _bar_room(table) else width


def _bar_room(table: Table) -> int:
    return GAP + GOOD_BAR if any(column.role == "bar" for column in table.columns) else 0


def _bars(table: Table, room: int, *, ascii_only: bool) -> list[str]:
    """One bar per row, all "" where the table has none or the room is too small."""
    place = next((place for place, column in enumerate(table.columns) if column.role == "bar"), None)
    if place is None or room < LEAST_BAR:
        return [""] * len(table.rows)
    shares = [row.values[place] for row in table.rows]
    return [bar(share, room, ascii_only=ascii_only) if isinstance(share, int | float) else "" for share in shares]


def _panel_lines(table: Table, stub: int, panel: Panel, bars: Sequence[str]) -> list[Line]:
    lines = [*_spanner_lines(stub, panel), *_head_lines(table.stub_head, stub, panel)]
    lines.append(Line("─" * (stub + panel.width), "rule"))
    for row, texts, drawn in zip(table.rows, panel.texts, bars, strict=True):
        lines += _row_lines(row, stub, panel, texts, drawn)
    return lines


def _row_lines(row: Row, stub: int, panel: Panel, texts: Sequence[str], drawn: str) -> list[Line]:
    """The lines of a row: a long stub goes on beneath, its numbers stand in the first line; a question has none."""
    if row.role == "question":
        return [Line(line, row.role) for line in wrapped(row.stub, stub + panel.width)]
    indent = INDENT if row.role == "net" else ""
    first, *rest = wrapped(row.stub, stub - len(indent))
    cells = "".join(
        " " * GAP + padded(text, width, column.align)
        for text, width, column in zip(texts, panel.widths, panel.columns, strict=True)
    )
    below = [Line(f"{indent}{INDENT}{line}", row.role) for line in rest]
    return [Line(padded(indent + first, stub) + cells, row.role, " " * GAP + drawn if drawn else ""), *below]


def _head_lines(stub_head: str, stub: int, panel: Panel) -> list[Line]:
    heads = [wrapped(column.head, width) for column, width in zip(panel.columns, panel.widths, strict=True)]
    return _stacked(
        [wrapped(stub_head, stub), *heads], [stub, *panel.widths], ["left", *(c.align for c in panel.columns)]
    )


def _spanner_lines(stub: int, panel: Panel) -> list[Line]:
    """The spanners above their columns, right-aligned with them; none where there are none."""
    if not any(column.spanner for column in panel.columns):
        return []
    spans = [
        (spanner, [width for _, width in group])
        for spanner, group in groupby(
            zip((c.spanner for c in panel.columns), panel.widths, strict=True), lambda pair: pair[0]
        )
    ]
    widths = [sum(each) + GAP * (len(each) - 1) for _, each in spans]
    heads = [wrapped(spanner, width) for (spanner, _), width in zip(spans, widths, strict=True)]
    return _stacked([[""], *heads], [stub, *widths], ["left", *["right"] * len(spans)])


def _stacked(heads: Sequence[Sequence[str]], widths: Sequence[int], sides: Sequence[str]) -> list[Line]:
    """Heads of one or more lines side by side, their last lines on one level."""
    height = max(map(len, heads))
    lowered = [[""] * (height - len(head)) + list(head) for head in heads]
    return [
        Line(
            (" " * GAP).join(
                padded(head[level], width, side) for head, width, side in zip(lowered, widths, sides, strict=True)
            ),
            "head",
        )
        for level in range(height)
    ]
