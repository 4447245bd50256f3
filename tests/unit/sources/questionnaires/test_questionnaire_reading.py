"""A file with every key reads as the questionnaire that was written out by hand here."""

from pathlib import Path

import pytest

from partysurvey.sources.questionnaires.reading import questionnaire_faults, read_questionnaire
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
    Either,
    Every,
    Fielding,
    Grid,
    Item,
    Mean,
    MultipleChoice,
    Negation,
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
from partysurvey.survey.fielding import Disposition, Dispositions, GroupFielding
from partysurvey.survey.questionnaire import DeclaredScale

ASSETS = Path(__file__).parent / "assets"
AGREEMENT = (
    Option("low", Text("不熟悉", "low"), score=1),
    Option("middle", Text("一般", "middle"), score=2.5),
    Option("high", Text("熟悉", "high"), aliases=("很熟",), score=4),
    Option("dk", Text("不了解", "cannot say")),
)
EVERY_FEATURE = Questionnaire(
    id="every_feature",
    title=Text("全部功能", "Every feature"),
    language="en",
    respondents=Text("党务干部", "cadres"),
    fielding=Fielding(
        500,
        480,
        470,
        Text("十月发放", "Handed out in October"),
        by="part_time",
        groups=(GroupFielding("yes", 300, 290, 285),),
        dispositions=Dispositions("result", {str(code): kind for code, kind in enumerate(Disposition, 1)}, 0.5),
    ),
    missing={
        "(跳过)": Absence.NOT_ASKED,
        "-3": Absence.NOT_ASKED,
        "(空)": Absence.BLANK,
        "拒答": Absence.REFUSED,
        "说不清": Absence.DONT_KNOW,
        "废卷": Absence.INVALID,
        "99": Absence.USER_MISSING,
    },
    design=Design(
        "w",
        "district",
        ("street", "block"),
        ("streets", "blocks"),
        nest=True,
        population=12000,
        census=True,
        lonely="adjust",
    ),
    questions=(
        SingleChoice(
            id="part_time",
            name=Text("兼职情况", "doing both"),
            chart=("donut", "dots"),
            sentence=Text("{people}中{share:yes}兼职", "{share:yes} of {people} do both"),
            text=Text.same("您是否兼职"),
            number="1",
            aliases=("兼职", "Q1"),
            options=(
                Option("yes", Text("是", "yes"), score=1),
                Option(
                    "no",
                    Text("否", "no"),
                    aliases=("off", "null", "12:30", "2006-01-01", "1_000", "0x1F", ".5"),
                    score=0,
                ),
                Option("08", Text("其他", "other"), specify=True),
            ),
            nets=(
                Net("known", Text("明确", "known"), ("yes", "no")),
                Net("top_1", Text("最高一项", "top 1"), ("yes",)),
                Net("bottom_1", Text("最低一项", "bottom 1"), ("no",)),
            ),
        ),
        Number(
            id="age",
            chart=("ecdf",),
            sentence=Text.same("{mean}{unit}"),
            text=Text("年龄", "Age"),
            number="B2",
            unit=Text("岁", "years"),
            minimum=16,
            maximum=80.5,
            total=True,
            missing={"999": Absence.REFUSED, "998": Absence.DONT_KNOW},
            bands=(
                Band("young", Text("青年", "young"), None, 36),
                Band("middle", Text("中年", "middle-aged"), 36, 51, includes_high=True),
                Band("old", Text("老年", "older"), 51, None, includes_low=False),
            ),
        ),
        Scale(
            id="familiarity",
            chart=("diverging_aside",),
            sentence=Text.same("{option}: {share}"),
            text=Text("熟悉程度", "Familiarity"),
            asked_if=Every(
                (
                    Either(
                        (
                            Comparison("part_time", "=", ("yes",)),
                            Comparison("part_time", "=", ("yes", "no")),
                        )
                    ),
                    Negation(Comparison("age", "<", ("30",))),
                )
            ),
            reversed=True,
            options=AGREEMENT,
            nets=(
                Net("some", Text.same("一些"), ("middle", "high")),
                Net("top_2", Text("最高两项合计", "top 2"), ("low", "middle")),
                Net("bottom_2", Text("最低两项合计", "bottom 2"), ("middle", "high")),
            ),
        ),
        MultipleChoice(
            id="training",
            chart=("upset",),
            sentence=Text.same("{option} {count}"),
            text=Text(en="Training"),
            maximum=2,
            personal=True,
            options=(Option("1", Text.same("A")), Option("2", Text.same("B")), Option("3", Text.same("C"))),
            nets=(Net("any", Text.same("any"), ("1", "2")),),
        ),
        Grid(
            id="problems",
            chart=("heatmap",),
            sentence=Text.same("{people}"),
            text=Text.same("存在的问题"),
            items=(
                Item("number", Text("人数", "number"), ("Q5_1",)),
                Item("2nd", Text("能力", "ability"), reversed=True),
            ),
            options=AGREEMENT,
            nets=(
                Net("mid", Text.same("mid"), ("middle",)),
                Net("top_1", Text("最高一项", "top 1"), ("high",)),
                Net("bottom_2", Text("最低两项合计", "bottom 2"), ("low", "middle")),
            ),
        ),
        Ranking(
            id="priorities",
            chart=("bars",),
            sentence=Text.same("{option}"),
            text=Text.same("Priorities"),
            options=(Option("a", Text.same("a")), Option("b", Text.same("b")), Option("c", Text.same("c"))),
            ranks=2,
        ),
        OpenText(id="suggestion", text=Text.same("建议")),
        Date(id="joined", text=Text.same("入党时间"), formats=("%Y-%m-%d", "%Y年%m月%d日")),
    ),
    scales=(DeclaredScale("burden", Text("负担", "Burden"), ("problems",)),),
    derived=(
        Derived(
            "total",
            Text("合计", "Total"),
            Sum(("age", "familiarity")),
            name=Text("总数", "total"),
            chart=("histogram",),
            sentence=Text.same("{mean}{unit}"),
            unit=Text.same("%"),
            bands=(Band("few", Text.same("few"), 1, 2),),
            total=True,
        ),
        Derived("average", Text.same("Average"), Mean(("problems.number", "problems.2nd"), at_least=2)),
        Derived("ratio", Text.same("Ratio"), Ratio("age", "familiarity", 100)),
        Derived("difference", Text.same("Difference"), Difference("age", "familiarity")),
        Derived("count", Text.same("Count"), CountOf(("familiarity", "problems.number"), ("low", "middle"))),
        Derived("copy", Text.same("Copy"), Copy("age")),
    ),
)


def test_every_feature_is_read():
    path = ASSETS / "every_feature.yaml"
    assert questionnaire_faults(path) == ()
    assert read_questionnaire(path) == EVERY_FEATURE


def test_what_is_left_out_has_the_defaults_of_the_model(tmp_path):
    path = tmp_path / "least.yaml"
    path.write_text(
        "partysurvey: questionnaire/1\nid: least\ntitle: 最少\nrespondents: null\nquestions:\n"
        "  - {id: 年龄, kind: number, text: 年龄, number: null, minimum: null, asked_if: null, unit: null}\n"
        "  - {id: joined, kind: date, text: {zh: 入党}}\n",
        encoding="utf-8",
    )
    assert read_questionnaire(path) == Questionnaire(
        "least",
        Text.same("最少"),
        (Number(id="年龄", text=Text.same("年龄")), Date(id="joined", text=Text(zh="入党"))),
    )


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "No",
        "on",
        "OFF",
        "true",
        "null",
        "~",
        "08",
        "1_000",
        "12:30",
        "2006-01-01",
        "0x1F",
        "1e3",
        ".inf",
        "NA",
        "无",
    ],
)
def test_a_code_is_the_text_that_was_written(written, tmp_path):
    path = tmp_path / "traps.yaml"
    path.write_text(
        "partysurvey: questionnaire/1\nid: traps\ntitle: T\nquestions:\n"
        f"  - {{id: a, kind: single, text: A, options: [{{code: {written}, label: {written}}}]}}\n",
        encoding="utf-8",
    )
    (question,) = read_questionnaire(path).questions
    assert question.options == (Option(written, Text.same(written)),)
