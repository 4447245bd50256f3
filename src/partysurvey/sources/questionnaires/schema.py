"""The JSON Schema of questionnaire files: the one definition of their structure."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from partysurvey.sources.questionnaires.bundled import bundled_folder

Schema = Mapping[str, Any]


@cache
def schema() -> Schema:
    """The schema as data."""
    text = (bundled_folder() / "questionnaire.schema.json").read_text(encoding="utf-8")
    read: Schema = json.loads(text)
    return read


def target(part: Schema) -> Schema:
    """The part itself, or what its `$ref` names, with the part's own words before those."""
    if "$ref" not in part:
        return part
    return {**schema()["$defs"][part["$ref"].removeprefix("#/$defs/")], **part}


def at_kind(part: Schema, kind: str | None) -> Schema:
    """Of a part that depends on the `kind` the schema of that kind; any other part as it is."""
    for choice in part.get("allOf", ()):
        if choice["if"]["properties"]["kind"]["const"] == kind:
            return target(choice["then"])
    return part


def types(part: Schema) -> frozenset[str]:
    """The types that the part allows; a part with words to choose from (or without any type) is text."""
    named = part.get("type", "string")
    return frozenset((named,) if isinstance(named, str) else named)
