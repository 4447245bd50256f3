"""Sentences on the survey of `hand_results`; every figure in them was counted by hand there."""

import hand_results as hand
import pytest
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Estimates, GroupTest
from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Address, Figure, Sentence
from partysurvey.report.sentences.composing import phrase
from partysurvey.survey import Text


def sentences(language="zh", estimates=None, **style):
    document = build_document(
        estimates or hand.ESTIMATES, hand.QUESTIONNAIRE, hand.ACCOUNTING, (), Style(language, sentences=True, **style)
    )
    return [block for block in document.blocks if isinstance(block, Sentence)]


def texts(*args, **more):
    return [sentence.text for sentence in sentences(*args, **more)]


def test_a_scale_is_told_largest_share_first():
    assert texts(digits=0)[:2] == [
        "有76%的党务干部表示基本熟悉，20%表示很熟悉，4%表示很不熟悉。",
        "很熟悉和基本熟悉合计占96%，为绝大多数。",
    ]
    assert texts("en")[:2] == [
        "Among cadres, 76.0% answered “basically familiar”, 20.0% “very familiar” and 4.0% “very unfamiliar”.",
        "Together, “very familiar” and “basically familiar” account for 96.0%, almost all.",
    ]


def test_several_answers_are_ranked():
    wanted = "排在前三位的是网络在线学习（包括干部网络学院、学习强国等平台的规定课程）（75.0%）、党校集中轮训（50.0%）和外出考察学习（25.0%）。"
    assert wanted in texts()


def test_numbers_have_mean_median_and_range():
    assert "党务干部平均为42.00岁，中位数为42岁，介于24岁至60岁之间。" in texts()
    assert "Among cadres, the mean is 42.00 years and the median 42, with values from 24 to 60." in texts("en")


def test_every_figure_knows_its_cell():
    (first, *_) = sentences(digits=0)
    figures = [part for part in first.parts if isinstance(part, Figure)]
    assert figures == [
        Figure("76%", 0.76, Address("familiarity", option="basically_familiar")),
        Figure("20%", 0.2, Address("familiarity", option="very_familiar")),
        Figure("4%", 0.04, Address("familiarity", option="very_unfamiliar")),
    ]


def test_a_small_base_is_told_in_counts():
    few = Estimates((hand.choice(hand.FAMILIARITY, (1, 3, 1)),))
    assert texts(estimates=few) == [
        "仅有5人回答此题，其中3人表示基本熟悉，1人表示很熟悉，1人表示很不熟悉，不宜以百分比推论。"
    ]
    assert texts("en", estimates=few) == [
        (
            "Only 5 answered: 3 “basically familiar”, 1 “very familiar” and 1 “very unfamiliar”; "
            "too few to speak of percentages."
        )
    ]


def test_one_answer_of_all_and_none_at_all():
    assert texts(estimates=Estimates((hand.choice(hand.FAMILIARITY, (50, 0, 0)),))) == ["所有党务干部均表示很熟悉。"]
    assert texts(estimates=Estimates((hand.choice(hand.FAMILIARITY, (0, 0, 0)),))) == ["无人回答此题。"]


def test_nothing_is_said_of_hidden_options():
    result = hand.choice(hand.FAMILIARITY, (10, 38, 2))
    hidden = replace(result, options=(replace(result.options[0], hidden=True, n=None, share=None), *result.options[1:]))
    assert texts(estimates=Estimates((hidden,))) == []


def test_a_place_that_means_nothing_is_refused(snapshot):
    with pytest.raises(RequestError) as caught:
        phrase(Text.same("有{shares}的人"), "zh", share="5%", option="甲")
    assert str(caught.value) == snapshot


def crossed(p, letters=("B",)):
    """60 part-timers (36 basically familiar: 60 %) and 40 full-timers (10: 25 %), compared with the letters given."""
    everybody = hand.choice(hand.FAMILIARITY, (50, 46, 4))
    yes, no, _ = hand.PART_TIME.options
    part = hand.choice(hand.FAMILIARITY, (22, 36, 2), by=("part_time", yes.code, yes.label))
    full = hand.choice(hand.FAMILIARITY, (28, 10, 2), by=("part_time", no.code, no.label))
    first, second, third = part.options
    part = replace(part, letter="A", options=(first, replace(second, letters=letters), third))
    test = GroupTest("familiarity", None, "part_time", "independence", "pearson", 15.0, (2.0,), p, 100)
    return Estimates((everybody, part, replace(full, letter="B")), tests=(test,))


def test_a_difference_is_told_where_the_test_finds_one():
    *_, test, difference = texts(estimates=crossed(0.0006), digits=0)
    assert test == "按兼职还是专职分，各组之间差异显著（p < 0.001）。"
    assert difference == "“兼职”中基本熟悉占60%，比“专职”高出35个百分点，差异显著。"
    *_, test, difference = texts("en", estimates=crossed(0.0006))
    assert difference == (
        "Among “part-time”, 60.0% answered “basically familiar”, 35.0 percentage points more than among “full-time”: "
        "a significant difference."
    )


def test_no_difference_is_told_where_the_test_finds_none():
    *_, last = texts(estimates=crossed(0.27))
    assert last == "按兼职还是专职分，各组之间无显著差异（p = 0.270）。"


def test_a_difference_at_the_looser_level_alone_is_not_told():
    *_, last = texts(estimates=crossed(0.01, letters=("b",)))
    assert last == "按兼职还是专职分，各组之间差异显著（p = 0.010）。"
