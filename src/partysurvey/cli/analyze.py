"""`partysurvey analyze`: percentages, tables and figures of a response file."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options


def analyze(  # one parameter per option is Typer's way
    file: options.ResponseFile,
    *,
    questionnaire: options.QuestionnaireName = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help="Break every question down by these questions, each named by id, printed number, text or column. "
            "Example: --by part_time,age",
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="Count only the respondents of whom this is true (= != < <= > >= includes answered and or not); "
            "given several times, all must be. "
            "Example: --where 'part_time=yes and age<36'",
        ),
    ] = None,
    questions: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="Show only these questions, named as in --by. Example: --questions 17,tenure"),
    ] = None,
    weight: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Column of survey weights. Example: --weight w")
    ] = None,
    strata: options.Strata = None,
    psu: options.Psu = None,
    fpc: options.Fpc = None,
    nest: options.Nest = False,
    lonely_psu: options.LonelyPsu = None,
    ci: options.IntervalMethod = None,
    deff: options.DesignEffect = None,
    population: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="How many people the respondents were drawn from; narrows the intervals. Example: --population 420",
        ),
    ] = None,
    census: Annotated[
        bool,
        typer.Option("--census", help="Everybody was asked: no sampling error, no intervals. Example: --census"),
    ] = False,
    level: Annotated[
        float,
        typer.Option(min=0.5, max=0.999, metavar="P", help="Confidence level of the intervals. Example: --level 0.9"),
    ] = 0.95,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Also write report.md, results.json, estimates.csv, tables (CSV) and figures (SVG, PNG) into this "
            "folder. Example: -o out",
        ),
    ] = None,
    form: Annotated[
        options.OutputFormat,
        typer.Option("--format", help="What is printed: tables, JSON, CSV or Markdown. Example: --format json"),
    ] = options.OutputFormat.TEXT,
    language: options.OutputLanguage = None,
    digits: Annotated[
        int, typer.Option(min=0, max=4, metavar="N", help="Decimals of the percentages. Example: --digits 0")
    ] = 1,
    rounding: Annotated[
        options.Rounding,
        typer.Option(
            help="half_up rounds each percentage; sum100 makes those of a question add up to 100. "
            "Example: --rounding sum100"
        ),
    ] = options.Rounding.HALF_UP,
    min_group: Annotated[
        int,
        typer.Option(
            min=0,
            metavar="N",
            help="In breakdowns, hide groups with fewer respondents; 0 hides none. Example: --min-group 10",
        ),
    ] = 5,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Stop at answers that the questionnaire does not know, instead of counting them apart. "
            "Example: --strict",
        ),
    ] = False,
    font: Annotated[
        str | None,
        typer.Option(
            metavar="FONT",
            help="Font of the figures, a file or a name. Example: --font SourceHanSansSC-Regular.otf",
        ),
    ] = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Percentages of every question; with -o also tables and figures on disk.

    Example: partysurvey analyze responses.csv --by part_time -o out
    """
    from partysurvey.cli.printing import print_analysis, print_written, progress
    from partysurvey.estimates.results import Inference
    from partysurvey.pipeline.analysis import Request, run
    from partysurvey.report.accounting import Style

    request = Request(
        file=file,
        questionnaire=questionnaire,
        by=listed(by),
        where=tuple(where or ()),
        questions=listed(questions),
        weight=weight,
        strata=strata,
        psu=listed(psu),
        fpc=listed(fpc),
        nest=nest,
        lonely=lonely_psu and lonely_psu.value,
        inference=Inference(level, population, census, ci and ci.value, options.compared_with(deff)),
        min_group=min_group,
        strict=strict,
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )
    with progress(file) as on_rows:
        analysis = run(request, on_rows)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    written = []
    if output is not None:
        from partysurvey.pipeline.output import write_analysis

        written = write_analysis(analysis, output, style, font)
    print_analysis(analysis, form, style)
    if output:
        print_written(written, output)


def listed(values: list[str] | None) -> tuple[str, ...]:
    """The names in options that may be repeated or hold several with commas: ["a,b", "c"] gives a, b, c."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
