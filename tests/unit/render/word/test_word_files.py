"""Word files as python-docx reads them back, and as LibreOffice prints them."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE, REMARKS
from hard_documents import HOSTILE, hard_document, shown_tables
from msgspec.structs import replace
from PIL import Image

from partysurvey.errors import RenderError
from partysurvey.render.figures import figure_files
from partysurvey.render.package import plain_text
from partysurvey.render.word import document_docx
from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Chart, Document, Heading, Sentence, Series, Table
from partysurvey.report.house import OFFICIAL
from partysurvey.report.protection import protect
from partysurvey.survey import Text

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
SCRIPT = """
import hashlib
from hard_documents import hard_document
from partysurvey.render.word import document_docx
print(hashlib.sha256(document_docx(hard_document(), {})).hexdigest())
"""


def hand_document(language="zh"):
    style = Style(language, sentences=True)
    return build_document(protect(ESTIMATES), QUESTIONNAIRE, ACCOUNTING, REMARKS, style)


def figures_of(document):
    """One pixel for each chart: what is drawn is the business of other tests."""
    return {f"{block.name}.png": PIXEL for block in document.blocks if isinstance(block, Chart)}


def word(document, template=None):
    return docx.Document(BytesIO(document_docx(document, figures_of(document), template)))


def texts(opened, style):
    return [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == style]


def grid_texts(table):
    """The texts of a Word table, row by row, each merged cell once."""
    return [[_Cell(cell, row._parent).text for cell in row._tr.tc_lst] for row in table.rows]


@pytest.mark.parametrize(
    "document", [hand_document("zh"), hand_document("en"), hard_document()], ids=["zh", "en", "hard"]
)
def test_every_cell_of_every_table_is_in_the_file(document):
    """Tables too wide for the page go on in panels, each with the stubs: together they have all cells in order."""
    found = iter(word(document).tables)
    for table, expected in shown_tables(document):
        cells = [[plain_text(text) for text in row] for row in expected]
        rows = [[stub] for stub, *_ in cells]
        while any(len(row) < len(cells[0]) for row in rows):
            body = grid_texts(next(found))[-len(cells) :]
            assert [stub for stub, *_ in body] == [stub for stub, *_ in cells]
            rows = [row + more for row, (_, *more) in zip(rows, body, strict=True)]
        assert rows == cells, table.name
    assert next(found, None) is None


def test_sentences_and_headings_are_paragraphs_with_styles():
    document = hand_document()
    opened = word(document)
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level > 1]
    sentences = [block.text for block in document.blocks if isinstance(block, Sentence)]
    assert texts(opened, "Heading 1") == headings
    assert sentences
    assert set(sentences) <= set(texts(opened, "Body Text"))
    assert texts(opened, "Title") == [QUESTIONNAIRE.title.zh]


def test_captions_are_numbered_by_fields_that_are_filled():
    opened = word(hand_document())
    captions = texts(opened, "Caption")
    tables = [text for text in captions if text.startswith("表")]
    figures = [text for text in captions if text.startswith("图")]
    assert [text.split("\u3000")[0] for text in tables] == [f"表{place}" for place in range(1, len(tables) + 1)]
    assert [text.split("\u3000")[0] for text in figures] == [f"图{place}" for place in range(1, len(figures) + 1)]
    fields = [code.text.strip() for code in opened.element.iter(qn("w:instrText"))]
    assert fields.count("SEQ 表 \\* ARABIC") == len(tables)
    assert fields.count("SEQ 图 \\* ARABIC") == len(figures)


def test_the_contents_link_to_the_headings():
    opened = word(hand_document())
    entries = [paragraph for paragraph in opened.paragraphs if paragraph.style.name == "toc 1"]
    assert [entry.text.strip() for entry in entries] == texts(opened, "Heading 1")
    anchors = [link.get(qn("w:anchor")) for link in opened.element.iter(qn("w:hyperlink"))]
    assert anchors == [mark.get(qn("w:name")) for mark in opened.element.iter(qn("w:bookmarkStart"))]


def test_figures_say_what_they_show():
    opened = word(hand_document())
    described = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    assert len(described) == len(figures_of(hand_document()))
    assert any("很熟悉 20.0%" in text or "很熟悉: 20.0%" in text for text in described), described


def test_a_figure_too_high_to_be_read_on_a_page_is_left_to_its_table():
    stream = BytesIO()
    Image.new("RGB", (100, 1000)).save(stream, "PNG", dpi=(10, 10))  # 25 × 254 cm
    chart = Chart("c", "bars", "c", ("a",), (Series("s", (1.0,)),))
    opened = docx.Document(BytesIO(document_docx(Document((chart,)), {"c.png": stream.getvalue()})))
    assert (len(opened.inline_shapes), texts(opened, "Caption")) == (0, [])


def test_heads_are_repeated_rows_unsplit_and_spanners_merged():
    document = hard_document(1)
    opened = word(document)
    crossed = opened.tables[1]
    heads = crossed.rows[:2]
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in heads)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in crossed.rows)
    spans = [tc.grid_span for tc in heads[0]._tr.tc_lst]
    assert spans[0] == 1
    assert set(spans[1:]) == {2}
    assert heads[0].cells[0].text == "选项"
    assert heads[0].cells[0]._tc is heads[1].cells[0]._tc  # python-docx gives the first cell of a vertical merge


def test_nets_are_indented_and_numbers_stand_right():
    topline = word(hard_document(1)).tables[0]
    net = next(row for row in topline.rows if row.cells[0].text == "合计两项")
    assert net.cells[0].paragraphs[0]._p.pPr.ind.get(qn("w:leftChars")) == "100"
    assert {cell.paragraphs[0].alignment.name for cell in net.cells[1:]} == {"RIGHT"}


def test_no_text_becomes_a_field_or_is_lost():
    opened = word(hard_document(1))
    codes = {code.text.split()[0] for code in opened.element.iter(qn("w:instrText"))}
    assert codes == {"TOC", "PAGEREF", "SEQ"}
    assert texts(opened, "Title") == [plain_text(HOSTILE)]
    assert opened.tables[0].rows[2].cells[0].text == plain_text(HOSTILE)


def test_chinese_reports_look_like_official_documents():
    opened = word(hand_document())
    body = opened.styles["Body Text"]
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    heading = opened.styles["Heading 1"].element.rPr.rFonts
    assert heading.get(qn("w:eastAsia")) == "黑体"
    assert opened.styles["Heading 2"].element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    assert opened.styles["Body Text"].element.rPr.rFonts.get(qn("w:ascii")) == "Times New Roman"
    assert "— 1 —" in opened.sections[0].footer.paragraphs[0].text


def test_a_house_has_its_logo_cover_and_fonts():
    house = replace(OFFICIAL, logo=PIXEL, cover=(Text("市委组织部", "Office"), Text.same("2026年11月")), size=14.0)
    opened = word(hand_document(), house)
    assert [text.strip() for text in texts(opened, "Cover Line")] == ["市委组织部", "2026年11月"]
    assert opened.inline_shapes[0]._inline.docPr.get("name") == "logo"
    assert opened.styles["Body Text"].font.size.pt == 14


def test_identical_bytes_in_every_process():
    content = document_docx(hard_document(), {})
    assert content == document_docx(hard_document(), {})
    paths = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, [os.environ.get("PYTHONPATH")]), *sys.path])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": paths, "TZ": "Asia/Shanghai"}
    other = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_without_python_docx_it_says_what_to_install(monkeypatch, snapshot):
    for name in [name for name in sys.modules if name.startswith(("docx", "partysurvey.render.word."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(RenderError) as caught:
        document_docx(Document(()), {})
    assert str(caught.value) == snapshot


def test_documents_without_headings_have_no_contents():
    opened = word(Document((Table("t", "t", "x", (), ()),), "en"))
    assert texts(opened, "Contents Heading") == []
    assert texts(opened, "Caption") == ["Table 1: t"]


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and pdftotext"
)
def test_libreoffice_prints_the_sentences(tmp_path):
    document = hand_document("en")
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    figures = figure_files(charts, language="en", formats=("png",))
    (tmp_path / "r.docx").write_bytes(document_docx(document, figures))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "r.docx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    printed = subprocess.run(
        [shutil.which("pdftotext"), "r.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    words = " ".join(printed.split())
    sentences = [block.text for block in document.blocks if isinstance(block, Sentence)]
    assert [sentence for sentence in sentences if sentence not in words] == []
