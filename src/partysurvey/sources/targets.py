"""Targets files (YAML) for weighting, or all their faults at once."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from partysurvey.errors import Fault, Place, TargetsError
from partysurvey.sources.questionnaires.bundled import bundled_folder
from partysurvey.sources.questionnaires.data import plain_data
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.sources.questionnaires.nodes import Node, UnreadableError, composed, place_of
from partysurvey.sources.questionnaires.reading import file_text, mark_of, placed_fault, sorted_faults
from partysurvey.sources.questionnaires.structure import structure_findings
from partysurvey.weighting.targets import TargetMargin, TargetRow, Targets, TargetTotal, Trim

Data = Mapping[str, Any]


def targets_schema() -> Data:
    """The JSON Schema of targets files."""
    read: Data = json.loads((bundled_folder() / "targets.schema.json").read_text(encoding="utf-8"))
    return read


def read_targets(path: Path) -> Targets:
    """The targets in the file; raises TargetsError, with all faults, if it has any."""
    form = targets_schema()
    try:
        node, syntax = composed(file_text(path, "file of targets"), str(path))
    except UnreadableError as error:
        raise TargetsError.from_faults((error.fault,)) from error
    if node is None:
        raise TargetsError("the file is empty", "write the targets, see questionnaires/targets.schema.json", path)
    data = plain_data(node, form)
    findings = structure_findings(data, form) or tuple(_contradictions(data))
    faults: tuple[Fault, ...] = (*syntax, *(placed_fault(finding, node, str(path)) for finding in findings))
    if faults:
        raise TargetsError.from_faults(sorted_faults(faults))
    return _built(data, node, str(path))


def _contradictions(data: Data) -> Iterator[Finding]:
    """What the method does not go with."""
    method = data.get("method", "rake")
    margins = len(data.get("margins", ())) + ("cells" in data)
    if not margins and "totals" not in data:
        yield Finding((), "there are no targets", "write `margins`, `cells` or `totals`")
    if method == "poststratify" and margins > 1:
        yield Finding(
            ("method",), f"poststratify takes one margin, and there are {margins}", "write `cells`, or method rake"
        )
    if method in {"rake", "poststratify"}:
        for key in ("totals", "bounds"):
            if key in data:
                yield Finding(
                    (key,), f"{key!r} does not go with {method}", "choose method linear or logit", at_key=True
                )
    if method == "logit" and "bounds" not in data:
        yield Finding(("method",), "logit has no bounds", "write bounds: [0.3, 3]")
    yield from _cell_findings(data.get("cells", {"questions": (), "targets": ()}))


def _cell_findings(cells: Data) -> Iterator[Finding]:
    width = len(cells["questions"])
    for place, row in enumerate(cells["targets"]):
        if len(row["options"]) != width:
            yield Finding(
                ("cells", "targets", place, "options"),
                f"there are {len(row['options'])} options for {width} questions",
                "name one option of each question",
            )


def _built(data: Data, top: Node, file: str) -> Targets:
    """The targets that sound data describe."""

    def place(*path: str | int) -> Place:
        """Where the value of that path stands."""
        return place_of(mark_of(Finding(path, "", "", at_key=True), top), file)

    bounds: Sequence[float] | None = data.get("bounds")
    return Targets(
        file=file,
        margins=tuple(_margins(data, place)),
        totals=tuple(TargetTotal(name, total, place("totals", name)) for name, total in data.get("totals", {}).items()),
        method=data.get("method", "rake"),
        population=data.get("population"),
        weight=data.get("weight"),
        bounds=None if bounds is None else (bounds[0], bounds[1]),
        trim=Trim(**data["trim"]) if "trim" in data else None,
        missing=data.get("missing", "refuse"),
    )


def _margins(data: Data, place: Callable[..., Place]) -> Iterator[TargetMargin]:
    for name, targets in data.get("margins", {}).items():
        path: DataPath = ("margins", name)
        rows = tuple(TargetRow((option,), target, place(*path, option)) for option, target in targets.items())
        yield TargetMargin((name,), rows, place(*path))
    if "cells" in data:
        cells = data["cells"]
        rows = tuple(
            TargetRow(tuple(row["options"]), row["target"], place("cells", "targets", number))
            for number, row in enumerate(cells["targets"])
        )
        yield TargetMargin(tuple(cells["questions"]), rows, place("cells"))
