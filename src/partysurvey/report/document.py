"""What the reader sees, as a value before it is a file: blocks that every renderer walks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct, field

if TYPE_CHECKING:
    from partysurvey.report.picking import Picker

from partysurvey.survey.chart_kind import ChartKind as ChartKind  # noqa: PLC0414  # it is part of this vocabulary

# A text among numbers is shown as it is: "*" (HIDDEN) stands where a small group is protected.
Value = int | float | str | None
Cell = Value | tuple[Value, ...]  # an interval is (low, high)
HIDDEN = "*"


class Format(Protocol):
    """Turns a whole column of values into texts, so that digits are chosen for the column."""

    def __call__(self, values: Sequence[Cell]) -> list[str]:
        """The texts for people: "76.0%"; "–" for None."""
        ...

    def plain(self, values: Sequence[Cell]) -> list[tuple[str, ...]]:
        """The texts for machines, one per number of the cell: ("76.0",); "" for None."""
        ...


class Banner(Struct, frozen=True):
    """The question whose groups a block tells apart: its id, and its text for people."""

    id: str
    label: str


class Address(Struct, frozen=True):
    """Which cell of the results a number is: question (or item of a grid), group of a banner, option, statistic.

    `stat` is named as in results.json: "share", "n", "mean", "sd" …, but "base" is the n of the base and "median" the
    quantile 0.5 (others are "quantile_0.25"); "difference" is that of two groups. None where it has no such part; the
    accounting is the question "".
    """

    question: str
    item: str | None = None
    by: str | None = None
    by_option: str | None = None
    option: str | None = None
    stat: str = "share"


class Coordinates(Struct, frozen=True):
    """What a table, a row or a column knows of the addresses of its cells; None where another of them knows it."""

    question: str | None = None
    item: str | None = None
    by: str | None = None
    by_option: str | None = None
    option: str | None = None
    stat: str | None = None


class Column(Struct, frozen=True):
    """A column of a table: its head, the spanner above it ("" for none), its format and side."""

    head: str
    format: Format
    spanner: str = ""
    align: Literal["left", "right"] = "right"
    role: Literal["value", "bar", "interval"] = "value"  # a bar is drawn by renderers that can, left out by others
    of: Coordinates = Coordinates()  # frozen


class Row(Struct, frozen=True):
    """A row of a table: stub text, values in column order, and what it is.

    `format` replaces the formats of the columns, for a row of another kind (a base beneath percents).
    """

    stub: str
    values: tuple[Cell, ...]
    role: Literal["option", "net", "base", "absent", "statistic", "question"] = "option"  # a question heads its rows
    hidden: bool = False
    format: Format | None = None
    of: Coordinates = Coordinates()  # frozen


class Table(Struct, frozen=True):
    """A table with its classical parts: title, stub head, columns, rows, notes (base, method, absences).

    `banner` is the question whose groups are the columns; None for toplines.
    """

    name: str  # file-name part: "familiarity", "familiarity_by_part_time"
    title: str
    stub_head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    banner: Banner | None = None  # of a breakdown
    of: Coordinates = Coordinates()  # frozen


class Series(Struct, frozen=True):
    """One set of bars or segments: shares in [0, 1] or counts per category; None where nothing is shown.

    `labels` are the texts at the values, rounded as in the tables ("76.0%"), and `counts` the respondents
    behind them; without labels a figure writes percents with one digit.
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    counts: tuple[int | None, ...] = ()


class Chart(Struct, frozen=True):
    """A chart as a specification: what is drawn, not how.

    The series of a diverging bar run from the negative end of the scale (drawn left) to the positive one;
    `neutral` names the one in the middle (without it, the middle one of an odd number is neutral).
    For a histogram `edges` holds the len(values) + 1 bin edges and categories is empty; `value_label` is the
    name of what is on its lower axis. `bases` are the respondents of each category, written beside stacked
    bars. Where the series are no `ordered` scale, stacked segments get unlike colours instead of shades.
    An "ecdf" has edges too: its values are the shares below the upper edge of each bin. The second series of a "pareto"
    is what the first adds up to; a "pyramid" has two series, a "donut", an "upset" and a "flow" (of counts) have one. A
    "heatmap" has the categories as rows and the series as columns; of a "trend" the categories are the waves. An
    "upset" has combinations of the `sets` as categories: `members` are the places of those in each, None of all others
    together.
    """

    name: str  # that of its files: fit for every system, and no other chart's (report.naming)
    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    note: str = ""  # base and method, under the figure
    neutral: str | None = None
    edges: tuple[float, ...] = ()
    value_label: str = ""
    bases: tuple[int | None, ...] = ()
    measure: Literal["share", "count"] = "share"  # what the values are
    ordered: bool = True
    banner: Banner | None = None  # of a breakdown
    sets: tuple[str, ...] = ()
    members: tuple[tuple[int, ...] | None, ...] = ()


class Heading(Struct, frozen=True):
    """A heading; level 1 is the document's title."""

    text: str
    level: int = 2


class Paragraph(Struct, frozen=True):
    """A sentence or two of running text."""

    text: str


class Figure(Struct, frozen=True):
    """A number in running text: as it is printed, exactly, and where it comes from."""

    text: str
    value: float
    address: Address


class Sentence(Struct, frozen=True):
    """Running text that says what a table shows: words, and numbers that know their cell."""

    parts: tuple[str | Figure, ...]
    banner: Banner | None = None  # of a breakdown

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


Block = Heading | Paragraph | Sentence | Table | Chart


class Document(Struct, frozen=True):
    """A report: its blocks in order, its language, and what readers of a page may pick besides."""

    blocks: tuple[Block, ...]
    language: Literal["zh", "en"] = "zh"
    picker: "Picker | None" = field(default=None, hash=False)  # its results hold mappings

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
