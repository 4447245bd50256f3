"""Files are read back by the project's reader and by PyYAML's own loader, which shares no code with the writer's types."""

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
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
    Replicates,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.survey.drafting.draft import DraftNote
from partysurvey.survey.questionnaire import DeclaredScale

ROOT = Path(__file__).parents[3]
YES_NO = (Option("yes", Text("是", "yes")), Option("no", Text("否", "no"), aliases=("n", "08", "1:30")))
LEVELS = (
    Option("1", Text.same("好"), score=2.0),
    Option("2", Text.same("差"), score=1.5),
    Option("x", Text.same("其他"), specify=True),
)
BANDS = (
    Band("young", Text("青年", "young"), None, 36.0),
    Band("middle", Text("中", "middle"), 36.0, 50.5, includes_high=True),
    Band("old", Text("老", "old"), 50.5, None, includes_low=False),
)
FULL = Questionnaire(
    id="full",
    title=Text("问卷", "Survey"),
    language="en",
    respondents=Text("党务干部", "cadres"),
    fielding=Fielding(100, None, 0, Text("说明", "note")),
    missing={"(跳过)": Absence.NOT_ASKED, "-3": Absence.NOT_ASKED, "拒答": Absence.REFUSED},
    design=Design(weight="w", strata="s", psu=("p", "q"), fpc=("f", "g"), nest=True, population=500),
    questions=(
        SingleChoice(id="part", number="1", text=Text.same("yes"), options=YES_NO),
        Number(id="age", text=Text("年龄", "age"), unit=Text("岁", "years"), minimum=0, maximum=99.5, bands=BANDS, total=True),
        Scale(
            id="level", number="B2", text=Text(zh="程度"), aliases=("2024-01-01", "null", "a: b #c"), options=LEVELS,
            nets=(Net("top", Text("高", "top"), ("1",)),), reversed=True, missing={"9": Absence.USER_MISSING},
            asked_if=Every((Comparison("part", "=", ("yes",)), Negation(Comparison("age", "<", ("30",))))),
        ),
        MultipleChoice(id="many", text=Text.same("多\n选\t题"), options=LEVELS, maximum=2),
        Grid(
            id="grid", text=Text.same("矩阵"), options=LEVELS,
            items=(Item("a", Text("甲", "A"), ("8、甲",), reversed=True), Item("2", Text.same("乙"))),
        ),
        Ranking(id="rank", text=Text.same("排序"), options=LEVELS, ranks=2),
        OpenText(id="words", text=Text.same("🙂 'quoted' \"text\""), personal=True),
        Date(id="day", text=Text.same("日期"), formats=("%Y/%m/%d",)),
    ),
    derived=(
        Derived("total", Text.same("和"), Sum(("age", "level")), Text.same("%"), BANDS, total=True),
        Derived("average", Text.same("均"), Mean(("age", "level"), 2)),
        Derived("ratio", Text.same("比"), Ratio("age", "level", 100)),
        Derived("gap", Text.same("差"), Difference("age", "level")),
        Derived("count", Text.same("数"), CountOf(("grid.a", "grid.2"), ("1", "2"))),
        Derived("banded", Text.same("段"), Copy("age"), bands=BANDS),
    ),
    scales=(DeclaredScale("burden", Text("负担", "burden"), ("grid",)),),
)  # fmt: skip


def reread(text, folder):
    path = folder / "written.yaml"
    path.write_text(text, "utf-8", newline="")
    return read_questionnaire(path)


def test_everything_a_questionnaire_can_hold_reads_back_equal(tmp_path):
    assert reread(questionnaire_yaml(FULL), tmp_path) == FULL


@pytest.mark.parametrize(
    "replicates",
    [
        Replicates(("rw*",), "JK1"),
        Replicates(
            ("a", "b"), "Fay", 0.3, 0.5, (1.0, 0.25), mse=True, combined=False, fpc=(0.1,), degrees_of_freedom=9
        ),
    ],
)
def test_replicate_weights_read_back_equal(replicates, tmp_path):
    known = replace(FULL, design=Design(weight="w", replicates=replicates))
    assert reread(questionnaire_yaml(known), tmp_path) == known


@pytest.mark.parametrize("path", sorted((ROOT / "questionnaires").glob("*.yaml")), ids=lambda path: path.stem)
def test_bundled_questionnaires_read_back_equal(path, tmp_path):
    known = read_questionnaire(path)
    assert reread(questionnaire_yaml(known), tmp_path) == known


def test_words_that_yaml_misreads_are_quoted():
    data = yaml.safe_load(questionnaire_yaml(FULL))
    first, _, level, *_ = data["questions"]
    assert first["text"] == "yes"
    assert [option["code"] for option in first["options"]] == ["yes", "no"]
    assert first["options"][1]["aliases"] == ["n", "08", "1:30"]
    assert '"n"' in questionnaire_yaml(FULL)
    assert level["aliases"] == ["2024-01-01", "null", "a: b #c"]
    assert [option["code"] for option in level["options"]] == ["1", "2", "x"]
    assert data["missing"]["not_asked"] == ["(跳过)", "-3"]


def test_options_stand_on_one_line_each_and_notes_at_the_top():
    lines = questionnaire_yaml(FULL, [DraftNote("single", ("q1",), "q1: two\nlines")]).splitlines()
    assert lines[0].startswith("# ")
    assert "#   [single] q1: two lines" in lines
    assert "      - {code: 'yes', label: {zh: 是, en: 'yes'}}" in lines
    assert "      - {code: '2', label: 差, score: 1.5}" in lines


def test_the_text_is_the_same_on_every_run():
    assert questionnaire_yaml(FULL) == questionnaire_yaml(FULL)
