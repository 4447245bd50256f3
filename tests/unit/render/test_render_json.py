import json

import jsonschema_rs
import numpy as np
import pytest
from hand_results import ACCOUNTING, ESTIMATES, PROVENANCE, REMARKS, toplines
from msgspec.structs import replace

from partysurvey.estimates.results import Base, Estimates
from partysurvey.render.json_results import results_json, results_schema
from partysurvey.report.protection import protect


def content(estimates=ESTIMATES, **more):
    return json.loads(results_json(estimates, ACCOUNTING, PROVENANCE, REMARKS, **more))


@pytest.fixture(scope="module")
def schema():
    return jsonschema_rs.validator_for(json.loads(results_schema()))


@pytest.mark.parametrize("min_group", [0, 5])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_keep_the_published_schema(schema, min_group, language):
    schema.validate(content(protect(ESTIMATES, min_group), language=language))


def test_the_schema_notices_what_is_wrong(schema):
    wrong = content()
    wrong["results"][0]["options"][0]["share"] = 20.0
    assert not schema.is_valid(wrong)
    wrong = content()
    del wrong["results"][0]["base"]["effective"]
    assert not schema.is_valid(wrong)


def test_keys_stand_in_the_order_of_the_contract():
    assert list(content()) == [
        "schema", "language", "source", "questionnaire", "accounting", "inference", "min_group", "notes", "results", "associations",
        "tests", "suppression",
    ]  # fmt: skip
    assert content()["source"] == {"file": "organ_cadres.csv", "rows": 52, "encoding": "utf-8", "dialect": "plain"}
    assert content()["questionnaire"] == {"id": "organ_cadres", "origin": "bundled"}
    assert content(language="en")["notes"] == [
        {"code": "matched", "text": "The bundled questionnaire organ_cadres is used."}
    ]


def test_one_entry_per_question_item_and_group():
    entries = [(result["question"], result["item"], result["by_option"]) for result in content()["results"]]
    assert entries == [
        ("familiarity", None, None),
        ("familiarity", None, "yes"),
        ("familiarity", None, "no"),
        ("familiarity", None, "seconded"),
        ("training", None, None),
        ("problems", "number", None),
        ("problems", "quality", None),
        ("age", None, None),
        ("part_time", None, None),
        ("suggestion", None, None),
    ]


def test_numbers_come_back_exactly():
    result = content()["results"][2]
    assert result["options"][1]["share"] == 11 / 17
    assert result["base"] == {"kind": "answered", "n": 17, "weighted": 17.0, "effective": 17.0}
    assert content()["results"][7]["statistics"]["total"] == 2100.0
    assert content()["results"][7]["statistics"]["quantiles"] == {"0.25": 35.0, "0.5": 42.0, "0.75": 49.5}
    assert content()["results"][4]["absent"]["blank"] == 2
    assert content()["associations"][0]["chi_square"] == 5.164087


def test_hidden_groups_are_nulls():
    result = content(protect(ESTIMATES))["results"][3]
    assert result["hidden"]
    assert result["base"] == {"kind": "answered", "n": None, "weighted": None, "effective": None}
    assert set(result["absent"].values()) == {None}
    assert {option["share"] for option in result["options"]} == {None}


def test_chinese_is_readable_and_the_text_ends_with_a_line():
    text = results_json(ESTIMATES, ACCOUNTING, PROVENANCE)
    assert '"label": "很熟悉"' in text
    assert text.endswith("}\n")


def test_numbers_of_arrays_are_written_as_numbers():
    base = Base("answered", np.int64(50), np.float64(50), np.float64(50))
    assert content(Estimates((replace(toplines()[5], base=base),)))["results"][0]["base"]["n"] == 50


def test_nan_is_never_written():
    broken = replace(toplines()[5], base=Base("answered", 50, float("nan"), 50.0))
    with pytest.raises(ValueError, match="not JSON compliant"):
        results_json(Estimates((broken,)), ACCOUNTING, PROVENANCE)
