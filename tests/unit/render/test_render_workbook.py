"""Workbooks, read back by openpyxl, which shares no code with the writer."""

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import pytest
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE, REMARKS
from msgspec.structs import replace
from openpyxl import load_workbook

from partysurvey.errors import RenderError
from partysurvey.render.look import Look
from partysurvey.render.workbook import document_xlsx
from partysurvey.render.workbook.naming import sheet_names
from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Banner, Chart, Column, Document, Heading, Paragraph, Row, Series, Table
from partysurvey.report.formats import Count, Day, Interval, Number, Percent, Words, cell_texts
from partysurvey.report.protection import protect

FORMULAS = ["=1+1", "+1", "-1 或更少", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1"]


def document(language="zh", **style):
    return build_document(protect(ESTIMATES), QUESTIONNAIRE, ACCOUNTING, REMARKS, Style(language, **style))


def opened(report):
    return load_workbook(BytesIO(document_xlsx(report)))


def tables(report):
    return [block for block in report.blocks if isinstance(block, Table)]


def rows_of(sheet):
    """Row by row the cells from column B on, by the stub in column A."""
    return [(row[0].value, row[1:]) for row in sheet.iter_rows()]


def single(table, **more):
    return Document((Heading("t", 1), table), **more)


def test_there_is_a_sheet_for_contents_toplines_every_banner_and_the_data_of_charts():
    assert opened(document()).sheetnames == ["目录", "各题结果", "兼职还是专职", "图表数据"]
    assert opened(document("en")).sheetnames[:2] == ["Contents", "Toplines"]


def expected_numbers(table):
    """The numbers of a table in reading order, intervals as two, without bars; from the document alone."""
    for row in table.rows:
        for column, value in zip(table.columns, row.values, strict=True):
            if column.role != "bar":
                yield from value if isinstance(value, tuple) else [value] * (2 if column.role == "interval" else 1)


def as_stored(value):
    """What openpyxl reads for a value: numbers to the 16 digits of the format."""
    if isinstance(value, float):
        return pytest.approx(value, rel=1e-15)
    return "–" if value is None else None if value == "" else value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_every_table_is_there_in_full(language):
    report = document(language, sentences=True)
    book = opened(report)
    for table in tables(report):
        sheet = next(
            sheet
            for sheet in book
            if any(row[0].value == table.title for row in sheet.iter_rows()) and sheet.title != book.sheetnames[0]
        )
        stubs = {row.stub for row in table.rows}
        lines = rows_of(sheet)
        start = next(place for place, (stub, _) in enumerate(lines) if stub == table.title)
        after = [cells for stub, cells in lines[start + 1 :] if stub in stubs][: len(table.rows)]
        expected = list(expected_numbers(table))
        width = len(expected) // len(table.rows)
        found = [cell.value for cells in after for cell in cells[:width]]
        assert found == [as_stored(value) for value in expected]


def test_cells_show_the_digits_of_the_document():
    columns = (
        Column("p", Percent(1)),
        Column("p0", Percent(0)),
        Column("n", Count()),
        Column("x", Number(2)),
        Column("d", Day()),
        Column("i", Interval(Percent(1)), role="interval"),
    )
    day = date(2024, 5, 1)
    row = Row("r", (0.125, 0.5, 1234, 2.345, float(day.toordinal()), (0.1, 0.2)))
    sheet = opened(single(Table("t", "t", "s", columns, (row,)))).worksheets[1]
    cells = next(cells for stub, cells in rows_of(sheet) if stub == "r")
    assert [cell.number_format for cell in cells[:7]] == [
        "0.0%",
        "0%",
        "#,##0",
        "#,##0.00",
        "yyyy-mm-dd",
        "0.0%",
        "0.0%",
    ]
    assert cells[4].value.date() == day


def test_a_row_of_another_kind_has_its_own_format():
    table = Table(
        "t", "t", "s", (Column("p", Percent(1)),), (Row("r", (0.5,)), Row("b", (200,), "base", format=Count()))
    )
    sheet = opened(single(table)).worksheets[1]
    cells = {stub: cells[0] for stub, cells in rows_of(sheet)}
    assert (cells["r"].number_format, cells["b"].number_format) == ("0.0%", "#,##0")


@pytest.mark.parametrize("words", FORMULAS)
def test_texts_that_look_like_formulas_are_texts(words):
    chart = Chart("t", "bars", words, (words,), (Series(words, (0.5,)),))
    table = Table("t", words, words, (Column(words, Words(), spanner=words),), (Row(words, (words,)),), (words,))
    table = replace(table, banner=Banner("b", words))
    book = opened(Document((Heading(words, 1), Paragraph(words), table, chart)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(cell.value == words for cell in cells) >= 10
    assert {cell.data_type for cell in cells if cell.value == words} == {"s"}
    with ZipFile(BytesIO(document_xlsx(Document((Heading(words, 1), table, chart))))) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)


def test_hidden_cells_are_stars():
    book = opened(document())
    assert "*" in {cell.value for row in book.worksheets[2].iter_rows() for cell in row}


def test_links_lead_to_the_titles():
    book = opened(document())
    links = [cell.hyperlink for row in book["目录"].iter_rows(max_col=1) for cell in row if cell.hyperlink]
    assert len(links) == len(tables(document())) + 1  # the open question has no table
    for link in links:
        sheet, cell = link.location.rsplit("!", 1)
        assert book[sheet.strip("'")][cell].value == book["目录"][link.ref].value


def test_panes_are_frozen_and_spanners_merged():
    sheet = opened(document()).worksheets[2]
    assert sheet.freeze_panes == "B2"
    heads = [sheet.cell(part.min_row, part.min_col).value for part in sheet.merged_cells.ranges if part.min_col > 1]
    crosstab = next(table for table in tables(document()) if table.banner)
    assert sorted(heads) == sorted({column.spanner for column in crosstab.columns})


def test_charts_are_drawn_from_cells_that_hold_their_numbers():
    report = document()
    charts = [block for block in report.blocks if isinstance(block, Chart)]
    book = opened(report)
    drawn = [chart for sheet in book for chart in sheet._charts]
    assert len(drawn) == len(charts)
    data = book["图表数据"]
    for chart in charts:
        start = next(row for row in range(1, data.max_row + 1) if data.cell(row, 1).value == chart.title)
        for place, series in enumerate(chart.series):
            assert data.cell(start + 1, place + 2).value == series.name
            values = [data.cell(start + 2 + at, place + 2).value for at in range(len(series.values))]
            assert values == [as_stored(value) if value is not None else None for value in series.values]


def test_the_chart_of_a_protected_group_says_so():
    names = [row[0].value for row in opened(document())["图表数据"].iter_rows(max_col=1)]
    assert any(name and name.endswith("人数过少，不显示") for name in names)


def test_bytes_are_the_same_in_another_process():
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from test_render_workbook import document, document_xlsx\n"
        "print(hashlib.sha256(document_xlsx(document())).hexdigest())"
    )
    runs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", program, str(Path(__file__).parent)]
        runs.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert runs[0] == runs[1]
    assert document_xlsx(document()) == document_xlsx(document())


def test_a_font_family_is_that_of_the_cells_and_a_file_is_not():
    for font, expected in (("思源宋体", "思源宋体"), ("fonts/song.ttf", "等线"), (None, "等线")):
        book = load_workbook(BytesIO(document_xlsx(document(), Look(font=font))))
        assert book["目录"]["A1"].font.name == expected


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["a/b:c", "a*b"], ["a b c", "a b"]),
        (["同名", "同名", "同名"], ["同名", "同名 (2)", "同名 (3)"]),
        (["Part", "part"], ["Part", "part (2)"]),
        (["History", "", "'x'"], ["History (2)", "–", "x"]),
        (["长" * 40, "长" * 41], ["长" * 30 + "…", "长" * 26 + "… (2)"]),
    ],
)
def test_names_of_sheets(titles, names):
    assert sheet_names(titles) == names
    assert max(map(len, names)) <= 31


def test_a_missing_library_is_named(monkeypatch, snapshot):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(RenderError) as caught:
        document_xlsx(document())
    assert str(caught.value) == snapshot


@pytest.mark.slow
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_printed_digits(tmp_path):
    """The sheet of toplines as CSV, as LibreOffice formats its cells."""
    report = document()
    (tmp_path / "report.xlsx").write_bytes(document_xlsx(report))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
    command = ["soffice", profile, "--headless", "--convert-to", sheet, "--outdir", str(tmp_path), "report.xlsx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    text = next(tmp_path.glob("*.csv")).read_text("utf-8")
    for table in tables(report):
        if not table.banner:
            for row, texts in zip(table.rows, cell_texts(table), strict=True):
                assert f"{row.stub},{texts[0]}" in text or f'{row.stub},"{texts[0]}"' in text
