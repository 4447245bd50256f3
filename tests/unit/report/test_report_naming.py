import pytest

from partysurvey.report.naming import file_name, unique_names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("familiarity", "familiarity"),
        ("熟悉程度", "熟悉程度"),
        ("../../etc/passwd", "etc_passwd"),
        ("Q1、您的 性别？", "Q1_您的_性别"),
        ("con", "con_"),
        ("///", "unnamed"),
        ("题" * 200, "题" * 60),
    ],
)
def test_names_are_possible_everywhere(words, name):
    assert file_name(words) == name


def test_names_are_unique_where_case_does_not_count():
    assert unique_names(["Age", "age", "a/b", "a b", "age_2"]) == ["Age", "age_2", "a_b", "a_b_2", "age_2_2"]
