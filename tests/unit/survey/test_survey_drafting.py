"""Kinds expected here are what a person would say of the answers; the counts are made up by hand."""

import pytest

from partysurvey.survey import (
    Absence,
    Column,
    Columns,
    Grid,
    Layout,
    MissingRange,
    MultipleChoice,
    Number,
    OpenText,
    Profile,
    Ranking,
    Scale,
    SingleChoice,
)
from partysurvey.survey.drafting.draft import DraftNote, draft


def profile(name, values, label="", labels=None, missing=(), distinct=None):
    rows = sum(values.values())
    return Profile(Column(name, label, labels or {}, missing), rows, 0, values, distinct or len(values))


def each(name, *values, times=10):
    return profile(name, dict.fromkeys(values, times))


def only(*profiles):
    (question,) = drafted(*profiles).questionnaire.questions
    return question


def drafted(*profiles):
    return draft(profiles, id="survey", title="问卷")


def labels(question):
    return [option.label.zh for option in question.options]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["男", "女"], "single"),
        (["北京", "上海", "广州"], "single"),
        (["很满意", "满意", "不满意"], "scale"),
        (["30岁以下", "31-40岁", "41岁以上"], "single"),
        (["1", "2", "3"], "single"),
        (["18", "25", "63"], "number"),
        (["18岁", "25岁"], "number"),
        (["1.5", "2.25"], "number"),
        (["2024-01-02", "2024-2-3"], "date"),
        (["2024年1月2日", "2024年11月3日"], "date"),
        (["甲┋乙", "乙┋丙", "甲┋丙", "丙"], "multiple"),
        (["甲;乙", "乙;丙", "甲;丙", "丙"], "multiple"),
        (["甲→乙→丙", "乙→甲→丙"], "ranking"),
    ],
)
def test_kinds_of_one_column(values, kind):
    assert only(each("列", *values)).kind == kind


def test_separators_in_prose_make_no_multiple_choice():
    texts = {f"意见{number}┋再说{number}": 1 for number in range(30)}
    assert isinstance(only(profile("建议", texts)), OpenText)


def test_separators_inside_labels_make_no_multiple_choice():
    question = only(each("爱好", "动漫、游戏", "音乐、电影", "运动"))
    assert isinstance(question, SingleChoice)
    assert set(labels(question)) == {"动漫、游戏", "音乐、电影", "运动"}


def test_texts_behind_other_are_one_option():
    question = only(profile("途径", {"选举": 30, "调任": 20, "其他〖考试〗": 1, "其他〖借调〗": 1, "其他": 2}))
    assert labels(question) == ["选举", "调任", "其他"]
    assert [option.specify for option in question.options] == [False, False, True]


def test_letters_before_answers_are_cut_and_keep_their_answers():
    assert labels(only(each("态度", "A.同意", "B.一般", "C.不同意"))) == ["同意", "一般", "不同意"]


def test_marks_of_the_platform_are_declared_once_and_codes_by_question():
    made = drafted(each("性别", "男", "女", "(跳过)"), each("编码题", "1", "2", "-3", "-2"))
    gender, coded = made.questionnaire.questions
    assert made.questionnaire.missing["(跳过)"] is Absence.NOT_ASKED
    assert dict(gender.missing) == {}
    assert dict(coded.missing) == {"-3": Absence.NOT_ASKED, "-2": Absence.BLANK}
    assert labels(coded) == ["1", "2"]


def test_minus_two_is_a_number_among_numbers():
    question = only(each("温度变化多少", "-2", "-3", "-7.5", "12"))
    assert isinstance(question, Number)
    assert (question.minimum, dict(question.missing)) == (-7.5, {})


def test_a_range_is_only_said_where_all_values_were_seen():
    question = only(profile("收入", {str(number): 1 for number in range(1000, 2500, 3)}, distinct=501))
    assert (question.kind, question.minimum) == ("number", None)


def test_value_labels_give_options_by_value_and_declared_missing_values_give_marks():
    question = only(
        profile(
            "Q7",
            {"3": 5, "1": 5, "9": 1},
            "您的满意程度",
            {"3": "不满意", "1": "很满意", "2": "一般", "9": "拒答", "-3": "跳过"},
            (MissingRange(9.0, 9.0), MissingRange(-3.0, -2.0)),
        )
    )
    assert isinstance(question, Scale)
    assert [(option.code, option.label.zh, option.score) for option in question.options] == [
        ("1", "很满意", 3), ("2", "一般", 2), ("3", "不满意", 1),
    ]  # fmt: skip
    assert dict(question.missing) == {"9": Absence.REFUSED, "-3": Absence.NOT_ASKED}
    assert (question.id, question.text.zh) == ("q7", "您的满意程度")


def test_value_labels_that_name_only_a_missing_value_leave_a_number():
    question = only(
        profile("age", {"34": 3, "51": 2, "999": 1}, "Age", {"999": "no answer"}, (MissingRange(999.0, 999.0),))
    )
    assert (question.kind, question.minimum, question.maximum) == ("number", 34, 51)
    assert dict(question.missing) == {"999": Absence.BLANK}


def test_ticks_in_columns_are_one_multiple_choice():
    names = ["4. 您用过的设备(智能手机)", "4(平板电脑)", "4(其他：)"]
    made = drafted(*(each(name, "0", "1") for name in names))
    (question,) = made.questionnaire.questions
    assert isinstance(question, MultipleChoice)
    assert (question.number, question.text.zh, labels(question)) == (
        "4", "您用过的设备", ["智能手机", "平板电脑", "其他"],
    )  # fmt: skip
    assert made.binding.columns[question.id] == Columns(
        tuple(names), Layout.PER_OPTION, ("智能手机", "平板电脑", "其他")
    )


def test_filled_texts_in_columns_are_ticks():
    question = only(
        each("5.目的:观光旅游", "A.观光旅游"),
        each("5.目的:工作", "B.工作"),
        each("5.目的:其他____{fillblank-1}", "C.其他"),
    )
    assert (question.kind, labels(question)) == ("multiple", ["观光旅游", "工作", "其他"])


def test_rows_with_one_set_of_answers_are_a_grid_with_the_order_of_all():
    question = only(
        each("8、您的评价—工资", "很满意", "不满意"),
        each("8、食堂", "一般", "很满意"),
        each("8、同事", "不满意", "一般"),
    )
    assert isinstance(question, Grid)
    assert [item.label.zh for item in question.items] == ["工资", "食堂", "同事"]
    assert [(option.label.zh, option.score) for option in question.options] == [
        ("很满意", 3),
        ("一般", 2),
        ("不满意", 1),
    ]


def test_columns_named_alike_with_different_answers_stay_apart():
    made = drafted(each("part_sex", "男", "女"), each("part_city", "北京", "上海"), each("part_age", "21", "45"))
    assert [question.kind for question in made.questionnaire.questions] == ["single", "single", "number"]


def test_rankings_hold_their_options():
    question = only(each("排序", "甲→乙→丙", "乙→甲→丙", "丙→乙→甲"))
    assert isinstance(question, Ranking)
    assert set(labels(question)) == {"甲", "乙", "丙"}


def test_what_is_no_question_is_unbound_and_said():
    names = ["序号", "来自IP", "姓名", "pw", "Unnamed: 9", "3.地区[选项填空]"]
    emails = profile("contact", {f"a{number}@example.org": 1 for number in range(3)})
    ids = profile("case", {f"DW20240{number}": 1 for number in range(10, 20)})
    empty = profile("空列", {})
    made = drafted(*(each(name, "1", "2") for name in names), emails, ids, empty, each("性别", "男", "女"))
    assert made.binding.unbound == (*names, "contact", "case", "空列")
    platform = ("序号", "Unnamed: 9")
    assert DraftNote("metadata", platform, f"{', '.join(platform)}: added by the platform, no question") in made.notes
    assert {note.code for note in made.notes} == {
        *("metadata", "personal", "weight", "fill_in", "identifier", "empty", "single")
    }
    assert all(any(name in note.sentence for note in made.notes) for name in made.binding.unbound)


def test_ids_are_the_names_of_columns_or_count():
    made = drafted(
        each("Job satisfaction", "好", "差"),
        each("7、性别", "男", "女"),
        each("籍贯", "甲地", "乙地"),
        each("and", "x", "y"),
    )
    assert [question.id for question in made.questionnaire.questions] == ["job_satisfaction", "q7", "q3", "q4"]


@pytest.mark.parametrize(
    ("profiles", "language"),
    [
        ([each("Gender", "Male", "Female")], "en"),
        ([each("性别", "男", "女")], "zh"),
        ([each("gender", "男", "女")], "zh"),
    ],
)
def test_the_language_is_that_of_headings_and_answers(profiles, language):
    assert drafted(*profiles).questionnaire.language == language
    assert draft(profiles, id="x", title="x", language="zh").questionnaire.language == "zh"


def test_long_series_of_opinions_are_texts():
    assert isinstance(only(profile("意见", {f"我认为第{number}条应当修改": 1 for number in range(40)})), OpenText)


def test_dashes_for_nothing_are_blank_beside_answers():
    question = only(each("等次", "优秀", "良好", "—"))
    assert (labels(question), dict(question.missing)) == (["优秀", "良好"], {"—": Absence.BLANK})


def test_few_answers_that_also_stand_alone_are_joined():
    assert only(each("不明确的表现", "分工不明", "力量薄弱", "分工不明|力量薄弱")).kind == "multiple"


def test_wishes_are_texts_even_where_they_recur():
    question = only(each("您的建议", "希望领导真正重视党务工作", "希望增加党务干部的编制", "无"))
    assert isinstance(question, OpenText)


def test_columns_joined_by_a_point_with_the_same_answers_are_a_grid():
    question = only(*(each(f"appraisal.{row}", "落实到位了", "还在进行中", "没有开始") for row in ("pay", "rank")))
    assert (question.id, question.kind, [item.code for item in question.items]) == (
        "appraisal",
        "grid",
        ["pay", "rank"],
    )


def test_not_shown_beside_ticks_is_not_asked():
    question = only(*(each(f"Q3[SQ00{number}]", "Yes", "No", "N/A") for number in (1, 2, 3)))
    assert (question.kind, question.id, dict(question.missing)) == ("multiple", "q3", {"N/A": Absence.NOT_ASKED})


def test_ten_points_are_a_number_and_five_are_codes():
    eleven, five = drafted(
        each("NPS", *map(str, range(11))), each("stars", *map(str, range(1, 6)))
    ).questionnaire.questions
    assert (eleven.kind, five.kind) == ("number", "single")


@pytest.mark.parametrize(
    ("heading", "values", "kind"),
    [
        ("您的性别", {"女": 1}, "single"),
        ("您对工作的熟悉程度", {"比较熟悉": 1}, "single"),
        ("最高学历", {"本科": 1}, "single"),
        ("您的部门", {"张三丰": 1}, "text"),
        ("您的部门", {"财务部": 4, "人事部": 1}, "single"),
        ("希望单位改进什么", {"无": 9, "换掉张科长": 1}, "text"),
        ("您的意见", {"无": 9, "换掉张科长": 1}, "text"),
        ("您的意见", {"很好┋继续": 1, "很好": 3, "换掉张科长": 1, "继续┋很好": 1}, "text"),
        ("Any comments", {"sack Mr Li": 1}, "text"),
        ("您的意见", {"同意": 9, "不同意": 1}, "single"),
    ],
)
def test_what_one_person_may_have_typed_is_no_option(heading, values, kind):
    assert only(profile(heading, values)).kind == kind


@pytest.mark.parametrize(
    "values",
    [
        {"13800138000": 1},
        {"someone@example.org": 1, "没有": 1, "me@example.org": 1},
        {"192.0.2.1(北京-北京)": 2},
        {"110101199003078888": 1},
        {"20230001": 1},
        {"6222020200112233445": 1},
    ],
)
def test_numbers_of_persons_are_no_question_under_any_heading(values):
    assert drafted(profile("您的回答", values)).questionnaire.questions == ()


def test_a_text_typed_behind_any_option_is_no_part_of_it():
    assert labels(only(profile("参加过吗", {"有〖三次〗": 1, "有〖在老家〗": 1, "没有": 8}))) == ["有", "没有"]
