"""The listing shows every part of a questionnaire, in either language."""

import pytest

from partysurvey.report.questionnaire_listing import formula_text, questionnaire_listing
from partysurvey.survey import (
    Absence,
    Band,
    Comparison,
    Copy,
    CountOf,
    Date,
    Derived,
    Design,
    Difference,
    Fielding,
    Grid,
    Item,
    Mean,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Ratio,
    Scale,
    SingleChoice,
    Sum,
    Text,
)

OPTIONS = (
    Option("high", Text("很熟悉", "very familiar"), aliases=("非常熟悉", "最熟"), score=2),
    Option("other", Text("其他", "other"), score=1.5, specify=True),
)
BANDS = (
    Band("young", Text("青年", "young"), None, 36),
    Band("middle", Text("中年", "middle-aged"), 36, 50.5, includes_high=True),
    Band("old", Text("老年", "older"), 50.5, includes_low=False),
)
SURVEY = Questionnaire(
    id="cadres",
    title=Text("党务干部调查", "Survey of cadres"),
    respondents=Text("党务干部", "cadres"),
    fielding=Fielding(500, None, 470, Text("十月发放", "In October")),
    missing={"(跳过)": Absence.NOT_ASKED},
    design=Design("weight", None, ("unit",), census=True),
    questions=(
        SingleChoice(id="post", text=Text("岗位", "Post"), number="1", aliases=("岗位名",), options=OPTIONS),
        Scale(
            id="familiarity",
            text=Text("熟悉程度", "Familiarity"),
            asked_if=Comparison("post", "=", ("high",)),
            missing={"9": Absence.REFUSED},
            reversed=True,
            options=OPTIONS,
            nets=(Net("all", Text("合计", "all"), ("high", "other")),),
        ),
        MultipleChoice(id="training", text=Text("培训", "Training"), maximum=3, options=OPTIONS),
        Grid(
            id="problems",
            text=Text("问题", "Problems"),
            items=(
                Item("n", Text("人数", "number"), ("Q5_1",)),
                Item("ability", Text("能力", "ability"), reversed=True),
            ),
            options=OPTIONS,
        ),
        Number(
            id="age",
            text=Text("年龄", "Age"),
            unit=Text("岁", "years"),
            minimum=16,
            maximum=None,
            bands=BANDS,
            total=True,
        ),
        Number(id="phone", text=Text("电话", "Phone"), personal=True),
        Ranking(id="order", text=Text("次序", "Order"), options=OPTIONS, ranks=1),
        OpenText(id="words", text=Text("建议", "Suggestion")),
        Date(id="day", text=Text("日期", "Day"), formats=("%Y-%m-%d",)),
    ),
    derived=(Derived("ratio", Text("比例", "Ratio"), Ratio("a", "b", 100), Text.same("%"), BANDS[:1], total=True),),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_is_listed(language, snapshot):
    assert "\n".join(questionnaire_listing(SURVEY, language)) == snapshot


def test_the_language_is_that_of_the_questionnaire():
    assert questionnaire_listing(SURVEY) == questionnaire_listing(SURVEY, "zh")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Sum(("a", "b")), "a + b"),
        (Mean(("a", "b"), 2), "mean(a, b; at least 2)"),
        (Ratio("a", "b"), "a / b"),
        (Ratio("a", "b", 100), "100 × a / b"),
        (Difference("a", "b"), "a - b"),
        (CountOf(("a", "b"), ("x", "y")), "count(a, b = x, y)"),
        (Copy("a"), "a"),
    ],
)
def test_a_rule_reads_like_arithmetic(formula, text):
    assert formula_text(formula) == text
