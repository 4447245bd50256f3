"""One figure of one question as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from partysurvey.errors import RequestError
from partysurvey.pipeline.analysis import Analysis
from partysurvey.render.look import Look
from partysurvey.render.writing import write_file
from partysurvey.report.accounting import Style
from partysurvey.report.chart_choice import chosen_chart
from partysurvey.report.document import ChartKind

if TYPE_CHECKING:
    from partysurvey.render.figures.files import Format

ENDINGS = (".svg", ".png", ".pdf")


def checked_figure(output: Path) -> None:
    """Nothing, where the ending of the file is that of a format; RequestError otherwise."""
    if output.suffix.lower() not in ENDINGS:
        raise RequestError("is no figure that can be drawn", f"let the name end in {', '.join(ENDINGS)}", output)


def write_figure(
    analysis: Analysis,
    output: Path,
    style: Style,
    kind: ChartKind | None = None,
    look: Look = Look(),  # noqa: B008  # frozen
) -> None:
    """Write the figure of the only question of the analysis. Raises RequestError, RenderError."""
    from partysurvey.render.figures import figure_bytes  # noqa: PLC0415  # brings matplotlib, imported when used

    form = cast("Format", output.suffix.lower().removeprefix("."))
    chart = chosen_chart(analysis.estimates, analysis.questionnaire, analysis.accounting, style, kind)
    content = figure_bytes(chart, form, language=style.language, font=look.font, width=look.width, theme=look.theme)
    write_file(output, content)
