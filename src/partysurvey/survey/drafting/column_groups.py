"""Columns that belong to one question: the options of a multiple choice, the rows of a grid."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal

from msgspec import Struct

from partysurvey.survey.column import Heading, PartKind
from partysurvey.survey.drafting.cells import MOST_CODES, TICKS, Answers, labels_of, without_other_text
from partysurvey.survey.drafting.scale_families import family
from partysurvey.survey.matching.headers import Part, numbered, parts
from partysurvey.survey.plain_text import folded, without_prefix

_NAME_MARKS = frozenset({"___", "/", ".", "_"})
_MOST_OPTIONS = 12


class Group(Struct, frozen=True):
    """Neighbouring columns of one question, each with the text of its option or row."""

    kind: Literal["multiple", "grid"]
    mark: str
    number: str | None
    stem: str
    parts: tuple[str, ...]
    members: tuple[Answers, ...]
    by_label: bool = False  # the parts come from the labels of the columns, not from their names


def grouped(columns: Sequence[Answers]) -> Iterator[Group | Answers]:
    """The columns in order, neighbours that make one question put together."""
    start = 0
    while start < len(columns):
        heading = columns[start].column.heading
        if heading is not None:
            run = _declared_run(columns[start:], heading)
            yield from _of_declared(run)
            start += len(run)
            continue
        group = _longest_group(columns[start:])
        if group:
            yield group
            start += len(group.members)
        else:
            yield columns[start]
            start += 1


def _declared_run(columns: Sequence[Answers], heading: Heading) -> Sequence[Answers]:
    """The columns that go on with the question of the first one, as its dialect reads the headings."""
    if not heading.part:
        return columns[:1]
    told = (column.column.heading for column in columns)
    same = takewhile(lambda found: found is not None and found.question == heading.question and found.part, told)
    return columns[: sum(1 for _ in same)]


def _of_declared(run: Sequence[Answers]) -> Iterator[Group | Answers]:
    """The columns of one question as its group, or alone where their answers make none; none without any answer."""
    filled = [member for member in run if member.counts]
    if not filled:
        return
    headings = [member.column.heading for member in run if member.column.heading is not None]
    kind = _declared_kind([heading.kind for heading in headings], filled)
    if kind is None:
        yield from filled
        return
    texts = tuple(heading.part for heading in headings)
    yield Group(kind, "", headings[0].number, headings[0].stem, texts, tuple(run))


def _are_boxes(members: Sequence[Answers]) -> bool:
    """Whether the columns hold ticks, or the text of their own option."""
    return all(all(folded(text) in TICKS or _is_own_text(member, text) for text in member.counts) for member in members)


def _is_own_text(member: Answers, text: str) -> bool:
    part = folded(member.column.heading.part) if member.column.heading else ""
    return folded(without_other_text(text)[0]) == part or folded(without_prefix(text)).startswith(part)


def _declared_kind(kinds: Sequence[PartKind], filled: Sequence[Answers]) -> Literal["multiple", "grid"] | None:
    """What the question is: as the dialect says where the answers allow it."""
    if len(kinds) < 2:
        return None
    told = {kind for kind in kinds if kind != "other"}
    boxes = [member for member in filled if member.column.heading and member.column.heading.kind != "other"]
    if told != {"row"} and (_are_boxes(boxes) or not boxes):
        return "multiple"
    return "grid" if told and _one_set(boxes, by_name=False, fewest=1 if told == {"row"} else 2) else None


def _longest_group(columns: Sequence[Answers]) -> Group | None:
    """The longest run from the first column on whose values fit one question."""
    runs = sorted(_runs(columns), key=lambda run: (-len(run.members), run.mark in _NAME_MARKS))
    for run in runs:
        kind = _kind(run)
        if kind:
            return Group(kind, run.mark, run.number, run.stem, run.parts, run.members, run.by_label)
    return None


def _runs(columns: Sequence[Answers]) -> Iterator[Group]:
    first = columns[0].column
    for heading, by_label in ((first.name, False), (first.label, True)):
        for reading in parts(heading):
            members, texts = [columns[0]], [reading.part]
            for follower in columns[1:]:
                told = follower.column.label if by_label else follower.column.name
                part = _continued(reading, told)
                if part is None or part in texts:
                    break
                members.append(follower)
                texts.append(part)
            if len(members) > 1:
                yield Group("grid", reading.mark, reading.number, reading.stem, tuple(texts), tuple(members), by_label)


def _continued(first: Part, heading: str) -> str | None:
    """The part of the next column, where it goes on with the same question: `8、row`, `4(option)`, `stem:option`."""
    readings = [reading for reading in parts(heading) if reading.mark == first.mark]
    for reading in readings:
        same_number = reading.number == first.number
        if same_number and (folded(reading.stem) == folded(first.stem) or (first.number and not reading.stem)):
            return reading.part
    number, rest = numbered(heading)
    if first.mark == "—" and first.number and number == first.number and not readings:
        return rest
    return None


def _kind(run: Group) -> Literal["multiple", "grid"] | None:
    """What the values make of the run: ticks a multiple choice, one set of answers a grid, else nothing."""
    filled = [member for member in run.members if member.counts]
    if len(filled) < 2 or not all(member.complete for member in filled):
        return None
    if all(member.are_ticks for member in filled) and (run.mark not in _NAME_MARKS or _all_ticked(filled)):
        return None if _is_same_text_grid(filled) else "multiple"
    return "grid" if _one_set(filled, by_name=run.mark == "_" and not run.by_label) else None


def _all_ticked(members: Sequence[Answers]) -> bool:
    return all(member.counts and len(member.counts) <= 2 for member in members)


def _is_same_text_grid(members: Sequence[Answers]) -> bool:
    """Whether every row holds one and the same real answer, as rows of a grid may and options do not."""
    texts = {text for member in members for text in member.counts}
    return len(texts) == 1 and not all(member.are_codes for member in members) and family([*texts, "一般"]) is not None


def _one_set(members: Sequence[Answers], *, by_name: bool, fewest: int = 2) -> bool:
    """Whether the columns share one set of answers; named alike only (`q_1`), they must be a known scale or codes."""
    sets = [frozenset(map(folded, labels_of(member))) for member in members]
    union = frozenset().union(*sets)
    if not fewest <= len(union) <= _MOST_OPTIONS:
        return False
    texts = {folded(label): label for member in members for label in labels_of(member)}
    if family(tuple(texts.values())) is not None and not all(member.are_codes for member in members):
        return True
    codes = all(member.are_codes and max(map(int, member.counts)) <= MOST_CODES for member in members)
    if by_name:
        return codes and max(len(found) for found in sets) > 2
    recur = sum(member.answered for member in members) >= 2 * len(union)
    return codes or (recur and all(len(found) * 2 > len(union) for found in sets))
