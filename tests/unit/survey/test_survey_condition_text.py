"""Conditions as text: what they mean, and what is said where they cannot be read."""

import pytest

from partysurvey.errors import RequestError
from partysurvey.survey import Comparison, Either, Every, Negation
from partysurvey.survey.boolean_parser import DEEPEST
from partysurvey.survey.condition import variables_of
from partysurvey.survey.condition_text import condition_text, parse_condition

A = Comparison("a", "=", ("1",))
B = Comparison("b", "=", ("2",))
C = Comparison("c", "answered")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("a = 1", A),
        ("a=1", A),
        ("a == '1'", A),
        ("a＝“1”", A),
        ("(a = 1)", A),
        ("a = 1, 2，3", Comparison("a", "=", ("1", "2", "3"))),
        ("a != 1, 2", Comparison("a", "!=", ("1", "2"))),
        ("a ≠ 1", Comparison("a", "!=", ("1",))),
        ("a <> 1", Comparison("a", "!=", ("1",))),
        ("a < 3", Comparison("a", "<", ("3",))),
        ("a <= -3.5", Comparison("a", "<=", ("-3.5",))),
        ("a > 1e3", Comparison("a", ">", ("1e3",))),
        ("a≥3", Comparison("a", ">=", ("3",))),
        ("grid.item includes x, y", Comparison("grid.item", "includes", ("x", "y"))),
        ('"a b" = "x y", \'don"t\'', Comparison("a b", "=", ("x y", 'don"t'))),
        (r'a = "say \"yes\" \\"', Comparison("a", "=", (r'say "yes" \ '.strip(),))),
        ("熟悉程度 = 很熟悉, 1-5年", Comparison("熟悉程度", "=", ("很熟悉", "1-5年"))),
        ("answered c", C),
        ("ANSWERED c", C),
        ("not a = 1 and b = 2", Every((Negation(A), B))),
        ("not (a = 1 and b = 2)", Negation(Every((A, B)))),
        ("a = 1 or b = 2 and answered c", Either((A, Every((B, C))))),
        ("(a = 1 or b = 2) AND answered c", Every((Either((A, B)), C))),
        ("a = 1 and b = 2 and answered c", Every((A, B, C))),
        ("a = 1 and (b = 2 and answered c)", Every((A, Every((B, C))))),
        ("not not a = 1", Negation(Negation(A))),
        ('a = "and"', Comparison("a", "=", ("and",))),
    ],
)
def test_a_text_means_its_condition_and_back(text, condition):
    assert parse_condition(text) == condition
    assert parse_condition(condition_text(condition)) == condition


FAULTY = [
    "",
    "   ",
    "a",
    "a =",
    "a = and",
    "a = 1,",
    "a 1",
    "a = very familiar",
    "a < young",
    "a < 1, 2",
    "a >= nan",
    "= 1",
    "and a = 1",
    "a = 1 and",
    "a = 1 b = 2",
    "(a = 1",
    "a = 1)",
    "()",
    "not",
    "answered",
    "answered a = 1",
    'a = "open',
    "a ! 1",
    "a = 1 & b = 2",
    "(" * (DEEPEST + 1),
    "not " * 10_000 + "a = 1",
]


@pytest.mark.parametrize("text", FAULTY, ids=lambda text: text[:20])
def test_a_text_that_is_no_condition_is_refused_with_its_place(text, snapshot):
    with pytest.raises(RequestError) as caught:
        parse_condition(text)
    assert str(caught.value)[:400] == snapshot


def test_the_variables_of_a_condition_are_those_compared_anywhere():
    condition = Every((Either((A, Negation(B))), C))
    assert variables_of(condition) == {"a", "b", "c"}
