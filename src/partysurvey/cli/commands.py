"""The commands of the program, each imported when it is called.

A start pays for one command only; the list in `--help` needs no more than their names and lines.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

# In the order of the list: `analyze` is the function (or the group) of this name in partysurvey.cli.analyze.
LINES = {
    "analyze": "Percentages, tables and figures of a response file.",
    "report": "A written report: sentences, tables, figures.",
    "chart": "One figure of one question.",
    "table": "One table of many questions by several banners.",
    "convert": "The same answers in another format.",
    "doctor": "Check libraries and fonts, and say what to install.",
    "init": "Draft a questionnaire from a response file.",
    "validate": "Check the answers, and what faulty ones change.",
    "weight": "Weight respondents to known margins of the population.",
    "scales": "Reliability of scales: alpha, omega, KMO, items.",
    "audit": "Check published figures: can they be true, and do the data give them.",
    "questionnaires": "List, show, check, import and export questionnaires.",
}


class Commands(TyperGroup):
    """The group of all commands, of which only the called one is made."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  # what Typer hands over
        """Hold a line for every command."""
        super().__init__(**settings)
        self.commands = {name: TyperCommand(name, short_help=line) for name, line in LINES.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # Typer keeps Click's classes private
        """The name, the command itself in place of its line, and what is left of the arguments."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and made(name), rest


def made(name: str) -> Any:  # noqa: ANN401  # Typer keeps Click's classes private
    """The command of this name with all its parameters."""
    command = getattr(import_module(f"partysurvey.cli.{name}"), name)
    if isinstance(command, typer.Typer):
        return get_command(command)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(command)
    return get_command(alone)
