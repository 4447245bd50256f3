"""`partysurvey audit`: whether published figures can be true."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options
from partysurvey.errors import RequestError

TRIED = 10_000  # people


class AuditFormat(StrEnum):
    """What the audit prints."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"


class AuthorsRounding(StrEnum):
    """How the author of the figures rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATE = "truncate"
    ANY = "any"


def audit(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A report as .txt, .md, .docx, .html or .pdf, or a claims file (.yaml). Example: report.docx",
        ),
    ],
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="FILE",
            help="Responses that the figures should come from, else those a claims file names. "
            "Example: --data responses.csv",
        ),
    ] = None,
    questionnaire: options.QuestionnaireName = None,
    weight: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Column of weights in the responses. Example: --weight w"),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            metavar="YAML",
            help="Draft a claims file from a text, to be edited and audited. Example: --write claims.yaml",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the audit here, as .html, .json or .md. Example: -o audit.html",
        ),
    ] = None,
    form: Annotated[
        AuditFormat, typer.Option("--format", help="What to print. Example: --format json")
    ] = AuditFormat.TEXT,
    rounding: Annotated[
        AuthorsRounding | None,
        typer.Option(help="How the report rounds; half_up by default. Example: --rounding any"),
    ] = None,
    up_to: Annotated[
        int, typer.Option(metavar="N", help="The most people to try where a base is not stated. Example: --up-to 500")
    ] = TRIED,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist. Example: --force")] = False,
    language: options.OutputLanguage = None,
    encoding: options.Encoding = None,
) -> None:
    """Check published figures: can whole people have given them, and do the data give them.

    The exit code is 1 if a figure is impossible or contradicted.

    Example: partysurvey audit report.docx --data responses.csv -o audit.html
    """
    from partysurvey.audit.rounding import RoundingRule
    from partysurvey.cli.printing import print_text
    from partysurvey.cli.progress import progress
    from partysurvey.pipeline.audit import AuditRequest
    from partysurvey.pipeline.audit import audit as audited
    from partysurvey.pipeline.audit_output import audit_text, claims_draft, written_form
    from partysurvey.render.writing import write_file

    for path in filter(None, (write, output)):
        if path.exists() and not force:
            raise RequestError("exists already", "choose another name, or replace it with --force", path)
    chosen = written_form(output) if output else None
    request = AuditRequest(
        file=file,
        data=data,
        questionnaire=questionnaire,
        weight=weight,
        rounding=RoundingRule(rounding.value) if rounding else None,
        limit=up_to,
        language=language.value if language else None,
        encoding=encoding,
    )
    with progress(data or file) as on_rows:
        found = audited(request, on_rows)
    if write is not None:
        write_file(write, claims_draft(found).encode())
        typer.echo(
            f"{write}: {len(found.claims.claims)} claims; edit it, and run `partysurvey audit {write}`", err=True
        )
    if output is not None and chosen is not None:
        write_file(output, audit_text(found, chosen).encode())
        typer.echo(f"{output}: the audit", err=True)
    if form is AuditFormat.TEXT:
        print_text(found.document())
    else:
        from partysurvey.cli.printing import print_bytes

        print_bytes(audit_text(found, form.value).encode())
    if found.audit.finds_fault:
        raise typer.Exit(1)
