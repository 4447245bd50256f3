import io
import re

import pytest
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE, REMARKS
from rich.cells import cell_len
from rich.console import Console

from partysurvey.render.bars import bar
from partysurvey.render.terminal import document_lines, print_document, write_document
from partysurvey.render.wrapping import padded, printable, wrapped
from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Document, Heading, Row, Table
from partysurvey.report.protection import protect


def document(language="zh", min_group=0):
    return build_document(protect(ESTIMATES, min_group), QUESTIONNAIRE, ACCOUNTING, REMARKS, Style(language))


def printed(document, width=80, encoding="utf-8", **console):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="")
    print_document(document, Console(file=file, width=width, **console))
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(("language", "min_group"), [("zh", 0), ("en", 5)])
def test_what_is_printed_at_80_columns(language, min_group, snapshot):
    assert printed(document(language, min_group)) == snapshot


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 50, 80, 120, 200])
def test_no_line_is_too_wide_and_none_ends_in_blanks(language, width):
    lines = printed(document(language), width).split("\n")
    assert max(map(cell_len, lines)) <= min(width, 120)
    assert not [line for line in lines if line != line.rstrip()]


def test_numbers_stand_beneath_each_other_also_after_chinese_labels():
    lines = printed(document("zh")).split("\n")
    start = lines.index("7. 您对党务工作的熟悉程度") + 1
    ends = {cell_len(line[: line.index("%")]) for line in lines[start + 2 : start + 6]}
    assert len(ends) == 1


def test_a_pipe_gets_no_colours():
    assert "\x1b" not in printed(document())


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_pipe_gets_what_a_terminal_shows(encoding):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="")
    write_document(document(), file, 80)
    file.flush()
    assert raw.getvalue().decode(encoding) == printed(document(), encoding=encoding)


def test_no_colour_where_it_is_not_wanted(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", printed(document(), force_terminal=True))


def test_an_encoding_without_blocks_gets_plain_marks():
    text = printed(document("en", 5), encoding="ascii")
    assert "####" in text
    assert "11.2-33.0" in text


def test_wide_tables_go_on_beneath_with_their_stubs():
    text = printed(document("zh"), 50)
    assert text.count("很不熟悉") == 3  # once alone, twice by banner


def test_commands_to_the_terminal_in_labels_are_not_obeyed():
    table = Table("t", "t", "选项", (), (Row("\x1b[31m红\x1b]0;title\x07\n二", ()),))
    text = "".join(line.text for line in document_lines(Document((table,)), 80))
    assert "红" in text
    assert not [mark for mark in text if ord(mark) < ord(" ")]


@pytest.mark.parametrize(
    ("share", "drawn"), [(0.0, ""), (1.0, "████████"), (0.5, "████"), (0.001, "▏"), (0.0625, "▌"), (1.5, "████████")]
)
def test_bars_are_exact_to_an_eighth_of_a_cell(share, drawn):
    assert bar(share, 8) == drawn


def test_bars_of_plain_marks():
    assert [bar(share, 10, ascii_only=True) for share in (0.0, 0.01, 0.5, 1.0)] == ["", "#", "#####", "##########"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("党校集中轮训", 8, ["党校集中", "轮训"]),
        ("甲乙丙，丁", 6, ["甲乙", "丙，丁"]),  # no comma begins a line
        ("甲乙（丙丁）", 6, ["甲乙", "（丙", "丁）"]),  # no bracket ends one
        ("online learning at home", 10, ["online", "learning", "at home"]),
        ("overlongword", 5, ["overl", "ongwo", "rd"]),
        ("  two   words ", 20, ["two   words"]),
    ],
)
def test_lines_break_where_people_would_break_them(text, width, lines):
    assert wrapped(text, width) == lines


def test_padding_counts_cells():
    assert padded("甲", 4) == "甲  "
    assert padded("甲", 4, "right") == "  甲"
    assert printable("a\tb\u2028c") == "a b c"


def test_a_table_without_columns_shows_its_stubs():
    table = Table("t", "t", "项目", (), (Row("甲", ()),))
    assert [line.text for line in document_lines(Document((Heading("t"), table)), 80)][1:] == [
        "t",
        "项目",
        "────",
        "甲",
    ]
