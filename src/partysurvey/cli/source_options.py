"""Options about where responses come from and where they are counted."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partysurvey.errors import RequestError


class EngineChoice(StrEnum):
    """Where rows are counted."""

    LOCAL = "local"
    DASK = "dask"
    SPARK = "spark"


ResponseFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILES",
        help="Responses: CSV or TSV (also .gz, .zip), XLSX, Parquet (also a folder of it), SPSS .sav or .zsav, Stata "
        ".dta. Several files, a pattern in quotes or a zip of exports are read as one survey, with a question "
        "`source`. Example: responses.csv",
    ),
]
SourceUrl = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="URL",
        help="In place of files: a database (postgresql://, duckdb:///, sqlite:///; with --query), or with --engine "
        "Parquet elsewhere (s3://, gs://, hdfs://). Example: --source sqlite:///answers.db",
    ),
]
Query = Annotated[
    str | None,
    typer.Option(metavar="SQL", help="What of the database to read. Example: --query 'SELECT * FROM responses'"),
]
EngineName = Annotated[
    EngineChoice | None,
    typer.Option(
        "--engine",
        help="Where rows are counted: in this process, or portion by portion in processes of Dask or Spark. "
        "Example: --engine dask",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="A running cluster of the engine, else one is started on this machine. "
        "Example: --cluster tcp://scheduler:8786",
    ),
]


def responses(files: Sequence[Path] | None, source: str | None) -> Sequence[Path | str]:
    """The files, or the URL; RequestError where both or neither are named."""
    if files and source:
        raise RequestError("responses come from files or from --source, not from both", "leave one out")
    if not files and not source:
        raise RequestError(
            "no response file is named", "name one, as in `partysurvey analyze responses.csv`, or a --source"
        )
    return [source] if source else files or ()
