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


class FoundFormat(StrEnum):
    """What a command prints that looks for faults."""

    TEXT = "text"
    JSON = "json"
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
By = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="Break every question down by these questions, each named by id, printed number, text or column. "
        "Example: --by part_time,age",
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
    typer.Option(min=0.5, max=0.999, metavar="P", help="Confidence level of the intervals. Example: --level 0.9"),
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
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="Leave out respondents whom these checks of `partysurvey validate` flag: unknown_answers, out_of_range, "
        "too_many_choices, rule_violations, duplicates (duplicate_ids, duplicate_answers), speeders, straightliners, "
        "patterns, incomplete, shared_addresses. Example: --exclude speeders,duplicates",
    ),
]
Duration = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN",
        help="Column of how long each respondent took (seconds, 2分3秒, 00:02:03), else it is found by its name. "
        "Example: --duration 用时",
    ),
]
Identity = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="COLUMN",
        help="Column of the respondents' ids, else it is found by its name. Example: --id 编号",
    ),
]
Speed = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=1.0,
        metavar="P",
        help="Speeders took less than this share of the median time. Example: --speed 0.4",
    ),
]
Straight = Annotated[
    int,
    typer.Option(
        min=2, metavar="N", help="Straight-lining is looked for in batteries of N items or more. Example: --straight 6"
    ),
]
Pattern = Annotated[
    int,
    typer.Option(
        min=4,
        metavar="N",
        help="Patterns (1-2-3-4-5, two answers in turn) are looked for in batteries of N items or more. "
        "Example: --pattern 8",
    ),
]
Complete = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=1.0,
        metavar="P",
        help="A complete interview answers more than this share of the questions asked. Example: --complete 0.5",
    ),
]
PerAddress = Annotated[
    int,
    typer.Option(
        min=1, metavar="N", help="So many answers may come from one network address. Example: --per-address 3"
    ),
]
FoundForm = Annotated[
    FoundFormat, typer.Option("--format", help="What is printed: tables, JSON or Markdown. Example: --format json")
]


def listed(values: list[str] | None) -> tuple[str, ...]:
    """The names in options that may be repeated or hold several with commas: ["a,b", "c"] gives a, b, c."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def compared_with(choice: DesignEffectChoice | None) -> "DeffKind | None":
    """The kind of design effects chosen, None where none was."""
    if choice is None:
        return None
    return "population" if choice is DesignEffectChoice.POPULATION else "replace"
