"""Shares in words; the words for 76 % and 62 % are those of the issue, the others follow the rule by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.report.sentences.amounts import TENTHS_ZH, amount


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (0, "无人", "none"),
        (0.04, "极少数", "very few"),
        (0.093, "近一成", "nearly one in ten"),
        (0.1, "一成", "one in ten"),
        (0.307, "超三成", "more than three in ten"),
        (0.46, "近半数", "nearly half"),
        (0.5, "半数", "half"),
        (0.51, "过半", "over half"),
        (0.62, "超六成", "more than six in ten"),
        (0.76, "近八成", "nearly eight in ten"),
        (0.8, "八成", "eight in ten"),
        (0.96, "绝大多数", "almost all"),
        (1, "全部", "all"),
    ],
)
def test_shares_have_these_words(share, zh, en):
    assert (amount(share, "zh"), amount(share, "en")) == (zh, en)


@given(st.floats(0.05, 0.9499))
def test_words_of_tenths_are_true_of_the_share(share):
    words = amount(share, "zh")
    if words.endswith("成"):
        tenths = TENTHS_ZH.index(words[-2])
        if words[0] == "近":
            assert 0 < tenths / 10 - share < 0.05 + 1e-9
        elif words[0] == "超":
            assert 0 <= share - tenths / 10 <= 0.05 + 1e-9
        else:
            assert abs(share - tenths / 10) < 0.005
    else:
        assert 0.45 < share <= 0.55
