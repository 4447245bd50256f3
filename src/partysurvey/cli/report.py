"""`partysurvey report`: the draft of a written report, in as many formats as wanted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partysurvey.cli import options
from partysurvey.cli.requesting import requesting

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Request


@requesting
def report(
    request: "Request",
    *,
    outputs: Annotated[
        list[Path],
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the report into this file, whose ending chooses the format: .docx, .html, .md, .pdf, .pptx, "
            ".tex or .xlsx; may be repeated. Example: -o report.docx -o report.html",
        ),
    ],
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder of the house style: fonts, colours, logo, cover. Example: --template house"
        ),
    ] = None,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    rounding: options.RoundingRule = options.Rounding.HALF_UP,
    font: options.Font = None,
    width: options.FigureWidth = None,
    theme: options.Theme = options.ThemeChoice.COLOR,
) -> None:
    """A report of sentences, tables and figures that needs only judgement added.

    Example: partysurvey report responses.csv --by part_time -o report.docx
    """
    from partysurvey.cli.printing import analyzed
    from partysurvey.pipeline.reporting import checked_outputs, write_report
    from partysurvey.render.look import Look
    from partysurvey.report.accounting import Style

    checked_outputs(outputs, template)  # before the work, not after it
    analysis = analyzed(request)
    spoken = language.value if language else analysis.questionnaire.language
    style = Style(spoken, digits, rounding.value, sentences=True)
    look = Look(template, font, width=width, theme=theme.value, tell=lambda remark: typer.echo(remark, err=True))
    write_report(analysis, outputs, style, look)
    typer.echo(", ".join(map(str, outputs)), err=True)
