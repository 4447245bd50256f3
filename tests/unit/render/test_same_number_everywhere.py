"""The same number in every format: each cell of each table, at its printed digits, against results.json.

The survey has weights made from targets, letters, nets, means, rankings, grids and hidden groups. What a cell
has to show is made here from the exact number in the JSON; what it shows is read back from the files by other libraries.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html import unescape

import docx
import pptx
import pytest
from every_number import SAMPLES
from openpyxl import load_workbook

from partysurvey.pipeline.analysis import Analysis, Request, run
from partysurvey.pipeline.reporting import RENDERERS
from partysurvey.render.csv_files import tables_csv
from partysurvey.render.json_addresses import numbers_by_address
from partysurvey.render.look import Look
from partysurvey.render.terminal import document_lines
from partysurvey.report.accounting import Style
from partysurvey.report.addresses import address_text, addressed_texts, cell_addresses
from partysurvey.report.document import HIDDEN, Chart, Document, Table
from partysurvey.report.formats import cell_texts

pypdf = pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
QUESTIONS = ("part_time", "familiarity", "attitudes", "difficulties", "remedies", "age")
STYLE = Style("en", sentences=True)


@cache
def analysis() -> Analysis:
    request = Request(
        file=SAMPLES / "organ_cadres.csv",
        questions=QUESTIONS,
        by=("rank",),
        targets=SAMPLES / "organ_cadres_targets.yaml",
        min_group=25,
    )
    return run(request)


@cache
def document() -> Document:
    """The report without figures, which tests of their own compare."""
    whole = analysis().document(STYLE)
    return Document(tuple(block for block in whole.blocks if not isinstance(block, Chart)), whole.language)


@cache
def numbers():
    """The numbers of results.json by their addresses, from its text."""
    return numbers_by_address(json.loads(analysis().to_json(STYLE)))


def expected(address, printed: str) -> str:
    """What has to stand at an address: the number of the JSON with the digits and signs of what was printed there."""
    value = numbers().get(address)
    if value is None:
        return HIDDEN if printed == HIDDEN else "–"
    digits = len(printed.rstrip("%").partition(".")[2])
    in_percent = printed.endswith("%") or (address.option is not None and address.stat in {"low", "high"})
    exact = Decimal(repr(float(value))) * (100 if in_percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,}" + "%" * printed.endswith("%")


def rows_of(table: Table) -> Iterator[list[list[str]]]:
    """The texts of the cells with numbers, row by row and group by group, bars left out."""
    for place, (row, texts) in enumerate(zip(table.rows, cell_texts(table), strict=True)):
        groups: dict[str, list[str]] = {}
        for at, (column, text) in enumerate(zip(table.columns, texts, strict=True)):
            if column.role != "bar" and cell_addresses(table, place, at):
                groups.setdefault(column.spanner, []).append(text)
        if groups and row.role != "question":
            yield [*groups.values()]


def squeezed(text: str) -> str:
    """A text without what formats put between cells, and without letters: the numbers and their signs in order."""
    return "".join(re.findall(r"[\d.,%*–-]+", re.sub(r"[↑↓]", "", text)))


def test_the_survey_has_everything_that_can_differ():
    results = analysis().estimates.results
    assert any(result.hidden for result in results)
    assert any(share.letters for result in results for share in result.options)
    assert any(result.nets for result in results)
    assert {"scale", "grid", "multiple", "ranking", "number", "single"} <= {result.kind for result in results}
    assert any(result.base.n and abs(result.base.weighted - result.base.n) > 0.1 for result in results)


def test_every_printed_number_is_that_of_the_json():
    seen = 0
    for address, text in addressed_texts(document()):
        if address.stat in {"difference", "p"}:
            continue  # of two cells; of tests, "p < 0.001"
        printed = NUMBER.search(text)
        bare = text if printed is None else printed[0] + "%" * ("%" in text)
        assert bare == expected(address, bare), address_text(address)
        seen += 1
    assert seen > 700


def page(ending: str) -> str:
    return RENDERERS[ending](document(), Look()).decode()


def terminal() -> str:
    return "\n".join(line.text for line in document_lines(document(), 100_000))


def markdown() -> str:
    return page(".md").replace("\\", "")


def html() -> str:
    return unescape(re.sub(r"<[^>]+>", " ", page(".html")))


def latex() -> str:
    return page(".tex").replace("\\%", "%")


def word() -> str:
    file = docx.Document(io.BytesIO(RENDERERS[".docx"](document(), Look())))
    return "\n".join(" ".join(cell.text for cell in row.cells) for table in file.tables for row in table.rows)


def slides() -> str:
    deck = pptx.Presentation(io.BytesIO(RENDERERS[".pptx"](document(), Look())))
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)


def pdf() -> str:
    reader = pypdf.PdfReader(io.BytesIO(RENDERERS[".pdf"](document(), Look())))
    return "\n".join(each.extract_text() for each in reader.pages)


def is_in(row, text) -> bool:
    """Whether the row stands in the squeezed text: whole or, in a wide table, cut between groups or once anywhere."""
    cells = [text for group in row for text in group]
    cuts = ([cells[:at], cells[at:]] for at in range(len(cells)))
    return any(all(squeezed(" ".join(part)) in text for part in parts) for parts in (row, *cuts))


@pytest.mark.parametrize("shown", [terminal, markdown, html, latex, word, slides, pdf])
def test_every_row_of_every_table_stands_there(shown):
    text = squeezed(shown())
    missing = [row for table in document().tables for row in rows_of(table) if not is_in(row, text)]
    assert missing == []


def test_files_of_tables_have_the_same_digits():
    for name, content in tables_csv(document()).items():
        table = next(each for each in document().tables if name == f"{each.name}.csv")
        _, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        read = squeezed(" ".join(cell for line in lines for cell in line[1:]))
        for row in rows_of(table):
            cells = " ".join(text for group in row for text in group)
            plain = squeezed(cells).replace("%", "").replace("–", "").replace(",", "")
            assert plain in read.replace(",", ""), (name, row)


def test_workbooks_have_the_exact_numbers():
    book = load_workbook(io.BytesIO(RENDERERS[".xlsx"](document(), Look())))
    held = {
        round(float(cell.value), 9)
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, int | float)
    }
    wanted = {
        address: numbers()[address]
        for table in document().tables
        for place in range(len(table.rows))
        for at in range(len(table.columns))
        for address in cell_addresses(table, place, at)
        if numbers().get(address) is not None
    }
    assert [address_text(each) for each, value in wanted.items() if round(float(value), 9) not in held] == []
