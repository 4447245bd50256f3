"""Chinese text that was read in a Western encoding."""

import re

FEWEST = 4
CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7]")


def is_chinese_in_disguise(text: str) -> bool:
    """Whether the letters beyond ASCII make no Western words but the bytes of Chinese ones (`ÐÔ±ð` is 性别)."""
    foreign = [letter for letter in text if ord(letter) > 0x7F]
    if len(foreign) < FEWEST:
        return False
    try:
        repaired = b"".join(map(_western_byte, text)).decode("gb18030")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False
    return all(CHINESE.match(letter) for letter in repaired if ord(letter) > 0x7F)


def _western_byte(letter: str) -> bytes:
    """The byte that Windows-1252, or Latin-1 where that has none, reads as this letter."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
