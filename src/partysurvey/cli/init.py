"""`partysurvey init`: a first draft of a questionnaire, from the responses."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options


def init(
    file: options.ResponseFile,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="YAML", help="Write the draft here, else it is printed. Example: -o q.yaml"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
) -> None:
    """Draft a questionnaire from a response file, to be edited by hand.

    partysurvey init responses.csv -o questionnaire.yaml
    """
    from partysurvey.pipeline import drafted, write_text

    draft = drafted(file, sheet, encoding)
    for remark in draft.remarks:
        typer.echo(remark.text, err=True)
    if output is None:
        typer.echo(draft.yaml, nl=False)
    else:
        write_text(output, draft.yaml, replace=force)
        typer.echo(f"{output}: edit it, check it with `partysurvey questionnaires lint {output}`, "
                   f"use it with `partysurvey analyze {file} -q {output}`", err=True)
