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
        typer.Option(metavar="A,B", help="Break every question down by these questions. Example: --by part_time,age"),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="Count only the respondents of whom this is true; several must all be. "
            "Example: --where 'part_time=yes and age<36'",
        ),
    ] = None,
    questions: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="Only these questions. Example: --questions familiarity,tenure"),
    ] = None,
    weight: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Column of survey weights. Example: --weight w")
    ] = None,
    population: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="People surveyed from; makes intervals narrower. Example: --population 420"
        ),
    ] = None,
    census: Annotated[bool, typer.Option("--census", help="Everybody was asked: there is no sampling error.")] = False,
    level: Annotated[
        float, typer.Option(min=0.5, max=0.999, help="Confidence level of intervals. Example: --level 0.9")
    ] = 0.95,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write tables, figures, results.json and report.md here. Example: -o out",
        ),
    ] = None,
    form: Annotated[
        options.OutputFormat,
        typer.Option("--format", help="What is printed; json prints nothing but JSON. Example: --format json"),
    ] = options.OutputFormat.TEXT,
    language: options.OutputLanguage = None,
    digits: Annotated[
        int, typer.Option(min=0, max=4, help="Digits after the point of percentages. Example: --digits 0")
    ] = 1,
    rounding: Annotated[
        options.Rounding,
        typer.Option(
            help="half_up, or sum100: the percentages of a question add up to 100. Example: --rounding sum100"
        ),
    ] = options.Rounding.HALF_UP,
    min_group: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="Hide groups of fewer respondents in breakdowns. Example: --min-group 10"
        ),
    ] = 5,
    strict: Annotated[
        bool, typer.Option("--strict", help="Answers that the questionnaire does not know are an error.")
    ] = False,
    font: Annotated[
        str | None,
        typer.Option(metavar="FILE|NAME", help="Font of the figures. Example: --font SourceHanSansSC-Regular.otf"),
    ] = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
) -> None:
    """Show the percentages of every question, and write tables and figures with -o.

    partysurvey analyze responses.csv --by part_time -o out
    """
    from partysurvey.cli.printing import print_analysis, progress
    from partysurvey.estimates.results import Inference
    from partysurvey.pipeline.analysis import Request, run
    from partysurvey.report.accounting import Style

    request = Request(
        file=file,
        questionnaire=questionnaire,
        by=listed(by),
        where=" and ".join(f"({condition})" for condition in where or ()),
        questions=listed(questions),
        weight=weight,
        inference=Inference(level, population, census),
        min_group=min_group,
        strict=strict,
        sheet=sheet,
        encoding=encoding,
    )
    with progress(file) as on_rows:
        analysis = run(request, on_rows)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    if output is not None:
        from partysurvey.pipeline.output import write_analysis

        write_analysis(analysis, output, style, font)
    print_analysis(analysis, form, style)


def listed(values: list[str] | None) -> tuple[str, ...]:
    """The names in options that may be repeated or hold several with commas: ["a,b", "c"] gives a, b, c."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
