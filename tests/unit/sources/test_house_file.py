"""House styles: every key of the schema is read, all faults are told, what is left out stays as it was."""

import re
from pathlib import Path

import jsonschema_rs
import pytest

from partysurvey.errors import RequestError
from partysurvey.report.house import HOUSES, OFFICIAL, PLAIN
from partysurvey.sources.house import house_schema, read_house
from partysurvey.survey import Text

PNG = b"\x89PNG\r\n\x1a\n and more"
EVERY_KEY = """\
partysurvey: house/1
fonts: {title: 华文中宋, heading: 等线, subheading: 隶书, body: 宋体, table: 幼圆, slides: 思源黑体, latin: Arial}
text: {title_size: 26, heading_size: 15, size: 12, line: null, indent: 0}
colors: {heading: "#C00000", accent: "#8b0000"}
margins: {top: 2, right: 2.5, bottom: 3, left: 3.5}
logo: logo.png
cover: [2026年11月, {zh: 市委组织部, en: Organisation department}]
"""
FAULTY = {
    "unknown keys": "font: {body: 宋体}\ncolours: {}\n",
    "values": 'text: {size: 500, line: big, indent: -1}\ncolors: {heading: red}\nfonts: {body: ""}\nmargins: {top: 0.2}\n',
    "a logo elsewhere": "logo: ../secret.png\n",
    "an empty cover": "cover: []\n",
    "no mapping": "- 1\n",
    "broken": "fonts: [\n",
    "empty": "",
}


@pytest.fixture
def folder(tmp_path):
    def written(text, logo=PNG):
        (tmp_path / "house.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "logo.png").write_bytes(logo)
        return tmp_path

    return written


def message(folder, error):
    return str(error.value).replace(f"{folder}/", "")


def test_the_schema_is_a_schema():
    assert jsonschema_rs.meta.is_valid(dict(house_schema()))


def test_every_key_is_read(folder):
    house = read_house(folder(EVERY_KEY), OFFICIAL)
    assert set(house_schema()["properties"]) == {line.split(":")[0] for line in EVERY_KEY.splitlines()}
    fonts = house.fonts
    assert (fonts.title, fonts.heading, fonts.subheading, fonts.body) == ("华文中宋", "等线", "隶书", "宋体")
    assert (fonts.table, fonts.slides, fonts.latin) == ("幼圆", "思源黑体", "Arial")
    assert (house.title_size, house.heading_size, house.size, house.line, house.indent) == (26, 15, 12, None, 0)
    assert (house.heading_color, house.accent_color) == ("#C00000", "#8b0000")
    assert (house.page.top, house.page.right, house.page.bottom, house.page.left) == (2, 2.5, 3, 3.5)
    assert house.logo == PNG
    assert house.cover == (Text.same("2026年11月"), Text("市委组织部", "Organisation department"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_left_out_is_that_of_the_language(folder, language):
    assert read_house(folder("partysurvey: house/1\n"), HOUSES[language]) == HOUSES[language]
    changed = read_house(folder("text: {size: 13}\n"), HOUSES[language])
    assert (changed.size, changed.fonts) == (13, HOUSES[language].fonts)


def test_a_folder_with_the_style_of_other_formats_only_changes_nothing(tmp_path):
    assert read_house(tmp_path, OFFICIAL) is OFFICIAL
    assert read_house(tmp_path, PLAIN) is PLAIN


@pytest.mark.parametrize("name", FAULTY)
def test_faults_are_told_together_with_their_lines(folder, snapshot, name):
    place = folder(FAULTY[name])
    with pytest.raises(RequestError) as error:
        read_house(place, OFFICIAL)
    assert message(place, error) == snapshot


@pytest.mark.parametrize(
    "logo", [b"GIF89a", b"", b"\x89PNG\r\n\x1a\n" + b"x" * (5 << 20)], ids=["gif", "empty", "large"]
)
def test_logos_that_cannot_be_used(folder, snapshot, logo):
    place = folder("logo: logo.png\n", logo)
    with pytest.raises(RequestError) as error:
        read_house(place, OFFICIAL)
    assert message(place, error) == snapshot


def test_a_logo_that_is_not_there(folder, snapshot):
    place = folder("logo: no.jpeg\n")
    with pytest.raises(RequestError) as error:
        read_house(place, OFFICIAL)
    assert message(place, error) == snapshot


def test_the_example_of_the_page_is_a_house(folder):
    page = (Path(__file__).parents[3] / "docs" / "house-style.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    house = read_house(folder(example), OFFICIAL)
    assert (house.fonts.title, house.line, house.accent_color) == ("华文中宋", 26, "#8b0000")
