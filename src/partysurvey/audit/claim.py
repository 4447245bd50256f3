"""A published figure as a value: what was printed, where, how firmly, and out of how many."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from partysurvey.survey.text import Text


class Hedge(StrEnum):
    """How firmly a figure is stated: the printed number itself, near it, or a bound."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右, about
    AT_LEAST = "at_least"  # 以上, 不低于, at least
    MORE_THAN = "more_than"  # 超过, 超, over
    AT_MOST = "at_most"  # 以下, 不超过, up to
    LESS_THAN = "less_than"  # 不到, 不足, under
    NEARLY = "nearly"  # 近, 接近, nearly: below, and close


class ClaimKind(StrEnum):
    """What a figure measures, which says what can be checked about it."""

    PERCENT = "percent"  # value in percent: 76 for 76 %, 65 for 六成五
    COUNT = "count"  # value in units: 12000 for 1.2万人
    FRACTION = "fraction"  # value in percent, rounded to 28 places: 66.66… for 三分之二
    MEAN = "mean"
    POINTS = "points"  # 百分点: a difference of percents
    SPREAD = "spread"  # standard deviation


class Span(Struct, frozen=True):
    """Characters [start, end) of a text; line and column of the first one, from 1."""

    start: int
    end: int
    line: int
    column: int


class BaseReason(StrEnum):
    """Why a number of people may be the base of a percent, the best reason first."""

    CLAIMED = "named in the claims file"
    GIVES_IT = "gives the percent with the count beside it"
    ATTACHED = "stated after"
    BEFORE = "stated before"
    TOTAL = "count in the sentence"
    EARLIER = "stated in an earlier sentence"
    VALID = "valid responses"
    SAMPLE = "size of a sample"
    ROW = "count in the row of the table"
    MENTIONED = "count in an earlier sentence"
    AFTER = "count later in the sentence"
    NUMERATOR = "count beside it, perhaps what was divided"
    COUNTED = "counted in the text"

    @property
    def is_beside(self) -> bool:
        """Whether the text states the number for this very percent."""
        return self in _BESIDE

    @property
    def is_nearby(self) -> bool:
        """Whether nothing but the place of the number speaks for it."""
        return self in _NEARBY

    @property
    def may_be_the_part(self) -> bool:
        """Whether the number may as well be what was divided, so that by itself it rules nothing out."""
        return self in _PARTS


_BESIDE = frozenset({BaseReason.GIVES_IT, BaseReason.ATTACHED, BaseReason.BEFORE})
_NEARBY = frozenset({BaseReason.MENTIONED, BaseReason.AFTER, BaseReason.NUMERATOR})
_PARTS = frozenset({BaseReason.NUMERATOR, BaseReason.ROW})


class BaseCandidate(Struct, frozen=True):
    """A number of people that a percent may refer to, and why."""

    n: int
    why: BaseReason
    span: Span | None = None


class Claim(Struct, frozen=True):
    """One published figure. Ids are unique in a text and the same on every run.

    `digits` are those printed after the point; negative where the last one printed stands for tens or more:
    −1 in 六成 (60 %), −3 in 1.2万 (12,000).
    """

    id: str
    kind: ClaimKind
    value: Decimal | None  # None where it is masked in print
    upper: Decimal | None = None  # the upper end of a range: "20%-30%"
    digits: int = 0
    hedge: Hedge = Hedge.EXACT
    unit: str | None = None  # as printed: 人, 岁, respondents
    span: Span | None = None  # None for a claim made by hand
    text: str = ""  # as printed
    sentence: str = ""
    bases: tuple[BaseCandidate, ...] = ()  # the best first
    split: str | None = None  # id of the exhaustive split it belongs to
    part_of: str | None = None  # id of the total that it is a part of
    question: str | None = None
    option: str | None = None
    group: str | None = None
    item: str | None = None  # of a grid
    where: str | None = None  # a condition on respondents, as for `partysurvey analyze --where`
    statistic: str | None = None  # share, n, base, mean, sd, median, max, total or least_fall; None: that of the kind
    count: int | None = None  # printed beside a percent: the 11 of "11 (18.3 %)"
    items: int = 1  # whole answers that each person's value averages, of a mean
    binary: bool = False  # every answer is 0 or 1, of a mean
    of_survey: bool = True  # False: a target, a rule or a figure from elsewhere
    label: Text = Text()  # what it says, in the words of a claims file
    note: Text = Text()


class Claims(Struct, frozen=True):
    """The claims of one text, in its order."""

    claims: tuple[Claim, ...]
    source: str
