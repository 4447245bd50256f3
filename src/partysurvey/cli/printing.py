"""What the commands print."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from partysurvey.cli.options import OutputFormat, WeightingFormat
from partysurvey.cli.screening_options import FoundFormat
from partysurvey.report.accounting import Style

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Analysis, Request
    from partysurvey.report.document import Document
    from partysurvey.report.validation import Validation
    from partysurvey.report.weighted_copy import WeightedCopy
    from partysurvey.survey import Language


def analyzed(request: "Request") -> "Analysis":
    """The analysis that is asked for, with its progress on stderr."""
    from partysurvey.cli.progress import progress
    from partysurvey.pipeline.analysis import run
    from partysurvey.pipeline.reading import shown_name

    with progress(shown_name(request.file)) as on_rows:
        return run(request, on_rows)


def print_analysis(analysis: "Analysis", form: OutputFormat, style: Style) -> None:
    """Print the analysis to stdout in the form asked for; all but text is UTF-8 whatever the locale."""
    match form:
        case OutputFormat.TEXT:
            print_text(analysis.document(style))
        case OutputFormat.JSON:
            print_bytes(analysis.to_json(style).encode())
        case OutputFormat.CSV:
            from partysurvey.render.csv_files import estimates_csv

            print_bytes(estimates_csv(analysis.estimates, style.language))
        case OutputFormat.MARKDOWN:
            from partysurvey.render.markdown import document_markdown

            print_bytes(document_markdown(analysis.document(style), figures=None).encode())


def print_validation(validation: "Validation", form: FoundFormat, style: Style) -> None:
    """Print what checks found to stdout in the form asked for; all but text is UTF-8 whatever the locale."""
    match form:
        case FoundFormat.TEXT:
            print_text(validation.document(style))
        case FoundFormat.JSON:
            from partysurvey.render.validation_json import validation_json

            print_bytes(validation_json(validation, style.language).encode())
        case FoundFormat.MARKDOWN:
            from partysurvey.render.markdown import document_markdown

            print_bytes(document_markdown(validation.document(style), figures=None).encode())


def print_text(document: "Document") -> None:
    """Print the document to stdout, in colour on a terminal."""
    from partysurvey.render.terminal import print_document, write_document

    if sys.stdout.isatty() or os.environ.get("FORCE_COLOR"):
        from rich.console import Console

        print_document(document, Console())
    else:  # without rich, whose import takes longer than the analysis of a small file
        write_document(document, sys.stdout, _width())
    if document.language == "zh" and not _can_show("中", sys.stdout.encoding):
        typer.echo(
            "partysurvey: this terminal shows no Chinese: use --lang en, or set PYTHONIOENCODING=utf-8", err=True
        )


def _width() -> int:
    """The width of the terminal in front of which the program runs, though it writes into a pipe; 80 without one."""
    for stream in (sys.stdin, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, no terminal, none at all
            return int(os.environ.get("COLUMNS") or os.get_terminal_size(stream.fileno()).columns)
    return 80


def _can_show(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore") != b""


def print_weighting(copy: "WeightedCopy", form: WeightingFormat, language: "Language") -> None:
    """Print what a weighting did to stdout, and what was written to stderr."""
    if form is WeightingFormat.JSON:
        from partysurvey.render.json_weighting import weighting_json

        print_bytes(weighting_json(copy).encode())
    else:
        from partysurvey.render.weighting import weighting_lines

        typer.echo("\n".join(weighting_lines(copy.account, language)))
    weight, *replicates = copy.columns
    beside = f", replicate weights in {replicates[0]} … {replicates[-1]}" if replicates else ""
    typer.echo(f"{copy.file}: all rows, with their weights in column {weight}{beside}", err=True)


def print_bytes(content: bytes) -> None:
    """Print the bytes as they are, whatever the encoding of the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_written(paths: Sequence[Path], directory: Path) -> None:
    """Say on stderr what was written: single files by name, folders with the number of their files."""
    folders = Counter(path.parent.name for path in paths if path.parent != directory)
    single = [path.name for path in paths if path.parent == directory]
    parts = [*single, *(f"{n} files in {folder}" for folder, n in folders.items())]
    typer.echo(f"{directory}: {', '.join(parts)}", err=True)
