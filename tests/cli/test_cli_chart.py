"""`chart`: one figure of one question."""

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from partysurvey.cli.chart import ChartKindChoice
from partysurvey.render.figures.themes import THEMES
from partysurvey.report.chart_choice import SUITED

ASKED = ["chart", "organ_cadres.csv", "--questions", "17", "--by", "part_time"]


def test_an_svg_tells_the_question_and_the_banner(run, folder):
    done = run(*ASKED, "--kind", "dots", "-o", "tenure.svg", "--lang", "en")
    assert (done.code, done.out, done.err) == (0, "", "tenure.svg\n")
    root = ET.parse(folder / "tenure.svg").getroot()  # noqa: S314  # our own file
    assert " × " in root.find("{http://www.w3.org/2000/svg}title").text


def test_a_pdf_has_words_and_no_date(run, folder):
    run(*ASKED, "-o", "tenure.pdf")
    content = (folder / "tenure.pdf").read_bytes()
    reader = PdfReader(BytesIO(content))
    assert "基数" in reader.pages[0].extract_text()
    assert b"CreationDate" not in content
    run(*ASKED, "-o", "again.pdf")
    assert (folder / "again.pdf").read_bytes() == content


def test_a_grey_picture_has_no_colour_and_the_width_asked_for(run, folder):
    run(*ASKED, "--theme", "grey", "--width", "10", "-o", "tenure.png")
    with Image.open(folder / "tenure.png") as picture:
        assert picture.width == pytest.approx(10 / 2.54 * 200, abs=1)
        assert all(red == green == blue for _, (red, green, blue) in picture.getcolors(1 << 24))


@pytest.mark.parametrize(
    "wrong", [["-o", "x.gif"], ["--kind", "donut", "-o", "x.svg"], ["--width", "2", "-o", "x.svg"]]
)
def test_what_cannot_be_drawn(run, folder, snapshot, wrong):
    done = run(*ASKED, *wrong)
    assert done.code == 2
    assert done.err == snapshot
    assert not list(folder.glob("x.*"))


def test_the_choices_are_those_that_there_are():
    assert {choice.value for choice in ChartKindChoice} == set(SUITED)
    assert THEMES == ("color", "grey")
