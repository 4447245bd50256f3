"""What the user may have meant by a name that does not exist."""

from collections.abc import Sequence
from difflib import get_close_matches


def did_you_mean(name: str, names: Sequence[str], otherwise: str = "") -> str:
    """A question naming the nearest of the names, or `otherwise` where none is near."""
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else otherwise


def chinese_listing(names: Sequence[str], most: int = 8) -> str:
    """The names with 、 between them, at most so many of them, `等 n 个` for the rest."""
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown}等 {len(names)} 个"


def listing(names: Sequence[str], most: int = 8) -> str:
    """The names in quotes, at most so many of them, `… (n in all)` for the rest."""
    shown = ", ".join(repr(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown}, … ({len(names)} in all)"
