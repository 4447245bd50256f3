"""What the checks found as JSON by the contract `partysurvey.validation/1` (schema: validation.schema.json)."""

import json
from collections.abc import Mapping
from importlib.resources import files

from msgspec import to_builtins

from partysurvey.estimates.impact import Move
from partysurvey.report.validation import Finding, QuestionFinding, Validation
from partysurvey.survey import Language

SCHEMA = "partysurvey.validation/1"
Json = Mapping[str, object]


def validation_json(validation: Validation, language: Language) -> str:
    """The findings as indented JSON text with full precision, null for what is not there."""
    provenance = validation.provenance
    content = {
        "schema": SCHEMA,
        "language": language,
        "source": {
            "file": provenance.file,
            "rows": validation.rows,
            "encoding": provenance.encoding,
            "dialect": provenance.dialect,
            **({"files": to_builtins(provenance.files)} if provenance.files else {}),
        },
        "questionnaire": {"id": provenance.questionnaire, "origin": provenance.origin},
        "thresholds": to_builtins(validation.thresholds),
        "median_seconds": validation.median_seconds,
        "flagged": validation.flagged,
        "found": not validation.is_clear,
        "checks": [_finding(finding, validation, language) for finding in validation.findings],
        "impact": [_move(move, language) for move in validation.together],
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def validation_schema() -> str:
    """The JSON Schema of the findings as text."""
    return files("partysurvey.render").joinpath("validation.schema.json").read_text("utf-8")


def _finding(finding: Finding, validation: Validation, language: Language) -> Json:
    check = finding.check
    return {
        "check": check.code,
        "level": check.level,
        "title": check.title.into(language),
        "meaning": validation.meaning(check).into(language),
        "source": check.source or None,
        "status": finding.status,
        "why": finding.why.into(language) or None,
        "n": None if finding.status == "unable" else finding.n,
        "share": finding.share,
        "rows": list(finding.rows),
        "questions": [_question(each, language) for each in finding.questions],
        "impact": [_move(move, language) for move in finding.moves],
    }


def _question(finding: QuestionFinding, language: Language) -> Json:
    return {
        "variable": finding.variable,
        "text": finding.text.into(language),
        "n": finding.n,
        "base": finding.base,
        "share": finding.share,
        "answers": dict(finding.answers),
    }


def _move(move: Move, language: Language) -> Json:
    return {
        "question": move.question,
        "item": move.item,
        "option": move.option,
        "label": move.label.into(language) or None,
        "stat": move.stat,
        "before": move.before,
        "after": move.after,
        "difference": move.difference,
        "base_before": move.base_before,
        "base_after": move.base_after,
    }
