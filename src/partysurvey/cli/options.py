"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from partysurvey.estimates.results import DeffKind


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


class LonelyPsuChoice(StrEnum):
    """What is done with a stratum that has a single sampling unit."""

    FAIL = "fail"
    REMOVE = "remove"
    ADJUST = "adjust"
    AVERAGE = "average"
    CERTAINTY = "certainty"


class IntervalChoice(StrEnum):
    """The method of intervals of shares under a sampling design."""

    LOGIT = "logit"
    BETA = "beta"
    WILSON = "wilson"
    LIKELIHOOD = "likelihood"
    ASIN = "asin"
    XLOGIT = "xlogit"
    MEAN = "mean"


class DesignEffectChoice(StrEnum):
    """What design effects compare with."""

    REPLACE = "replace"
    POPULATION = "population"


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
Dialect = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="How the platform writes its exports (docs/dialects.md lists the names), else it is found from the first "
        "rows; none for a plain table. Example: --dialect wenjuanxing_code",
    ),
]
OutputLanguage = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language of the output, else that of the questionnaire. Example: --lang en"),
]
Strata = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Column of the strata that were sampled separately. Example: --strata organ"),
]
Psu = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B", help="Columns of the sampling units (clusters), first stage first. Example: --psu county,branch"
    ),
]
Fpc = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="Columns with how many units the population has (or the fraction drawn), one per stage. Without --weight "
        "the weights follow from them. Example: --fpc organ_size",
    ),
]
Nest = Annotated[
    bool, typer.Option("--nest", help="Each stratum numbers its own sampling units. Example: --strata organ --nest")
]
LonelyPsu = Annotated[
    LonelyPsuChoice | None,
    typer.Option(help="What to do with a stratum that has a single sampling unit. Example: --lonely-psu adjust"),
]
IntervalMethod = Annotated[
    IntervalChoice | None,
    typer.Option(help="Intervals of shares under the sampling design; logit by default. Example: --ci beta"),
]
DesignEffect = Annotated[
    DesignEffectChoice | None,
    typer.Option(
        help="Design effects compare with a simple sample drawn with replacement (the default), or without, from the "
        "population. Example: --deff population"
    ),
]


def compared_with(choice: DesignEffectChoice | None) -> "DeffKind | None":
    """The kind of design effects chosen, None where none was."""
    if choice is None:
        return None
    return "population" if choice is DesignEffectChoice.POPULATION else "replace"
