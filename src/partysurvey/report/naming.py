"""Names of tables and charts that can be names of files everywhere."""

import re
from collections.abc import Iterable

LONGEST = 60  # characters; three bytes each stay well under the 255 of a file name
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10))})


def file_name(words: str) -> str:
    """The words as a name: letters and digits of any script, - and _; everything else one _."""
    name = re.sub(r"[^\w-]+", "_", words).strip("_")[:LONGEST].rstrip("_") or "unnamed"
    return f"{name}_" if name.casefold() in RESERVED else name


def unique_names(wordings: Iterable[str]) -> list[str]:
    """One name per wording, in order; equal names (also up to upper and lower case) get a number."""
    names: list[str] = []
    taken: set[str] = set()
    for wording in wordings:
        names.append(_free_name(file_name(wording), taken))
        taken.add(names[-1].casefold())
    return names


def _free_name(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    return free
