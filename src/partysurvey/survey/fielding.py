"""How the questionnaires went out and came back."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from partysurvey.survey.text import Text


class Disposition(Enum):
    """What became of a case, by the AAPOR Standard Definitions: final categories of the response rates."""

    COMPLETE = "complete"  # I
    PARTIAL = "partial"  # P
    REFUSAL = "refusal"  # R: refusals and break-offs
    NON_CONTACT = "non_contact"  # NC
    OTHER = "other"  # O: eligible, no interview
    UNKNOWN_HOUSEHOLD = "unknown_household"  # UH
    UNKNOWN_OTHER = "unknown_other"  # UO
    NOT_ELIGIBLE = "not_eligible"


INTERVIEWS = frozenset((Disposition.COMPLETE, Disposition.PARTIAL))


class Dispositions(Struct, frozen=True):
    """The column that says what became of each case, and what its texts stand for.

    `eligibility` is the share (e) of the cases of unknown eligibility that are eligible; None: that of the known ones.
    """

    column: str
    codes: Mapping[str, Disposition]
    eligibility: float | None = None


class GroupFielding(Struct, frozen=True):
    """The counts of one group: of the option with this code; None where unknown."""

    option: str
    distributed: int | None = None
    returned: int | None = None
    valid: int | None = None


class Fielding(Struct, frozen=True):
    """Counts of questionnaires distributed, returned and valid; None where unknown or masked in print.

    `note` says where and when, in a sentence of the report. `by` is the variable whose options are the `groups`.
    """

    distributed: int | None = None
    returned: int | None = None
    valid: int | None = None
    note: Text = Text()
    by: str | None = None
    groups: tuple[GroupFielding, ...] = ()
    dispositions: Dispositions | None = None
