"""The errors a user can meet: each says what is wrong, where, and what to do."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where in a file a fault is; line and column count from 1, None where they mean nothing."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """`file:line:column`, without the parts that are None."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class Fault(Struct, frozen=True):
    """One thing that is wrong: what, where, and what to do about it."""

    what: str
    remedy: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        """One line: `place: what; remedy`."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what}; {self.remedy}" if self.remedy else f"{where}{self.what}"


class PartysurveyError(Exception):
    """A problem that the user can mend: printed as one message, without traceback, exit code 2."""

    def __init__(self, what: str, remedy: str = "", place: Place | str | Path | None = None) -> None:
        """Build the error from its parts; a plain path as place stands for the whole file."""
        where = place if isinstance(place, Place) or place is None else Place(str(place))
        self.faults: tuple[Fault, ...] = (Fault(what, remedy, where),)
        super().__init__(str(self))

    def __str__(self) -> str:
        """Every fault on a line of its own."""
        return "\n".join(str(fault) for fault in self.faults)

    @classmethod
    def from_faults(cls, faults: Iterable[Fault]) -> Self:
        """The error that reports every one of the faults."""
        first, *rest = faults
        error = cls(first.what, first.remedy, first.place)
        error.faults = (first, *rest)
        return error


class SourceError(PartysurveyError):
    """A response file cannot be read as it is."""


class RequestError(PartysurveyError):
    """An option or argument asks for something that does not exist or does not go together."""


class EngineError(PartysurveyError):
    """The counting could not be carried out, or not to the end, where it was to run."""


class AnswerError(PartysurveyError):
    """Answers in the data contradict the questionnaire (with `--strict`)."""


class RenderError(PartysurveyError):
    """What was asked for cannot be drawn or written."""


class QuestionnaireError(PartysurveyError):
    """A questionnaire is faulty; holds all its faults at once."""


class TargetsError(PartysurveyError):
    """A file of weighting targets is faulty; holds all its faults at once."""


class ClaimsError(PartysurveyError):
    """A file of claims is faulty; holds all its faults at once."""
