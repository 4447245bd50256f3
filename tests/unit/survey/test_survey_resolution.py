"""Conditions bound to a questionnaire."""

import pytest

from partysurvey.errors import RequestError
from partysurvey.survey import (
    Band,
    Copy,
    Date,
    Derived,
    Grid,
    Item,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.survey.condition_text import condition_text, parse_condition
from partysurvey.survey.resolution import resolved, resolved_variable

YES_NO = (Option("yes", Text("是", "Yes")), Option("no", Text("否", "No"), aliases=("不是", "无")))
LEVELS = (
    Option("very", Text("很熟悉", "very familiar"), score=3),
    Option("basically", Text("基本熟悉", "basically familiar"), score=2),
    Option("un", Text("不熟悉", "unfamiliar"), score=1),
)
SURVEY = Questionnaire(
    id="s",
    title=Text.same("S"),
    questions=(
        SingleChoice(
            id="part_time", text=Text("是否兼职", "Part-time?"), number="3", aliases=("兼职",), options=YES_NO
        ),
        Scale(
            id="familiarity",
            text=Text("熟悉程度", "Familiarity"),
            options=LEVELS,
            nets=(Net("familiar", Text("熟悉", "familiar"), ("very", "basically")),),
        ),
        MultipleChoice(id="training", text=Text("培训", "Training"), options=YES_NO),
        Grid(id="rows", text=Text("行", "Rows"), items=(Item("one", Text("一", "One")),), options=YES_NO),
        Number(
            id="age",
            text=Text("年龄", "Age"),
            bands=(
                Band("young", Text("青年", "Young"), None, 36),
                Band("middle", Text("中年", "Middle-aged"), 36, 50.5),
                Band("old", Text("老年", "Old"), 50.5),
            ),
        ),
        Ranking(id="order", text=Text("次序", "Order"), options=YES_NO),
        OpenText(id="words", text=Text("建议", "Words")),
        Date(id="day", text=Text("日期", "Day")),
        Number(id="phone", text=Text("电话", "Phone"), personal=True),
    ),
    derived=(
        Derived("total", Text.same("Total"), Sum(("age",))),
        Derived(
            "ratio",
            Text.same("Ratio"),
            Copy("age"),
            bands=(
                Band("below", Text.same("Below 1"), None, 1),
                Band("within", Text.same("1 to 2"), 1, 2, includes_high=True),
                Band("above", Text.same("Above 2"), 2, includes_low=False),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("part_time = yes", "part_time = yes"),
        ("part_time = 是", "part_time = yes"),
        ("part_time = YES", "part_time = yes"),
        ("part_time = Ｙｅｓ", "part_time = yes"),
        ("part_time = A.是, 不是, 否", "part_time = yes, no"),
        ("兼职 = 是", "part_time = yes"),
        ("是否兼职 = 是", "part_time = yes"),
        ("3 != 否", "part_time != no"),
        ("familiarity = 'Very familiar'", "familiarity = very"),
        ("familiarity = familiar", "familiarity = very, basically"),
        ("熟悉程度 != 熟悉", "familiarity != very, basically"),
        ("training includes 无", "training includes no"),
        ("rows.one = 是 or answered rows.one", "rows.one = yes or answered rows.one"),
        ("age >= 30 and age = 40, 50.5", "age >= 30 and age = 40, 50.5"),
        ("total < 3", "total < 3"),
        ("age < 1e3 or age > .5 or age = 5.", "age < 1000 or age > 0.5 or age = 5"),
        ("total != 3", "total != 3"),
        ("age = 青年", "age < 36"),
        ("age = middle", "age >= 36 and age < 50.5"),
        ("age = Old, 20, young", "age >= 50.5 or age < 36 or age = 20"),
        ("age != middle", "answered age and not (age >= 36 and age < 50.5)"),
        ("ratio = within", "ratio >= 1 and ratio <= 2"),
        ("ratio = above, below", "ratio > 2 or ratio < 1"),
        ("order includes 是", "order includes yes"),
        (
            "not (answered order or answered words) and answered day",
            "not (answered order or answered words) and answered day",
        ),
    ],
)
def test_labels_and_other_names_become_codes_and_ids(written, expected):
    assert condition_text(resolved(parse_condition(written), SURVEY)) == expected


@pytest.mark.parametrize(
    "written",
    [
        "part_tme = yes",
        "xyz = yes",
        "part_time = yess",
        "part_time = 7",
        "part_time < 3",
        "part_time includes yes",
        "familiarity > 2",
        "training = yes",
        "rows = yes",
        "rows.two = yes",
        "rows.one includes yes",
        "age = yong",
        "age = x",
        "age includes 3",
        "total = many",
        "order = yes",
        "words = no",
        "day > 3",
        "answered phone",
        'part_time = ""',
    ],
)
def test_what_does_not_fit_is_refused(written, snapshot):
    with pytest.raises(RequestError) as caught:
        resolved(parse_condition(written), SURVEY)
    assert str(caught.value) == snapshot


def test_a_name_that_two_questions_share_is_nobodys(snapshot):
    twins = Questionnaire(
        "t", Text(), (OpenText(id="a", text=Text.same("same")), OpenText(id="b", text=Text.same("same")))
    )
    with pytest.raises(RequestError) as caught:
        resolved_variable("same", twins)
    assert str(caught.value) == snapshot
