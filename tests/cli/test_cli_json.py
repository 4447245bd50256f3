"""The JSON contract on a sample file: its schema, and its counts against those of the csv module."""

import csv
import json
from collections import Counter

import jsonschema_rs
import pytest

from partysurvey.render.json_results import results_schema

MARKS = {"(跳过)", "（跳过）", "-3", "(空)", "（空）", "-2", "拒答", "不愿回答", ""}


@pytest.fixture(scope="module")
def schema():
    return jsonschema_rs.validator_for(json.loads(results_schema()))


def column(records, number):
    header, rows = records
    place = next(place for place, name in enumerate(header) if name.startswith(f"{number}、"))
    return [row[place].strip() for row in rows]


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--by", "gender,difficulties,age", "--min-group", "20"],
        ["--lang", "en", "--where", "age>40", "--census"],
        ["--population", "5000", "--level", "0.9", "--rounding", "sum100"],
    ],
    ids=" ".join,
)
def test_json_keeps_the_published_schema(run, schema, options):
    done = run("analyze", "organ_cadres.csv", "--format", "json", *options)
    assert (done.code, done.err) == (0, "")
    schema.validate(done.json)


@pytest.mark.parametrize("number", ["1", "3", "5", "9", "11", "17", "18", "19", "20"])
def test_counts_of_choices_are_those_of_the_csv_module(run, records, number):
    (result,) = run("analyze", "organ_cadres.csv", "--format", "json", "--questions", number).json["results"]
    counted = Counter(answer for answer in column(records, number) if answer not in MARKS)
    assert {option["label"]: option["n"] for option in result["options"] if option["n"]} == counted
    assert result["base"]["n"] == sum(counted.values())
    assert result["absent"]["unknown"] == 0
    for option in result["options"]:
        assert option["share"] == pytest.approx(option["n"] / sum(counted.values()), abs=1e-15)


def test_counts_of_several_answers_are_those_of_the_csv_module(run, records):
    (result,) = run("analyze", "organ_cadres.csv", "--format", "json", "--questions", "22").json["results"]
    answered = [answer for answer in column(records, "22") if answer not in MARKS]
    counted = Counter(piece.split("〖")[0] for answer in answered for piece in answer.split("┋"))
    assert {option["label"]: option["n"] for option in result["options"]} == counted
    assert result["base"] == {
        "kind": "cases",
        "n": len(answered),
        "weighted": len(answered),
        "effective": len(answered),
    }


def test_counts_of_a_breakdown_with_a_filter_are_those_of_the_csv_module(run, records):
    done = run(
        "analyze", "organ_cadres.csv", "--format", "json", "--questions", "17", "--by", "性别", "--where", "年龄>=36",
        "--min-group", "0",
    )  # fmt: skip
    rows = zip(column(records, "17"), column(records, "1"), column(records, "2"), strict=True)
    counted = Counter((sex, answer) for answer, sex, age in rows if answer not in MARKS and float(age) >= 36)
    found = {
        (result["by_label"], option["label"]): option["n"]
        for result in done.json["results"]
        if result["by"] == "gender"
        for option in result["options"]
        if option["n"]
    }
    assert found == counted
    assert done.json["accounting"]["dropped"] == {"where": sum(float(age) < 36 for age in column(records, "2"))}


def test_csv_output_is_the_long_frame_of_the_same_numbers(run):
    asked = ["analyze", "organ_cadres.csv", "--questions", "17", "--by", "gender", "--format"]
    rows = list(csv.DictReader(run(*asked, "csv").out.lstrip("\ufeff").splitlines()))
    shares = {(row["by_option"] or None, row["option"]): float(row["value"]) for row in rows if row["stat"] == "share"}
    results = run(*asked, "json").json["results"]
    assert shares == {
        (result["by_option"], option["option"]): option["share"]
        for result in results
        for option in (*result["options"], *result["nets"])
    }


def test_markdown_is_printed_without_pictures(run):
    done = run("analyze", "organ_cadres.csv", "--questions", "17", "--format", "md")
    assert done.out.startswith("# 市直机关党务干部队伍状况调查问卷\n")
    assert "| 基本熟悉 " in done.out
    assert "![" not in done.out
