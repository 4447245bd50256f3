"""What can be asked: the kinds of question, their options, items, nets and bands."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.survey.absence import Absence
from partysurvey.survey.chart_kind import ChartKind
from partysurvey.survey.condition import Condition
from partysurvey.survey.text import Text


class Option(Struct, frozen=True):
    """One answer that can be chosen; `code` is its identity, `aliases` are other spellings met in data."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    score: float | None = None
    specify: bool = False  # "other, please specify": a text may follow


class Item(Struct, frozen=True):
    """One row of a grid; a reversed item counts its scores from the other end."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    reversed: bool = False


class Net(Struct, frozen=True):
    """Several options counted as one (a top-box is a net)."""

    code: str
    label: Text
    options: tuple[str, ...]


class Band(Struct, frozen=True):
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


class Question(Struct, frozen=True, kw_only=True):
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


class SingleChoice(Question, frozen=True, kw_only=True):
    """One of several options."""

    kind: ClassVar[str] = "single"

    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()


class Scale(Question, frozen=True, kw_only=True):
    """One of several options in a natural order, from the first to the last; every option may have a score."""

    kind: ClassVar[str] = "scale"

    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()
    reversed: bool = False  # scores count from the other end


class MultipleChoice(Question, frozen=True, kw_only=True):
    """Any number of several options."""

    kind: ClassVar[str] = "multiple"

    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()
    maximum: int | None = None  # how many may be chosen


class Grid(Question, frozen=True, kw_only=True):
    """Several items judged on one scale; each item is a variable `question.item`."""

    kind: ClassVar[str] = "grid"

    items: tuple[Item, ...]
    options: tuple[Option, ...]
    nets: tuple[Net, ...] = ()

    @property
    def variables(self) -> Mapping[str, Item]:
        """The items by the ids of their variables, in order."""
        return {f"{self.id}.{item.code}": item for item in self.items}


class Number(Question, frozen=True, kw_only=True):
    """A number with its unit, plausible range and bands; its total is shown where it means something."""

    kind: ClassVar[str] = "number"

    unit: Text = Text()
    minimum: float | None = None
    maximum: float | None = None
    bands: tuple[Band, ...] = ()
    total: bool = False  # show the total over all respondents: party members of all branches, but not ages


class Ranking(Question, frozen=True, kw_only=True):
    """Options put into an order, best first."""

    kind: ClassVar[str] = "ranking"

    options: tuple[Option, ...]
    ranks: int | None = None  # how many places are asked for; None: all


class OpenText(Question, frozen=True, kw_only=True):
    """A free text: counted as answered or not, its words never leave the rows."""

    kind: ClassVar[str] = "text"


class Date(Question, frozen=True, kw_only=True):
    """A day, written `YYYY-MM-DD` or as the format says."""

    kind: ClassVar[str] = "date"

    formats: tuple[str, ...] = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")


ChoiceQuestion = SingleChoice | Scale | MultipleChoice | Grid | Ranking
AnyQuestion = SingleChoice | Scale | MultipleChoice | Grid | Number | Ranking | OpenText | Date
