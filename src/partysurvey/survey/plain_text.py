"""Texts as they are compared: without the differences of width, case, blanks and punctuation that mean nothing."""

import re
import unicodedata
from functools import lru_cache

_PREFIX = re.compile(
    r"^(?:[a-z]{1,2}|\d{1,2})\s*[.．、,)]\s*(?=\S)|^\d{1,2}\s*分?\s*[-=:—]\s*(?=[^\d\s])", re.IGNORECASE
)
_PUNCTUATION = re.compile(r"[^\w+<>=%$&@#]|_")  # the signs kept tell C++ from C, and <1 from >1
_REMEMBERED = 2**14  # texts, so that names and labels are folded once
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40


@lru_cache(_REMEMBERED)
def folded(text: str) -> str:
    """The text in half width and lower case, without blanks; punctuation stays."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(_REMEMBERED)
def bare(text: str) -> str:
    """The folded text without punctuation and emoji too, for comparing questions; only a blank one gives nothing."""
    whole = folded(text)
    return _PUNCTUATION.sub("", whole) or whole


def without_prefix(label: str) -> str:
    """The label without the mark that numbers it: `A.很熟悉`, `1、很熟悉`, `5-很熟悉` → `很熟悉`; "1-5年" stays."""
    text = unicodedata.normalize("NFKC", label).strip()
    return _PREFIX.sub("", text, count=1)


def slug(text: str) -> str:
    """The text as an id: `[a-z][a-z0-9_]*`, at most 40 characters; empty for a text in another script."""
    plain = unicodedata.normalize("NFKC", text)
    if any(sign.isalpha() and not sign.isascii() for sign in plain):
        return ""
    words = _UNSAFE.sub("_", plain.casefold()).strip("_")
    if words[:1].isdigit():
        words = f"q{words}"
    if len(words) <= _LONGEST_ID:
        return words
    whole_words = words[: _LONGEST_ID + 1].rpartition("_")[0]
    return whole_words or words[:_LONGEST_ID]
