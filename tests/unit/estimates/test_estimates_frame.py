"""The long frame, and the checks that find what is wrong."""

import pytest
from msgspec.structs import replace

from partysurvey.estimates.checks import check_estimates
from partysurvey.estimates.frame import FrameRow, frame_rows, to_frame
from partysurvey.estimates.results import Association, Base, Estimates, Result, Share, Statistics
from partysurvey.survey import Absence, Text

NAME = Text.same("x")
YES = Share("yes", NAME, 3, 3.0, 0.75, 0.2, 0.3, 0.95, row_share=0.5)
NO = Share("no", NAME, 1, 1.0, 0.25, 0.2, 0.05, 0.7)
RESULT = Result(
    question="q",
    item=None,
    kind="single",
    text=NAME,
    item_label=None,
    by="sex",
    by_option="man",
    by_label=NAME,
    base=Base("answered", 4, 4.0, 4.0),
    absent={Absence.BLANK: 2},
    options=(YES, NO),
    nets=(replace(YES, option="net"),),
    statistics=Statistics(1.5, 0.1, 1.3, 1.7, 0.2, 1, 2, {0.5: 1.25}, ((1, 2, 4, 1.0),)),
    method="wilson",
)
TEST = Association("q", None, "sex", 3.5, 1, 0.06, 0.3, 40, 2.5)


def test_each_number_has_a_row_of_its_own():
    rows = frame_rows(Estimates((RESULT,), (TEST,)))
    assert FrameRow("q", None, "yes", "sex", "man", "share", 0.75, "answered", 4, "wilson", "") in rows
    assert FrameRow("q", None, "yes", "sex", "man", "row_share", 0.5, "answered", 4, "wilson", "") in rows
    assert FrameRow("q", None, "net", "sex", "man", "share", 0.75, "answered", 4, "wilson", "net") in rows
    assert FrameRow("q", None, None, "sex", "man", "absent_blank", 2, "answered", 4, "wilson", "") in rows
    assert FrameRow("q", None, None, "sex", "man", "quantile_0.5", 1.25, "answered", 4, "wilson", "") in rows
    assert FrameRow("q", None, "1..2", "sex", "man", "share", 1.0, "answered", 4, "wilson", "bin") in rows
    assert FrameRow("q", None, None, "sex", None, "p", 0.06, "answered", 40, "pearson", "") in rows
    assert len(rows) == len(set(rows))


def test_a_hidden_group_says_so():
    hidden = replace(YES, share=None, hidden=True)
    rows = frame_rows(Estimates((replace(RESULT, options=(hidden,), hidden=True),)))
    assert {row.note for row in rows if row.option == "yes"} == {"hidden"}


def test_the_frame_of_pandas_has_the_same_rows():
    estimates = Estimates((RESULT,), (TEST,))
    frame = to_frame(estimates)
    assert list(frame.columns) == list(FrameRow._fields)
    assert len(frame) == len(frame_rows(estimates))
    share = frame.query("option == 'no' and stat == 'share'")
    assert share["value"].tolist() == [0.25]


def test_right_estimates_have_no_fault():
    assert check_estimates(Estimates((RESULT,), (TEST,))) == ()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"options": (replace(YES, share=1.2, high=1.3), NO)}, "q by sex = man, yes: share 1.2 is outside of [0, 1]"),
        ({"options": (replace(YES, low=0.8), NO)}, "q by sex = man, yes: share: 0.75 is not between 0.8 and 0.95"),
        ({"options": (replace(YES, n=7), NO)}, "q by sex = man: 8 people in the options, 4 in the base"),
        ({"options": (replace(YES, share=0.5), NO)}, "q by sex = man: shares sum to 0.75"),
        ({"options": (replace(YES, weighted=float("nan")), NO)}, "q, yes, man: weighted is nan"),
        ({"nets": (replace(YES, hidden=True),)}, "q by sex = man, yes: a hidden share has a value"),
        ({"base": Base("answered", 0, 0.0, 0.0)}, "q by sex = man, yes: a share without a base"),
        ({"statistics": replace(RESULT.statistics, low=1.6)}, "q by sex = man: 1.5 is not between 1.6 and 1.7"),
    ],
)
def test_faults_are_named(changed, fault):
    assert fault in check_estimates(Estimates((replace(RESULT, **changed),)))


def test_a_result_that_stands_twice_is_a_fault():
    assert check_estimates(Estimates((RESULT, RESULT))) == ("q by sex = man: stands twice",)
