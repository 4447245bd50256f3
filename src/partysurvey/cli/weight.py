"""`partysurvey weight`: weights that make a sample agree with what is known of its population."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options


def weight(
    file: options.ResponseFile,
    *,
    targets: Annotated[
        Path,
        typer.Option(
            "--targets",
            "-t",
            metavar="YAML",
            help="What the population looks like: shares, percent or counts of the options of questions, and the "
            "method. Example: --targets targets.yaml",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write all rows with a column of weights here, as .csv or .parquet. Example: -o weighted.csv",
        ),
    ],
    column: Annotated[
        str, typer.Option(metavar="NAME", help="Name of the column of weights. Example: --column w")
    ] = "weight",
    questionnaire: options.QuestionnaireName = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists. Example: --force")] = False,
    language: options.OutputLanguage = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
) -> None:
    """Weight respondents to known margins of the population, and write the file with a column of weights.

    Example: partysurvey weight responses.csv --targets targets.yaml -o weighted.csv
    """
    from partysurvey.cli.printing import progress
    from partysurvey.pipeline.weighting import WeightRequest, weight
    from partysurvey.render.weighting import weighting_lines

    request = WeightRequest(
        file=file,
        targets=targets,
        output=output,
        column=column,
        questionnaire=questionnaire,
        force=force,
        sheet=sheet,
        encoding=encoding,
    )
    with progress(file) as on_rows:
        account, own = weight(request, on_rows)
    typer.echo("\n".join(weighting_lines(account, language.value if language else own)))
    typer.echo(f"{output}: all rows, with their weights in column {column}", err=True)
