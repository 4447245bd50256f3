"""Shares in words; the words for 76 % and 62 % are those of the issue, the others follow the rule by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.report.sentences.amounts import TENTHS_ZH, amount


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (0, "无一人", "nobody"),
        (0.04, "为极少数", "very few"),
        (0.073, "不足一成", "less than one in ten"),
        (0.093, "近一成", "nearly one in ten"),
        (0.1, "约一成", "about one in ten"),
        (0.153, "超一成", "more than one in ten"),
        (0.307, "超三成", "more than three in ten"),
        (0.374, "近四成", "nearly four in ten"),
        (0.398, "约四成", "about four in ten"),
        (0.45, "超四成", "more than four in ten"),
        (0.46, "近半数", "nearly half"),
        (0.5, "约半数", "about half"),
        (0.51, "过半", "over half"),
        (0.554, "过半", "over half"),
        (0.57, "近六成", "nearly six in ten"),
        (0.62, "超六成", "more than six in ten"),
        (0.76, "近八成", "nearly eight in ten"),
        (0.75, "超七成", "more than seven in ten"),
        (0.96, "为绝大多数", "almost all"),
        (1, "为全部", "all of them"),
    ],
)
def test_shares_have_these_words(share, zh, en):
    assert (amount(share, "zh"), amount(share, "en")) == (zh, en)


@given(st.floats(0.05, 0.9499))
def test_words_of_tenths_are_true_of_the_share(share):
    words = amount(share, "zh")
    if words.endswith("成"):
        tenths = TENTHS_ZH.index(words[-2])
        truths = {
            "近": 0 < tenths / 10 - share < 0.04 + 1e-6,
            "超": 0 <= share - tenths / 10 < 0.06 + 1e-6,
            "约": abs(share - tenths / 10) < 0.005 + 1e-6,
            "不": share < 0.09,
        }
        assert truths[words[0]]
    else:
        assert 0.45 < share < 0.56
