"""The program `partysurvey`: its commands, and how errors reach the user."""

import os
import signal
import sys
import warnings
from collections.abc import Sequence
from io import StringIO, TextIOWrapper

import typer

from partysurvey.cli.commands import Commands
from partysurvey.errors import PartysurveyError

# Plain help: readable in any terminal, log and pipe, and half the start-up time of the decorated one.
app = typer.Typer(
    name="partysurvey",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
    """Run the program as a process of its own."""
    _prepare()
    sys.exit(status())


def status(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the program with these arguments (those of the process if None).

    A PartysurveyError becomes one message on stderr and 2, Ctrl-C 130.
    """
    try:
        app(arguments, prog_name="partysurvey")
    except PartysurveyError as error:
        return _told(str(error), 2)
    except OSError as error:  # stdout on a full disk
        sys.stdout = StringIO()  # what is buffered would fail again
        return _told(f"the output cannot be written: {(error.strerror or str(error)).lower()}", 2)
    except KeyboardInterrupt:
        return _told("stopped", 130)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    return 0


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


def _told(message: str, code: int) -> int:
    typer.echo(f"partysurvey: {message}", err=True)
    return code
