"""Scales as JSON by the contract `partysurvey.scales/1` (schema: scales.schema.json beside this file), and as CSV."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files

from partysurvey.estimates.scales.reliability import ItemReliability, Reliability
from partysurvey.render.csv_files import csv_bytes
from partysurvey.report.scales import is_reversed, item_label
from partysurvey.survey import Language

SCHEMA = "partysurvey.scales/1"
Json = dict[str, object]
STATISTICS = ("mean", "sd", "alpha", "low", "high", "standardized", "average_r", "omega", "kmo", "ordinal_alpha")
OF_ITEMS = ("mean", "sd", "rest", "alpha_if_dropped", "kmo")
BOXES = ("top", "bottom", "net", "net_se")


def scales_schema() -> str:
    """The JSON Schema of the results as text."""
    return files("partysurvey.render").joinpath("scales.schema.json").read_text("utf-8")


def scales_json(head: Mapping[str, object], scales: Sequence[Reliability], language: Language) -> str:
    """The scales as indented JSON text with full precision, null for what cannot be; `head`: file, rows, level …."""
    content = {"schema": SCHEMA, "language": language, **head, "scales": [_scale(scale, language) for scale in scales]}
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def scales_csv(scales: Sequence[Reliability], language: Language) -> bytes:
    """One number a row: scale, item (empty: the scale itself), stat, value, reason, label."""
    rows = (row for scale in scales for row in _rows(scale, language))
    return csv_bytes([("scale", "item", "stat", "value", "reason", "label"), *rows])


def _scale(scale: Reliability, language: Language) -> Json:
    return {
        "id": scale.scale.id,
        "text": scale.scale.text.into(language),
        "n": scale.people,
        **{name: getattr(scale, name) for name in STATISTICS},
        "bartlett": None if scale.bartlett is None else asdict(scale.bartlett),
        "polychoric": scale.polychoric,
        "reasons": _reasons(scale),
        "items": [_item(item, language) for item in scale.items],
    }


def _reasons(scale: Reliability) -> dict[str, str]:
    """Why numbers are null; the ends of the interval have the reason of alpha."""
    own: dict[str, str] = {**scale.reasons}
    of_interval = own.pop("interval", None) or own.get("alpha")
    return own | ({"low": of_interval, "high": of_interval} if of_interval else {})


def _item(item: ItemReliability, language: Language) -> Json:
    return {
        "id": item.item.id,
        "label": item_label(item.item, language),
        "reversed": is_reversed(item.item),
        **{name: getattr(item, name) for name in OF_ITEMS},
        "boxes": None if item.boxes is None else asdict(item.boxes),
    }


def _rows(scale: Reliability, language: Language) -> Iterator[tuple[object, ...]]:
    label, reasons = scale.scale.text.into(language), _reasons(scale)
    for name, value in {"n": scale.people, **{name: getattr(scale, name) for name in STATISTICS}}.items():
        yield scale.scale.id, None, name, value, reasons.get(name), label
    test = scale.bartlett
    for name in ("statistic", "df", "p"):
        yield (
            scale.scale.id,
            None,
            f"bartlett_{name}",
            test and getattr(test, name),
            reasons.get("bartlett"),
            label,
        )
    for item in scale.items:
        own = {name: getattr(item, name) for name in OF_ITEMS}
        ends = {} if item.boxes is None else {name: getattr(item.boxes, name) for name in BOXES}
        for name, value in {**own, **ends}.items():
            yield scale.scale.id, item.item.id, name, value, None, item_label(item.item, language)
