"""A new analysis against the files of an older one."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from partysurvey.errors import RequestError
from partysurvey.pipeline.analysis import Analysis
from partysurvey.render.look import Look
from partysurvey.render.stored import NOT_THERE, Change, basis_changes, line_changes, number_changes
from partysurvey.report.accounting import Style

RESULTS, PAGE = "results.json", "report.md"
FIGURES = "figures"


def changes_since(
    directory: Path,
    analysis: Analysis,
    style: Style,
    look: Look = Look(),  # noqa: B008  # frozen
) -> list[Change]:
    """What differs from the results.json, report.md and figures in the directory; RequestError without results."""
    stored = _stored_results(directory / RESULTS)
    new = json.loads(analysis.to_json(style))
    changes = [*basis_changes(stored, new), *number_changes(stored, new)]
    if (directory / PAGE).is_file() or (directory / FIGURES).is_dir():
        from partysurvey.pipeline.output import output_files  # noqa: PLC0415  # draws all figures

        changes += _file_changes(directory, output_files(analysis, style, look))
    return changes


def _stored_results(path: Path) -> Mapping[str, Any]:
    try:
        stored = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RequestError(
            "there are no stored results", "write them first with `partysurvey analyze … -o DIR`", path
        ) from error
    except ValueError as error:
        raise RequestError("is no JSON", "write it anew with `partysurvey analyze … -o DIR`", path) from error
    if not isinstance(stored, dict) or stored.get("schema") != "partysurvey.results/1":
        raise RequestError("holds no results of partysurvey", "give the folder that `analyze -o` wrote", path)
    return stored


def _file_changes(directory: Path, contents: Mapping[str, bytes]) -> Iterator[Change]:
    """Lines of the page, and figures that are drawn otherwise."""
    if (directory / PAGE).is_file():
        yield from line_changes(PAGE, (directory / PAGE).read_text("utf-8"), contents[PAGE].decode())
    kept = {f"{FIGURES}/{path.name}" for path in (directory / FIGURES).glob("*") if path.is_file()}
    drawn = {name for name in contents if name.startswith(f"{FIGURES}/")} if kept else set()
    for name in sorted(kept | drawn):
        if name not in drawn:
            yield Change(name, "stored", NOT_THERE)
        elif name not in kept:
            yield Change(name, NOT_THERE, "drawn")
        elif (directory / name).read_bytes() != contents[name]:
            yield Change(name, "stored", "drawn otherwise")
