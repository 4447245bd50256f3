"""`partysurvey table`: many questions by several banners in one table."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partysurvey.cli import options
from partysurvey.cli.requesting import requesting

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Request


class CellsChoice(StrEnum):
    """What the cells of the table hold."""

    COLUMN = "column"
    ROW = "row"
    TOTAL = "total"
    N = "n"


@requesting
def table(
    request: "Request",
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the table into this file (.csv, or a format of `partysurvey report`) instead of printing it. "
            "Example: -o table.csv",
        ),
    ] = None,
    sort: Annotated[
        bool, typer.Option("--sort", help="Options of a question by size, the largest first. Example: --sort")
    ] = False,
    hide_zeros: Annotated[
        bool, typer.Option("--hide-zeros", help="Leave out options that nobody chose. Example: --hide-zeros")
    ] = False,
    cells: Annotated[
        CellsChoice,
        typer.Option(
            help="What the cells hold: percents of the column, of the row, of all, or respondents (n). "
            "Example: --cells row"
        ),
    ] = CellsChoice.COLUMN,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    rounding: options.RoundingRule = options.Rounding.HALF_UP,
) -> None:
    """One table of many questions by several banners: column percents, bases, means, letters.

    Example: partysurvey table responses.csv --by gender,part_time --questions 17,18 -o table.csv
    """
    from partysurvey.cli.printing import analyzed, print_text
    from partysurvey.pipeline.banner_tables import banner_document, check_table_file, write_table
    from partysurvey.report.accounting import Style
    from partysurvey.report.banner_table import Arrangement

    if output is not None:
        check_table_file(output)
    analysis = analyzed(request)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    document = banner_document(analysis, style, Arrangement(sort, hide_zeros, cells.value))
    if output is None:
        print_text(document)
    else:
        write_table(document, output)
        typer.echo(str(output), err=True)
