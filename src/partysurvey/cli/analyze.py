"""`partysurvey analyze`: percentages, tables and figures of a response file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partysurvey.cli import options
from partysurvey.cli.requesting import requesting

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Request


@requesting
def analyze(
    request: "Request",
    *,
    output: options.OutputFolder = None,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Compare with the results that -o once wrote into this folder, and print what changed instead of the "
            "tables; the exit code is 1 if anything did. Example: --check out",
        ),
    ] = None,
    form: options.Form = options.OutputFormat.TEXT,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    rounding: options.RoundingRule = options.Rounding.HALF_UP,
    font: options.Font = None,
    width: options.FigureWidth = None,
    theme: options.Theme = options.ThemeChoice.COLOR,
) -> None:
    """Percentages of every question; with -o also tables and figures on disk.

    Example: partysurvey analyze responses.csv --by part_time -o out
    """
    from partysurvey.cli.printing import analyzed, print_analysis, print_written
    from partysurvey.render.look import Look
    from partysurvey.report.accounting import Style

    analysis = analyzed(request)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    look = Look(font=font, width=width, theme=theme.value)
    changes = []
    if check is not None:
        from partysurvey.pipeline.checking import changes_since

        changes = changes_since(check, analysis, style, look)
        typer.echo("\n".join(map(str, changes)) or f"{check}: nothing changed")
    written = []
    if output is not None:
        from partysurvey.pipeline.output import write_analysis

        written = write_analysis(analysis, output, style, look)
    if check is None:
        print_analysis(analysis, form, style)
    if output:
        print_written(written, output)
    if changes:
        raise typer.Exit(1)
