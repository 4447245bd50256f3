"""How the questionnaires went out and came back."""

from dataclasses import dataclass

from partysurvey.survey.text import Text


@dataclass(frozen=True, slots=True)
class Fielding:
    """Counts of questionnaires distributed, returned and valid; None where unknown or masked in print.

    `note` says where and when, in a sentence of the report.
    """

    distributed: int | None = None
    returned: int | None = None
    valid: int | None = None
    note: Text = Text()
