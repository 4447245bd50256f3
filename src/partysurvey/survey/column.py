"""What a file says about one of its columns, before any answer is read."""

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from msgspec import Struct, field

from partysurvey.survey.absence import Absence
from partysurvey.survey.plain_text import number_text


class Role(Enum):
    """Why a column is no question."""

    METADATA = "metadata"
    PERSONAL = "personal"
    WEIGHT = "weight"
    SUMMARY = "summary"  # repeats in one cell what the columns beside it say
    FILL_IN = "fill_in"  # the text typed behind an option of the question beside it


PartKind = Literal["", "option", "row", "part", "other"]
Answering = Literal["labels", "positions", "scores"]
# What a column of the platform tells of a respondent. A serial is an id that every file counts anew; finished is true
# or not, progress goes to 100, and submitted is a moment that is there or not.
Particular = Literal["id", "serial", "duration", "start", "end", "address", "finished", "progress", "submitted"]


class MissingRange(Struct, frozen=True):
    """Values declared missing in the file: `low <= x <= high`, or one text."""

    low: float | str
    high: float | str

    def __contains__(self, text: str) -> bool:
        """Whether the raw value with this text is one of them."""
        if isinstance(self.low, str) or isinstance(self.high, str):
            return text == self.low
        number = number_text(text)
        return number is not None and self.low <= number <= self.high


class Heading(Struct, frozen=True):
    """What the heading of a platform says: printed number, text of the question, and of a row or option of it.

    Columns of one question have the same `question`. `kind` says what the part is: an option, a row, either of them
    ("part", the answers tell), or an option whose column holds the text typed behind it ("other").
    """

    question: str
    number: str | None
    stem: str
    part: str = ""
    kind: PartKind = ""


class Manner(Struct, frozen=True):
    """How the platform writes a column, where that is known.

    `marks` are texts that mean absence. `separators` join several answers in a cell, None where they are not known.
    `silent`: a box that is not ticked may as well not have been seen, so that a row without any tick is no answer.
    `answering` says what a cell names an option by: label or code, place in the questionnaire, or score.
    """

    marks: Mapping[str, Absence] = field(default_factory=dict)
    separators: tuple[str, ...] | None = None
    silent: bool = False
    answering: Answering = "labels"


class Column(Struct, frozen=True):
    """A column: its name, and from files that know them its label, value labels and declared missing values.

    `value_labels` maps the raw value as text ("1", "-3", "m") to its label. What the dialect of a platform tells
    stands in `heading`, `role`, `manner` and `about`: what the column tells of a respondent.
    """

    name: str
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[MissingRange, ...] = ()
    heading: Heading | None = None
    role: Role | None = None
    manner: Manner = Manner()  # frozen
    about: frozenset[Particular] = frozenset()

    def declares_missing(self, text: str) -> bool:
        """Whether the file declares the raw value with this text missing."""
        return any(text in declared for declared in self.missing)


class Profile(Struct, frozen=True):
    """The distinct raw values of one column with their counts, the commonest `limit` of them at most.

    `distinct` is exact up to the limit, and `limit + 1` stands for "more than that". `empty` counts
    empty cells and nulls.
    """

    column: Column
    rows: int
    empty: int
    values: Mapping[str, int]
    distinct: int
