"""`partysurvey doctor`: fonts, versions, optional parts, and what to install."""

import typer

from partysurvey.cli import options


def doctor(*, font: options.Font = None) -> None:
    """Check what is installed: libraries, optional parts, the fonts of figures. Exit code 1 where something is missing.

    Example: partysurvey doctor
    """
    from partysurvey.pipeline.doctor import findings

    found = list(findings(font))
    for finding in found:
        typer.echo(finding.text)
    if any(finding.is_fault for finding in found):
        raise typer.Exit(1)
