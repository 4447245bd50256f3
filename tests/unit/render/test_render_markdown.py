import pytest
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE, REMARKS
from markdown_it import MarkdownIt
from rich.cells import cell_len

from partysurvey.render.markdown import document_markdown, escaped
from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Document, Heading, Paragraph, Row, Table
from partysurvey.report.protection import protect

HOSTILE = ["a|b", "*x*", "`c`", "<b>", "[l](u)", "_e_", "&amp;", "a\\", "~~s~~", "x\ny", "# h", "- i", "1. j", "$k$"]


def page(language="zh", **more):
    return document_markdown(
        build_document(protect(ESTIMATES), QUESTIONNAIRE, ACCOUNTING, REMARKS, Style(language)), **more
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page(language, snapshot):
    assert page(language) == snapshot


def test_pipes_stand_beneath_each_other_in_cells():
    table = next(part for part in page().split("\n\n") if part.startswith("| 选项"))
    assert len({cell_len(line) for line in table.split("\n")}) == 1


def test_figures_are_linked_where_they_are():
    assert "(figures/familiarity_by_part_time.svg)" in page()
    assert "(png/familiarity.png)" in page(figures="png", suffix="png")
    assert "![" not in page(figures=None)


@pytest.mark.parametrize("words", HOSTILE)
def test_texts_come_back_as_they_are_from_a_markdown_reader(words):
    table = Table("t", "t", words, (), (Row(words, ()),))
    document = Document((Heading("t"), Paragraph(words), table))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(document_markdown(document))
    texts = ["".join(part.content for part in token.children) for token in tokens if token.type == "inline"]
    shown = words.replace("\n", " ")
    assert texts == ["t", shown, shown, shown]


def test_escaping_leaves_plain_text_alone():
    assert escaped("很熟悉 76.0%（38）") == "很熟悉 76.0%（38）"
