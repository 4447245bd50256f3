"""An audit as text in the form asked for."""

from collections.abc import Mapping
from pathlib import Path

from partysurvey.errors import RequestError
from partysurvey.pipeline.audit import Audited
from partysurvey.render.audit.html import audit_html
from partysurvey.render.audit.json import audit_json
from partysurvey.render.markdown import document_markdown
from partysurvey.sources.claims_writing import claims_yaml

FORMS: Mapping[str, str] = {".html": "html", ".htm": "html", ".json": "json", ".md": "md"}


def written_form(path: Path) -> str:
    """The form that the ending of a file asks for; raises RequestError for another ending."""
    if path.suffix.lower() not in FORMS:
        raise RequestError(
            f"an audit is not written as {path.suffix or 'a file without ending'}", "choose .html, .json or .md", path
        )
    return FORMS[path.suffix.lower()]


def audit_text(found: Audited, form: str) -> str:
    """The audit as html, json or md."""
    match form:
        case "html":
            return audit_html(found.audit, found.naming, found.language)
        case "json":
            return audit_json(found.audit, found.naming, found.language)
        case _:
            return document_markdown(found.document(), figures=None)


def claims_draft(found: Audited) -> str:
    """The claims of a text as a claims file."""
    if found.prose is None:
        raise RequestError(
            "--write drafts claims from a text, and this is a claims file", "leave it out", found.claims.source
        )
    return claims_yaml(found.claims)
