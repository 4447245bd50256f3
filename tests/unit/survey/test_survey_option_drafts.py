"""Codes for options that have none."""

import pytest

from partysurvey.survey.drafting.option_drafts import codes


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Very good", "很好", "5"], ("very_good", "很好", "5")),
        (["Good!", "good"], ("good_1", "good")),
        (["男", "-2", "2"], ("男", "2_2", "2")),
        (["not", "在机关党建工作与业务工作深度融合过程中的困难"], ("not_", "o2")),
    ],
)
def test_codes_are_words_of_the_label_and_never_the_label_of_another(labels, expected):
    assert codes(labels) == expected
