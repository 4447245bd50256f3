"""The results of an analysis as frozen values: what JSON, tables and figures are made from."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from partysurvey.survey import Absence, Text

BaseKind = Literal["all", "asked", "answered", "cases", "responses"]
DeffKind = Literal["replace", "population"]
Against = Literal["pairs", "rest"]
TestName = Literal["independence", "ranks", "means"]
Letters = tuple[str, ...]


class Base(Struct, frozen=True):
    """The denominator of shares: which people, how many, their weights, and Kish's effective number."""

    kind: BaseKind
    n: int
    weighted: float
    effective: float


class HiddenBase(Struct, frozen=True):
    """The base of a hidden group: only its kind is told, every number is None."""

    kind: BaseKind
    n: None = None
    weighted: None = None
    effective: None = None


class Share(Struct, frozen=True):
    """The share of one option (or net, or band): share, se, low, high in [0, 1]; None where the base is 0 or hidden.

    `deff` is the design effect, there under a sampling design; `letters` compare groups (see `Comparing`), with the
    adjusted p of each comparison in `letters_p`.
    `share_of_responses` is there for multiple choices; `row_share` (within the option, over the groups) and
    `total_share` (of all groups together) for breakdowns. Of rankings `share` is the share that ranked the option
    first, `ranked_share` the share that ranked it at all, `mean_rank` its mean place among those (1 is best).
    """

    option: str
    label: Text
    n: int | None
    weighted: float | None
    share: float | None
    se: float | None
    low: float | None
    high: float | None
    hidden: bool = False
    share_of_responses: float | None = None
    row_share: float | None = None
    total_share: float | None = None
    ranked_share: float | None = None
    mean_rank: float | None = None
    deff: float | None = None
    letters: Letters = ()
    letters_p: tuple[float, ...] = ()


class Combination(Struct, frozen=True):
    """The people who chose exactly these options of a multiple choice: codes in their order, and the share of cases."""

    options: tuple[str, ...]
    n: int
    share: float


class Statistics(Struct, frozen=True):
    """Statistics of a number, in its unit; None where the base is too small to have them.

    `quantiles` maps probability to value; `histogram` is ((low, high, n, share), …) with `low <= x < high`,
    the last closed; `total` is Σwx of a number, and None of scores and dates.
    """

    mean: float | None
    se: float | None
    low: float | None
    high: float | None
    sd: float | None
    min: float | None
    max: float | None
    quantiles: Mapping[float, float | None]
    histogram: tuple[tuple[float, float, int, float], ...] = ()
    total: float | None = None
    deff: float | None = None  # of the mean, under a sampling design
    letters: Letters = ()  # of the mean
    letters_p: tuple[float, ...] = ()


class Result(Struct, frozen=True):
    """One question (or grid item), for everybody (`by` None) or for one group of a banner."""

    question: str
    item: str | None
    kind: str  # single, scale, multiple, grid, number, ranking, text, date, derived
    text: Text
    item_label: Text | None
    by: str | None
    by_option: str | None
    by_label: Text | None
    base: Base | HiddenBase
    absent: Mapping[Absence, int]
    options: tuple[Share, ...] = ()
    nets: tuple[Share, ...] = ()
    statistics: Statistics | None = None
    hidden: bool = False  # the whole group is too small to be shown
    method: str = ""  # what made the intervals: "wilson", "wilson_fpc", "census", "t", "taylor_logit" …
    df: int | None = None  # degrees of freedom of the group, under a sampling design
    letter: str = ""  # what the letters of other groups call this one; "" where groups are not compared by pairs
    combinations: tuple[Combination, ...] = ()  # of a multiple choice, for everybody: the most frequent ones


class Association(Struct, frozen=True):
    """Pearson's chi-square of question × banner with Cramér's V; None with fewer than two live rows or columns.

    `hidden`: withdrawn because a group of the banner is protected.
    """

    question: str
    item: str | None
    by: str
    chi_square: float | None
    df: int | None
    p: float | None
    cramers_v: float | None
    n: int
    least_expected: float | None
    method: str = "pearson"
    hidden: bool = False


class GroupTest(Struct, frozen=True):
    """A test that the groups of a banner are alike in a question; None for numbers that there are not.

    `name` is what they are alike in: "independence" (all shares), "ranks" (of the scores of options), "means" (of a
    number); `method` the test that was made: "pearson", "rao_scott_f", "kruskal_wallis", "designed_rank_t",
    "designed_rank_f", "welch_t", "welch_f", "designed_t", "designed_f". It rests on `n` people. `shown_only`: protected
    groups take no part; `hidden`: withdrawn, because options are protected.
    """

    question: str
    item: str | None
    by: str
    name: TestName
    method: str
    statistic: float | None
    df: tuple[float, ...]
    p: float | None
    n: int | None
    cramers_v: float | None = None
    least_expected: float | None = None
    shown_only: bool = False
    hidden: bool = False


class Comparing(Struct, frozen=True):
    """How the columns of a breakdown are compared, row by row, at the level of `Inference`.

    against: by pairs each column has the letters of those it is higher than, small ones where that holds only at the
    `looser` level; against the rest (everybody in another group) it has ↑ or ↓, in parentheses at the looser level.
    `adjustment` of p-values is within a row, over the comparisons of columns of at least `minimum_base` people.
    """

    against: Against = "pairs"
    adjustment: str = "none"
    looser: float | None = None
    minimum_base: int = 30


class Compared(Struct, frozen=True):
    """How columns were compared, by which tests of shares, and of means by banner.

    shares: "pooled_z" or "designed_t"; means: "welch_t", "overlapping_t" (of groups that share people) or "designed_t"
    (weights and design).
    """

    how: Comparing
    shares: str
    means: Mapping[str, str]


class Inference(Struct, frozen=True):
    """How intervals are made: confidence level in (0, 1), population size, census (no sampling error at all).

    ci is the method of intervals of shares (None: Wilson's, or logit under a sampling design). Under a design: deff is
    what design effects compare with, a simple sample with replacement ("replace", as None) or from the population
    ("population").
    """

    level: float = 0.95
    population: int | None = None
    census: bool = False
    ci: str | None = None
    deff: DeffKind | None = None


class DesignFacts(Struct, frozen=True):
    """What the reader has to know of the sampling design.

    Numbers of strata (0: none), of PSUs and of stages (0: people were drawn themselves), whether there are an fpc and
    weights, what was done with lonely PSUs, and the degrees of freedom; how many replicate weights stand for all that;
    whether the weights were made from targets, which standard errors account for.
    """

    strata: int
    psus: int
    stages: int
    fpc: bool
    weighted: bool
    lonely: str
    df: int
    replicates: int = 0
    calibrated: bool = False


class Estimates(Struct, frozen=True):
    """Everything estimated in one analysis, in questionnaire order, toplines before breakdowns within a question.

    `min_group`: groups of a banner with fewer respondents have been hidden; 0 where nothing was. `design`: the sampling
    design that standard errors rest on, None without one. `tests` and `compared` are of the shown groups of
    breakdowns.
    """

    results: tuple[Result, ...]
    associations: tuple[Association, ...] = ()
    inference: Inference = field(default_factory=Inference)
    min_group: int = 0
    design: DesignFacts | None = None
    tests: tuple[GroupTest, ...] = ()
    compared: Compared | None = None
