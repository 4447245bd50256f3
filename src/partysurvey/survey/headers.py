"""What the headings of platforms say: a printed number, the text of the question, the row or option."""

import re
import unicodedata
from dataclasses import dataclass

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
_CLOSING = {")": "(", "]": "["}
_FILL_IN = re.compile(r"_*\{fillblank-[^}]*\}|_{2,}")
FILL_IN_TEXT = "[选项填空]"


@dataclass(frozen=True, slots=True)
class Part:
    """One way to read a heading as a row or an option of a question; `mark` is the sign that parts them."""

    mark: str
    number: str | None
    stem: str
    part: str


def numbered(heading: str) -> tuple[str | None, str]:
    """The printed number (None without one) and the text after it, without hints such as [单选题]."""
    text = unicodedata.normalize("NFKC", heading).strip()
    match = _NUMBER.fullmatch(text)
    if not match:
        return None, _without_hint(text)
    number = match["ordinal"] or match["plain"] or match["spaced"] or match["bracket"]
    return number.removeprefix("Q").removeprefix("q"), _without_hint(match["rest"])


def parts(heading: str) -> tuple[Part, ...]:
    """Every way to read the heading as row or option: `stem—part`, `stem(part)`, `stem [part]`, `stem:part`, `stem_1`."""
    number, rest = numbered(heading)
    found = []
    for mark in ("—", " - ", ":"):
        stem, sign, part = rest.partition(mark)
        if sign and part.strip(" —"):
            found.append(Part(mark, number, stem.strip(), _part_text(part.strip(" —"))))
    found.extend(_bracketed(number, rest))
    found.extend(_named(unicodedata.normalize("NFKC", heading).strip()))
    return tuple(found)


def _bracketed(number: str | None, rest: str) -> tuple[Part, ...]:
    """`stem(part)` and `stem [part]`, with the bracket that closes the heading."""
    opening = _CLOSING.get(rest[-1:])
    if not opening:
        return ()
    depth = 0
    for place in range(len(rest) - 1, -1, -1):
        depth += (rest[place] == rest[-1]) - (rest[place] == opening)
        if depth == 0:
            part = rest[place + 1 : -1].strip().removeprefix("choice=")
            return (Part(opening, number, rest[:place].strip(), _part_text(part)),) if part else ()
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
    return _FILL_IN.sub("", part.removeprefix("Selected Choice - ")).strip().rstrip(":").strip() or part


def _without_hint(text: str) -> str:
    return _HINT.sub("", text).strip() or text.strip()
