"""Labels of a foreign file in several languages: which of them is Chinese, which English."""

import re
from collections.abc import Iterable, Mapping

from partysurvey.survey import Text

_CHINESE = re.compile(r"\bzh\b|zh[-_]|chinese|中文|汉语|漢語|cmn\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\ben\b|en[-_]|english|英文|英语", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0]+")


def language_of(name: str) -> str | None:
    """`zh` or `en` for the name or tag of a language (`Chinese (zh)`, `zh-Hans`), None for another."""
    if _CHINESE.search(name):
        return "zh"
    return "en" if _ENGLISH.search(name) else None


def text_of(words: Mapping[str, str]) -> Text:
    """The text from words by language name; "" is a language without a name.

    Where there is neither Chinese nor English, the first language stands for both.
    """
    known = {language_of(name): text for name, text in reversed(tuple(words.items())) if text.strip()}
    nameless = words.get("", "")
    first = nameless or next((text for text in words.values() if text.strip()), "")
    zh, en = known.get("zh", nameless), known.get("en", nameless)
    return Text(zh, en) if zh or en else Text.same(first)


def other_languages(names: Mapping[str, str] | frozenset[str]) -> tuple[str, ...]:
    """The languages that are neither Chinese nor English, where there is one of these; else all but the first."""
    others = tuple(name for name in names if name and language_of(name) is None)
    return others if len(others) < len([name for name in names if name]) or "" in names else others[1:]


def language_in(labels: Iterable[str]) -> str:
    """`zh` where any label has Chinese characters, else `en`."""
    return "zh" if any("\u4e00" <= sign <= "\u9fff" for label in labels for sign in label) else "en"


def plain(html: str) -> str:
    """The words of a label without HTML."""
    if "<" not in html and "&" not in html:
        return _BLANKS.sub(" ", html).strip()
    from html import unescape  # noqa: PLC0415  # only for labels with markup

    return _BLANKS.sub(" ", unescape(_TAG.sub("", _BREAK.sub(" ", html)))).strip()
