"""Names of sheets that Excel accepts."""

import re
from collections.abc import Iterable

LONGEST = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED = frozenset({"history"})


def sheet_names(titles: Iterable[str]) -> list[str]:
    """The titles as names of sheets: allowed signs, at most 31 of them, no two alike but for case."""
    names: list[str] = []
    taken = set(RESERVED)
    for title in titles:
        name = _free(FORBIDDEN.sub(" ", title).strip().strip("'").strip() or "–", taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _free(name: str, taken: set[str]) -> str:
    tried, number = _cut(name, ""), 1
    while tried.casefold() in taken:
        number += 1
        tried = _cut(name, f" ({number})")
    return tried


def _cut(name: str, ending: str) -> str:
    """The name with its ending in 31 UTF-16 units, as Excel counts; cut names end with an ellipsis."""
    room = LONGEST - len(ending)
    if _units(name) <= room:
        return name + ending
    while _units(name) > room - 1:
        name = name[:-1]
    return f"{name.strip()}…{ending}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
