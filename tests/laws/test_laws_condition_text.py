"""A condition written out and read again is the same condition."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partysurvey.errors import RequestError
from partysurvey.survey import Comparison, Either, Every, Negation
from partysurvey.survey.condition_text import condition_text, parse_condition

words = st.one_of(
    st.text(max_size=6),
    st.text("ab熟悉 \"'\\()=<>!,，“”＝≥.-\n\u3000", max_size=6),
    st.sampled_from(
        ["and", "OR", "not", "includes", "answered", "1-5年", "don't", '"', "\\", "part_time", "grid.item"]
    ),
)
numbers = st.one_of(st.integers().map(str), st.floats(allow_nan=False, allow_infinity=False).map(repr))
comparisons = st.one_of(
    st.builds(
        Comparison, words, st.sampled_from(["=", "!=", "includes"]), st.lists(words, min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Comparison, words, st.sampled_from(["<", "<=", ">", ">="]), numbers.map(lambda number: (number,))),
    st.builds(Comparison, words, st.just("answered")),
)


def combined(parts):
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Every, several), st.builds(Either, several), st.builds(Negation, parts))


@settings(deadline=None)
@given(st.recursive(comparisons, combined, max_leaves=8))
def test_text_and_back(condition):
    assert parse_condition(condition_text(condition)) == condition


@settings(deadline=None)
@given(st.text("ab \"'()=<>!,and or not", max_size=30))
def test_any_text_is_a_condition_or_refused(text):
    try:
        condition = parse_condition(text)
    except RequestError as error:
        assert "▶" in str(error)  # noqa: PT017  # either outcome is right, and both are looked at
    else:
        assert parse_condition(condition_text(condition)) == condition
