"""Columns that platforms add and that say something about a respondent: id, duration, address, finished or not.

They are found by name; a dialect that knows better gives its own `RespondentColumns`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from partysurvey.errors import RequestError
from partysurvey.survey.plain_text import bare
from partysurvey.survey.suggestion import did_you_mean

Completion = Literal["truth", "progress", "day"]

# In the order of preference; compared without case, blanks and punctuation. Serials count anew in every file.
_IDS = ("responseid", "respondentid", "recordid", "uuid", "instanceid", "caseid", "respid")
_SERIALS = ("序号", "编号", "答卷编号", "问卷编号", "样本编号", "id")
_DURATIONS = ("所用时间", "答题时长", "durationinseconds", "duration", "interviewtime", "totaltime", "用时")
_STARTS = ("开始答题时间", "开始时间", "startdate", "start", "开始填表时间")
_ENDS = ("结束答题时间", "结束时间", "enddate", "end", "提交时间", "submitdate", "recordeddate")
_ADDRESSES = ("来自ip", "ip", "ip地址", "ipaddress", "ipaddr", "inforemoteip")
_COMPLETIONS: Mapping[str, Completion] = {"finished": "truth", "progress": "progress", "submitdate": "day"}


@dataclass(frozen=True, slots=True)
class RespondentColumns:
    """Names of the columns, None where the file has no such; a duration stands in one column, or in start and end.

    `completion` says how `finished` is read: true or not, a progress to 100, or a day that is there or not. `file` is
    the column of the file, where there are several; `is_serial` says that each of them numbers its ids anew.
    """

    id: str | None = None
    duration: str | None = None
    start: str | None = None
    end: str | None = None
    address: str | None = None
    finished: str | None = None
    file: str | None = None
    is_serial: bool = False
    completion: Completion = "truth"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns to be read, each once."""
        pair = (self.start, self.end) if self.duration is None and self.start and self.end else ()
        every = (self.id, self.file, self.duration, *pair, self.address, self.finished)
        return tuple(dict.fromkeys(name for name in every if name is not None))


def respondent_columns(
    names: Sequence[str], *, duration: str | None = None, identity: str | None = None, file: str | None = None
) -> RespondentColumns:
    """The columns among the names (of columns that are no questions), with those that the user has named.

    `file` is the column of the file, where there are several.
    """
    by_words = {bare(name): name for name in reversed(names)}
    finished = _first(_COMPLETIONS, by_words)
    own = identity or _first(_IDS, by_words)
    return RespondentColumns(
        id=own or _first(_SERIALS, by_words),
        duration=duration or _first(_DURATIONS, by_words),
        start=_first(_STARTS, by_words),
        end=_first(_ENDS, by_words),
        address=_first(_ADDRESSES, by_words),
        finished=finished,
        file=file,
        is_serial=own is None,
        completion=_COMPLETIONS[bare(finished)] if finished else "truth",
    )


def checked_column(name: str | None, names: Sequence[str], option: str) -> str | None:
    """The name itself; RequestError where the file has no such column."""
    if name is not None and name not in names:
        raise RequestError(f"the file has no column {name!r} for {option}", did_you_mean(name, names))
    return name


def _first(words: Iterable[str], by_words: Mapping[str, str]) -> str | None:
    return next((by_words[word] for word in words if word in by_words), None)
