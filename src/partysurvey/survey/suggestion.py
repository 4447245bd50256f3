"""What a person may have meant by a name that is not known."""

from collections.abc import Iterable

from partysurvey.survey.plain_text import folded

_SHOWN = 8


def did_you_mean(
    name: str, known: Iterable[str], *, shown: Iterable[str] | None = None, otherwise: str | None = None
) -> str:
    """The remedy for an unknown name: `did you mean 'x'?`; where none is like it, `otherwise`, or what is known.

    `shown` are the names to choose from, where there are several for one thing.
    """
    from difflib import get_close_matches  # noqa: PLC0415  # only on the way to an error

    choices = tuple(known)
    by_fold = {folded(choice): choice for choice in reversed(choices)}
    near = get_close_matches(folded(name), by_fold, n=1, cutoff=0.6)
    if near:
        return f"did you mean {by_fold[near[0]]!r}?"
    if otherwise is not None:
        return otherwise
    named = listing(choices if shown is None else shown)
    return f"choose one of: {named}" if named else "there is none to choose from"


def chinese_listing(names: Iterable[str]) -> str:
    """The names with 、 between them, each once; of a long list the first ones, and how many there are in all."""
    choices = tuple(dict.fromkeys(names))
    shown = "、".join(choices[:_SHOWN])
    return shown if len(choices) <= _SHOWN else f"{shown}等 {len(choices)} 个"


def listing(names: Iterable[str]) -> str:
    """The names in quotes, each once; of a long list the first ones, and how many more there are."""
    choices = tuple(dict.fromkeys(names))
    rest = len(choices) - _SHOWN
    shown = ", ".join(map(repr, choices[:_SHOWN]))
    return f"{shown} and {rest} more" if rest > 0 else shown
