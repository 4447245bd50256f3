"""`partysurvey convert`: the same answers in another format."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options


def convert(
    file: options.ResponseFile,
    output: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="The new file: .csv, .tsv, .xlsx, .parquet, .sav or .dta. Example: out.sav"),
    ],
    *,
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "--questionnaire",
            "-q",
            metavar="Q",
            help="Questionnaire whose labels, missing values and sets go into .sav and .dta. Example: -q organ_cadres",
        ),
    ] = None,
    keep_personal: Annotated[
        bool,
        typer.Option("--keep-personal", help="Keep names, phone numbers, IP addresses … Example: --keep-personal"),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists. Example: --force")] = False,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Write a response file in another format, without the columns that hold personal data.

    Example: partysurvey convert responses.csv responses.sav -q organ_cadres
    """
    from partysurvey.cli.progress import progress
    from partysurvey.pipeline.conversion import Conversion, convert

    request = Conversion(
        file=file,
        output=output,
        questionnaire=questionnaire,
        keep_personal=keep_personal,
        force=force,
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )
    with progress(file) as on_rows:
        done = convert(request, on_rows)
    typer.echo(f"{output}: {done.rows} rows", err=True)
    if done.personal:
        typer.echo(f"left out, since they hold personal data: {', '.join(done.personal)} (--keep-personal)", err=True)
    for note in done.notes:
        typer.echo(f"not taken over from the questionnaire: {note}", err=True)
