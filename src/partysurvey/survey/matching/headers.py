"""What the headings of platforms say: a printed number, the text of the question, the row or option."""

import re
from functools import lru_cache

from msgspec import Struct

_NUMBER = re.compile(
    r"""\s*(?:
        第\s*(?P<ordinal>\d{1,3})\s*题\s*[、.,:]?
      | (?P<plain>[A-Za-z]?\d{1,3})\s*(?:[、,:]|\.(?!\d))
      | [Qq](?P<spaced>\d{1,3})(?=\s|$)
      | (?P<bracket>\d{1,3})\s*(?=\()
    )\s*(?P<rest>.*)""",
    re.VERBOSE | re.DOTALL,
)
_HINT = re.compile(
    r"\s*[\[【(]\s*(?:单选|多选|可多选|不定项|限选|最多|至多|至少|必答|选答|填空|量表|矩阵|排序|评分|打分|请选择|可复选"
    r"|single\s|select|check\s|choose|multiple)[^\]】)]*[\]】)]|\s*\*+$",
    re.IGNORECASE,
)
_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}
_REMEMBERED = 2**13
_CLOSING = {")": "(", "]": "["}
_FILL_IN = re.compile(r"_*\{fillblank-[^}]*\}|_{2,}")
FILL_IN_TEXT = "[选项填空]"


class Part(Struct, frozen=True):
    """One way to read a heading as a row or an option of a question; `mark` is the sign that parts them."""

    mark: str
    number: str | None
    stem: str
    part: str


@lru_cache(_REMEMBERED)
def numbered(heading: str) -> tuple[str | None, str]:
    """The printed number (None without one) and the text after it, without hints such as [单选题]."""
    text = heading.strip()
    match = _NUMBER.fullmatch(_half_width(text))
    if not match:
        return None, _without_hint(text)
    number = match["ordinal"] or match["plain"] or match["spaced"] or match["bracket"]
    return number.removeprefix("Q").removeprefix("q"), _without_hint(text[match.start("rest") :])


@lru_cache(_REMEMBERED)
def parts(heading: str) -> tuple[Part, ...]:
    """Every way to read the heading as row or option: `stem—row`, `stem(part)`, `stem [part]`, `stem:part`, `q_1`."""
    number, rest = numbered(heading)
    found = []
    for mark in ("—", " - ", ":"):
        place = _half_width(rest).find(mark)
        part = rest[place + len(mark) :].strip(" —")
        if place >= 0 and part:
            found.append(Part(mark, number, rest[:place].strip(), _part_text(part)))
    found.extend(_bracketed(number, rest))
    found.extend(_named(heading.strip()))
    return tuple(found)


def _bracketed(number: str | None, text: str) -> tuple[Part, ...]:
    """`stem(part)` and `stem [part]`, with the bracket that closes the heading."""
    half = _half_width(text)
    opening = _CLOSING.get(half[-1:])
    if not opening:
        return ()
    depth = 0
    for place in range(len(half) - 1, -1, -1):
        depth += (half[place] == half[-1]) - (half[place] == opening)
        if depth == 0:
            part = text[place + 1 : -1].strip().removeprefix("choice=")
            return (Part(opening, number, text[:place].strip(), _part_text(part)),) if part else ()
    return ()


def _named(name: str) -> tuple[Part, ...]:
    """Names of variables: `q4_1`, `field___code`, `q12/option`, `q4.item`."""
    if not re.fullmatch(r"[\w./-]+", name):
        return ()
    found = []
    for mark in ("___", "/", ".", "_"):
        stem, sign, part = name.rpartition(mark)
        if sign and stem and part and not (mark == "." and stem.isdigit()):
            found.append(Part(mark, None, stem, part))
            if mark == "___":
                break
    return tuple(found)


def _part_text(part: str) -> str:
    return _FILL_IN.sub("", part.removeprefix("Selected Choice - ")).strip().rstrip(":：").strip() or part


def _without_hint(text: str) -> str:
    match = _HINT.search(_half_width(text))
    if not match or not match.start():
        return text.strip()
    return _without_hint((text[: match.start()] + text[match.end() :]).strip())


def _half_width(text: str) -> str:
    """The text with full-width signs and blanks as half-width ones, of the same length."""
    return text.translate(_HALF_WIDTH)
