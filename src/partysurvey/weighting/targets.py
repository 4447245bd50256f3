"""What a targets file asks for, in the words of its author: names are not yet bound to a questionnaire."""

from typing import Literal

from msgspec import Struct

from partysurvey.errors import Place

Method = Literal["rake", "poststratify", "linear", "logit"]
Missing = Literal["refuse", "leave_out"]


class TargetRow(Struct, frozen=True):
    """An option (or one of each of several questions) with its share, percent or count."""

    options: tuple[str, ...]
    target: float
    place: Place


class TargetMargin(Struct, frozen=True):
    """The rows of one question, or of the combinations of several."""

    questions: tuple[str, ...]
    rows: tuple[TargetRow, ...]
    place: Place


class TargetTotal(Struct, frozen=True):
    """The total of a number question over the population."""

    question: str
    total: float
    place: Place


class Trim(Struct, frozen=True):
    """Limits of the new weights."""

    low: float = 0.0
    high: float = float("inf")
    strict: bool = False


class Targets(Struct, frozen=True, kw_only=True):
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
