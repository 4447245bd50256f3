"""What an audit says of each claim, as values."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from partysurvey.audit.claim import BaseCandidate, Claim
from partysurvey.audit.feasibility import Nearest
from partysurvey.survey.text import Text

Runs = tuple[tuple[int, int], ...]  # numbers of people from … to …, both included, ascending


class Verdict(StrEnum):
    """What is known of a claim once it was checked."""

    REPRODUCED = "reproduced"  # the data give the printed figure
    FEASIBLE = "feasible"  # whole people can make it
    FEASIBLE_FOR = "feasible_for"  # only with some numbers of people, which are listed
    IMPOSSIBLE = "impossible"  # no whole people can make it
    CONTRADICTED = "contradicted"  # the data, or the text itself, say otherwise
    NOT_CHECKABLE = "not_checkable"  # with a reason

    @property
    def is_found_wrong(self) -> bool:
        """Whether the claim cannot stand as it is."""
        return self in {Verdict.IMPOSSIBLE, Verdict.CONTRADICTED}


class Comparison(Struct, frozen=True):
    """A claim beside what the data say: `computed` and `difference` (computed - printed) in the claim's unit.

    `unweighted` stands beside a weighted figure; `by_words` says that the question and option were found by the
    words of the sentence, and not named.
    """

    question: str
    item: str | None
    option: str | None
    where: str | None
    statistic: str
    computed: Decimal
    rounded: Decimal
    difference: Decimal
    base: int
    reproduced: bool
    unweighted: Decimal | None = None
    by_words: bool = False


class Judgement(Struct, frozen=True):
    """The verdict on one claim and why.

    `base` is the number of people it was checked with and `counts` the least and greatest number of them that give
    it; `nearest` are feasible figures beside an impossible one; `bases` the only numbers of people that go with it,
    up to the limit of the audit; `fitting` other numbers in the text that it fits.
    """

    claim: Claim
    verdict: Verdict
    reason: Text
    base: BaseCandidate | None = None
    counts: tuple[int, int] | None = None
    nearest: tuple[Nearest, ...] = ()
    bases: Runs = ()
    fitting: tuple[BaseCandidate, ...] = ()
    remarks: tuple[Text, ...] = ()
    comparison: Comparison | None = None


class SharedBase(Struct, frozen=True):
    """Percents without a stated base, and the numbers of people that fit all of them, were they of one group."""

    group: str | None
    claims: tuple[str, ...]
    bases: Runs


class Audit(Struct, frozen=True):
    """The judgements on all claims, in their order; `limit` is the greatest number of people tried."""

    source: str
    judgements: tuple[Judgement, ...]
    shared: tuple[SharedBase, ...] = ()
    rule: str = "half_up"
    limit: int = 0
    data: str | None = None

    @property
    def finds_fault(self) -> bool:
        """Whether any claim is impossible or contradicted."""
        return any(judgement.verdict.is_found_wrong for judgement in self.judgements)
