"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partysurvey.errors import RequestError

if TYPE_CHECKING:
    from partysurvey.estimates.results import Comparing


class OutputFormat(StrEnum):
    """What a command prints."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"


class WeightingFormat(StrEnum):
    """What `weight` prints."""

    TEXT = "text"
    JSON = "json"


class LanguageChoice(StrEnum):
    """The language of the output."""

    ZH = "zh"
    EN = "en"


class Rounding(StrEnum):
    """How percentages are rounded."""

    HALF_UP = "half_up"
    SUM100 = "sum100"


class CompareChoice(StrEnum):
    """Which columns of a breakdown are compared."""

    PAIRS = "pairs"
    REST = "rest"
    NONE = "none"


class AdjustChoice(StrEnum):
    """How the p-values of the comparisons in a row are adjusted for their number."""

    NONE = "none"
    BONFERRONI = "bonferroni"
    HOLM = "holm"
    BH = "bh"


class ThemeChoice(StrEnum):
    """The colours of figures."""

    COLOR = "color"
    GREY = "grey"


ResponseFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Responses: CSV or TSV (also .gz, .zip), XLSX, Parquet, SPSS .sav or .zsav, Stata .dta. "
        "Example: responses.csv",
    ),
]
ResponseFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILES",
        help="Responses: CSV or TSV (also .gz, .zip), XLSX, Parquet, SPSS .sav or .zsav, Stata .dta. Several files, a "
        "pattern in quotes or a zip of exports are read as one survey, with a question `source`. "
        "Example: responses.csv",
    ),
]
QuestionnaireName = Annotated[
    str | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="Q",
        help="Questionnaire: a file (YAML, XLSForm, .sav, REDCap, DDI, triple-s, LimeSurvey, .qsf) or the name of a "
        "bundled one. Without it, a bundled questionnaire that "
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
By = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="Break every question down by these questions, each named by id, printed number, text or column; A*B has "
        "a group for every option of A and B together. Example: --by part_time,age",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CONDITION",
        help="Count only the respondents of whom this is true (= != < <= > >= includes answered and or not); "
        "given several times, all must be. "
        "Example: --where 'part_time=yes and age<36'",
    ),
]
Questions = Annotated[
    list[str] | None,
    typer.Option(metavar="A,B", help="Show only these questions, named as in --by. Example: --questions 17,tenure"),
]
Weight = Annotated[str | None, typer.Option(metavar="COLUMN", help="Column of survey weights. Example: --weight w")]
TargetsFile = Annotated[
    Path | None,
    typer.Option(
        "--targets",
        metavar="YAML",
        help="Make weights from these targets (see `partysurvey weight`) and use them: standard errors account for it. "
        "Example: --targets targets.yaml",
    ),
]
Compare = Annotated[
    CompareChoice,
    typer.Option(
        help="In breakdowns, letters name the columns that a column is significantly higher than (pairs), or arrows "
        "say on which side of the rest it is (rest). Example: --compare rest"
    ),
]
Adjust = Annotated[
    AdjustChoice,
    typer.Option(help="Adjust the comparisons in a row for their number. Example: --adjust holm"),
]
LooserLevel = Annotated[
    float | None,
    typer.Option(
        min=0.5,
        max=0.999,
        metavar="P",
        help="Also mark differences at this lower level, with small letters. Example: --looser-level 0.9",
    ),
]
LetterBase = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="Do not compare columns of fewer respondents. Example: --letter-base 50"),
]
Population = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="How many people the respondents were drawn from; narrows the intervals. Example: --population 420",
    ),
]
Census = Annotated[
    bool, typer.Option("--census", help="Everybody was asked: no sampling error, no intervals. Example: --census")
]
Level = Annotated[
    float,
    typer.Option(
        min=0.5, max=0.999, metavar="P", help="Confidence level of the intervals and letters. Example: --level 0.9"
    ),
]
OutputFolder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Also write report.md, results.json, estimates.csv, tables (CSV) and figures (SVG, PNG) into this "
        "folder. Example: -o out",
    ),
]
Form = Annotated[
    OutputFormat,
    typer.Option("--format", help="What is printed: tables, JSON, CSV or Markdown. Example: --format json"),
]
Digits = Annotated[
    int, typer.Option(min=0, max=4, metavar="N", help="Decimals of the percentages. Example: --digits 0")
]
RoundingRule = Annotated[
    Rounding,
    typer.Option(
        help="half_up rounds each percentage; sum100 makes those of a question add up to 100. "
        "Example: --rounding sum100"
    ),
]
LeastGroup = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="In breakdowns, hide groups with fewer respondents; 0 hides none. Example: --min-group 10",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Stop at answers that the questionnaire does not know, instead of counting them apart. Example: --strict",
    ),
]
Font = Annotated[
    str | None,
    typer.Option(
        metavar="FONT",
        help="Font of the figures, a file or a name. Example: --font SourceHanSansSC-Regular.otf",
    ),
]
Theme = Annotated[ThemeChoice, typer.Option(help="Figures in colour, or in greys for print. Example: --theme grey")]
FigureWidth = Annotated[
    float | None,
    typer.Option(
        metavar="CM",
        help="Width of the figures in centimetres, 16 if not given (12 in .html and .pdf). Example: --width 12",
    ),
]


def comparing(
    compare: CompareChoice, adjust: AdjustChoice, looser: float | None, base: int, level: float
) -> "Comparing | None":
    """How columns are to be compared, None not at all; RequestError where the looser level is none."""
    from partysurvey.estimates.results import Comparing

    if looser is not None and looser >= level:
        raise RequestError(
            f"--looser-level {looser:g} is not below the level of {level:g}", "give a lower one, or raise --level"
        )
    if compare is CompareChoice.NONE:
        return None
    return Comparing("rest" if compare is CompareChoice.REST else "pairs", adjust.value, looser, base)


def listed(values: list[str] | None) -> tuple[str, ...]:
    """The names in options that may be repeated or hold several with commas: ["a,b", "c"] gives a, b, c."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
