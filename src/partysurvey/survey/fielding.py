"""How the questionnaires went out and came back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fielding:
    """Counts of questionnaires distributed, returned and valid; None where unknown or masked in print."""

    distributed: int | None = None
    returned: int | None = None
    valid: int | None = None
