"""Columns that platforms add and that say something about a respondent: id, duration, address, finished or not.

Dialects tell which ones they are; in other files they are found by name.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.survey.column import Column, Particular
from partysurvey.survey.plain_text import bare
from partysurvey.survey.suggestion import did_you_mean

Completion = Literal["finished", "progress", "submitted"]

# Names in the order of preference; compared without case, blanks and punctuation.
_NAMES: Mapping[Particular, tuple[str, ...]] = {
    "id": ("responseid", "respondentid", "recordid", "uuid", "instanceid", "caseid", "respid"),
    "serial": ("序号", "编号", "答卷编号", "问卷编号", "样本编号", "id"),
    "duration": ("所用时间", "答题时长", "durationinseconds", "duration", "interviewtime", "totaltime", "用时"),
    "start": ("开始答题时间", "开始时间", "startdate", "start", "开始填表时间"),
    "end": ("结束答题时间", "结束时间", "enddate", "end", "提交时间", "submitdate", "recordeddate"),
    "address": ("来自ip", "ip", "ip地址", "ipaddress", "ipaddr", "inforemoteip"),
    "finished": ("finished",),
    "progress": ("progress",),
    "submitted": ("submitdate",),
}
_COMPLETIONS: tuple[Completion, ...] = ("finished", "progress", "submitted")


class RespondentColumns(Struct, frozen=True):
    """Names of the columns, None (or none) where the file has no such.

    An id may stand in several columns together. A duration stands in one column, or in start and end. `finished` are
    columns of which each may say that the interview was not finished; `completion` says how. `file` is the column of
    the file, where there are several; `is_serial` says that each of them numbers its ids anew.
    """

    id: tuple[str, ...] = ()
    duration: str | None = None
    start: str | None = None
    end: str | None = None
    address: str | None = None
    finished: tuple[str, ...] = ()
    file: str | None = None
    is_serial: bool = False
    completion: Completion = "finished"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns to be read, each once."""
        pair = (self.start, self.end) if self.duration is None and self.start and self.end else ()
        every = (*self.id, self.file, self.duration, *pair, self.address, *self.finished)
        return tuple(dict.fromkeys(name for name in every if name is not None))


def respondent_columns(
    columns: Sequence[Column], *, duration: str | None = None, identity: str | None = None, file: str | None = None
) -> RespondentColumns:
    """The columns among those that are no questions, with those that the user has named.

    `file` is the column of the file, where there are several.
    """
    found = {particular: _told(particular, columns) or _named(particular, columns) for particular in _NAMES}
    own = (identity,) if identity else found["id"]
    completion: Completion = next((each for each in _COMPLETIONS if found[each]), "finished")
    return RespondentColumns(
        id=own or found["serial"][:1],
        duration=duration or _first(found["duration"]),
        start=_first(found["start"]),
        end=_first(found["end"]),
        address=_first(found["address"]),
        finished=found[completion],
        file=file,
        is_serial=not own,
        completion=completion,
    )


def checked_column(name: str | None, names: Sequence[str], option: str) -> str | None:
    """The name itself; RequestError where the file has no such column."""
    if name is not None and name not in names:
        raise RequestError(f"the file has no column {name!r} for {option}", did_you_mean(name, names))
    return name


def _told(particular: Particular, columns: Iterable[Column]) -> tuple[str, ...]:
    """The columns of which the dialect tells it."""
    return tuple(column.name for column in columns if particular in column.about)


def _named(particular: Particular, columns: Sequence[Column]) -> tuple[str, ...]:
    """The column whose name tells it best; none where no name does."""
    by_words = {bare(column.name): column.name for column in reversed(columns)}
    return tuple(by_words[word] for word in _NAMES[particular] if word in by_words)[:1]


def _first(names: Sequence[str]) -> str | None:
    return names[0] if names else None
