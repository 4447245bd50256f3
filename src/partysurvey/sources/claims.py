"""Claims files (YAML) for audits, or all their faults at once."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from os.path import normpath
from pathlib import Path
from typing import Any

from msgspec import Struct

from partysurvey.audit.claim import BaseCandidate, BaseReason, Claim, ClaimKind, Claims, Hedge, Span
from partysurvey.errors import ClaimsError, Fault
from partysurvey.sources.questionnaires.bundled import bundled_folder
from partysurvey.sources.questionnaires.data import plain_data
from partysurvey.sources.questionnaires.finding import Finding
from partysurvey.sources.questionnaires.nodes import UnreadableError, composed
from partysurvey.sources.questionnaires.reading import file_text, placed_fault, sorted_faults
from partysurvey.sources.questionnaires.structure import structure_findings
from partysurvey.survey import Text
from partysurvey.survey.suggestion import did_you_mean

Data = Mapping[str, Any]

KINDS_BY_STATISTIC = {
    "share": ClaimKind.PERCENT,
    "mean": ClaimKind.MEAN,
    "median": ClaimKind.COUNT,  # no mean: GRIM does not apply
    "sd": ClaimKind.SPREAD,
}
ENDINGS = frozenset({".yaml", ".yml"})


class ClaimsFile(Struct, frozen=True):
    """The claims of a file, and what it says of their report: data, questionnaire and rounding, None where nothing."""

    claims: Claims
    data: Path | None = None
    questionnaire: str | Path | None = None
    rounding: str | None = None


def claims_schema() -> Data:
    """The JSON Schema of claims files."""
    read: Data = json.loads((bundled_folder() / "claims.schema.json").read_text(encoding="utf-8"))
    return read


def read_claims(path: Path) -> ClaimsFile:
    """The claims in the file; raises ClaimsError, with all faults, if it has any."""
    form = claims_schema()
    try:
        node, syntax = composed(file_text(path, "file of claims"), str(path))
    except UnreadableError as error:
        raise ClaimsError.from_faults((error.fault,)) from error
    if node is None:
        raise ClaimsError("the file is empty", "draft one with `partysurvey audit TEXT --write FILE`", path)
    data = plain_data(node, form)
    findings = structure_findings(data, form) or tuple(_contradictions(data["claims"]))
    faults: tuple[Fault, ...] = (*syntax, *(placed_fault(finding, node, str(path)) for finding in findings))
    if faults:
        raise ClaimsError.from_faults(sorted_faults(faults))
    return _built(data, path)


def _contradictions(entries: list[Data]) -> Iterator[Finding]:
    """What does not go together within an entry, and among entries."""
    ids = [entry["id"] for entry in entries]
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if entry["id"] in seen:
            yield Finding(("claims", place, "id"), f"the id {entry['id']!r} stands twice", "give each claim its own")
        seen.add(entry["id"])
        yield from (finding.under("claims", place) for finding in _entry_contradictions(entry))
        total = entry.get("part_of")
        if total is not None and (total not in ids or total == entry["id"]):
            remedy = did_you_mean(total, [name for name in ids if name != entry["id"]])
            yield Finding(("claims", place, "part_of"), f"there is no other claim {total!r}", remedy)


def _entry_contradictions(entry: Data) -> Iterator[Finding]:
    status = entry.get("status", "published")
    if "value" not in entry and status in {"published", "impossible"}:
        yield Finding((), f"the claim {entry['id']!r} has no value", "add `value`, or `status: masked`")
    if "upper" in entry and Decimal(entry["upper"]) < Decimal(entry.get("value", entry["upper"])):
        yield Finding(("upper",), "the range ends below where it begins", "write the greater number as `upper`")
    if "option" in entry and "question" not in entry:
        yield Finding(("option",), "an option without its question", "add `question`", at_key=True)


def _built(data: Data, path: Path) -> ClaimsFile:
    """The claims that sound data describe."""
    folder, questionnaire = path.parent, data.get("questionnaire")
    if questionnaire is not None and Path(questionnaire).suffix.lower() in ENDINGS:
        questionnaire = Path(normpath(folder / questionnaire))
    return ClaimsFile(
        claims=Claims(tuple(_claim(entry) for entry in data["claims"]), str(path)),
        data=Path(normpath(folder / data["data"])) if "data" in data else None,
        questionnaire=questionnaire,
        rounding=data.get("rounding"),
    )


def _claim(entry: Data) -> Claim:
    value = Decimal(entry["value"]) if "value" in entry else None
    return Claim(
        id=entry["id"],
        kind=_kind(entry),
        value=value,
        upper=Decimal(entry["upper"]) if "upper" in entry else None,
        digits=entry.get("digits", _digits(value)),
        hedge=Hedge(entry.get("hedge", "exact")),
        unit=entry.get("unit"),
        span=_span(entry.get("place")),
        text=entry.get("printed", str(value) if value is not None else ""),
        sentence=entry.get("sentence", ""),
        bases=_bases(entry.get("base", ())),
        note=_text(entry.get("note", "")),
        label=_text(entry.get("text", "")),
        of_survey=entry.get("status") != "not from the survey",
        **{key: entry[key] for key in PLAIN_KEYS if key in entry},
    )


PLAIN_KEYS = (
    "split", "part_of", "question", "option", "group", "item", "where", "statistic", "count", "items", "binary",
)  # fmt: skip


def _kind(entry: Data) -> ClaimKind:
    """The kind named, else the one that unit and statistic imply."""
    if "kind" in entry:
        return ClaimKind(entry["kind"])
    if entry.get("unit") == "%":
        return ClaimKind.PERCENT
    return KINDS_BY_STATISTIC.get(entry.get("statistic", ""), ClaimKind.COUNT)


def _digits(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return -exponent if isinstance(exponent, int) else 0


def _bases(base: int | list[int]) -> tuple[BaseCandidate, ...]:
    return tuple(BaseCandidate(n, BaseReason.CLAIMED) for n in ([base] if isinstance(base, int) else base))


def _span(place: str | None) -> Span | None:
    """Line and column of a place; where in the text that is, is not known any more."""
    if place is None:
        return None
    line, column = map(int, place.split(":"))
    return Span(0, 0, line, column)


def _text(words: str | Data) -> Text:
    return Text.same(words) if isinstance(words, str) else Text(words.get("zh", ""), words.get("en", ""))
