"""Fonts by glyphs; expected glyphs and coverage come from fontTools, which shares no code with FreeType."""

import importlib.util
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from partysurvey.errors import PartysurveyError, RenderError, RequestError
from partysurvey.render.figures import figure_bytes
from partysurvey.render.figures.fonts import Face, chosen_fonts, has_glyph, named_face
from partysurvey.report.document import Chart, Series

NOTO = Path(
    importlib.util.find_spec("notojp_matplotlib").submodule_search_locations[0], "fonts", "NotoSansCJKjp-Regular.otf"
)
DEJAVU = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
UNASSIGNED = "\u0378"  # no font may have a glyph for it


@pytest.fixture(scope="module")
def noto():
    return TTFont(NOTO)


def chart(label: str) -> Chart:
    return Chart("familiarity", "bars", "熟悉程度", (label,), (Series("", (0.5,)),))


def test_chinese_is_drawn_with_the_font_that_comes_along():
    assert chosen_fonts(["很熟悉 76.0%"], None, "a").faces == (Face(str(NOTO)),)


def test_glyphs_that_it_lacks_come_from_the_font_of_matplotlib(noto):
    assert ord("😀") not in noto.getBestCmap()
    assert chosen_fonts(["很熟悉😀"], None, "a").faces == (Face(str(NOTO)), Face(str(DEJAVU)))


def test_the_font_asked_for_comes_first_and_the_others_fill_its_gaps():
    assert chosen_fonts(["yes 是"], DEJAVU, "a").faces == (Face(str(DEJAVU)), Face(str(NOTO)))
    assert chosen_fonts(["yes"], str(DEJAVU), "a").faces == (Face(str(DEJAVU)),)


def test_a_font_can_be_asked_for_by_its_name():
    face = named_face("dejavu sans")
    names = TTFont(face.path)["name"]
    assert (names.getDebugName(1), names.getDebugName(2)) == ("DejaVu Sans", "Book")


def test_coverage_is_that_of_the_font_file(noto):
    cmap = noto.getBestCmap()
    for code in (*range(0x20, 0x2100, 7), *range(0x4E00, 0xA000, 97), *range(0x1F300, 0x1F700, 5)):
        assert has_glyph(Face(str(NOTO)), chr(code)) == (code in cmap), hex(code)


def test_widths_are_the_advances_of_the_font_file(noto):
    advances, cmap, em = noto["hmtx"], noto.getBestCmap(), noto["head"].unitsPerEm
    text = "1–5年 Wilson（%）"
    expected = sum(advances[cmap[ord(sign)]][0] for sign in text) / em
    assert chosen_fonts([text], None, "a").width(text) == pytest.approx(expected)


def test_characters_have_their_simplified_chinese_forms(noto):
    """骨 differs between Japan and China; the font's own table says which glyph is the Chinese one."""
    table = noto["GSUB"].table
    languages = {
        record.LangSysTag: record.LangSys
        for script in table.ScriptList.ScriptRecord
        if script.ScriptTag in {"hani", "DFLT"}
        for record in script.Script.LangSysRecord
    }
    features = [table.FeatureList.FeatureRecord[at] for at in languages["ZHS "].FeatureIndex]
    lookups = [at for feature in features if feature.FeatureTag == "locl" for at in feature.Feature.LookupListIndex]
    mappings = [
        getattr(sub, "ExtSubTable", sub).mapping for at in lookups for sub in table.LookupList.Lookup[at].SubTable
    ]
    japanese = noto.getBestCmap()[ord("骨")]
    (chinese,) = {mapping[japanese] for mapping in mappings if japanese in mapping}
    svg = figure_bytes(chart("骨"), "svg").decode()
    assert f"-{noto.getGlyphID(chinese):x}" in svg
    assert f'-{noto.getGlyphID(japanese):x}"' not in svg


def test_a_sign_that_no_font_has_is_an_error_that_names_it(snapshot):
    with pytest.raises(RenderError) as caught:
        figure_bytes(chart(f"很熟悉{UNASSIGNED}"), "png")
    assert str(caught.value) == snapshot


def test_many_signs_that_no_font_has_are_named_and_counted(snapshot):
    with pytest.raises(RenderError) as caught:
        figure_bytes(chart("".join(chr(0x40000 + at) for at in range(11))), "svg")
    assert str(caught.value) == snapshot


@pytest.mark.parametrize("wanted", ["missing.ttf", "Xq", "not_a_font.ttf"])
def test_a_font_that_is_none_is_an_error(wanted, snapshot, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("not_a_font.ttf").write_bytes(b"plain text")
    with pytest.raises(PartysurveyError) as caught:
        named_face(wanted)
    assert isinstance(caught.value, RequestError)
    assert str(caught.value) == snapshot


def test_a_misspelt_font_name_gets_suggestions():
    with pytest.raises(
        RequestError, match=r"there is no font 'DejaVu Sanz'; did you mean 'DejaVu Sans'\? a font file can"
    ):
        named_face("DejaVu Sanz")
