"""Texts as they are compared."""

import pytest

from partysurvey.survey.plain_text import normalised, trimmed, without_prefix


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("A.很熟悉", "很熟悉"),
        ("Ａ、 很 熟悉", "很熟悉"),
        ("1、很熟悉", "很熟悉"),
        ("12.Very Familiar", "veryfamiliar"),
        ("1.5倍", "1.5倍"),
        ("1、5", "1、5"),
        ("A.", "a."),
        ("1-5年", "1-5年"),
        ("\u3000（空）", "(空)"),
    ],
)
def test_a_normalised_text_has_no_width_case_blanks_or_prefix(text, same):
    assert normalised(text) == same


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("A.很熟悉", "很熟悉"),
        ("B) Very familiar", "Very familiar"),
        ("3，一般", "一般"),
        ("1、20岁以下", "20岁以下"),
        ("5-很熟悉", "很熟悉"),
        ("5分：很熟悉", "很熟悉"),
        ("1.5倍以上", "1.5倍以上"),
        ("1-5年", "1-5年"),
        ("No, never", "No, never"),
    ],
)
def test_a_label_loses_the_mark_that_numbers_it_and_nothing_else(label, bare):
    assert without_prefix(label) == bare


def test_trimming_takes_full_width_blanks_too():
    assert trimmed(" \u3000很 熟悉\u00a0\n") == "很 熟悉"
