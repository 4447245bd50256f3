"""Every kind of chart that a questionnaire can choose, in every format of a report."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pptx
import pytest
from every_number import SAMPLES, SURVEYS
from msgspec.structs import replace
from openpyxl import load_workbook

from partysurvey.pipeline.analysis import Request, run
from partysurvey.pipeline.reporting import RENDERERS
from partysurvey.render.look import Look
from partysurvey.render.native import NATIVE, is_native
from partysurvey.report.accounting import Style
from partysurvey.report.document import Chart, Document
from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.survey.chart_kind import CROSSED_KINDS, TOPLINE_KINDS

WISHES = {
    "gender": ("donut", "dots"),
    "age": ("ecdf", "pyramid"),
    "tenure": ("bars", "trend"),
    "familiarity": ("diverging_aside", "stacked"),
    "attitudes": ("heatmap",),
    "difficulties": ("upset", "dots"),
}
SHOWN = (*WISHES, "staffing_ratio")


@cache
def document(language="en") -> Document:
    """The report on a sample whose questionnaire wants a chart of every kind."""
    request = replace(SURVEYS["organ_cadres"], by=("gender",), questions=SHOWN)
    analysis = run(request)
    questions = tuple(
        replace(question, chart=WISHES.get(question.id, ())) for question in analysis.questionnaire.questions
    )
    wishing = replace(analysis, questionnaire=replace(analysis.questionnaire, questions=questions))
    return wishing.document(Style(language, sentences=True))


def charts(report: Document) -> list[Chart]:
    return [block for block in report.blocks if isinstance(block, Chart)]


@cache
def rendered(ending: str, theme="color") -> bytes:
    return RENDERERS[ending](document(), Look(theme=theme))


def test_the_charts_are_those_that_the_questionnaire_wants():
    drawn = {(chart.name, chart.kind) for chart in charts(document())}
    assert {("gender", "donut"), ("difficulties", "upset"), ("age", "ecdf"), ("age_by_gender", "pyramid")} <= drawn
    assert ("tenure_by_gender", "trend") in drawn
    assert ("age_bands", "bars") in drawn  # what the wish is not about stays usual
    assert ("staffing_ratio", "histogram") in drawn


@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_no_kind_fails_in_any_format(ending):
    assert len(rendered(ending)) > 1000


def test_word_has_a_picture_of_every_chart_with_its_numbers_as_text():
    shapes = docx.Document(BytesIO(rendered(".docx"))).inline_shapes
    spoken = [shape._inline.docPr.get("descr") for shape in shapes]
    assert len(spoken) == len(charts(document()))
    assert all(re.search(r"\d%", text) for text in spoken)


def test_slides_have_a_native_chart_or_a_picture_of_every_chart():
    deck = pptx.Presentation(BytesIO(rendered(".pptx")))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    native = {shape.name for shape in shapes if shape.has_chart}
    pictures = {shape.name: shape._element.nvPicPr.cNvPr.get("descr") for shape in shapes if shape.shape_type == 13}
    assert native == {chart.name for chart in charts(document()) if is_native(chart)}
    assert pictures.keys() == {chart.name for chart in charts(document()) if not is_native(chart)}
    assert all(re.search(r"\d%", text) for text in pictures.values())


def test_a_workbook_has_native_charts_and_pictures():
    content = rendered(".xlsx")
    book = load_workbook(BytesIO(content))
    native = sum(len(sheet._charts) for sheet in book)
    pictures = sum(len(sheet._images) for sheet in book)
    drawn = charts(document())
    assert (native, pictures) == (sum(map(is_native, drawn)), sum(not is_native(chart) for chart in drawn))
    with ZipFile(BytesIO(content)) as parts:
        drawings = "".join(parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name)
    assert drawings.count("descr=") >= len(drawn)


def test_grey_reports_have_grey_figures_and_charts():
    with ZipFile(BytesIO(rendered(".pptx", "grey"))) as parts:
        xml = "".join(parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name)
    colors = set(re.findall(r'srgbClr val="(\w{6})"', xml))
    assert colors
    assert all(color[:2] == color[2:4] == color[4:] for color in colors)
    svg = rendered(".html", "grey").decode()
    assert all(c[1:3] == c[3:5] == c[5:] for c in re.findall(r'fill="(#\w{6})"', svg[svg.index("<main") :]))


def test_every_kind_is_either_native_or_drawn_by_us():
    assert {*TOPLINE_KINDS, *CROSSED_KINDS} >= NATIVE


def test_a_questionnaire_file_chooses_the_chart(tmp_path):
    plain = (SAMPLES.parent / "questionnaires" / "organ_cadres.yaml").read_text("utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(plain.replace("  - id: difficulties\n", "  - id: difficulties\n    chart: pareto\n"), "utf-8")
    assert {question.id: question.chart for question in read_questionnaire(path).questions}["difficulties"] == (
        "pareto",
    )
    report = run(Request(file=SAMPLES / "organ_cadres.csv", questionnaire=path, questions=("difficulties",)))
    assert [chart.kind for chart in charts(report.document(Style("en")))] == ["pareto"]
