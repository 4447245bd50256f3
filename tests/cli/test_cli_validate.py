"""`partysurvey validate` and `analyze --exclude`: what is found is counted by hand in the file itself."""

import json

import jsonschema_rs
import pytest

from partysurvey.render.json_results import results_schema
from partysurvey.render.validation_json import validation_schema

QUESTIONNAIRE = """
partysurvey: questionnaire/1
id: office
title: {zh: 办公室调查, en: Office survey}
language: en
missing: {not_asked: ["(跳过)"]}
questions:
  - {id: sex, kind: single, text: Sex, options: [{code: m, label: Man}, {code: f, label: Woman}]}
  - {id: age, kind: number, text: Age, minimum: 16, maximum: 80}
  - {id: leads, kind: single, text: Leads a team, options: [{code: y, label: 'Yes'}, {code: n, label: 'No'}]}
  - {id: team, kind: number, text: Team size, asked_if: leads = y}
  - id: aims
    kind: multiple
    text: Aims
    maximum: 2
    options: [{code: p, label: Pay}, {code: q, label: Quiet}, {code: r, label: Room}]
  - id: mood
    kind: grid
    text: Mood
    items: [{code: a, label: Food}, {code: b, label: Light}, {code: c, label: Air}, {code: d, label: Noise}, {code: e, label: Desk}]
    options: [{code: '1', label: bad}, {code: '2', label: poor}, {code: '3', label: fair}, {code: '4', label: good}, {code: '5', label: best}]
  - {id: note, kind: text, text: Note}
"""
HEADER = ["序号", "所用时间", "来自IP", "sex", "age", "leads", "team", "aims", *(f"mood.{i}" for i in "abcde"), "note"]
ROWS = [
    ["1", "100秒", "192.0.2.1(北京)", "Man", "40", "Yes", "3", "Pay", *"13542", "secret one"],
    ["2", "1分50秒", "192.0.2.2(北京)", "Woman", "41", "No", "(跳过)", "Pay┋Room", *"24531", ""],
    ["3", "29秒", "192.0.2.3(北京)", "Man", "30", "No", "(跳过)", "Quiet", *"42133", ""],  # fast: 29 < 0.3 × 100
    ["4", "90秒", "192.0.2.4(北京)", "Woman", "31", "No", "(跳过)", "Room", *"33333", ""],  # straight
    ["5", "95秒", "192.0.2.5(北京)", "Woman", "32", "No", "7", "Room", *"23451", ""],  # stairs, and a team unasked
    ["6", "105秒", "192.0.2.6(北京)", "Other", "33", "No", "(跳过)", "Room", *"24142", ""],  # unknown sex
    ["7", "120秒", "192.0.2.7(北京)", "Man", "99", "No", "(跳过)", "Pay┋Quiet┋Room", *"51423", ""],  # age, aims
    ["7", "130秒", "192.0.2.7(上海)", "Man", "34", "No", "(跳过)", "Quiet", *"25413", ""],  # id, and address with 7
    ["9", "100秒", "192.0.2.9(北京)", "Woman", "41", "No", "(跳过)", "Pay┋Room", *"24531", ""],  # answers of 2
    ["10", "100秒", "", "Woman", "35", "No", "(跳过)", "", "", "", "", "", "", ""],  # 3 of 8 answered
]
EXPECTED = {
    "unknown_answers": [6],
    "out_of_range": [7],
    "too_many_choices": [7],
    "rule_violations": [5],
    "duplicate_ids": [8],
    "duplicate_answers": [9],
    "speeders": [3],
    "straightliners": [4],
    "patterns": [5],
    "incomplete": [10],
    "shared_addresses": [7, 8],
}


@pytest.fixture
def office(folder, table):
    (folder / "q.yaml").write_text(QUESTIONNAIRE, "utf-8")
    return table("office.csv", HEADER, *ROWS)


@pytest.fixture
def found(run, office):
    """The findings by check, and what came with them."""
    done = run("validate", office, "-q", "q.yaml", "--format", "json")
    assert done.code == 1
    return {each["check"]: each for each in done.json["checks"]}, done


def test_every_check_names_the_rows_that_were_spoilt(found):
    checks, _ = found
    assert {name: each["rows"] for name, each in checks.items() if each["level"] == "respondent"} == EXPECTED


def test_the_json_keeps_its_contract(found):
    _, done = found
    jsonschema_rs.validator_for(json.loads(validation_schema())).validate(done.json)
    assert done.json["flagged"] == 8
    assert done.json["median_seconds"] == 100


def test_no_address_and_no_word_of_a_note_is_shown(found, run, office):
    _, done = found
    shown = done.out + run("validate", office, "-q", "q.yaml").out
    assert "192.0.2" not in shown
    assert "secret" not in shown


def test_the_move_of_a_share_is_that_of_two_counts(found):
    checks, _ = found
    moves = {(each["question"], each["option"]): each for each in checks["speeders"]["impact"]}
    man = moves["sex", "m"]  # 4 of 9 with a known sex, and without row 3 3 of 8
    assert man["before"] == pytest.approx(4 / 9)
    assert man["after"] == pytest.approx(3 / 8)
    assert man["difference"] == pytest.approx(3 / 8 - 4 / 9)
    assert (man["base_before"], man["base_after"]) == (9, 8)


def test_exclusion_agrees_with_the_impact_and_is_accounted_for(found, run, office):
    checks, _ = found
    done = run("analyze", office, "-q", "q.yaml", "--exclude", "speeders,duplicates", "--format", "json")
    jsonschema_rs.validator_for(json.loads(results_schema())).validate(done.json)
    accounting = done.json["accounting"]
    assert accounting["excluded"] == {"duplicate_ids": 1, "duplicate_answers": 1, "speeders": 1}
    assert (accounting["rows"], accounting["counted"]) == (10, 7)
    alone = run("analyze", office, "-q", "q.yaml", "--exclude", "speeders", "--format", "json").json
    shares = {(r["question"], o["option"]): o["share"] for r in alone["results"] for o in r["options"] if not r["item"]}
    moved = {
        (m["question"], m["option"]): m["after"]
        for m in checks["speeders"]["impact"]
        if m["stat"] == "share" and not m["item"]
    }
    assert {key: moved[key] for key in shares} == pytest.approx(shares)


def test_the_report_tells_who_was_left_out(run, office):
    done = run("analyze", office, "-q", "q.yaml", "--exclude", "speeders,straightliners")
    assert "Rows read: 10, counted: 8; dropped: 1 (Speeders); dropped: 1 (Straight-lining)." in done.out


@pytest.mark.usefixtures("office")
def test_a_clean_file_ends_with_0(run, table):
    clean = table("clean.csv", HEADER, *ROWS[:2])
    done = run("validate", clean, "-q", "q.yaml", "--nonresponse", "1", "--format", "json")
    assert [each["check"] for each in done.json["checks"] if each["status"] == "found"] == ["constant_questions"]
    done = run("validate", table("one.csv", HEADER, ROWS[0]), "-q", "q.yaml")
    assert done.code == 0
    assert "Nothing was found" in done.out


def test_the_tables(run, office, snapshot):
    assert run("validate", office, "-q", "q.yaml").out == snapshot
    assert run("validate", office, "-q", "q.yaml", "--lang", "zh", "--format", "md").out == snapshot


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "office.csv", "--duration", "用时"],
        ["validate", "office.csv", "--id", "编码"],
        ["analyze", "office.csv", "--exclude", "speeder"],
        ["analyze", "few.csv", "-q", "q.yaml", "--exclude", "speeders"],
        [
            "analyze",
            "office.csv",
            "-q",
            "q.yaml",
            "--exclude",
            "speeders",
            "--speed",
            "1",
            "--where",
            "sex=m",
            "--exclude",
            "incomplete",
            "--complete",
            "1",
        ],
    ],
)
@pytest.mark.usefixtures("office")
def test_what_cannot_be_is_told(run, table, arguments, snapshot):
    table("few.csv", ["sex", "age"], ["Man", "40"], ["Woman", "41"])
    done = run(*arguments)
    assert done.err == snapshot


@pytest.mark.usefixtures("office")
def test_few_short_questions_do_not_make_copies(run, table):
    rows = [["Man", "40"], ["Woman", "41"]] * 20
    done = run("validate", table("short.csv", ["sex", "age"], *rows), "-q", "q.yaml", "--format", "json")
    (copies,) = [each for each in done.json["checks"] if each["check"] == "duplicate_answers"]
    assert copies["status"] == "unable"
    assert "195 pairs" in copies["why"]  # C(40, 2) / 4, the columns taken as independent
