"""`partysurvey validate`: what is wrong with the answers of a response file, and how much it matters."""

from typing import Annotated

import typer

from partysurvey.cli import options, screening_options


def validate(
    files: options.ResponseFiles,
    *,
    questionnaire: options.QuestionnaireName = None,
    duration: screening_options.Duration = None,
    identity: screening_options.Identity = None,
    speed: screening_options.Speed = 0.3,
    straight: screening_options.Straight = 4,
    pattern: screening_options.Pattern = 5,
    complete: screening_options.Complete = 0.8,
    nonresponse: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="P",
            help="Name questions that more than this share of those asked left empty. Example: --nonresponse 0.1",
        ),
    ] = 0.2,
    per_address: screening_options.PerAddress = 1,
    rows: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="How many row numbers of each check are listed. Example: --rows 1000"),
    ] = 100,
    form: screening_options.FoundForm = screening_options.FoundFormat.TEXT,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Check the answers: unknown ones, broken skip rules, copies, speeders, straight-lining, and what they change.

    The exit code is 1 if anything is found.

    Example: partysurvey validate responses.csv
    """
    from partysurvey.cli.printing import print_validation
    from partysurvey.cli.progress import progress
    from partysurvey.pipeline.validation import ValidationRequest, validate
    from partysurvey.report.accounting import Style
    from partysurvey.survey.quality import ScreeningRequest, Thresholds

    thresholds = Thresholds(
        speed=speed,
        straight=straight,
        pattern=pattern,
        complete=complete,
        nonresponse=nonresponse,
        per_address=per_address,
    )
    request = ValidationRequest(
        file=files,
        questionnaire=questionnaire,
        screening=ScreeningRequest(thresholds=thresholds, duration=duration, identity=identity),
        rows=rows,
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )
    with progress(files[0]) as on_rows:
        found = validate(request, on_rows)
    print_validation(found, form, Style(language.value if language else found.questionnaire.language, digits))
    if not found.is_clear:
        raise typer.Exit(1)
