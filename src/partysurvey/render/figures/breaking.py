"""Breaking text into lines: between Chinese characters, at blanks and after hyphens, never before closing marks."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Width = Callable[[str], float]

_NOT_FIRST = frozenset("!%),.:;?]}¢°·’”›»‰′″℃、。〉》」』】〕〗〞﹐﹑﹒﹔﹕﹖﹗！％），．：；？］｝～…—－％々ー")
_NOT_LAST = frozenset("([{£¥‘“‹«〈《「『【〔〖〝（［｛￥＄$#")
_BREAK_AFTER = frozenset("-/‐–\\_|&=+")
# Invisible signs that only steer other software; they have no glyph.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_WIDE_RANGES = (
    (0x2E80, 0xA4CF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),
    (0x1F000, 0x3FFFF),
)


def printable(text: str) -> str:
    """The text without invisible signs, each run of blanks as one; line breaks stay."""
    lines = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    seen = ("".join(sign for sign in line if sign.isspace() or unicodedata.category(sign) != "Cc") for line in lines)
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in seen).strip("\n")


def broken(text: str, limit: float, width: Width) -> tuple[str, ...]:
    """The lines of a text, none wider than `limit` unless one character is; () for an empty text.

    The width of a text must be the sum of the widths of its characters.
    """
    return tuple(line for part in printable(text).split("\n") if part for line in _lines(part, limit, width))


def unbroken(text: str) -> tuple[str, ...]:
    """The pieces of a text within which no line ends, without the blanks at their ends."""
    return tuple(piece.strip() for piece in _pieces(printable(text)) if piece.strip())


def balanced(text: str, limit: float, width: Width) -> tuple[str, ...]:
    """The same number of lines as `broken` gives, as even in width as may be."""
    lines = broken(text, limit, width)
    words = [width(piece.rstrip()) for piece in _pieces(printable(text))]
    narrow, wide = min(max(limit / 2, *words, 0.0), limit), limit
    while len(lines) > 1 and wide - narrow > limit / 50:
        middle = (narrow + wide) / 2
        tried = broken(text, middle, width)
        if len(tried) > len(lines):
            narrow = middle
        else:
            lines, wide = tried, middle
    return lines


def _lines(text: str, limit: float, width: Width) -> Iterator[str]:
    line, taken = "", 0.0
    for piece in _pieces(text):
        if taken + width(piece.rstrip()) <= limit:
            line, taken = line + piece, taken + width(piece)
            continue
        if line.strip():
            yield line.rstrip()
        *full, line = _cut(piece, limit, width)
        taken = width(line)
        yield from full
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> list[str]:
    """The text cut at every place where a line may end."""
    places = [place for place in range(1, len(text)) if _may_break(text[place - 1], text[place])]
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or unicodedata.category(after).startswith("M"):
        return False
    if before.isspace() or (before in _BREAK_AFTER and not after.isdigit()):
        return True
    return _is_wide(before) or _is_wide(after) or (before in _NOT_FIRST and _is_wide(after))


def _is_wide(sign: str) -> bool:
    return any(low <= ord(sign) <= high for low, high in _WIDE_RANGES)


def _cut(piece: str, limit: float, width: Width) -> list[str]:
    """A piece without break places, cut anywhere (but not before a combining mark) so that each part fits."""
    parts = [""]
    for sign in piece:
        fits = width(parts[-1] + sign) <= limit or not parts[-1]
        if fits or sign.isspace() or unicodedata.category(sign).startswith("M"):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts
