"""Sentences as the published reports write them; the expected ones were written by hand, the numbers are given."""

import hand_results as hand
import pytest
from msgspec.structs import replace

from partysurvey.estimates.results import Base, Estimates, Result, Statistics
from partysurvey.report.accounting import Input, Making, Remark, Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Heading, Paragraph, Sentence, Table
from partysurvey.report.flow import flowing
from partysurvey.survey import (
    Absence,
    Band,
    Date,
    Grid,
    Item,
    MultipleChoice,
    Net,
    Number,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
    Text,
)
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.derived import Copy, Derived

YES_NO = (Option("yes", Text("是", "yes")), Option("no", Text("否", "no")))
ASKED = parse_condition("part_time = yes")


def options(*labels):
    return tuple(Option(f"o{place}", Text(*label)) for place, label in enumerate(labels, 1))


def document(question, *results, language="zh", digits=1, **more):
    key = "derived" if isinstance(question, Derived) else "questions"
    parts = {"questions": (), key: (question,)}
    questionnaire = Questionnaire(id="q", title=Text("调查", "Survey"), respondents=Text("党务干部", "cadres"), **parts)
    style = Style(language, digits, sentences=True)
    return build_document(Estimates(results), questionnaire, hand.ACCOUNTING, style=style, **more)


def told(question, *results, **how):
    blocks = document(question, *results, **how).blocks
    return [block.text for block in blocks if isinstance(block, Sentence)]


def number(question, *, mean, ends, sd=5.0, base=100, kind="number", method="t"):
    """The result of a number from its mean and (least, median, greatest)."""
    least, median, greatest = ends
    statistics = Statistics(mean, 1.0, None, None, sd, least, greatest, {0.5: median})
    absent = dict.fromkeys(Absence, 0)
    found = Result(
        question.id, None, kind, question.text, None, None, None, None, Base("answered", base, base, base), absent
    )
    return replace(found, statistics=statistics, method=method)


AGE = Number(id="age", text=Text("您的年龄（周岁）", "Your age"), name=Text("年龄", "age"), unit=Text("岁", "years"))


def test_a_number_is_told_by_its_name_and_whole_values_stay_whole():
    result = number(AGE, mean=41.64, ends=(23.0, 43.0, 59.0), sd=11.0)
    assert told(AGE, result) == ["年龄平均为41.6岁，中位数为43岁，介于23岁至59岁之间。"]
    assert told(AGE, result, language="en") == [
        "For age, the mean is 41.6 years and the median 43, with values from 23 to 59."
    ]


def test_percents_and_scaled_units_in_both_languages():
    ratio = Number(id="r", text=Text("比例", "Ratio"), unit=Text("%", "%"))
    result = number(ratio, mean=1.456, ends=(0.0, 1.32, 7.14))
    assert told(ratio, result) == ["党务干部平均为1.46%，中位数为1.32%，介于0%至7.14%之间。"]
    assert told(ratio, result, language="en") == [
        "Among cadres, the mean is 1.46% and the median 1.32%, with values from 0% to 7.14%."
    ]
    funds = Number(
        id="f", text=Text("经费", "Funds"), name=Text("经费", "party funds"), unit=Text("万元", "10,000 yuan")
    )
    result = number(funds, mean=128.68, ends=(4.0, 54.5, 713.0), sd=150.0)
    assert told(funds, result) == ["经费平均为128.7万元，中位数为54.5万元，介于4万元至713万元之间。"]
    assert told(funds, result, language="en") == [
        "For party funds, the mean is 128.7 (in 10,000 yuan) and the median 54.5, with values from 4 to 713."
    ]


def test_a_number_that_is_the_same_for_all_and_one_of_few():
    assert told(AGE, number(AGE, mean=30.0, ends=(30.0, 30.0, 30.0))) == ["年龄均为30岁。"]
    few = number(AGE, mean=30.0, ends=(29.0, 30.0, 31.0), base=5)
    assert told(AGE, few) == ["仅有5人回答此题，年龄平均为30.00岁，中位数为30岁，介于29岁至31岁之间。"]


def test_bands_of_a_number_are_told_after_its_mean():
    age = replace(AGE, bands=(Band("y", Text("青年", "young"), None, 36), Band("o", Text("中老年", "older"), 36)))
    shares = hand.choice(age, (40, 60))
    result = replace(number(age, mean=41.64, ends=(23.0, 43.0, 59.0), sd=11.0), options=shares.options)
    assert told(age, result)[1:] == ["分组来看，中老年占60.0%，青年占40.0%。"]
    assert told(age, result, language="en")[1:] == ["In groups, “older” accounts for 60.0% and “young” for 40.0%."]


def test_bands_that_are_a_question_of_their_own_have_no_statistics_of_the_number():
    bands = (Band("y", Text("青年", "young"), None, 36), Band("o", Text("中老年", "older"), 36))
    groups = Derived("ages", Text("年龄分组", "Age groups"), Copy("age"), bands=bands)
    shares = hand.choice(hand.PART_TIME, (40, 60, 0)).options[:2]
    labelled = tuple(replace(share, label=band.label) for share, band in zip(shares, bands, strict=True))
    result = replace(number(groups, mean=41.0, ends=(23.0, 43.0, 59.0), kind="derived"), options=labelled)
    assert told(groups, result) == ["党务干部中，中老年占60.0%，青年占40.0%。"]
    assert [table.title for table in document(groups, result).tables] == ["年龄分组"]


def test_days_have_first_median_and_last():
    since = Date(id="since", text=Text("到岗时间", "Start"), name=Text("到岗时间", "the start"))
    days = (730120.0, 731946.0, 733773.0)  # 2000-01-01, 2004-12-31 and 2010-01-01 by date.toordinal
    result = number(since, mean=731900.0, ends=days, kind="date")
    assert told(since, result) == ["到岗时间最早为2000-01-01，中位数为2004-12-31，最晚为2010-01-01。"]
    assert told(since, result, language="en") == [
        "For the start, the first day is 2000-01-01, the median 2004-12-31 and the last 2010-01-01."
    ]


def test_yes_and_no_are_quoted_as_answers():
    asked = SingleChoice(id="q", text=Text("是否配备副书记", "Has a deputy"), options=YES_NO)
    assert told(asked, hand.choice(asked, (8, 52))) == ["党务干部中，答“否”的占86.7%，答“是”的占13.3%。"]
    assert told(asked, hand.choice(asked, (8, 52)), language="en") == [
        "Among cadres, 86.7% answered “no” and 13.3% “yes”."
    ]
    assert told(asked, hand.choice(asked, (60, 0))) == ["党务干部均答“是”。"]


def test_those_who_were_asked_are_told_apart_from_all():
    asked = Scale(
        id="q", text=Text("帮助", "Use"), asked_if=ASKED, options=options(("较大", "large"), ("较小", "small"))
    )
    result = hand.choice(asked, (30, 70))
    assert told(asked, result) == ["被问到此题的党务干部中，70.0%表示较小，30.0%表示较大。"]
    assert told(asked, result, language="en") == [
        "Among cadres asked this question, 70.0% answered “small” and 30.0% “large”."
    ]
    several = MultipleChoice(id="m", text=Text("问题"), asked_if=ASKED, options=options(("甲", "a"), ("乙", "b")))
    assert told(several, hand.choice(several, (60, 40), base=80)) == [
        "被问到此题的党务干部中，选择最多的是甲（75.0%）和乙（50.0%）。"
    ]


def test_one_answer_of_all_respondents_to_a_single_choice():
    asked = SingleChoice(id="q", text=Text("专兼职"), options=options(("兼职", "part-time"), ("专职", "full-time")))
    assert told(asked, hand.choice(asked, (305, 0))) == ["党务干部均为兼职。"]


def test_the_largest_of_many_groups():
    labels = [(f"{place}类", f"kind {place}") for place in "甲乙丙丁戊己"]
    asked = SingleChoice(id="q", text=Text("类别", "Kind"), options=options(*labels))
    result = hand.choice(asked, (40, 25, 15, 10, 6, 4))
    assert told(asked, result) == ["党务干部中，占比居前三位的是甲类（40.0%）、乙类（25.0%）和丙类（15.0%）。"]


def test_answers_as_frequent_as_the_third_are_named_with_it():
    asked = MultipleChoice(
        id="m", text=Text("问题"), options=options(("甲", "a"), ("乙", "b"), ("丙", "c"), ("丁", "d"))
    )
    assert told(asked, hand.choice(asked, (50, 40, 30, 30), base=100), digits=0) == [
        "选择最多的是甲（50%）、乙（40%）、丙（30%）和丁（30%）。"
    ]
    assert told(asked, hand.choice(asked, (50, 40, 30, 29), base=100), digits=0) == [
        "排在前三位的是甲（50%）、乙（40%）和丙（30%）。"
    ]
    assert told(asked, hand.choice(asked, (50, 0, 0, 0), base=100), digits=0, language="en") == [
        "The answer given most often is “a” (50%)."
    ]


def test_a_ranking_tells_what_stands_first():
    asked = Ranking(
        id="r", text=Text("措施"), options=options(("培训", "training"), ("待遇", "pay"), ("人员", "people"))
    )
    result = hand.choice(asked, (51, 35, 14))
    assert told(asked, result, digits=0) == ["排在首位次数最多的依次是培训（51%）、待遇（35%）和人员（14%）。"]
    assert told(asked, result, digits=0, language="en") == [
        "The options most often ranked first are “training” (51%), “pay” (35%) and “people” (14%)."
    ]


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [
        ((40, 60), "甲和乙合计占40.0%。"),  # words would only say the number again
        ((38, 62), "甲和乙合计占38.0%，近四成。"),
        ((55, 45), "甲和乙合计占55.0%，过半。"),
    ],
)
def test_nets_are_told_with_words_that_add_something(counts, wanted):
    asked = Scale(
        id="q",
        text=Text("程度"),
        options=options(("甲", "a"), ("乙", "b"), ("丙", "c")),
        nets=(Net("n", Text("甲乙"), ("o1", "o2")), Net("one", Text("丙"), ("o3",))),
    )
    inside, outside = counts
    result = hand.choice(asked, (inside, 0, outside), nets=(("n", Text("甲乙"), inside), ("one", Text("丙"), outside)))
    assert told(asked, result)[1:] == [wanted]


def test_the_ends_of_a_grid_and_none_where_they_are_alike():
    grid = Grid(
        id="g",
        text=Text("落实情况"),
        items=(Item("a", Text("定期检查", "inspection")), Item("b", Text("奖惩兑现", "rewards"))),
        options=options(("是", "yes"), ("否", "no")),
    )
    one, other = (
        hand.choice(grid, (30, 20), item=item, statistics=hand.scores(mean))
        for item, mean in zip(grid.items, (2.16, 1.71), strict=True)
    )
    assert told(grid, one, other) == ["“定期检查”的平均分最高（2.16分），“奖惩兑现”的最低（1.71分）。"]
    assert told(grid, one, other, language="en") == [
        "The mean score is highest for “inspection” (2.16) and lowest for “rewards” (1.71)."
    ]
    assert told(grid, one, replace(other, statistics=hand.scores(2.161))) == []


def test_few_of_several_answers_chose_and_those_of_a_census_are_no_sample():
    several = MultipleChoice(id="m", text=Text("问题"), options=options(("甲", "a"), ("乙", "b")))
    few = hand.choice(several, (4, 2), base=5)
    assert told(several, few) == ["仅有5人回答此题，其中4人选择甲，2人选择乙，不宜以百分比推论。"]
    assert told(several, replace(few, method="census")) == ["共有5人回答此题，其中4人选择甲，2人选择乙。"]


def test_captions_have_the_name_and_headings_the_text():
    asked = SingleChoice(
        id="q", number="3", text=Text("您的学历", "Your education"), name=Text("学历", "education"), options=YES_NO
    )
    made = document(asked, hand.choice(asked, (8, 52)), language="en")
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Survey",
        "3. Your education",
        "How this report was made",
    ]
    assert [table.title for table in made.tables] == ["Education"]
    unnamed = replace(asked, name=Text())
    assert [table.title for table in document(unnamed, hand.choice(asked, (8, 52))).tables] == ["学历"]


def test_the_end_says_what_the_report_was_made_from():
    making = Making("1.2.3", (Input("a.csv", "0123456789abcdef" * 4),), {"by": ["rank"]}, {"numpy": "2.4.0"})
    asked = SingleChoice(id="q", text=Text("学历"), options=YES_NO)
    remark = Remark("dialect", Text("按文本读取。", "Read by text."))
    found = document(asked, hand.choice(asked, (8, 52)), making=making, remarks=(remark,)).blocks
    end = next(place for place, block in enumerate(found) if isinstance(block, Heading) and block.text == "编制说明")
    assert [block.text for block in found[end + 1 :] if isinstance(block, Paragraph)] == [
        "数据文件：a.csv（SHA-256 前16位 0123456789abcdef）。",
        "问卷：q。",
        "软件：partysurvey 1.2.3（numpy 2.4.0）。",
        '选项：by = ["rank"]。',
        "百分比保留 1 位小数，四舍五入。",
        "按文本读取。",
    ]


def test_sentences_that_follow_each_other_make_one_paragraph():
    made = document(hand.FAMILIARITY, hand.ESTIMATES.results[0], language="en", digits=0)
    (merged,) = [block for block in flowing(made).blocks if isinstance(block, Sentence)]
    assert merged.text == (
        "Among cadres, 76% answered “basically familiar”, 20% “very familiar” and 4% “very unfamiliar”. "
        "Together, “very familiar” and “basically familiar” account for 96%, almost all."
    )
    others = [block for block in made.blocks if isinstance(block, Table | Heading | Paragraph)]
    assert [block for block in flowing(made).blocks if isinstance(block, Table | Heading | Paragraph)] == others
