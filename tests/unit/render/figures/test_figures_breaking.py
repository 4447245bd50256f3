"""Where lines break; the width of a text is the number of its characters here, so that every line can be counted."""

import pytest

from partysurvey.render.figures.breaking import balanced, broken, printable


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("", 5, ()),
        ("党务工作", 4, ("党务工作",)),
        ("党务工作", 3, ("党务工", "作")),
        ("党务，工作", 2, ("党", "务，", "工作")),  # a comma never begins a line
        ("党务（工作）", 3, ("党务", "（工", "作）")),  # a bracket never ends one
        ("他说“党建”重要", 3, ("他说", "“党", "建”重", "要")),
        ("party affairs work", 7, ("party", "affairs", "work")),
        ("full-time staff", 6, ("full-", "time", "staff")),
        ("2019-2020", 6, ("2019-2", "020")),  # no break inside of numbers, unless nothing else fits
        ("internationalisation", 8, ("internat", "ionalisa", "tion")),
        ("用 Excel 统计", 7, ("用 Excel", "统计")),
        ("两行\n文字", 9, ("两行", "文字")),
        ("a\t b\u3000c", 9, ("a b c",)),
        ("宽", 0.5, ("宽",)),
    ],
)
def test_lines_break_where_readers_expect_it(text, limit, lines):
    assert broken(text, limit, len) == lines


def test_a_combining_mark_stays_with_its_letter():
    assert broken("e\u0301e\u0301", 1, len) == ("e\u0301", "e\u0301")


def test_invisible_signs_are_not_drawn():
    assert printable("\ufeff很\u200b熟\ufe0f悉\x07 ") == "很熟悉"


def test_balanced_lines_are_as_many_but_more_even():
    assert broken("一二三四五六七八九十甲", 10, len) == ("一二三四五六七八九十", "甲")
    assert balanced("一二三四五六七八九十甲", 10, len) == ("一二三四五六", "七八九十甲")


def test_balancing_cuts_no_word_that_fits_into_a_line():
    assert balanced("abcdefghi kl", 10, len) == ("abcdefghi", "kl")
