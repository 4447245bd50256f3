"""Headings are written by hand after the ones that platforms are known to export."""

import pytest

from partysurvey.survey.matching.headers import numbered, parts


@pytest.mark.parametrize(
    ("heading", "number", "text"),
    [
        ("7、您的熟悉程度", "7", "您的熟悉程度"),
        ("7.您的熟悉程度", "7", "您的熟悉程度"),
        ("7. 您的熟悉程度", "7", "您的熟悉程度"),
        ("７：您的熟悉程度", "7", "您的熟悉程度"),
        ("3、性别 ", "3", "性别"),
        ("Q7 How familiar?", "7", "How familiar?"),
        ("Q7", "7", ""),
        ("B2、党龄", "B2", "党龄"),
        ("第6题(运动)", "6", "(运动)"),
        ("4(平板电脑)", "4", "(平板电脑)"),
        ("4 (平板电脑)", "4", "(平板电脑)"),
        ("2、您的年龄？[单选题] *", "2", "您的年龄？"),
        ("5、培训需求（可多选）", "5", "培训需求"),
        ("2018年收入", None, "2018年收入"),
        ("3.5折商品", None, "3.5折商品"),
        ("性别", None, "性别"),
    ],
)
def test_numbers_are_cut_from_texts(heading, number, text):
    assert numbered(heading) == (number, text)


@pytest.mark.parametrize(
    ("heading", "mark", "number", "stem", "part"),
    [
        ("8、请对各方面评价—角色立绘", "—", "8", "请对各方面评价", "角色立绘"),
        ("第8题(ACG文化(动漫、游戏等))", "(", "8", "", "ACG文化(动漫、游戏等)"),
        ("4. 题干(智能手机)", "(", "4", "题干", "智能手机"),
        ("11(其他：)", "(", "11", "", "其他"),
        ("5、(乘车不安全)", "(", "5", "", "乘车不安全"),
        ("5.您来的目的:观光旅游", ":", "5", "您来的目的", "观光旅游"),
        ("5.您来的目的:其他____{fillblank-345b}", ":", "5", "您来的目的", "其他"),
        ("题干 [子问题]", "[", None, "题干", "子问题"),
        ("Q1[SQ001]", "[", None, "Q1", "SQ001"),
        ("Topics (choice=Data, and more)", "(", None, "Topics", "Data, and more"),
        ("Uses - Selected Choice - Mail", " - ", None, "Uses", "Mail"),
        ("field___2", "___", None, "field", "2"),
        ("grp/q12/other", "/", None, "grp/q12", "other"),
        ("q4_1", "_", None, "q4", "1"),
    ],
)
def test_rows_and_options_are_told_from_their_stem(heading, mark, number, stem, part):
    found = {reading.mark: (reading.number, reading.stem, reading.part) for reading in parts(heading)}
    assert found[mark] == (number, stem, part)


def test_plain_questions_have_no_parts():
    assert parts("7、您的熟悉程度") == ()
    assert parts("3.5") == ()
