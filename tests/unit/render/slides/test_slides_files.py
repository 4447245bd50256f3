"""PowerPoint files as python-pptx reads them back, their workbooks as openpyxl does."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pptx
import pytest
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE, REMARKS
from hard_documents import HOSTILE, hard_document, shown_tables
from msgspec.structs import replace
from PIL import Image

from partysurvey.errors import RenderError
from partysurvey.render.figures.style import BAR
from partysurvey.render.figures.values import value_text
from partysurvey.render.package import plain_text
from partysurvey.render.slides import document_pptx
from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Chart, Document, Heading, Paragraph, Sentence, Series, Table
from partysurvey.report.house import OFFICIAL
from partysurvey.report.protection import protect
from partysurvey.survey import Text

CROWDED = "q1_by_g"  # the chart of the hard document with 144 bars
SCRIPT = """
import hashlib
from hard_documents import hard_document
from partysurvey.render.slides import document_pptx
print(hashlib.sha256(document_pptx(hard_document())).hexdigest())
"""


def hand_document(language="zh"):
    style = Style(language, sentences=True)
    return build_document(protect(ESTIMATES), QUESTIONNAIRE, ACCOUNTING, REMARKS, style)


def deck(document, template=None):
    return pptx.Presentation(BytesIO(document_pptx(document, template)))


def charts_of(opened):
    return {shape.name: shape for slide in opened.slides for shape in slide.shapes if shape.has_chart}


def shown(chart, value):
    """The text of a value under the number format of its labels, by a rule written down here."""
    if value is None:
        return None
    form = (
        chart.plots[0].series[0].data_labels.number_format
        if hasattr(chart.plots[0].series[0], "data_labels")
        else "0.0%"
    )
    digits = len(form.rstrip("%").partition(".")[2])
    return f"{value * 100:.{digits}f}%" if form.endswith("%") else f"{value:,.0f}"


@pytest.mark.parametrize(
    "document", [hand_document("zh"), hand_document("en"), hard_document(1)], ids=["zh", "en", "hard"]
)
def test_charts_are_native_and_print_what_the_tables_print(document):
    found = charts_of(deck(document))
    charts = [block for block in document.blocks if isinstance(block, Chart) and block.name != CROWDED]
    assert list(found) == [chart.name for chart in charts]
    for chart in charts:
        native = found[chart.name].chart
        for series, own in zip(chart.series, native.plots[0].series, strict=True):
            assert own.name == plain_text(series.name)
            expected = [value_text(chart, series, place) for place in range(len(series.values))]
            assert [shown(native, value) for value in own.values] == expected


def test_workbooks_hold_the_numbers_and_no_formulas():
    document = hard_document(1)
    for name, shape in charts_of(deck(document)).items():
        chart = next(block for block in document.blocks if isinstance(block, Chart) and block.name == name)
        sheet = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
        assert [cell.value for cell in sheet["A"][1:]] == [plain_text(label) for label in chart.categories]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert sheet["A3"].value == plain_text(HOSTILE)
        assert [cell.value for cell in sheet["B"][1:]] == pytest.approx(
            [0, 1, 0.005, 0.333, 0.667, 0.25, 0.125, 0.5, 0.75, 0.063, 0.04, 0.96]
        )


def test_sentences_are_headlines_and_stand_with_the_table_in_the_notes():
    document = hand_document()
    slides = list(deck(document).slides)
    spoken = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides[1:])
    sentences = [block.text for block in document.blocks if isinstance(block, Sentence)]
    assert [text for text in sentences if text not in spoken] == []
    assert any(slide.shapes.title.text_frame.text.startswith(sentences[0]) for slide in slides)
    for _, rows in shown_tables(document):
        assert all("\t".join(row) in spoken for row in rows)


def test_every_chart_says_what_it_shows():
    for shape in charts_of(deck(hand_document())).values():
        assert "%" in shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_bars_too_many_to_be_told_apart_are_a_table():
    slides = deck(hard_document(1)).slides
    names = [shape.name for slide in slides for shape in slide.shapes if shape.has_table]
    assert set(names) == {CROWDED}
    assert CROWDED not in charts_of(deck(hard_document(1)))


def test_the_base_stands_under_the_chart():
    document = hand_document()
    table = next(block for block in document.blocks if isinstance(block, Table))
    texts = [shape.text_frame.text for slide in deck(document).slides for shape in slide.shapes if shape.has_text_frame]
    assert any(table.notes[0] in text for text in texts)


def test_questions_without_charts_have_tables_on_as_many_slides_as_needed():
    document = hard_document(1)
    tables = Document(tuple(block for block in document.blocks if not isinstance(block, Chart)))
    natives = [shape.table for slide in deck(tables).slides for shape in slide.shapes if shape.has_table]
    found = {cell.text for native in natives for row in native.rows for cell in row.cells}
    for _, rows in shown_tables(tables):
        assert {plain_text(text) for row in rows for text in row} <= found
    assert len(natives) > 2
    assert max(len(native.rows) for native in natives) <= 16


def test_bars_have_the_colour_of_the_figures():
    chart = charts_of(deck(hard_document(1)))["q1"].chart
    assert str(chart.plots[0].series[0].format.fill.fore_color.rgb) == BAR[1:].upper()


def test_counts_and_stacks_and_histograms():
    stacked = Chart(
        "s",
        "stacked",
        "s",
        ("a", "b"),
        (Series("x", (3.0, 0.0)), Series("y", (1.0, 9.0))),
        measure="count",
        bases=(4, 9),
    )
    numbers = Series("n", (0.25, 0.75), labels=("25%", "75%"))
    histogram = Chart("h", "histogram", "h", (), (numbers,), edges=(0.0, 10.0, 20.5))
    diverging = Chart("d", "diverging", "d", ("all",), tuple(Series(name, (0.5,)) for name in "xy"))
    found = charts_of(deck(Document((stacked, histogram, diverging), "en")))
    assert [series.values for series in found["s"].chart.plots[0].series] == [(3.0, 0.0), (1.0, 9.0)]
    assert list(found["s"].chart.plots[0].categories) == ["a n=4", "b n=9"]
    assert found["s"].chart.value_axis.maximum_scale == 10
    assert list(found["h"].chart.plots[0].categories) == ["0–10", "10–20.5"]
    assert found["h"].chart.plots[0].series[0].data_labels.number_format == "0%"
    assert found["d"].chart.value_axis.maximum_scale == 1


def test_texts_alone_make_a_slide():
    opened = deck(Document((Heading("T", 1), Paragraph("first"), Heading("Q"), Paragraph("second")), "en"))
    titles = [slide.shapes.title.text_frame.text for slide in opened.slides]
    assert titles == ["T", "About the data", "Q"]


def test_a_house_has_its_logo_cover_and_fonts():
    stream = BytesIO()
    Image.new("RGB", (20, 10), "red").save(stream, "PNG")
    house = replace(
        OFFICIAL,
        logo=stream.getvalue(),
        cover=(Text("市委组织部", "Office"),),
        fonts=replace(OFFICIAL.fonts, slides="A&B"),
    )
    content = document_pptx(hand_document(), house)
    cover = pptx.Presentation(BytesIO(content)).slides[0]
    assert "市委组织部" in [shape.text_frame.text for shape in cover.placeholders]
    assert any(shape.name == "logo" and shape.width == 2 * shape.height for shape in cover.shapes)
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.read("ppt/theme/theme1.xml").decode().count('typeface="A&amp;B"') == 4


def test_identical_bytes_in_every_process():
    content = document_pptx(hard_document())
    assert content == document_pptx(hard_document())
    paths = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, [os.environ.get("PYTHONPATH")]), *sys.path])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": paths, "TZ": "Asia/Shanghai"}
    other = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_without_python_pptx_it_says_what_to_install(monkeypatch, snapshot):
    for name in [name for name in sys.modules if name.startswith(("pptx", "partysurvey.render.slides."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(RenderError) as caught:
        document_pptx(Document(()))
    assert str(caught.value) == snapshot


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and pdftotext"
)
def test_libreoffice_prints_the_headlines(tmp_path):
    document = hand_document("en")
    content = document_pptx(document)
    (tmp_path / "r.pptx").write_bytes(content)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "r.pptx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    printed = subprocess.run(
        [shutil.which("pdftotext"), "r.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    words = " ".join(printed.split())
    titles = [
        " ".join(slide.shapes.title.text_frame.text.split()) for slide in pptx.Presentation(BytesIO(content)).slides
    ]
    assert [title for title in titles if title not in words] == []
