"""The text as it is searched: half width, one blank where a line was only wrapped; every character keeps its place."""

import re
from bisect import bisect_right
from itertools import pairwise

from msgspec import Struct

from partysurvey.audit.claim import Span

_KEPT = "，：；！？"  # Chinese punctuation, which is no part of a number
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT}
_HALF_WIDTH = _WIDE | {ord("\u3000"): " ", ord("﹪"): "%", ord("\r"): " ", ord("−"): "-"}

_WRAPPED = 40  # columns of a line that may have been cut to fit a page
_LIST_MARK = re.compile(r" *(?:[-+*#|•·●■○]|[(]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[.、)])")
_ENDED = tuple("。！？；.!?;:：|")


def half_width(text: str) -> str:
    """The text in half width, as long as it was; Chinese commas and stops stay."""
    return text.translate(_HALF_WIDTH)


def unwrapped(text: str) -> str:
    """The text with a blank for each line break that only wraps a line, as long as it was."""
    lines = text.split("\n")
    pieces = [line + (" " if _continues(line, following) else "\n") for line, following in pairwise(lines)]
    return "".join(pieces) + lines[-1]


def _continues(line: str, following: str) -> bool:
    stripped = line.rstrip()
    if not following.strip() or stripped.endswith(_ENDED[:4]) or stripped.startswith("#") or _is_row(line):
        return False
    return _columns(stripped) >= _WRAPPED and not _LIST_MARK.match(following) and following[:2] != "  "


def _is_row(line: str) -> bool:
    """Whether the line looks like a row of a table."""
    return "\t" in line.strip() or "|" in line


def _columns(line: str) -> int:
    """How many columns the beginning of the line takes, counted no further than is asked for."""
    return sum(1 if sign < "\u1100" else 2 for sign in line[:_WRAPPED])


class Lines(Struct, frozen=True):
    """Where the lines of a text begin."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of the text."""
        return cls((0, *(found.end() for found in re.finditer("\n", text))))

    def span(self, start: int, end: int) -> Span:
        """The span with its line and column."""
        line = bisect_right(self.starts, start)
        return Span(start, end, line, start - self.starts[line - 1] + 1)
