"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """What a command prints."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"


class LanguageChoice(StrEnum):
    """The language of the output."""

    ZH = "zh"
    EN = "en"


class Rounding(StrEnum):
    """How percentages are rounded."""

    HALF_UP = "half_up"
    SUM100 = "sum100"


ResponseFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Responses: CSV or TSV (also .gz, .zip), XLSX, Parquet, SPSS .sav or .zsav, Stata .dta. "
        "Example: responses.csv",
    ),
]
QuestionnaireName = Annotated[
    str | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="Q",
        help="Questionnaire: a YAML file or the name of a bundled one. Without it, a bundled questionnaire that "
        "matches the columns beyond doubt is taken, else one is inferred from the data. Example: -q organ_cadres",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Sheet of a workbook, else the first one with data. Example: --sheet 数据"),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Encoding of a text, SPSS or Stata file, else it is found from the bytes. Example: --encoding gb18030",
    ),
]
OutputLanguage = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language of the output, else that of the questionnaire. Example: --lang en"),
]
