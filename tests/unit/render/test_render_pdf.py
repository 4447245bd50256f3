"""A document as PDF, read back by pypdf, which shares no code with Typst."""

import io
import re
import sys
from pathlib import Path

import pytest
from every_number import document_of, every_number
from hostile_document import TEXTS, hostile_document

from partysurvey.errors import PartysurveyError
from partysurvey.render.figures import figure_bytes
from partysurvey.render.look import Look
from partysurvey.render.pdf import document_pdf, report_pdf
from partysurvey.report.document import Chart, Column, Document, Heading, Paragraph, Row, Sentence, Table
from partysurvey.report.formats import Count, Words

pytest.importorskip("typst", reason="the extra `report` is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """Without blanks: where lines break says nothing; fi and ff are one sign in the font."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_and_sentence_can_be_read(language):
    document = document_of("county_grassroots", language)
    text = squeezed("".join(pages(document_pdf(document))))
    assert [number for _, number in every_number(document) if squeezed(number) not in text] == []
    broken = [
        block.text for block in document.blocks if isinstance(block, Sentence) and squeezed(block.text) not in text
    ]
    assert len(broken) <= 3, broken  # those with the number of a page between their lines


def test_texts_are_no_commands():
    document = hostile_document()
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    pdf = document_pdf(document, {f"{chart.name}.svg": figure_bytes(chart, "svg") for chart in charts})
    text = squeezed("".join(pages(pdf)))
    assert squeezed(TEXTS[1]) in text
    assert squeezed(TEXTS[2]) in text
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.title == TEXTS[0]


def test_a_long_table_repeats_its_heads_on_every_page_and_pages_are_numbered():
    rows = tuple(Row(f"option {place}", (place,)) for place in range(90))
    table = Table("long", "A long table", "Name of the option", (Column("Respondents", Count()),), rows)
    first, *others = pages(document_pdf(Document((Heading("Title", 1), Heading("Question"), table), "en")))
    assert "Title" in first
    assert "Contents" in first
    assert len(others) > 1
    for place, page in enumerate(others, 2):
        assert "Name of the option" in page
        assert page.rstrip().endswith(str(place)) or page.lstrip().startswith(str(place))


def test_the_pdf_has_the_structure_that_screen_readers_need_and_no_date():
    reader = pypdf.PdfReader(io.BytesIO(document_pdf(document_of("county_grassroots", "zh"))))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "zh-CN"
    assert "/CreationDate" not in (reader.metadata or {})
    assert len(reader.outline) > 5


def test_fonts_come_along_and_are_within():
    reader = pypdf.PdfReader(io.BytesIO(document_pdf(Document((Paragraph("骨直门角 ✓ العربية"),), "zh"))))
    fonts = [font.get_object() for font in reader.pages[-1]["/Resources"]["/Font"].values()]
    assert {re.sub(r"^.*\+", "", font["/BaseFont"]).split("-")[0] for font in fonts} == {
        "NotoSansCJKjp",
        "DejaVuSans",
    }


@pytest.mark.parametrize("font", ["no_such_font.ttf", "No Such Family At All", "{here}"])
def test_a_font_that_is_none_is_named(font, snapshot):
    wanted = font.format(here=str(Path(__file__)) + "/../x.otf")
    with pytest.raises(PartysurveyError) as caught:
        document_pdf(Document((Paragraph("x"),)), look=Look(font=wanted))
    assert re.sub(r"\S*test_render_pdf.py\S*", "HERE", str(caught.value)).split("; did you")[0] == snapshot


def test_a_sign_that_no_font_has_is_named(snapshot):
    with pytest.raises(PartysurveyError) as caught:
        document_pdf(Document((Paragraph("\ue123"),)))
    assert str(caught.value) == snapshot


def test_without_typst_it_is_said_what_to_install(monkeypatch, snapshot):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PartysurveyError) as caught:
        document_pdf(Document(()))
    assert str(caught.value) == snapshot


def test_a_layout_of_the_house_takes_the_place_of_ours(tmp_path):
    (tmp_path / "report.typ").write_text('#set document(title: "x")\n#json("document.json").title, as the house has it')
    pdf = report_pdf(Document((Heading("Title", 1),), "en"), Look(tmp_path))
    assert pages(pdf) == ["Title, as the house has it"]


def test_columns_that_do_not_fit_follow_in_a_table_beneath():
    columns = tuple(Column(f"Head {place}", Words(), f"Group {place // 2}") for place in range(30))
    table = Table("wide", "wide", "Option", columns, (Row("one", tuple(f"cell{place}" for place in range(30))),))
    text = "".join(pages(document_pdf(Document((Heading("T", 1), table), "en"))))
    assert all(f"cell{place}" in text for place in range(30))
    assert text.count("Option") > 1
