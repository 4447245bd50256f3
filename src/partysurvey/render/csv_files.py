"""Tables and estimates as CSV that Excel opens: UTF-8 with BOM, CRLF, no cell that is run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from partysurvey.estimates.frame import FrameRow, frame_rows
from partysurvey.estimates.results import Estimates, Result
from partysurvey.report import wording
from partysurvey.report.document import Column, Document, Row, Table
from partysurvey.report.formats import Percent, row_format
from partysurvey.survey import Language

FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def table_csv(table: Table, language: Language = "zh") -> bytes:
    """The table as CSV: percents as numbers ("76.0" beneath "占比（%）"), intervals in two columns; no bars, notes."""
    places = [place for place, column in enumerate(table.columns) if column.role != "bar"]
    heads = [head for place in places for head in _heads(table.columns[place], language)]
    rows = [[row.stub, *_cells(table, row, places)] for row in table.rows]
    return csv_bytes([[table.stub_head, *heads], *rows])


def tables_csv(document: Document) -> dict[str, bytes]:
    """Every table of the document as CSV, by file name: "familiarity.csv"."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return {f"{table.name}.csv": table_csv(table, document.language) for table in tables}


def estimates_csv(estimates: Estimates, language: Language = "zh") -> bytes:
    """The long frame of the estimates, one number a row at full precision, with the labels of option and group."""
    labels, groups = _labels(estimates.results, language), _group_labels(estimates.results, language)
    rows = (
        (*row, labels.get((row.question, row.option)), groups.get((row.by, row.by_option)))
        for row in frame_rows(estimates)
    )
    return csv_bytes([(*FrameRow._fields, "label", "by_label"), *rows])


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as CSV; None is empty, numbers are written in full, texts that Excel would run get an apostrophe."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def written(cell: object) -> str:
    """The cell as text; a text that begins like a formula and is no number gets an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, int | float):
        return repr(float(cell)) if isinstance(cell, float) else str(int(cell))
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text) else text


def _heads(column: Column, language: Language) -> list[str]:
    """The head with its spanner, and with the unit of percents; two for an interval."""
    name = " ".join(part for part in (column.spanner, column.head) if part)
    if column.role == "interval":
        return [f"{name} {wording.LOW.into(language)}", f"{name} {wording.HIGH.into(language)}"]
    is_percent = isinstance(column.format, Percent)
    return [wording.filled(wording.IN_UNIT, language, head=name, unit="%") if is_percent else name]


def _cells(table: Table, row: Row, places: Sequence[int]) -> Iterator[str]:
    for place in places:
        column = table.columns[place]
        plain = (row_format(row, column) or column.format).plain([row.values[place]])[0]
        yield from plain if len(plain) == _width(column) else plain * _width(column)


def _width(column: Column) -> int:
    return 2 if column.role == "interval" else 1


def _labels(results: Iterable[Result], language: Language) -> dict[tuple[str, str | None], str]:
    """The labels of options and nets, by question and code."""
    return {
        (result.question, share.option): share.label.into(language)
        for result in results
        for share in (*result.options, *result.nets)
    }


def _group_labels(results: Iterable[Result], language: Language) -> dict[tuple[str | None, str | None], str]:
    """The labels of the groups, by banner and code."""
    return {(result.by, result.by_option): result.by_label.into(language) for result in results if result.by_label}
