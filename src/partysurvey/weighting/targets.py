"""What a targets file asks for, in the words of its author: names are not yet bound to a questionnaire."""

from dataclasses import dataclass
from typing import Literal

from partysurvey.errors import Place

Method = Literal["rake", "poststratify", "linear", "logit"]
Missing = Literal["refuse", "leave_out"]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An option (or one of each of several questions) with its share, percent or count."""

    options: tuple[str, ...]
    target: float
    place: Place


@dataclass(frozen=True, slots=True)
class TargetMargin:
    """The rows of one question, or of the combinations of several."""

    questions: tuple[str, ...]
    rows: tuple[TargetRow, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TargetTotal:
    """The total of a number question over the population."""

    question: str
    total: float
    place: Place


@dataclass(frozen=True, slots=True)
class Trim:
    """Limits of the new weights."""

    low: float = 0.0
    high: float = float("inf")
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What the new weights are to agree with, and how they are found."""

    file: str
    margins: tuple[TargetMargin, ...] = ()
    totals: tuple[TargetTotal, ...] = ()
    method: Method = "rake"
    population: float | None = None
    weight: str | None = None
    bounds: tuple[float, float] | None = None
    trim: Trim | None = None
    missing: Missing = "refuse"
