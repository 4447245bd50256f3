"""Where the numbers come from: the file, the questionnaire, the rows read, counted and dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from partysurvey.errors import RequestError
from partysurvey.survey import Language, Text

Origin = Literal["file", "bundled", "inferred"]
Rounding = Literal["half_up", "sum100"]
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Provenance:
    """The file that was read and the questionnaire that it was read with; None where it means nothing."""

    file: str
    questionnaire: str
    origin: Origin
    encoding: str | None = None
    dialect: str | None = None


@dataclass(frozen=True, slots=True)
class Accounting:
    """Rows read and counted, rows dropped by reason, and how the questionnaires went out and came back.

    Reasons that have words of their own are those of `wording.REASONS`. `unknown` holds, by variable,
    the answers that the questionnaire does not know, as they stand in the file, with their counts.
    """

    rows: int
    counted: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    distributed: int | None = None
    returned: int | None = None
    valid: int | None = None
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader has to know about the whole analysis; `code` is for programs."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is written: language, decimals of percents, how they are rounded, with or without sentences."""

    language: Language = "zh"
    digits: int = 1
    rounding: Rounding = "half_up"
    sentences: bool = False

    def __post_init__(self) -> None:
        """Refuse digits that make no sense."""
        if not 0 <= self.digits <= MOST_DIGITS:
            raise RequestError(f"{self.digits} decimals of percents are not possible", f"choose 0 to {MOST_DIGITS}")
