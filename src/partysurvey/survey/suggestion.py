"""What a person may have meant by a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 8


def did_you_mean(word: str, known: Iterable[str], shown: Iterable[str] | None = None) -> str:
    """The remedy for an unknown word: `did you mean x?`, or what is known where nothing is like it.

    `shown` are the names to choose from, where there are several for one thing.
    """
    choices = tuple(dict.fromkeys(known))
    folded = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if close:
        return f"did you mean {folded[close[0]]}?"
    named = choices if shown is None else tuple(shown)
    return f"choose one of: {enumeration(named)}" if named else "there is none to choose from"


def enumeration(words: Iterable[str]) -> str:
    """The words with commas between them; of a long list the first ones, and how many more there are."""
    choices = tuple(words)
    rest = len(choices) - _SHOWN
    shown = ", ".join(choices[:_SHOWN])
    return f"{shown} and {rest} more" if rest > 0 else shown
