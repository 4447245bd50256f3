"""`partysurvey questionnaires`: list, show and check questionnaires."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options

questionnaires = typer.Typer(
    help="List, show and check questionnaires.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)


@questionnaires.command("list")
def list_(*, language: options.OutputLanguage = None) -> None:
    """List the bundled questionnaires.

    Example: partysurvey questionnaires list
    """
    from partysurvey.sources.questionnaires.bundled import bundled_paths
    from partysurvey.sources.questionnaires.sound import sound_questionnaire

    for questionnaire in map(sound_questionnaire, bundled_paths()):
        title = questionnaire.title.into(language.value if language else questionnaire.language)
        typer.echo(f"{questionnaire.id:<22} {len(questionnaire.questions):>3}  {title}")


@questionnaires.command(short_help="Show questions, options, codes and rules.")
def show(
    name: Annotated[
        str,
        typer.Argument(metavar="Q", help="A YAML file or the name of a bundled questionnaire. Example: organ_cadres"),
    ],
    *,
    language: options.OutputLanguage = None,
) -> None:
    """Show a questionnaire: its questions, options, codes and rules.

    Example: partysurvey questionnaires show organ_cadres
    """
    from partysurvey.report.questionnaire_listing import questionnaire_listing
    from partysurvey.sources.recognition import named_questionnaire

    questionnaire, _ = named_questionnaire(name)
    typer.echo("\n".join(questionnaire_listing(questionnaire, language.value if language else None)))


@questionnaires.command(short_help="Check questionnaire files, all faults at once.")
def lint(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Questionnaire files. Example: questionnaire.yaml")
    ],
) -> None:
    """Check questionnaire files and show all faults, each with its line and what to do.

    The exit code is 1 if there are faults.

    Example: partysurvey questionnaires lint questionnaire.yaml
    """
    from partysurvey.sources.questionnaires.reading import questionnaire_faults

    faults = [fault for file in files for fault in questionnaire_faults(file)]
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        raise typer.Exit(1)
    typer.echo(f"{len(files)} questionnaire{'s' if len(files) > 1 else ''} without fault", err=True)
