"""What a file says about one of its columns, before any answer is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from partysurvey.survey.plain_text import number_text


@dataclass(frozen=True, slots=True)
class MissingRange:
    """Values declared missing in the file: `low <= x <= high`, or one text."""

    low: float | str
    high: float | str

    def __contains__(self, text: str) -> bool:
        """Whether the raw value with this text is one of them."""
        if isinstance(self.low, str) or isinstance(self.high, str):
            return text == self.low
        number = number_text(text)
        return number is not None and self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and from files that know them its label, value labels and declared missing values.

    `value_labels` maps the raw value as text ("1", "-3", "m") to its label.
    """

    name: str
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[MissingRange, ...] = ()

    def declares_missing(self, text: str) -> bool:
        """Whether the file declares the raw value with this text missing."""
        return any(text in declared for declared in self.missing)


@dataclass(frozen=True, slots=True)
class Profile:
    """The distinct raw values of one column with their counts, the commonest `limit` of them at most.

    `distinct` is exact up to the limit, and `limit + 1` stands for "more than that". `empty` counts
    empty cells and nulls.
    """

    column: Column
    rows: int
    empty: int
    values: Mapping[str, int]
    distinct: int
