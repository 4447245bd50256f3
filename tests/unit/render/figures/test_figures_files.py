"""Figure files: read back by Pillow and an XML parser."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from partysurvey.errors import RenderError, RequestError
from partysurvey.render.figures import figure_bytes, figure_files
from partysurvey.report.document import Chart, Series

YEARS = Chart("years", "bars", "年限 <一> & 其他", ("甲 & 乙", "丙"), (Series("", (0.25, 0.75)),), "基数：200 人")
AGES = Chart("ages", "histogram", "年龄", (), (Series("", (0.25, 0.75)),), edges=(16, 36, 76))

PROGRAM = """
import sys, hashlib
from partysurvey.render.figures import figure_bytes
from partysurvey.report.document import Chart, Series
chart = Chart("years", "bars", "年限😀", ("甲 & 乙", "丙"), (Series("", (0.25, 0.75), (0.2, 0.7), (0.3, 0.8)),), "基数：200 人")
print(hashlib.sha256(figure_bytes(chart, "svg")).hexdigest(), hashlib.sha256(figure_bytes(chart, "png")).hexdigest())
"""


def test_files_come_chart_by_chart_in_both_formats():
    assert list(figure_files([YEARS, AGES], language="zh")) == ["years.svg", "years.png", "ages.svg", "ages.png"]


def test_a_png_is_a_picture_of_the_asked_width_with_the_colour_of_the_bars():
    contents = figure_files([YEARS], language="zh", formats=["png"], width=20)
    with Image.open(BytesIO(contents["years.png"])) as picture:
        assert picture.format == "PNG"
        assert picture.mode == "RGB"
        assert picture.width == pytest.approx(20 / 2.54 * 200, abs=1)
        assert (43, 108, 163) in {color for _, color in picture.getcolors(picture.width * picture.height)}
        assert set(picture.info) == {"dpi"}


def test_an_svg_is_xml_with_title_numbers_and_outlines():
    root = ET.fromstring(figure_bytes(YEARS, "svg"))  # noqa: S314  # our own file
    name = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root.find(f"{name}title").text == "年限 <一> & 其他"
    assert root.find(f"{name}desc").text == "甲 & 乙: 25.0%; 丙: 75.0%"
    assert not list(root.iter(f"{name}text"))
    assert len(list(root.iter(f"{name}use"))) > 20


def test_an_svg_tells_neither_time_nor_version_nor_place():
    svg = figure_bytes(YEARS, "svg").decode()
    assert "matplotlib" not in svg.lower()
    assert "metadata" not in svg
    assert "site-packages" not in svg


def test_bytes_are_the_same_in_another_process_with_other_settings(tmp_path):
    """The settings of the user (matplotlibrc) and the seed of hashes make no difference."""
    Path(tmp_path, "matplotlibrc").write_text(
        "font.size: 30\nsvg.fonttype: none\nsavefig.dpi: 30\ntext.hinting: either\n"
    )
    runs = []
    for seed, folder in (("1", None), ("2", tmp_path)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        if folder:
            environment["MPLCONFIGDIR"] = str(folder)
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        runs.append(run.stdout)
    assert runs[0] == runs[1]


def test_matplotlib_is_not_imported_before_the_first_figure():
    code = "import sys, partysurvey.render.figures; print('matplotlib' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_there_are_no_files_where_one_figure_cannot_be_drawn():
    faulty = Chart("faulty", "bars", "\u0378", ("甲",), (Series("", (0.5,)),))
    with pytest.raises(RenderError, match="no font has a glyph"):
        figure_files([YEARS, faulty], language="zh")


def test_contents_are_those_of_the_single_figures():
    contents = figure_files([YEARS, AGES], language="zh", formats=["png", "svg"])
    assert list(contents) == ["years.png", "years.svg", "ages.png", "ages.svg"]
    assert contents["ages.svg"] == figure_bytes(AGES, "svg")


@pytest.mark.parametrize("width", [7.9, -1.0, float("nan")])
def test_a_figure_that_is_too_narrow_is_refused(width, snapshot):
    with pytest.raises(RequestError) as caught:
        figure_bytes(YEARS, "svg", width=width)
    assert str(caught.value) == snapshot
