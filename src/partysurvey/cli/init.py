"""`partysurvey init`: a first draft of a questionnaire, from the responses."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options
from partysurvey.errors import RequestError


def init(
    file: options.ResponseFile,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="YAML",
            help="Write the draft into this file instead of printing it. Example: -o questionnaire.yaml",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists. Example: --force")] = False,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Draft a questionnaire from a response file, to be edited by hand.

    Example: partysurvey init responses.csv -o questionnaire.yaml
    """
    from partysurvey.cli.printing import print_bytes
    from partysurvey.render.writing import write_file
    from partysurvey.sources.opening import open_source
    from partysurvey.sources.questionnaires.writing import questionnaire_yaml
    from partysurvey.sources.recognition import inferred_from

    if output is not None and output.exists() and not force:
        raise RequestError("exists already", "choose another name, or replace it with --force", output)
    draft = inferred_from(open_source(file, sheet=sheet, encoding=encoding, dialect=dialect))
    text = questionnaire_yaml(draft.questionnaire, draft.notes)
    if output is None:
        print_bytes(text.encode())
        return
    write_file(output, text.encode())
    typer.echo(
        f"{output}: edit it, check it with `partysurvey questionnaires lint {output}`, "
        f"use it with `partysurvey analyze {file} -q {output}`",
        err=True,
    )
