"""The options of checks of answers: of `validate`, and of `analyze --exclude`."""

from enum import StrEnum
from typing import Annotated

import typer


class FoundFormat(StrEnum):
    """What a command prints that looks for faults."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "md"


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
