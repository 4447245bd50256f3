"""`partysurvey weight`: weights that make a sample agree with what is known of its population."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import design_options, options


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
    replicates: design_options.ReplicateColumns = None,
    replicate_factors: design_options.ReplicateFactors = False,
    form: Annotated[
        options.WeightingFormat,
        typer.Option("--format", help="What is printed: tables or JSON. Example: --format json"),
    ] = options.WeightingFormat.TEXT,
    language: options.OutputLanguage = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Weight respondents to known margins of the population, and write the file with a column of weights.

    Example: partysurvey weight responses.csv --targets targets.yaml -o weighted.csv
    """
    from partysurvey.cli.printing import print_weighting
    from partysurvey.cli.progress import progress
    from partysurvey.pipeline.designing import ReplicateRequest
    from partysurvey.pipeline.weighted_copy import WeightRequest, weight

    request = WeightRequest(
        file=file,
        targets=targets,
        output=output,
        column=column,
        replicates=ReplicateRequest.to_adjust(options.listed(replicates), factors=replicate_factors),
        questionnaire=questionnaire,
        force=force,
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )
    with progress(file) as on_rows:
        copy = weight(request, on_rows)
    print_weighting(copy, form, language.value if language else copy.language)
