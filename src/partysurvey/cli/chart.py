"""`partysurvey chart`: one figure of one question."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from partysurvey.cli import options
from partysurvey.cli.requesting import requesting

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Request
    from partysurvey.report.document import ChartKind


class ChartKindChoice(StrEnum):
    """How a question is drawn."""

    BARS = "bars"
    DIVERGING = "diverging"
    DIVERGING_ASIDE = "diverging_aside"
    STACKED = "stacked"
    GROUPED = "grouped"
    HISTOGRAM = "histogram"
    ECDF = "ecdf"
    DOTS = "dots"
    HEATMAP = "heatmap"
    PYRAMID = "pyramid"
    PARETO = "pareto"
    UPSET = "upset"
    DONUT = "donut"
    TREND = "trend"
    FLOW = "flow"


@requesting
def chart(
    request: "Request",
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the figure into this file: .svg, .png or .pdf. Example: -o familiarity.svg",
        ),
    ],
    kind: Annotated[
        ChartKindChoice | None,
        typer.Option(
            metavar="KIND",
            help="How it is drawn, else as suits the question. One question: bars; diverging for a scale or grid, "
            "diverging_aside with its middle beside the split; stacked or heatmap for a grid; histogram or ecdf (the "
            "shares below) for a number; pareto (largest first) or upset (what is chosen together) for a multiple "
            "choice; donut for one share of two. With --by: grouped bars; stacked for a scale; dots for differences; "
            "heatmap for many groups; pyramid for two; trend for waves. flow: the forms sent out and returned. "
            "Example: --kind dots",
        ),
    ] = None,
    width: options.FigureWidth = None,
    theme: options.Theme = options.ThemeChoice.COLOR,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    rounding: options.RoundingRule = options.Rounding.HALF_UP,
    font: options.Font = None,
) -> None:
    """One figure of one question (the first of --questions), by one banner or for everybody.

    Example: partysurvey chart responses.csv --questions 17 -o tenure.svg
    """
    from partysurvey.cli.printing import analyzed
    from partysurvey.pipeline.charting import checked_figure, write_figure
    from partysurvey.render.look import Look
    from partysurvey.report.accounting import Style

    checked_figure(output)  # before the work, not after it
    analysis = analyzed(request)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    look = Look(font=font, width=width, theme=theme.value)
    write_figure(analysis, output, style, cast("ChartKind | None", kind and kind.value), look)
    typer.echo(str(output), err=True)
