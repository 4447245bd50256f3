"""The same house.yaml in web page, PDF and LaTeX: its sizes, colours, margins, logo and cover arrive; fonts if they are there."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import matplotlib as mpl
import pytest
from msgspec.structs import replace

from partysurvey.pipeline.reporting import rendered
from partysurvey.render.html.house import house_css
from partysurvey.render.latex_house import house_commands
from partysurvey.render.look import Look
from partysurvey.report.document import Document, Heading, Paragraph
from partysurvey.report.house import PRINTED

# A red dot, by hand: signature, header of 1 × 1 pixels, its data, end.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
HOUSE = """\
fonts: {body: "</style>x", heading: No Such Font, latin: DejaVu Serif}
text: {title_size: 27, heading_size: 15, size: 12, line: 26, indent: 3}
colors: {heading: "#C00000", accent: "#8b0011"}
margins: {top: 4, right: 2.5, bottom: 3, left: 3.5}
logo: mark.png
cover: [2026年11月, {zh: 市委 50%, en: Organisation <department> 50%}]
"""
DOCUMENT = Document((Heading("Title", 1), Paragraph("Some text."), Heading("Question"), Paragraph("More.")), "en")


@pytest.fixture
def look(tmp_path) -> Look:
    (tmp_path / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "mark.png").write_bytes(PNG)
    (tmp_path / "own.ttf").write_bytes(serif().read_bytes())
    return Look(tmp_path, figures="draft_figures")


def serif() -> Path:
    """A font that the figures bring along, under its own name."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"


def test_a_web_page_follows_it_without_leaving_its_policy(look):
    page = rendered(DOCUMENT, Path("x.html"), look).decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert 'body { font-family: "DejaVu Serif", "\\3c /style>x", system-ui' in style
    assert "h1 { font-size: 27pt }" in style
    assert "line-height: 26pt" in style
    assert "@page { margin: 4cm 2.5cm 3cm 3.5cm }" in style
    assert "h1, h2, h3 { color: #C00000 } :root { --bar: #8b0011 }" in style
    assert page.index('<img class="logo" alt="" src="data:image/png;base64,iVBOR') < page.index("<h1")
    assert '</h1><div class="cover"><p>2026年11月</p><p>Organisation &lt;department&gt; 50%</p></div>' in page
    assert "img-src data:;" in page


def test_a_pdf_follows_it_and_says_which_fonts_it_lacks(look):
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    told: list[str] = []
    reader = pypdf.PdfReader(io.BytesIO(rendered(DOCUMENT, Path("x.pdf"), replace(look, tell=told.append))))
    assert told == [
        "house.yaml: no font No Such Font or </style>x is installed or in the folder; the PDF has the one that comes along"
    ]
    assert "Organisation <department> 50%" in reader.pages[0].extract_text()
    assert "Title" in reader.pages[0].extract_text()
    assert len(reader.pages[0].images) == 1
    assert "Question" in reader.pages[1].extract_text()  # the contents
    places: list[tuple[str, float, float]] = []
    reader.pages[2].extract_text(
        visitor_text=lambda text, page, line, _font, size: places.append((text, page[4] + line[4] * page[0], size))
    )
    paragraph = next(place for place in places if "Some text." in place[0])
    assert paragraph[2] == pytest.approx(12)
    assert paragraph[1] == pytest.approx((3.5 / 2.54 * 72) + 3 * 12, abs=1)
    fonts = {font.get_object()["/BaseFont"] for font in reader.pages[2]["/Resources"]["/Font"].values()}
    assert any("DejaVuSerif" in name for name in fonts)


def test_latex_follows_it(look):
    source = rendered(DOCUMENT, Path("x.tex"), look).decode()
    assert "\\usepackage[top=4cm,right=2.5cm,bottom=3cm,left=3.5cm]{geometry}" in source
    assert "\\fontsize{12pt}{26pt}" in source
    assert "\\ctexset{autoindent=3\\ccwd}" in source
    assert "\\IfFontExistsTF{DejaVu Serif}{\\setmainfont{DejaVu Serif}}{}" in source
    assert "\\includegraphics[height=3cm]{\\detokenize{draft_figures/house.logo.png}}" in source
    assert "Organisation \\textless{}department\\textgreater{} 50\\%\\par" in source
    assert "\\maketitle" not in source


def test_xelatex_sets_it(look, tmp_path):
    if shutil.which("xelatex") is None:
        pytest.skip("xelatex is not installed")
    (tmp_path / "draft_figures").mkdir()
    (tmp_path / "draft_figures" / "house.logo.png").write_bytes(PNG)
    (tmp_path / "x.tex").write_bytes(rendered(DOCUMENT, Path("x.tex"), look))
    command = ["xelatex", "-interaction=nonstopmode", "-no-shell-escape", "-no-pdf", "x.tex"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120).stdout.decode(
        "utf-8", "replace"
    )
    if "ctexart.cls' not found" in told:
        pytest.skip("ctex is not installed")
    assert re.findall(r"^! (?!.*pzdr).*", told, re.MULTILINE) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_house_nothing_changes(language):
    assert house_css(PRINTED[language]) == house_commands(PRINTED[language], language) == ""
