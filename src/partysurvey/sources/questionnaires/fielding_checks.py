"""What contradicts itself in the counts of questionnaires that went out and came back."""

from collections.abc import Iterator
from itertools import pairwise

from partysurvey.sources.questionnaires.draft import Data, Draft
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.survey.plain_text import trimmed
from partysurvey.survey.suggestion import did_you_mean

COUNTS = ("distributed", "returned", "valid")


def fielding_faults(data: Data) -> Iterator[Finding]:
    """More questionnaires returned than distributed, or valid than returned; a text of two dispositions."""
    fielding = data.get("fielding", {})
    yield from _count_faults(fielding, ("fielding",))
    groups = fielding.get("by", {}).get("groups", ())
    for position, group in enumerate(groups):
        yield from _count_faults(group, ("fielding", "by", "groups", position))
    yield from _sum_faults(fielding, groups)
    yield from _disposition_faults(fielding.get("disposition", {}).get("codes", {}))


def group_faults(survey: Draft) -> Iterator[Finding]:
    """Counts by a question that there is not, or that is no choice of one; and by an option that it does not have."""
    by = survey.data.get("fielding", {}).get("by") if survey.sound((), ("fielding",)) else None
    if by is None:
        return
    options = dict(_options(survey))
    if by["variable"] not in options:
        what = f"{by['variable']!r} is no single choice, scale or item of a grid"
        yield Finding(("fielding", "by", "variable"), what, did_you_mean(by["variable"], options))
        return
    known = options[by["variable"]]
    for position, group in enumerate(by["groups"]):
        if group["option"] not in known:
            what = f"{by['variable']!r} has no option {group['option']!r}"
            yield Finding(("fielding", "by", "groups", position, "option"), what, did_you_mean(group["option"], known))


def _options(survey: Draft) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every variable that can make groups, with the codes of its options."""
    for _, question in survey.entries("questions", "id", "kind", "options", "items"):
        codes = tuple(option["code"] for option in question.get("options", ()))
        if question["kind"] in ("single", "scale"):
            yield question["id"], codes
        for item in question.get("items", ()):
            yield f"{question['id']}.{item['code']}", codes


def _count_faults(counts: Data, path: DataPath) -> Iterator[Finding]:
    given = [(key, counts[key]) for key in COUNTS if counts.get(key) is not None]
    for (before, more), (key, count) in pairwise(given):
        if count > more:
            what = f"{key!r} {count} is more than {before!r} {more}"
            yield Finding((*path, key), what, "correct one of them, or write null where it is not known")


def _sum_faults(fielding: Data, groups: list[Data]) -> Iterator[Finding]:
    for key in COUNTS:
        parts: list[int] = [group[key] for group in groups if group.get(key) is not None]
        if fielding.get(key) is not None and sum(parts) > fielding[key]:
            what = f"the groups have {sum(parts)} {key!r} together, and all have {fielding[key]}"
            yield Finding(("fielding", key), what, "correct one of them")


def _disposition_faults(codes: Data) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for kind, texts in codes.items():
        for position, text in enumerate(texts):
            first = owners.setdefault(trimmed(text), kind)
            if first != kind:
                what = f"the code {text!r} already stands for {first!r}"
                path: DataPath = ("fielding", "disposition", "codes", kind, position)
                yield Finding(path, what, "leave it to one of them")
