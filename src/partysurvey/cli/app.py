"""The program `partysurvey`: its commands, and how errors reach the user."""

import os
import signal
import sys
import warnings
from io import TextIOWrapper

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
app.command(short_help="Percentages, tables and figures of a response file.")(analyze)
app.command(short_help="Draft a questionnaire from a response file.")(init)
app.add_typer(questionnaires, name="questionnaires")


@app.callback(invoke_without_command=True)
def program(
    *,
    version: bool = typer.Option(
        False, "--version", is_eager=True, help="Show the version and stop. Example: partysurvey --version"
    ),
) -> None:
    """From a file of questionnaire responses to percentages, tables and figures.

    Example: partysurvey analyze responses.csv
    """
    if version:
        from partysurvey import __version__

        typer.echo(f"partysurvey {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the program; a PartysurveyError becomes one message on stderr and exit code 2, Ctrl-C exit code 130."""
    _prepare()
    try:
        app()
    except PartysurveyError as error:
        _fail(str(error), 2)
    except OSError as error:  # stdout on a full disk
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer would fail again
        _fail(f"the output cannot be written: {(error.strerror or str(error)).lower()}", 2)
    except KeyboardInterrupt:
        _fail("stopped", 130)


def _prepare() -> None:
    """Make the process fit for any terminal and pipe."""
    # One thread is enough for the small linear algebra here, and starting more doubles the CPU time of a small run.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they are for developers, who say -W
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without Chinese shows ? instead of breaking off
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `partysurvey … | head` ends with head, silently


def _fail(message: str, code: int) -> None:
    typer.echo(f"partysurvey: {message}", err=True)
    sys.exit(code)
