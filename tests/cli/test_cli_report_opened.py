"""Reports in all formats: the same bytes twice, and opened by programs that share no code with the writers."""

import shutil
import subprocess
from pathlib import Path

import pytest

from partysurvey.pipeline.reporting import RENDERERS

ASKED = ["report", "organ_cadres.csv", "--questions", "17,22", "--by", "part_time"]
SENTENCE = "有76.0%的机关党务干部表示基本熟悉，20.0%表示很熟悉，4.0%表示很不熟悉。"  # as it was published
pytest.importorskip("typst", reason="the extra `report` is not installed")


def outputs(folder):
    return [part for suffix in RENDERERS for part in ("-o", f"{folder}/draft{suffix}")]


@pytest.fixture
def written(run, folder):
    done = run(*ASKED, *outputs("one"))
    assert done.code == 0, done.err
    return folder / "one"


def bare(text: str) -> str:
    """The text without blanks and line breaks, which programs put between lines of Chinese as they like."""
    return "".join(text.split())


def test_every_format_has_the_same_bytes_twice(written, run, folder):
    run(*ASKED, *outputs("two"))
    for path in sorted(written.rglob("*.*")):
        again = folder / "two" / path.relative_to(written)
        assert path.read_bytes() == again.read_bytes(), path.name
    assert {path.suffix for path in written.iterdir() if path.is_file()} == set(RENDERERS)


def test_other_libraries_find_the_sentence(written):
    docx, pptx = pytest.importorskip("docx"), pytest.importorskip("pptx")
    assert any(SENTENCE in paragraph.text for paragraph in docx.Document(str(written / "draft.docx")).paragraphs)
    deck = pptx.Presentation(str(written / "draft.pptx"))
    frames = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(SENTENCE in text for text in frames)
    book = pytest.importorskip("openpyxl").load_workbook(written / "draft.xlsx")
    assert SENTENCE in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


def text_of(pdf: Path) -> str:
    done = subprocess.run([str(shutil.which("pdftotext")), str(pdf), "-"], capture_output=True, text=True, check=True)
    return bare(done.stdout)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_pdftotext_finds_the_sentence_and_the_captions(written):
    text = text_of(written / "draft.pdf")
    assert bare(SENTENCE) in text
    assert "表1党务工作熟悉程度" in text
    assert "图1党务工作熟悉程度" in text


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice or poppler")
def test_libreoffice_opens_office_files(written, tmp_path):
    files = [str(written / f"draft{suffix}") for suffix in (".docx", ".pptx", ".xlsx")]
    for file in files:
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        command = [str(shutil.which("soffice")), "--headless", home, "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*command, file], capture_output=True, check=True, timeout=120)
        told = text_of(tmp_path / "draft.pdf").replace("，", "")  # it loses commas that hang at the end of a line
        assert bare(SENTENCE).replace("，", "") in told, file
