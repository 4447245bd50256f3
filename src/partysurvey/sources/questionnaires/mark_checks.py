"""Marks of absence that contradict each other or the options."""

from collections.abc import Iterator

from partysurvey.sources.questionnaires.draft import Data
from partysurvey.sources.questionnaires.finding import Finding
from partysurvey.sources.questionnaires.option_checks import option_spellings
from partysurvey.survey.plain_text import trimmed


def repeated_marks(data: Data) -> Iterator[Finding]:
    """Marks of absence that stand for two kinds, or twice for one."""
    seen: dict[str, str] = {}
    for kind, marks in data.get("missing", {}).items():
        for position, mark in enumerate(marks):
            first = seen.setdefault(trimmed(mark), "")
            if first:
                where = f"twice in {kind!r}" if first == kind else f"in {first!r} and in {kind!r}"
                yield Finding(("missing", kind, position), f"the mark {mark!r} stands {where}", "delete one")
            seen[trimmed(mark)] = kind


def marked_options(data: Data) -> Iterator[Finding]:
    """Marks of absence of the question that are spellings of an option."""
    owners = option_spellings(data)
    for kind, marks in data.get("missing", {}).items():
        for position, mark in enumerate(marks):
            if trimmed(mark) in owners:
                what = f"the mark {mark!r} is also a spelling of the option {owners[trimmed(mark)]!r}"
                yield Finding(("missing", kind, position), what, "take it from the marks or from the option")
