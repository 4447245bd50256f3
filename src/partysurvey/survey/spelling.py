"""When two spellings are the same answer."""

import re
from unicodedata import normalize

from partysurvey.survey.question import Item, Option

_TRIMMED = " \t\r\n\u3000\ufeff\u00a0"
_BLANKS = re.compile(r"\s+")
_ORDINAL = re.compile(r"(?:[a-z]|\d{1,2})[.、](?!\d)(?=.)")  # "A." "1、" before an option, not the 1. of 1.5


def trimmed(text: str) -> str:
    """The text without ASCII, full-width and no-break blanks around it."""
    return text.strip(_TRIMMED)


def normalised(text: str) -> str:
    """The text half-width, case folded, without blanks and without a leading `A.` `A、` `1.` `1、`."""
    plain = _BLANKS.sub("", normalize("NFKC", text).casefold())
    ordinal = _ORDINAL.match(plain)
    return plain[ordinal.end() :] if ordinal else plain


def spellings(choice: Option | Item) -> tuple[str, ...]:
    """Every spelling of an option or item, none twice: labels, aliases, code."""
    written = (choice.label.zh, choice.label.en, *choice.aliases, choice.code)
    return tuple(dict.fromkeys(trimmed(text) for text in written if trimmed(text)))
