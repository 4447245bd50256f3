"""What can be asked: the kinds of question, their options, items, nets and bands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from partysurvey.survey.absence import Absence
from partysurvey.survey.chart_kind import ChartKind
from partysurvey.survey.condition import Condition
from partysurvey.survey.text import Text


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen; `code` is its identity, `aliases` are other spellings met in data."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    score: float | None = None
    specify: bool = False  # "other, please specify": a text may follow


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a grid; a reversed item counts its scores from the other end."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Net:
    """Several options counted as one (a top-box is a net)."""

    code: str
    label: Text
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A range of a number, by itself `low <= x < high`; None leaves a side open.

    A band that includes its high end is followed by one that does not include its low end: see `adjoining`.
    """

    code: str
    label: Text
    low: float | None = None
    high: float | None = None
    includes_low: bool = True
    includes_high: bool = False

    def __contains__(self, number: float) -> bool:
        """Whether the number falls in the band."""
        above = self.low is None or self.low < number or (self.includes_low and number == self.low)
        below = self.high is None or number < self.high or (self.includes_high and number == self.high)
        return above and below


def adjoining(bands: Iterable[Band]) -> tuple[Band, ...]:
    """The bands, of which each leaves out its low end where the one before includes it as its high end."""
    taken = False
    adjoined = []
    for band in bands:
        adjoined.append(replace(band, includes_low=not taken))
        taken = band.includes_high
    return tuple(adjoined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has. `missing` adds marks to the questionnaire's own; `aliases` are other column names."""

    kind: ClassVar[str]

    id: str
    text: Text
    name: Text = Text()  # what it is about, a noun for sentences and captions
    number: str | None = None  # as printed: "7", "B2"
    aliases: tuple[str, ...] = ()
    asked_if: Condition | None = None
    missing: Mapping[str, Absence] = field(default_factory=dict)
    personal: bool = False  # holds personal data: read by no statistic
    sentence: Text = Text()  # what a report says of it: see `own_sentence`
    chart: tuple[ChartKind, ...] = ()  # how it is drawn: the first that can be, by itself and broken down


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    """One of several options."""

    kind: ClassVar[str] = "single"

    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Question):
    """One of several options in a natural order, from the first to the last; every option may have a score."""

    kind: ClassVar[str] = "scale"

    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()
    reversed: bool = False  # scores count from the other end


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(Question):
    """Any number of several options."""

    kind: ClassVar[str] = "multiple"

    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()
    maximum: int | None = None  # how many may be chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Question):
    """Several items judged on one scale; each item is a variable `question.item`."""

    kind: ClassVar[str] = "grid"

    items: tuple[Item, ...]
    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()

    @property
    def variables(self) -> Mapping[str, Item]:
        """The items by the ids of their variables, in order."""
        return {f"{self.id}.{item.code}": item for item in self.items}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A number with its unit, plausible range and bands; its total is shown where it means something."""

    kind: ClassVar[str] = "number"

    unit: Text = Text()
    minimum: float | None = None
    maximum: float | None = None
    bands: tuple[Band, ...] = ()
    total: bool = False  # show the total over all respondents: party members of all branches, but not ages


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Question):
    """Options put into an order, best first."""

    kind: ClassVar[str] = "ranking"

    options: tuple[Option, ...]
    ranks: int | None = None  # how many places are asked for; None: all


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText(Question):
    """A free text: counted as answered or not, its words never leave the rows."""

    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Question):
    """A day, written `YYYY-MM-DD` or as the format says."""

    kind: ClassVar[str] = "date"

    formats: tuple[str, ...] = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")


ChoiceQuestion = SingleChoice | Scale | MultipleChoice | Grid | Ranking
AnyQuestion = SingleChoice | Scale | MultipleChoice | Grid | Number | Ranking | OpenText | Date
