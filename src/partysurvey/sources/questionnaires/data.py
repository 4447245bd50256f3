"""Nodes to plain data, each scalar as the type that the schema expects there.

So `code: yes`, `code: 08` and `code: 12:30` stay the texts that were written, `score: 1` is a number, and
YAML's own guesses (yes is true, 12:30 is 750, 1_000 is 1000) never happen.
"""

from math import isfinite
from typing import Any

from partysurvey.sources.questionnaires.nodes import Entries, Items, Node, Scalar
from partysurvey.sources.questionnaires.schema import Schema, at_kind, target, types
from partysurvey.survey.condition_text import is_number

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})


def plain_data(node: Node, part: Schema) -> Any:  # noqa: ANN401  # JSON-like data, whose structure the schema checks
    """Mappings, lists, texts, numbers, booleans and None, as the schema's part expects them."""
    part = target(part)
    if isinstance(node, Entries):
        return _mapping(node, part)
    if isinstance(node, Items):
        items = part.get("items", {})
        return [plain_data(item, items) for item in node.nodes]
    return scalar_value(node, types(part))


def _mapping(node: Entries, part: Schema) -> dict[str, Any]:
    kind = node.nodes.get("kind")
    part = at_kind(part, kind.text if isinstance(kind, Scalar) else None)
    properties, others = part.get("properties", {}), part.get("additionalProperties") or {}
    return {key: plain_data(value, properties.get(key, others)) for key, value in node.nodes.items()}


def scalar_value(node: Scalar, expected: frozenset[str]) -> str | float | bool | None:
    """The scalar as one of the expected types; as text where it is none of them."""
    text = node.text
    if not node.plain or (text in _NULLS and "null" not in expected and "string" in expected):
        return text
    if text in _NULLS:
        return None
    if "boolean" in expected and text in _TRUE | _FALSE:
        return text in _TRUE
    if expected & {"number", "integer"} and is_number(text):
        number = float(text)
        return int(number) if number.is_integer() else number if isfinite(number) else text
    return text
