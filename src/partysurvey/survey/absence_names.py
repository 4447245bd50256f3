"""The kind of absence that a label names by itself: what the file says of a value that it declares missing."""

from collections.abc import Mapping

from partysurvey.survey.absence import Absence
from partysurvey.survey.column import Column
from partysurvey.survey.drafting.scale_words import scale_words
from partysurvey.survey.plain_text import normalised

_BLANK = frozenset({"noanswer", "blank", "unanswered", "未答", "未填", "未回答", "漏答", "空"})
_INVALID = frozenset({"invalid", "无效"})
_NOT_ASKED = frozenset({"inap", "未问"})
_NOT_ASKED_PARTS = ("跳过", "skip", "notasked")
_REFUSED_PARTS = ("拒", "refus")
_APOSTROPHES = str.maketrans("", "", "'’")


def kind_named(label: str) -> Absence | None:
    """The kind of absence that a label names, None where it names none."""
    word = normalised(label).strip("()-. ").translate(_APOSTROPHES)
    dont_know, not_applicable, refused, _ = scale_words().apart
    if word in _BLANK:
        return Absence.BLANK
    if word in not_applicable | _NOT_ASKED or any(part in word for part in _NOT_ASKED_PARTS):
        return Absence.NOT_ASKED
    if word in refused or any(part in word for part in _REFUSED_PARTS):
        return Absence.REFUSED
    if word in dont_know:
        return Absence.DONT_KNOW
    return Absence.INVALID if word in _INVALID else None


def declared_kind(text: str, column: Column) -> Absence | None:
    """The kind of a value that file or dialect declare missing; None if they do not.

    It is USER_MISSING where its label names none. A value without a label, such as the text `拒答`, is its own label.
    """
    if text in column.manner.marks:
        return column.manner.marks[text]
    if not column.declares_missing(text):
        return None
    return kind_named(column.value_labels.get(text, "").strip() or text) or Absence.USER_MISSING


def declared_missing(column: Column) -> Mapping[str, Absence]:
    """The labelled values that the file declares missing, with their kind."""
    kinds = {text: declared_kind(text, column) for text in column.value_labels}
    return {text: kind for text, kind in kinds.items() if kind is not None}
