"""Questions, groups and conditions are named by id, printed number, text, other name or column."""

import pytest

COLUMN = "17、您对党务工作的熟悉程度"


def asked(run, *options):
    return run("analyze", "organ_cadres.csv", "--format", "json", *options).json


@pytest.mark.parametrize("name", ["familiarity", "17", "您对党务工作的熟悉程度", COLUMN])
def test_a_question_has_many_names(run, name):
    expected = asked(run, "--questions", "familiarity", "--by", "gender")["results"]
    assert asked(run, "--questions", name, "--by", "gender")["results"] == expected
    expected = asked(run, "--questions", "gender", "--by", "familiarity")["results"]
    assert asked(run, "--questions", "gender", "--by", name)["results"] == expected


@pytest.mark.parametrize("name", ["attitudes", "21"])
def test_a_grid_stands_for_its_items(run, name):
    results = asked(run, "--questions", name)["results"]
    assert [result["item"] for result in results] == ["achievement", "respected", "hinders", "time"]


@pytest.mark.parametrize("name", ["attitudes.achievement", "21、您是否同意下列说法—党务工作使我有成就感"])
def test_one_item_of_a_grid(run, name):
    (result,) = asked(run, "--questions", name)["results"]
    assert (result["question"], result["item"]) == ("attitudes", "achievement")


@pytest.mark.parametrize("name", ["staffing_ratio", "专职党务干部占职工总数的比例"])
def test_a_derived_number(run, name):
    assert asked(run, "--questions", name)["results"][0]["question"] == "staffing_ratio"


@pytest.mark.parametrize(
    "condition",
    ["familiarity=very_familiar", "17=很熟悉", f'"{COLUMN}"=很熟悉', 'familiarity = "very familiar"', "not familiarity != 很熟悉 and answered 17"],
)  # fmt: skip
def test_a_condition_reads_names_and_labels(run, records, condition):
    header, rows = records
    place = header.index(COLUMN)
    found = asked(run, "--where", condition, "--questions", "gender")
    assert found["accounting"]["counted"] == sum(row[place] == "很熟悉" for row in rows)


def test_bands_and_several_conditions(run, records):
    _, rows = records
    found = asked(
        run, "--where", "年龄=青年（35岁及以下）", "--where", "difficulties includes 激励保障不够", "--questions", "1"
    )
    expected = sum(float(row[4]) < 36 and "激励保障不够" in row[27].split("┋") for row in rows)
    assert found["accounting"]["counted"] == expected


def test_groups_of_several_options_may_overlap(run):
    found = asked(run, "--questions", "gender", "--by", "difficulties", "--min-group", "0")["results"]
    assert sum(result["base"]["n"] for result in found if result["by"]) > found[0]["base"]["n"]
