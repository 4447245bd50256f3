"""Where the numbers come from: the file, the questionnaire, the rows read, counted and dropped."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from partysurvey.errors import RequestError
from partysurvey.estimates.response_rates import ResponseRates
from partysurvey.survey import Language, Text
from partysurvey.survey.fielding import Disposition

Origin = Literal["file", "bundled", "inferred"]
Rounding = Literal["half_up", "sum100"]
MOST_DIGITS = 6


class FileRead(Struct, frozen=True):
    """One of several files, and how it was read."""

    file: str
    rows: int
    encoding: str | None
    dialect: str | None


class Provenance(Struct, frozen=True):
    """The file that was read and the questionnaire that it was read with; None where it means nothing.

    `files` are the single ones, where several were read as one.
    """

    file: str
    questionnaire: str
    origin: Origin
    encoding: str | None = None
    dialect: str | None = None
    files: tuple[FileRead, ...] = ()


class Input(Struct, frozen=True):
    """A file that was read, known by its bytes; those of an address are elsewhere and have no digest."""

    file: str
    sha256: str | None = None


class Making(Struct, frozen=True):
    """What an analysis was made from and by; the same on every machine with these versions: no dates, no folders.

    `libraries` are those whose versions can shape what comes out, `options` what was asked for in unusual ways.
    """

    version: str
    inputs: tuple[Input, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)


class GroupAccounting(Struct, frozen=True):
    """One group: distributed, returned, valid; and counted in the file, None where hidden."""

    option: str
    label: Text
    distributed: int | None
    returned: int | None
    valid: int | None
    counted: int | None


class Accounting(Struct, frozen=True):
    """Rows read and counted, rows dropped by reason, and how the questionnaires went out and came back.

    Reasons that have words of their own are those of `wording.REASONS`. `unknown` holds, by variable,
    the answers that the questionnaire does not know, as they stand in the file, with their counts. `excluded` are those
    of the dropped rows that were left out because of what they are: no interviews, or flagged by a check. `cases` are
    all by disposition, `rates` the response rates that follow.
    """

    rows: int
    counted: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    distributed: int | None = None
    returned: int | None = None
    valid: int | None = None
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[GroupAccounting, ...] = ()
    rates: ResponseRates | None = None
    cases: Mapping[Disposition, int] = field(default_factory=dict)

    @property
    def return_rate(self) -> float | None:
        """Returned of distributed, a share; None where one of them is unknown."""
        return self.returned / self.distributed if self.distributed and self.returned is not None else None

    @property
    def valid_rate(self) -> float | None:
        """Valid of returned, a share; None where one of them is unknown."""
        return self.valid / self.returned if self.returned and self.valid is not None else None


class Remark(Struct, frozen=True):
    """Something the reader has to know about the whole analysis; `code` is for programs."""

    code: str
    text: Text


class Style(Struct, frozen=True):
    """How a document is written: language, decimals of percents, how they are rounded, with or without sentences."""

    language: Language = "zh"
    digits: int = 1
    rounding: Rounding = "half_up"
    sentences: bool = False

    def __post_init__(self) -> None:
        """Refuse digits that make no sense."""
        if not 0 <= self.digits <= MOST_DIGITS:
            raise RequestError(f"{self.digits} decimals of percents are not possible", f"choose 0 to {MOST_DIGITS}")
