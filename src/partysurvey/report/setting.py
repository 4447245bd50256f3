"""What tables, charts and notes have to know besides the results they show."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from partysurvey.estimates.results import Compared, DesignFacts, GroupTest, Result, Share
from partysurvey.report import wording
from partysurvey.report.accounting import Style
from partysurvey.report.rounding import adds_up, decimal_of, half_up, rounded_to_total
from partysurvey.survey import AnyQuestion, Derived, Text
from partysurvey.survey.derived import Copy

SMALL_BASE = 30  # respondents: below, sentences tell counts instead of percentages
SEVERAL_ANSWERS = frozenset({"multiple", "ranking"})


class Setting(Struct, frozen=True):
    """The style of the document and the facts of the survey that its texts need.

    `people` is the noun for respondents, `level` the confidence level in percent ("95"), `unknown` the unknown
    answers by variable, as in `Accounting`; `design` what standard errors rest on, and `ci` the method of intervals of
    shares under it; `compared` says how columns were.
    """

    style: Style
    people: str
    level: str = "95"
    min_group: int = 0
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    design: DesignFacts | None = None
    ci: str = "logit"
    compared: Compared | None = None

    def words(self, text: Text, **parts: object) -> str:
        """The text in the language of the document, with its `{…}` filled if there are parts."""
        return wording.filled(text, self.style.language, **parts) if parts else text.into(self.style.language)


class Crossing(Struct, frozen=True):
    """One question (or item) by one banner: everybody, the groups in order, and their tests."""

    everybody: Result
    groups: tuple[Result, ...]
    tests: tuple[GroupTest, ...] = ()


class Topic(Struct, frozen=True):
    """All results of one question: for everybody (a grid has one per item), and by banners."""

    question: AnyQuestion | Derived
    toplines: tuple[Result, ...]
    crossings: tuple[Crossing, ...] = ()

    @property
    def is_banding(self) -> bool:
        """Whether it only puts another number into bands: that number's statistics stand with its own question."""
        question = self.question
        return isinstance(question, Derived) and isinstance(question.formula, Copy) and bool(question.bands)


def is_weighted(result: Result) -> bool:
    """Whether the base has weights other than 1; weights of mean 1 add up to n, but they are less effective."""
    base = result.base
    return base.n is not None and (base.weighted != base.n or base.effective != base.n)


def level_text(level: float) -> str:
    """The confidence level in percent without idle zeros: 0.95 → "95", 0.999 → "99.9"."""
    return format((decimal_of(level) * 100).normalize(), "f")


def shown_shares(result: Result, style: Style) -> list[float | None]:
    """The shares of the options as the document shows them: adjusted to add up to 100 % where that is the style."""
    shares = [share.share for share in result.options]
    if style.rounding == "half_up" or not rounds_to_whole(result):
        return shares
    return [None if percent is None else float(percent / 100) for percent in rounded_to_total(shares, style.digits)]


def shown_nets(result: Result, members: Mapping[str, Sequence[str]], style: Style) -> list[float | None]:
    """The shares of the nets: sums of the shown options where these were adjusted, so that the reader's sums agree."""
    own = [net.share for net in result.nets]
    if style.rounding == "half_up" or not rounds_to_whole(result):
        return own
    shown = dict(zip((share.option for share in result.options), shown_shares(result, style), strict=True))
    return [_sum_of(net, members.get(net.option, ()), shown) for net in result.nets]


def rounds_to_whole(result: Result) -> bool:
    """Whether the exact shares of the options add up to 1: one answer each, and a base that is not empty."""
    return result.kind not in SEVERAL_ANSWERS and adds_up([share.share for share in result.options])


def misses_whole(result: Result, style: Style) -> bool:
    """Whether the printed percents of options that make a whole do not add up to 100."""
    if not rounds_to_whole(result):
        return False
    printed = [
        half_up(decimal_of(share) * 100, style.digits) for share in shown_shares(result, style) if share is not None
    ]
    return sum(printed) != 100


def _sum_of(net: Share, members: Sequence[str], shown: Mapping[str, float | None]) -> float | None:
    parts = [shown.get(member) for member in members]
    known = [part for part in parts if part is not None]
    return float(sum(map(decimal_of, known))) if known and len(known) == len(parts) else net.share
