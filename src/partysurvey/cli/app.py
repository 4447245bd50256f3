"""The program `partysurvey`: its commands, and how errors reach the user."""

import os
import sys

import typer

from partysurvey.cli.analyze import analyze
from partysurvey.cli.init import init
from partysurvey.cli.questionnaires import questionnaires
from partysurvey.errors import PartysurveyError

# Plain help: readable in any terminal, log and pipe, and half the start-up time of the decorated one.
app = typer.Typer(
    name="partysurvey",
    help="From a file of questionnaire responses to percentages, tables and figures.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(analyze)
app.command()(init)
app.add_typer(questionnaires, name="questionnaires")


@app.callback(invoke_without_command=True)
def program(
    *,
    version: bool = typer.Option(False, "--version", is_eager=True, help="Show the version and stop."),
) -> None:
    """From a file of questionnaire responses to percentages, tables and figures.

    partysurvey analyze responses.csv
    """
    if version:
        from partysurvey import __version__

        typer.echo(f"partysurvey {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the program; a PartysurveyError becomes one message on stderr and exit code 2."""
    # One thread is enough for the small linear algebra here, and starting more doubles the CPU time of a small run.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except PartysurveyError as error:
        typer.echo(f"partysurvey: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone: `partysurvey … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
