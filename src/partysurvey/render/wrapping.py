"""Text into lines that fit a width counted in terminal cells, where a Chinese character takes two."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〗〕”’…—·,.;:?!)]}%％")  # marks that may not begin a line
NEVER_LAST = frozenset("（《〈「『【〖〔“‘([{")  # marks that may not end a line
FIRST_IDEOGRAPH, LAST_IDEOGRAPH = "\u2e80", "\uffef"  # with their marks; lines may be broken between them


def wrapped(text: str, width: int) -> list[str]:
    """The lines of the text, each at most `width` cells wide (at least 2), without blanks at the ends; [""] for none.

    Lines break at blanks and between ideographs, but not before a closing mark; a word that is too long is cut.
    """
    room, whole = max(width, 2), printable(text).strip()
    if cell_len(whole) <= room:
        return [whole]
    lines, line = [], ""
    for piece in _pieces(whole, room):
        if cell_len(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line = (line + piece) if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def printable(text: str) -> str:
    """The text on one line, control characters (also terminal commands) replaced by blanks."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in text)


def padded(text: str, width: int, align: str = "left") -> str:
    """The text with blanks up to the width in cells, before it if it is aligned right."""
    blanks = " " * max(width - cell_len(text), 0)
    return blanks + text if align == "right" else text + blanks


def _pieces(text: str, width: int) -> Iterator[str]:
    """What may not be broken: words, blanks, ideographs with the marks that belong to them; cut to the width."""
    held = ""
    for found in _words(text):
        if held and held[-1] not in NEVER_LAST and (held.isspace() or found[0] not in NEVER_FIRST):
            yield from _cut(held, width)
            held = ""
        held += found
    yield from _cut(held, width)


def _words(text: str) -> Iterator[str]:
    """Blanks, words of other scripts, and ideographs one by one."""
    for kind, marks in groupby(text, _kind):
        together = "".join(marks)
        yield from together if kind == "ideograph" else [together]


def _kind(mark: str) -> str:
    if mark.isspace():
        return "blank"
    return "ideograph" if FIRST_IDEOGRAPH <= mark <= LAST_IDEOGRAPH else "word"


def _cut(piece: str, width: int) -> Iterator[str]:
    rest = ""
    for mark in piece:
        if cell_len(rest + mark) > width:
            yield rest
            rest = ""
        rest += mark
    yield rest
