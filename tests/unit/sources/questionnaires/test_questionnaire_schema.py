"""The schema and the reader say the same: every property of the schema is read, and nothing else is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from partysurvey.sources.questionnaires.building import built_questionnaire
from partysurvey.sources.questionnaires.bundled import bundled_folder
from partysurvey.sources.questionnaires.checks import check_findings
from partysurvey.sources.questionnaires.data import plain_data
from partysurvey.sources.questionnaires.draft import draft
from partysurvey.sources.questionnaires.nodes import composed
from partysurvey.sources.questionnaires.schema import at_kind, schema, target
from partysurvey.sources.questionnaires.structure import structure_findings
from partysurvey.survey import Absence

ASSETS = Path(__file__).parent / "assets"


def data_of(asset: str) -> dict[str, Any]:
    node, faults = composed((ASSETS / asset).read_text(encoding="utf-8"), asset)
    assert not faults
    return plain_data(node, schema())


def places(data: Any, part: Any) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """(title of the schema's part, key, path) of every key in the data."""
    part = target(part)
    if isinstance(data, list):
        for index, entry in enumerate(data):
            yield from ((owner, key, (index, *path)) for owner, key, path in places(entry, part["items"]))
    if isinstance(data, dict):
        part = at_kind(part, data.get("kind"))
        for key, value in data.items():
            yield identity(part), key, (key,)
            inner = places(value, part["properties"][key])
            yield from ((owner, name, (key, *path)) for owner, name, path in inner)


def identity(part: Any) -> str:
    return json.dumps(sorted(part["properties"])) + str(part["properties"].get("kind", ""))


def parts_with_properties(part: Any) -> Iterator[Any]:
    if isinstance(part, dict):
        if part.get("additionalProperties") is False:
            yield part
        for value in part.values():
            yield from parts_with_properties(value)
    if isinstance(part, list):
        for value in part:
            yield from parts_with_properties(value)


def without(data: Any, path: tuple[str | int, ...]) -> Any:
    copy = json.loads(json.dumps(data))
    *above, last = path
    part = copy
    for step in above:
        part = part[step]
    del part[last]
    return copy


def sound(data: Any) -> bool:
    structure = structure_findings(data)
    return not structure and not check_findings(draft(data, structure))


def value_at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


EVERY = (data_of("every_feature.yaml"), data_of("replicate_weights.yaml"))
PATHS = [  # null is "left out"
    (data, path) for data in EVERY for _, _, path in places(data, schema()) if value_at(data, path) is not None
]


def test_the_schema_is_a_schema():
    jsonschema_rs.meta.validate(dict(schema()))


def test_every_property_and_definition_is_described():
    for part in parts_with_properties(schema()):
        for key, value in part["properties"].items():
            assert "description" in target(value) or "const" in value, key


def test_the_examples_have_every_property_of_the_schema():
    shown = {(owner, key) for data in EVERY for owner, key, _ in places(data, schema())}
    # what every question may have is shown by one of them
    common = set.intersection(
        *(set(schema()["$defs"][name]["properties"]) for name in schema()["$defs"] if name.endswith("_question"))
    )
    keys = {key for _, key in shown}
    for part in parts_with_properties(schema()):
        for key in part["properties"]:
            known = key in keys if "kind" in part["properties"] and key in common else (identity(part), key) in shown
            assert known, f"{key} of {sorted(part['properties'])}"


@pytest.mark.parametrize(
    ("data", "path"), PATHS, ids=lambda part: "" if isinstance(part, dict) else "/".join(map(str, part))
)
def test_a_key_left_out_is_missed(data, path):
    """Without it the file is faulty, or another questionnaire."""
    less = without(data, path)
    assert not sound(less) or built_questionnaire(less) != built_questionnaire(data)


def test_the_kinds_of_absence_are_those_of_the_model():
    kinds = set(schema()["$defs"]["missing"]["properties"])
    assert kinds == {kind.value for kind in Absence} - {"unknown", "system"}


def test_the_schema_stands_beside_the_bundled_questionnaires():
    assert (bundled_folder() / "questionnaire.schema.json").is_file()
