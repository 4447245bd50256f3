"""An audit as JSON by the contract `partysurvey.audit/1` (schema: audit.schema.json beside this file)."""

import json
from collections import Counter
from decimal import Decimal
from importlib.resources import files

from msgspec import to_builtins
from msgspec.structs import asdict

from partysurvey.audit.claim import BaseCandidate, Claim
from partysurvey.audit.judgement import Audit, Comparison, Judgement, Verdict
from partysurvey.render.audit.naming import Naming
from partysurvey.survey import Language

SCHEMA = "partysurvey.audit/1"
Json = dict[str, object]


def audit_json(audit: Audit, naming: Naming, language: Language) -> str:
    """The audit as indented JSON text; printed and computed numbers are texts, so that their digits stay."""
    return json.dumps(audit_content(audit, naming, language), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def audit_schema() -> str:
    """The JSON Schema of audits as text."""
    return files("partysurvey.render.audit").joinpath("audit.schema.json").read_text("utf-8")


def audit_content(audit: Audit, naming: Naming, language: Language) -> Json:
    """The content of the JSON as plain data, keys in the order of the contract."""
    counts = Counter(judgement.verdict for judgement in audit.judgements)
    return {
        "schema": SCHEMA,
        "language": language,
        "source": audit.source,
        "data": audit.data,
        "rounding": audit.rule,
        "limit": audit.limit,
        "verdicts": {verdict.value: counts[verdict] for verdict in Verdict},
        "claims": [_judgement(each, naming, language) for each in audit.judgements],
        "shared_bases": to_builtins(audit.shared),
    }


def _judgement(judgement: Judgement, naming: Naming, language: Language) -> Json:
    claim = judgement.claim
    return {
        **_claim(claim),
        "place": naming.place(claim, language) if claim.span else None,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason.into(language),
        "remarks": [remark.into(language) for remark in judgement.remarks],
        "base": _base(judgement.base) if judgement.base else None,
        "counts": list(judgement.counts) if judgement.counts else None,
        "nearest": [{**asdict(each), "value": str(each.value)} for each in judgement.nearest],
        "feasible_bases": [list(run) for run in judgement.bases],
        "other_bases": [_base(each) for each in judgement.fitting],
        "comparison": _comparison(judgement.comparison) if judgement.comparison else None,
    }


def _claim(claim: Claim) -> Json:
    span = claim.span
    return {
        "id": claim.id,
        "printed": claim.text,
        "kind": claim.kind.value,
        "value": _number(claim.value),
        "upper": _number(claim.upper),
        "digits": claim.digits,
        "hedge": claim.hedge.value,
        "unit": claim.unit,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "sentence": claim.sentence,
        "split": claim.split,
        "part_of": claim.part_of,
        "question": claim.question,
        "option": claim.option,
        "item": claim.item,
        "group": claim.group,
        "where": claim.where,
    }


def _base(base: BaseCandidate) -> Json:
    return {"n": base.n, "why": base.why.value, "line": base.span.line if base.span else None}


def _comparison(found: Comparison) -> Json:
    numbers = {name: _number(getattr(found, name)) for name in ("computed", "rounded", "difference", "unweighted")}
    return {**asdict(found), **numbers}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
