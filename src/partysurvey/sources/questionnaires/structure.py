"""What is wrong with the structure of a questionnaire file: the schema's errors in the words of its author."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.sources.questionnaires.schema import Schema, schema, target
from partysurvey.survey.suggestion import did_you_mean, listing

_TYPES = {
    "string": "a text",
    "object": "a mapping (key: value)",
    "array": "a list",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


@cache
def validator() -> jsonschema_rs.Draft202012Validator:
    """The compiled schema."""
    return jsonschema_rs.Draft202012Validator(dict(schema()))


def structure_findings(data: object, form: Schema | None = None) -> tuple[Finding, ...]:
    """Every fault of structure: unknown, missing and empty keys, wrong types, unknown words; one for each value.

    `form` is the schema of the file, that of questionnaires by default.
    """
    findings: dict[tuple[DataPath, bool], Finding] = {}
    checker = jsonschema_rs.Draft202012Validator(dict(form)) if form else validator()
    for error in checker.iter_errors(data):
        for finding in _findings(error, form or schema()):
            findings.setdefault((finding.path, finding.at_key), finding)
    return tuple(findings.values())


def _findings(error: jsonschema_rs.ValidationError, form: Schema) -> Iterator[Finding]:
    wording = _WORDINGS.get(error.kind.name, _other)
    yield from wording(error, tuple(error.instance_path), _part(error, form))


def _part(error: jsonschema_rs.ValidationError, form: Schema) -> Schema:
    """The part of the schema that the value does not meet."""
    part: Any = form
    for step in error.schema_path[:-1]:
        part = part[step]
    described: Schema = part
    return described


def named(path: DataPath) -> str:
    """The last key of the path, for a message: `'options'`, `entry 2 of 'options'`, `the file`."""
    if not path:
        return "the file"
    *above, last = path
    if isinstance(last, int):
        return f"entry {last + 1} of {named(tuple(above))}"
    return repr(last)


def shown(value: object) -> str:
    """A value, for a message: what it is, and how it reads if it is short."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text {value!r}" if len(value) <= 40 else f"the text {value[:40]!r}…"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _missing(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    key: str = error.kind.as_dict()["property"]
    about = target(part.get("properties", {}).get(key, {})).get("description", "")
    hint = f": {about}" if about else ""
    yield Finding((*path, key), f"the key {key!r} is missing", f"add it{hint}")


def _unknown_keys(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    for key in error.kind.as_dict()["unexpected"]:
        kinds = _kinds_with(key) if path[:1] == ("questions",) and len(path) == 2 else ()
        if kinds:
            kind = part["properties"]["kind"]["const"]
            what = f"a question of kind {kind} has no {key!r}"
            yield Finding((*path, key), what, f"delete it; it belongs to {listing(kinds)}", at_key=True)
        else:
            yield Finding((*path, key), f"unknown key {key!r}", did_you_mean(key, part["properties"]), at_key=True)


def _kinds_with(key: str) -> tuple[str, ...]:
    definitions = schema()["$defs"]
    kinds = definitions["question"]["properties"]["kind"]["enum"]
    return tuple(kind for kind in kinds if key in definitions[f"{kind}_question"]["properties"])


def _wrong_type(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    allowed = part["type"]
    names = [allowed] if isinstance(allowed, str) else list(allowed)
    expected = " or ".join(_TYPES[name] for name in names)
    yield Finding(path, f"{named(path)} is {shown(error.instance)}", f"it must be {expected}")


def _wrong_word(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    words = [part["const"]] if "const" in part else part["enum"]
    remedy = f"write {words[0]}" if len(words) == 1 else did_you_mean(str(error.instance), words)
    yield Finding(path, f"{named(path)} is {shown(error.instance)}", remedy)


def _reserved(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    remedy = f"choose another name: {part['description']}"
    yield Finding(path, f"{named(path)} is {shown(error.instance)}, a word of conditions", remedy)


def _wrong_text(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    if str(error.instance).strip():
        yield Finding(path, f"{named(path)} is {shown(error.instance)}", f"it must be {part['description']}")
    else:
        yield Finding(path, f"{named(path)} is empty", "write a text, or delete the key")


def _too_few(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    count = len(error.instance)  # type: ignore[arg-type]  # a list or mapping, or the keyword would not apply
    least = part.get("minItems", part.get("minProperties"))
    entries = "entry" if count == 1 else "entries"
    yield Finding(path, f"{named(path)} has {count} {entries}", f"it needs at least {least}")


def _too_many(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    count = len(error.instance)  # type: ignore[arg-type]  # a list, or the keyword would not apply
    yield Finding(path, f"{named(path)} has {count} entries", f"it has at most {part['maxItems']}")


def _too_small(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    yield Finding(path, f"{named(path)} is {shown(error.instance)}", f"it must be at least {part['minimum']}")


def _not_above(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    yield Finding(path, f"{named(path)} is {shown(error.instance)}", f"it must be more than {part['exclusiveMinimum']}")


def _not_one_rule(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    rules = [choice["required"][0] for choice in part["oneOf"]]
    found = [rule for rule in rules if isinstance(error.instance, Mapping) and rule in error.instance]
    what = f"a derived variable has one rule, and here are {listing(found)}" if found else "there is no rule"
    yield Finding(path, what, f"write exactly one of {listing(rules)}")


def _other(error: jsonschema_rs.ValidationError, path: DataPath, part: Schema) -> Iterator[Finding]:
    yield Finding(path, error.message, part.get("description", "see questionnaire.schema.json"))


_WORDINGS: Mapping[str, Callable[[jsonschema_rs.ValidationError, DataPath, Schema], Iterator[Finding]]] = {
    "required": _missing,
    "additionalProperties": _unknown_keys,
    "type": _wrong_type,
    "enum": _wrong_word,
    "const": _wrong_word,
    "not": _reserved,
    "pattern": _wrong_text,
    "minItems": _too_few,
    "minProperties": _too_few,
    "maxItems": _too_many,
    "minimum": _too_small,
    "exclusiveMinimum": _not_above,
    "oneOf": _not_one_rule,
    "oneOfNotValid": _not_one_rule,
    "oneOfMultipleValid": _not_one_rule,
}
