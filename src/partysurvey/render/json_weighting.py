"""What a weighting did as JSON by the contract `partysurvey.weighting/1` (schema: weighting.schema.json)."""

import json
from importlib.resources import files

from partysurvey.render.json_results import Json
from partysurvey.report.weighted_copy import WeightedCopy
from partysurvey.weighting.account import MarginRow
from partysurvey.weighting.kish import WeightSpread

SCHEMA = "partysurvey.weighting/1"


def weighting_json(copy: WeightedCopy) -> str:
    """Margins before and after, the spread of old and new weights, and where they stand, as indented JSON text."""
    return json.dumps(_content(copy), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def weighting_schema() -> str:
    """The JSON Schema of it as text."""
    return files("partysurvey.render").joinpath("weighting.schema.json").read_text("utf-8")


def _content(copy: WeightedCopy) -> Json:
    account, provenance = copy.account, copy.provenance
    low, high = account.ratios
    return {
        "schema": SCHEMA,
        "source": {
            "file": provenance.file,
            "rows": copy.rows,
            "encoding": provenance.encoding,
            "dialect": provenance.dialect,
        },
        "questionnaire": {"id": provenance.questionnaire, "origin": provenance.origin},
        "targets": {"file": copy.targets.file, "method": copy.targets.method},
        "base_weight": copy.base_weight,
        "output": {"file": copy.file, "weight": copy.columns[0], "replicates": list(copy.columns[1:])},
        "margins": [{"name": name, "categories": [_category(row) for row in rows]} for name, rows in account.margins],
        "before": _spread(account.before),
        "after": _spread(account.after),
        "ratios": {"low": low, "high": high},
        "without_weight": dict(account.without),
    }


def _category(row: MarginRow) -> Json:
    return {"name": row.name, "n": row.n, "target": row.target, "before": row.before, "after": row.after}


def _spread(spread: WeightSpread | None) -> Json | None:
    if spread is None:
        return None
    return {
        "n": spread.n,
        "total": spread.total,
        "low": spread.low,
        "high": spread.high,
        "effect": spread.effect,
        "effective": spread.effective,
    }
