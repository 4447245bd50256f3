"""Where cells with several answers are cut; the expected pieces are read off by hand."""

import pytest

from partysurvey.survey import Column
from partysurvey.survey.column import Manner, Profile
from partysurvey.survey.drafting.cells import answers
from partysurvey.survey.drafting.joined import joining_separator, pieces


def column(counts, **manner):
    told = Column("q", manner=Manner(**manner))
    return answers(Profile(told, sum(counts.values()), 0, counts, len(counts)))


YES = "Yes, due to their age (60+)"
ILL = "Yes, due to existing conditions (Diabetes, heart disease, lung disease)"


@pytest.mark.parametrize(
    ("sign", "counts", "expected"),
    [
        (", ", {"Policy, theory": 5, "Policy, theory, Writing": 4, "Writing": 3}, {"Policy, theory", "Writing"}),
        (", ", {YES: 4, ILL: 3, f"{YES}, {ILL}": 6, "No": 2}, {YES, ILL, "No"}),  # labels of surveycovid19
        (", ", {"A, B": 5, "A": 4, "B": 3}, {"A", "B"}),
        (", ", {"A, B": 2, "C": 1}, {"A", "B", "C"}),  # two people prove nothing
        (",", {"公文（讲话稿,信函）,理论": 3, "理论": 2}, {"公文（讲话稿,信函）", "理论"}),
        (",", {"(一半,另一半": 3, "另一半": 2, "(一半": 1}, {"(一半", "另一半"}),  # brackets that do not close
        ("┋", {"运动┋其他〖跑步┋游泳〗": 3, "运动": 2}, {"运动", "其他"}),
    ],
)
def test_pieces_that_are_never_apart_or_stand_in_brackets_are_one(sign, counts, expected):
    assert set(pieces(column(counts), sign).cells) == expected


def test_people_and_cells_are_counted_apart():
    counted = pieces(column({"A┋B": 7, "B": 2}), "┋")
    assert (counted.cells, counted.people, counted.joined) == ({"A": 1, "B": 2}, {"A": 7, "B": 9}, 1)


def test_what_single_persons_typed_is_told_apart_where_it_stands_like_an_option():
    counts = {"A, B": 5, "A, mine": 1, "B, my own": 1, "A": 2, "B": 2}
    counted = pieces(column(counts, bare_other=True), ", ")
    assert (set(counted.people), counted.typed) == ({"A", "B"}, True)
    assert not pieces(column(counts), ", ").typed


def test_a_sign_that_only_stands_in_labels_joins_nothing():
    assert joining_separator(column({"Policy, theory": 5, "Writing, notes": 4})) is None
    assert joining_separator(column({"1,2": 5, "1": 4, "2": 4, "1,3": 2, "3": 2})) == ","
