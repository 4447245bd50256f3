"""Options inferred from labels: their natural order where it is known, their codes, their scores."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.survey.absence_names import declared_missing
from partysurvey.survey.column import Column
from partysurvey.survey.drafting.cells import MOST_CODES, Answers, labels_of
from partysurvey.survey.drafting.scale_families import Family, family, is_apart
from partysurvey.survey.plain_text import normalised, slug
from partysurvey.survey.question import Option
from partysurvey.survey.text import Text

_LONGEST_CODE = 16
_FEWEST_DEGREES = 3
_KEYWORDS = frozenset({"and", "or", "not", "includes", "answered"})


Doubt = Literal["", "order", "labels"]


class DraftedOptions(Struct, frozen=True):
    """Options in order, whether they are degrees of one judgement, and a sentence on how sure the order is.

    `doubt` says for programs what a person has to mend, if anything.
    """

    options: tuple[Option, ...]
    is_scale: bool
    certainty: str
    doubt: Doubt = ""


def codes(labels: Sequence[str]) -> tuple[str, ...]:
    """A code for each label: the label where it is short and one word, its Latin words, else o1, o2 ….

    No two codes are alike, and no code reads like the label of another: `2` is no code of the label `-2` beside `2`.
    """
    taken: list[str] = []
    spelled = [normalised(label) for label in labels]
    for place, label in enumerate(labels, start=1):
        code = _code(label) or f"o{place}"
        of_another = normalised(code) in spelled and normalised(code) != spelled[place - 1]
        is_taken = normalised(code) in map(normalised, taken)
        taken.append(f"{code}_{place}" if is_taken or of_another else code)
    return tuple(taken)


def _code(label: str) -> str:
    if re.fullmatch(r"\d+", label):
        return label
    word = slug(label)
    if re.match(r"q\d", word) and not label.casefold().startswith("q"):
        word = word[1:]
    if not word and len(label) <= _LONGEST_CODE:
        word = re.sub(r"\W+", "_", label).strip("_")
    return f"{word}_" if word in _KEYWORDS else word


def options_of_labels(labels: Mapping[str, tuple[int, bool]]) -> DraftedOptions:
    """Options for the labels met, given each label's count and whether a text may follow it."""
    found = family(tuple(labels))
    if found:
        order = found.order + found.apart
        certainty = f"order known ({found.name}): {', '.join(order)}; check that no option is missing"
    else:
        order = tuple(sorted(labels, key=lambda label: (is_apart(label), -labels[label][0], label)))
        certainty = "order of the options not known: the commonest first"
    specified = {label for label, (_, specify) in labels.items() if specify}
    options = _options(order, codes(order), found, specified)
    return DraftedOptions(options, _is_scale(found), certainty, "" if found or len(order) == 1 else "order")


def options_of_values(columns: Sequence[Column], met: Iterable[str]) -> DraftedOptions:
    """Options for the value labels of the file (code = the value), values without a label included, by value."""
    labels: dict[str, str] = {}
    for column in columns:
        absent = declared_missing(column)
        labels |= {value: label.strip() for value, label in column.value_labels.items() if value not in absent}
    unlabelled = [value for value in met if value not in labels]
    values = sorted([*labels, *dict.fromkeys(unlabelled)], key=_by_value)
    texts = tuple(labels.get(value) or value for value in values)
    found = family(texts) if not unlabelled and len(set(texts)) == len(texts) else None
    if found and not _agrees(found, texts):
        found = None
    certainty = "in the order of the values"
    if unlabelled:
        certainty += f"; without a label: {', '.join(sorted(set(unlabelled), key=_by_value))}"
    return DraftedOptions(_options(texts, tuple(values), found, set()), _is_scale(found), certainty)


def options_of_members(members: Sequence[Answers]) -> DraftedOptions:
    """The options that the columns of one grid share."""
    if any(member.column.value_labels for member in members):
        return options_of_values(
            [member.column for member in members], [text for member in members for text in member.counts]
        )
    labels: dict[str, tuple[int, bool]] = {}
    for member in members:
        for label, (count, specify) in labels_of(member).items():
            before, was = labels.get(label, (0, False))
            labels[label] = (before + count, was or specify)
    drafted = options_of_labels(labels)
    return without_labels(drafted) if all(member.are_codes for member in members) else drafted


def without_labels(drafted: DraftedOptions) -> DraftedOptions:
    """The options with the note that they are codes whose meaning the file does not tell."""
    return replace(drafted, certainty="codes without labels: give each its label", doubt="labels")


def has_option_labels(found: Answers) -> bool:
    """Whether the file's value labels make the column a choice, and not only name some values of a number."""
    labels = {value for value in found.column.value_labels if value not in declared_missing(found.column)}
    unlabelled = [text for text in found.counts if text not in labels]
    return bool(labels) and (not unlabelled or (found.are_codes and len(unlabelled) <= MOST_CODES))


def _options(
    labels: Sequence[str], named: Sequence[str], found: Family | None, specified: set[str]
) -> tuple[Option, ...]:
    points = found.scores if found and _is_scale(found) else {}
    return tuple(
        Option(code, Text.same(label), score=points.get(label), specify=label in specified or _asks_for_text(label))
        for code, label in zip(named, labels, strict=True)
    )


def _asks_for_text(label: str) -> bool:
    return bool(re.match(r"(?i)(其他|其它|other)(\W|$)", label))


def _is_scale(found: Family | None) -> bool:
    return found is not None and found.is_scale and len(found.order) >= _FEWEST_DEGREES


def _agrees(found: Family, texts: Sequence[str]) -> bool:
    """Whether the values run along the family, one way or the other."""
    places = [found.order.index(text) for text in texts if text in found.order]
    return places in (sorted(places), sorted(places, reverse=True))


def _by_value(value: str) -> tuple[bool, float, str]:
    try:
        return False, float(value), value
    except ValueError:
        return True, 0.0, value
