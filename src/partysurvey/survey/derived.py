"""Variables computed from answers, by a small declarative set."""

from msgspec import Struct

from partysurvey.survey.chart_kind import ChartKind
from partysurvey.survey.question import Band
from partysurvey.survey.text import Text


class Sum(Struct, frozen=True):
    """The sum of numbers or option scores; missing where any of them is."""

    variables: tuple[str, ...]


class Mean(Struct, frozen=True):
    """The mean of the numbers or option scores that are present; missing with fewer than `at_least`."""

    variables: tuple[str, ...]
    at_least: int = 1


class Ratio(Struct, frozen=True):
    """`factor` × numerator / denominator; missing where either is, or where the denominator is 0."""

    numerator: str
    denominator: str
    factor: float = 1.0


class Difference(Struct, frozen=True):
    """First minus second; missing where either is."""

    first: str
    second: str


class CountOf(Struct, frozen=True):
    """How many of the variables hold one of the option codes; missing where all are absent."""

    variables: tuple[str, ...]
    options: tuple[str, ...]


class Copy(Struct, frozen=True):
    """The number itself, to be put into bands of its own."""

    variable: str


Formula = Sum | Mean | Ratio | Difference | CountOf | Copy


class Derived(Struct, frozen=True):
    """A number computed from other answers of the same respondent; reported like a number question."""

    id: str
    text: Text
    formula: Formula
    unit: Text = Text()
    bands: tuple[Band, ...] = ()
    total: bool = False  # show the total over all respondents
    name: Text = Text()  # what it is, for sentences and captions
    sentence: Text = Text()  # what a report says of it: see `own_sentence`
    chart: tuple[ChartKind, ...] = ()  # how it is drawn: the first that can be, by itself and broken down
