"""The accounting at the head of a report; rates are worked out by hand from ten cases."""

import json

import jsonschema_rs
import pytest

from partysurvey.render.json_results import results_schema

QUESTIONNAIRE = """
partysurvey: questionnaire/1
id: tiny
title: Tiny
language: en
fielding:
  distributed: 100
  returned: 60
  valid: 50
  by: {variable: sex, groups: [{option: m, distributed: 50, returned: 30, valid: 25}, {option: f, distributed: 50}]}
  disposition:
    column: result
    codes:
      complete: ["1"]
      partial: ["2"]
      refusal: ["3"]
      non_contact: ["4"]
      other: ["5"]
      unknown_household: ["6"]
      unknown_other: ["7"]
      not_eligible: ["8"]
questions:
  - {id: sex, kind: single, text: Sex, options: [{code: m, label: Man}, {code: f, label: Woman}]}
"""
CASES = [("1", "Man"), ("1", "Woman"), ("2", "Man"), *((str(code), "") for code in range(3, 9)), ("1.0", "Man")]


@pytest.fixture
def cases(folder, table):
    (folder / "q.yaml").write_text(QUESTIONNAIRE, "utf-8")
    return table("cases.csv", ["result", "sex"], *CASES)


def test_rates_follow_from_the_cases(run, cases):
    done = run("analyze", cases, "-q", "q.yaml", "--min-group", "0", "--format", "json")
    jsonschema_rs.validator_for(json.loads(results_schema())).validate(done.json)
    accounting = done.json["accounting"]
    e = 7 / 8  # I 3, P 1, R 1, NC 1, O 1 are eligible, 1 is not
    expected = {"rr1": 3 / 9, "rr2": 4 / 9, "rr3": 3 / (7 + 2 * e), "rr4": 4 / (7 + 2 * e), "rr5": 3 / 7, "rr6": 4 / 7}
    assert {name: accounting["response_rates"][name] for name in expected} == pytest.approx(expected)
    assert accounting["response_rates"]["eligibility"] == pytest.approx(e)
    assert (accounting["rows"], accounting["counted"], accounting["excluded"]) == (10, 4, {"no_interview": 6})
    assert (accounting["return_rate"], accounting["valid_rate"]) == pytest.approx((60 / 100, 50 / 60))
    assert [group["counted"] for group in accounting["groups"]] == [3, 1]


def test_small_groups_stay_hidden(run, cases):
    done = run("analyze", cases, "-q", "q.yaml", "--format", "json")
    assert [group["counted"] for group in done.json["accounting"]["groups"]] == [None, None]


def test_the_head_of_the_report(run, cases, snapshot):
    for language in ("en", "zh"):
        head, _, _ = run("analyze", cases, "-q", "q.yaml", "--lang", language).out.partition("Sex")
        assert head == snapshot


def test_codes_and_columns_that_nobody_declared_are_told(run, cases, table, snapshot):
    told = [
        run("analyze", table("odd.csv", ["result", "sex"], ["1", "Man"], ["9", ""]), "-q", "q.yaml").err,
        run("analyze", table("none.csv", ["results", "sex"], ["1", "Man"]), "-q", "q.yaml").err,
    ]
    assert cases
    assert told == snapshot
