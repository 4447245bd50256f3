"""Texts as they are compared: without the differences of width, case, blanks and punctuation that mean nothing."""

import re
import unicodedata
from functools import lru_cache

_TRIMMED = " \t\r\n\u3000\ufeff\u00a0"
# "A." "1、" before an option. In data "1、5" can be two answers, so there nothing is cut before a digit.
_ORDINAL = re.compile(r"(?:[a-z]|\d{1,2})[.、](?!\d)(?=.)")
_PREFIX = re.compile(  # the same before the label of a questionnaire, and "A) " "1, " "5-" "5分："; not the 1. of 1.5
    r"(?:[a-z]|\d{1,2})\s*(?:[、)]|[.,](?!\d))\s*(?=\S)|\d{1,2}\s*分?\s*[-=:—]\s*(?=[^\d\s])", re.IGNORECASE
)
_PUNCTUATION = re.compile(r"[^\w+<>=%$&@#]|_")  # the signs kept tell C++ from C, and <1 from >1
_REMEMBERED = 2**14  # texts, so that names and labels are folded once
_NUMERAL = re.compile(r"[+-]?\d+(?:\.\d+)?")
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40


def trimmed(text: str) -> str:
    """The text without ASCII, full-width and no-break blanks around it."""
    return text.strip(_TRIMMED)


@lru_cache(_REMEMBERED)
def folded(text: str) -> str:
    """The text in half width and lower case, without blanks; punctuation stays."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(_REMEMBERED)
def bare(text: str) -> str:
    """The folded text without punctuation and emoji too, for comparing questions; only a blank one gives nothing."""
    whole = folded(text)
    return _PUNCTUATION.sub("", whole) or whole


def normalised(text: str) -> str:
    """The folded text of an answer, without a leading `A.` `A、` `1.` `1、`."""
    whole = folded(text)
    ordinal = _ORDINAL.match(whole)
    return whole[ordinal.end() :] if ordinal else whole


def number_text(text: str) -> float | None:
    """The number that the text is, for comparing "1.0" with "1"; None if it is none."""
    return float(text) if _NUMERAL.fullmatch(text) else None


def without_prefix(label: str) -> str:
    """The label without the mark that numbers it: `A.很熟悉`, `1、很熟悉`, `5-很熟悉` → `很熟悉`; "1-5年" stays."""
    text = unicodedata.normalize("NFKC", label).strip()
    prefix = _PREFIX.match(text)
    return text[prefix.end() :] if prefix else text


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
