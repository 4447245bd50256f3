"""Where in the results the numbers of a document come from."""

from collections.abc import Iterator

from partysurvey.report.document import HIDDEN, Address, Cell, Column, Coordinates, Document, Row, Sentence, Table
from partysurvey.report.formats import cell_texts, row_format

ENDS = ("low", "high")
Addressed = tuple[Address, str]  # and how it is printed


def cell_addresses(table: Table, row: int, column: int) -> tuple[Address, ...]:
    """The addresses of the numbers in a cell: two in an interval, else one; none where it holds words or nothing."""
    line, head = table.rows[row], table.columns[column]
    if not _holds_number(line.values[column]) or head.role == "bar":
        return ()
    found = _merged(line.of, head.of, table.of)
    if found.question is None:
        return ()
    stats = ENDS if head.role == "interval" else (found.stat or "share",)
    return tuple(Address(found.question, found.item, found.by, found.by_option, found.option, stat) for stat in stats)


def addressed_texts(document: Document) -> Iterator[Addressed]:
    """Every number of tables and sentences with its address, as it is printed; of an interval both ends."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table_texts(block)
        elif isinstance(block, Sentence):
            yield from ((part.address, part.text) for part in block.parts if not isinstance(part, str))


def address_text(address: Address) -> str:
    """The address in one word: "attitudes.respected[part_time=yes] agree share"."""
    asked = ".".join(filter(None, (address.question, address.item)))
    group = f"[{address.by}={address.by_option}]" if address.by_option else f"[{address.by}]" if address.by else ""
    return " ".join(filter(None, (asked + group, address.option, address.stat)))


def _table_texts(table: Table) -> Iterator[Addressed]:
    for place, (row, texts) in enumerate(zip(table.rows, cell_texts(table), strict=True)):
        for number, (column, text) in enumerate(zip(table.columns, texts, strict=True)):
            addresses = cell_addresses(table, place, number)
            ends = _ends(row, column, number) if len(addresses) > 1 else (text,)
            yield from zip(addresses, ends, strict=False)  # words have no address


def _ends(row: Row, column: Column, place: int) -> tuple[str, ...]:
    return (row_format(row, column) or column.format).plain([row.values[place]])[0]


def _holds_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or cell == HIDDEN


def _merged(*parts: Coordinates) -> Coordinates:
    """The coordinates of all of them, the first ones first."""
    return Coordinates(
        **{
            name: next((known for part in parts if (known := getattr(part, name)) is not None), None)
            for name in Coordinates.__struct_fields__
        }
    )
