"""Bindings expected here are written by hand from the headings."""

import csv
from pathlib import Path

import pytest

from partysurvey.sources.questionnaires.bundled import bundled_paths
from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.survey import (
    Binding,
    Column,
    Columns,
    Grid,
    Item,
    Layout,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Scale,
    SingleChoice,
    Text,
)
from partysurvey.survey.matching.column_keys import slot_keys, words_of
from partysurvey.survey.matching.match import best_match, bind, fit, may_fit
from partysurvey.survey.plain_text import bare

YES_NO = (Option("yes", Text("是", "yes")), Option("no", Text("否", "no")))
LEVELS = (Option("high", Text("高", "high"), score=2), Option("low", Text("低", "low"), score=1))
TOPICS = (
    Option("theory", Text("政策理论", "theory")),
    Option("writing", Text("公文写作", "writing")),
    Option("other", Text("其他", "other"), specify=True),
)
SURVEY = Questionnaire(
    id="cadres",
    title=Text("调查", "Survey"),
    questions=(
        SingleChoice(id="gender", number="1", text=Text("您的性别", "Your sex"), options=YES_NO),
        Number(id="age", number="2", text=Text("您的年龄", "Your age")),
        Scale(
            id="familiarity",
            number="7",
            text=Text("您对党务工作的熟悉程度", "How familiar are you?"),
            aliases=("熟悉程度",),
            options=LEVELS,
        ),
        Grid(
            id="problems",
            number="8",
            text=Text("存在的问题", "Problems"),
            items=(Item("number", Text("人员数量", "numbers")), Item("quality", Text("工作质量", "quality"))),
            options=LEVELS,
        ),
        MultipleChoice(id="training", number="9", text=Text("希望的培训", "Wanted training"), options=TOPICS),
        SingleChoice(id="part_time", text=Text("是否兼职", "Part-time?"), options=YES_NO),
        OpenText(id="suggestion", text=Text("您的建议", "Suggestions")),
    ),
)


def bound(*names, labels=()):
    columns = [Column(name, label) for name, label in zip(names, labels or [""] * len(names), strict=True)]
    return bind(SURVEY, columns)


@pytest.mark.parametrize(
    "name",
    ["familiarity", "FAMILIARITY", "熟悉程度", "7、您对党务工作的熟悉程度", "7.您对党务工作的熟悉程度？", "Q7",
     "您对党务工作的熟悉程度", "您对 党务工作的　熟悉程度：", "7、您对党务工作的熟悉程度 [单选题] *", "Q7 How familiar are you?",
     "how familiar are you", "B2、您对党务工作的熟悉程度"],
)  # fmt: skip
def test_a_question_is_known_by_all_its_names(name):
    assert bound(name) == Binding({"familiarity": Columns((name,))})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("8、存在的问题—人员数量", "8、工作质量"),
        ("存在的问题 [人员数量]", "存在的问题 [工作质量]"),
        ("8.存在的问题:人员数量", "8.存在的问题:工作质量"),
        ("problems_number", "problems_quality"),
        ("problems.number", "problems.quality"),
        ("problems[number]", "problems[quality]"),
        ("Problems - numbers", "Problems - quality"),
        ("第8题(人员数量)", "第8题(工作质量)"),
        ("人员数量", "工作质量"),
    ],
)
def test_rows_of_a_grid(first, second):
    found = bound(second, first)
    assert found.columns == {"problems.number": Columns((first,)), "problems.quality": Columns((second,))}


@pytest.mark.parametrize(
    "names",
    [
        ("9. 希望的培训(政策理论)", "9(公文写作)", "9(其他：)"),
        ("第9题(政策理论)", "第9题(公文写作)", "第9题(其他)"),
        ("9.希望的培训:政策理论", "9.希望的培训:公文写作", "9.希望的培训:其他____{fillblank-1}"),
        ("training___theory", "training___writing", "training___other"),
        ("training/theory", "training/writing", "training/other"),
        ("Wanted training (choice=theory)", "Wanted training (choice=writing)", "Wanted training (choice=other)"),
    ],
)
def test_columns_of_options(names):
    found = bound(*reversed(names))
    assert found.columns == {"training": Columns(names, Layout.PER_OPTION, ("theory", "writing", "other"))}


def test_one_column_of_a_multiple_choice_is_joined_and_repeats_nothing():
    assert bound("9、希望的培训").columns == {"training": Columns(("9、希望的培训",), Layout.JOINED)}
    both = bound("training", "training/theory", "training/writing")
    assert both.columns["training"].layout is Layout.PER_OPTION
    assert both.unbound == ("training",)


def test_labels_of_files_count_as_texts():
    assert bound("V12", labels=["您的年龄"]).columns == {"age": Columns(("V12",))}


def test_what_may_mean_two_columns_is_left_unbound():
    found = bound("您的年龄", "您的年龄 ")
    assert found == Binding({}, ("您的年龄", "您的年龄 "))


def test_the_order_of_columns_makes_no_difference():
    names = [
        "8、存在的问题—人员数量",
        "8、工作质量",
        "9(公文写作)",
        "9. 希望的培训(政策理论)",
        "Q7",
        "age",
        "序号",
        "1、您的性别",
    ]
    expected = bound(*names)
    for start in range(len(names)):
        shuffled = [*names[start:], *reversed(names[:start])]
        found = bound(*shuffled)
        assert found.columns == expected.columns
        assert set(found.unbound) == {"序号"}


def export(*extra):
    names = [
        "序号",
        "提交答卷时间",
        "1、您的性别",
        "2、您的年龄",
        "7、您对党务工作的熟悉程度",
        "8、存在的问题—人员数量",
    ]
    return [Column(name) for name in (*names, "8、工作质量", "9、希望的培训", "是否兼职", *extra)]


def test_a_file_of_the_survey_is_recognised():
    assert best_match([SURVEY], export()) is SURVEY
    assert fit(SURVEY, export()).score == 1.0


def test_a_file_that_asks_much_more_is_not():
    assert best_match([SURVEY], export(*(f"问题{number}" for number in range(12)))) is None


def test_a_few_questions_of_any_survey_are_not_enough():
    other = Questionnaire(id="other", title=Text.same("x"), questions=SURVEY.questions[:2])
    assert fit(other, [Column("gender"), Column("age")]).score == 1.0
    assert best_match([other], [Column("gender"), Column("age")]) is None


def test_serial_names_prove_nothing():
    numbered = Questionnaire(
        id="numbered",
        title=Text.same("x"),
        questions=tuple(
            SingleChoice(id=f"q{n}", text=Text.same(f"Something about {n}"), options=YES_NO) for n in range(1, 9)
        ),
    )
    assert best_match([numbered], [Column(f"q{number}") for number in range(1, 9)]) is None
    assert best_match([numbered], [Column(f"Something about {number}") for number in range(1, 9)]) is numbered


def test_two_questionnaires_that_both_fit_are_a_doubt():
    twin = Questionnaire(id="twin", title=Text.same("x"), questions=SURVEY.questions)
    assert best_match([SURVEY, twin], export()) is None


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_whatever_can_be_bound_has_its_words_in_the_file(path: Path):
    text = path.read_text("utf-8")
    whole = bare(text)
    keys = {key for question in read_questionnaire(path).questions for _, key, _ in slot_keys(question, "1")}
    names = {key for key in keys if key[0] == "name"}
    assert not [key for key in keys - names for word in words_of(key) if bare(word) not in whole]
    assert not [name for _, name in names if not may_fit(text, [Column(name)])]


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_only_the_questionnaire_of_a_sample_is_parsed(path: Path):
    sample = path.parents[1] / "sample_data" / f"{path.stem}.csv"
    with sample.open(encoding="utf-8-sig") as file:
        columns = [Column(name) for name in next(csv.reader(file))]
    assert [known.stem for known in bundled_paths() if may_fit(known.read_text("utf-8"), columns)] == [path.stem]


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_a_file_with_other_words_is_not_even_parsed(path: Path):
    text = path.read_text("utf-8")
    questionnaire = read_questionnaire(path)
    own = [Column(f"{question.number}、{question.text.zh}") for question in questionnaire.questions]
    ids = [Column(f"{variable}".replace(".", "_")) for variable in questionnaire.variables]
    foreign = [Column(name) for name in ("Favourite colour", "Shoe size", "Pets", "Tea or coffee")]
    assert may_fit(text, own)
    assert may_fit(text, ids)
    assert may_fit(text, [*own, *foreign[:1]])
    assert not may_fit(text, foreign)
