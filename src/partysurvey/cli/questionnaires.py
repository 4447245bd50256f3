"""`partysurvey questionnaires`: list, show, check, import and export questionnaires."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options

questionnaires = typer.Typer(
    help="List, show, check, import and export questionnaires.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

_Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists. Example: --force")]
_Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="Format of the other program, else it is known by the ending or the content: xlsform, spss, redcap, ddi, "
        "triples, limesurvey, limesurvey_lss, qualtrics (only read). Example: --format redcap",
    ),
]


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
        typer.Argument(metavar="Q", help="A questionnaire file or the name of a bundled one. Example: organ_cadres"),
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


@questionnaires.command(short_help="Write a questionnaire for another program.")
def export(
    name: Annotated[
        str,
        typer.Argument(metavar="Q", help="A questionnaire file or the name of a bundled one. Example: organ_cadres"),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it. Example: -o form.xlsx"),
    ],
    form: _Form = None,
    force: _Force = False,
) -> None:
    """Write a questionnaire in the format of another program, and say what that format cannot hold.

    Example: partysurvey questionnaires export organ_cadres -o form.xlsx
    """
    from partysurvey.pipeline.questionnaire_files import export_questionnaire

    _tell(output, "the format cannot hold", export_questionnaire(name, output, form, force=force))


@questionnaires.command("import", short_help="Take over a questionnaire of another program.")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FORM", help="The form of the other program. Example: form.xlsx")],
    *,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="YAML", help="Where to write it. Example: -o questionnaire.yaml"),
    ],
    form: _Form = None,
    force: _Force = False,
) -> None:
    """Write the questionnaire of another program as a YAML file, and say what could not be taken over.

    Example: partysurvey questionnaires import form.xlsx -o questionnaire.yaml
    """
    from partysurvey.pipeline.questionnaire_files import import_questionnaire

    _tell(output, "was not taken over", import_questionnaire(file, output, form, force=force))


def _tell(output: Path, what: str, lines: tuple[str, ...]) -> None:
    """Say on stderr where the file is, and what is not in it."""
    typer.echo(f"{output}: written; what {what}:" if lines else f"{output}: written, complete", err=True)
    for line in lines:
        typer.echo(f"  {line}", err=True)
