"""Numbers as they are written: Arabic, Chinese and English ones, and masked ones, as decimals."""

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

LONGEST = 40  # characters; what is longer is no figure of a report
REMEMBERED = 2**14  # numbers: a report has few different ones

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
_TENS = {"十": 1, "百": 2, "千": 3}
_MYRIADS = {"万": 4, "亿": 8}
_POWERS = _TENS | _MYRIADS | {"thousand": 3, "million": 6, "billion": 9}
_UNITS_EN = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_UNITS_EN)} | {
    word: 20 + 10 * place for place, word in enumerate(_TENS_EN)
}

ARABIC = (
    r"(?:\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
    r"(?: ?[十百千]?[万亿]|[百千](?!分)| (?:thousand|million|billion)\b)?"
)
MASKED = r"(?<![A-Za-z\d])\d{0,3}(?:[xX×]{1,4}|\*{1,4}|[○□△]{1,4})(?:\.[xX×*\d]{1,2})?(?![A-Za-z\d*])"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_ONES = "|".join(sorted(_UNITS_EN, key=len, reverse=True))
ENGLISH = (
    rf"(?<![A-Za-z-])(?:(?:{'|'.join(_TENS_EN)})(?:[- ](?:{_ONES}))?|{_ONES}|(?:a|one) hundred|(?:a|one) dozen)"
    r"(?: hundred| thousand)?(?![A-Za-z])"
)
NUMBER = f"{MASKED}|{ARABIC}|{CHINESE}|{ENGLISH}"

_NEIGHBOURS = re.compile(r"(?P<digits>[一二两三四五六七八][二三四五六七八九])(?P<power>[十百千万亿]+)")
_ARABIC_PARTS = re.compile(r"(?P<number>[\d,.\u2009\u202f\u00a0]+) ?(?P<powers>.*)")
_MASK = re.compile(r"[\dxX×*○□△.]*[xX×*○□△][\dxX×*○□△.]*")
_GROUPING = re.compile(r"[,\u2009\u202f\u00a0]")


class Numeral(Struct, frozen=True):
    """A number as printed: its value, None where it is masked, and its digits after the point (negative: of tens)."""

    value: Decimal | None
    digits: int = 0


def numeral(text: str) -> Numeral | None:
    """The number that the text writes; None where it writes none, or one too long to be a figure."""
    return _numeral(text) if len(text) <= LONGEST else None


@lru_cache(REMEMBERED)
def _numeral(text: str) -> Numeral | None:
    if _MASK.fullmatch(text):
        return Numeral(None)
    if text[0].isascii() and text[0].isdigit():
        return _arabic(text)
    return _chinese(text) if not text[0].isascii() else _english(text.lower())


def neighbours(text: str) -> tuple[Numeral, Numeral] | None:
    """The two numbers of 二三十 (20 and 30) or 三四百; None of a text that is no such pair."""
    pair = _NEIGHBOURS.fullmatch(text)
    if pair is None:
        return None
    low, high = (_multiplied(digit + pair["power"]) for digit in pair["digits"])
    zeros = sum(_POWERS[sign] for sign in pair["power"])
    if low is None or high is None or high - low != 10**zeros:
        return None
    return Numeral(Decimal(low), -zeros), Numeral(Decimal(high), -zeros)


def scaled(number: Numeral, power: int) -> Numeral:
    """The number times 10^power, exactly, with its digits moved along."""
    if number.value is None or not power:
        return number
    shifted = Decimal(f"{number.value:f}E{power}")
    return Numeral(Decimal(f"{shifted:f}"), number.digits - power)


def _arabic(text: str) -> Numeral:
    parts = _ARABIC_PARTS.fullmatch(text)
    if parts is None:
        return Numeral(None)
    plain = _GROUPING.sub("", parts["number"])
    fraction = plain.partition(".")[2]
    powers = (parts["powers"],) if parts["powers"].isascii() else tuple(parts["powers"])
    return scaled(Numeral(Decimal(plain), len(fraction)), sum(_POWERS.get(word.lower(), 0) for word in powers))


def _chinese(text: str) -> Numeral | None:
    whole, _, fraction = text.partition("点")
    value = _positional(whole) if not set(whole) & set(_POWERS) else _multiplied(whole)
    if value is None:
        return None
    decimals = "".join(str(_DIGITS[sign]) for sign in fraction)
    return Numeral(Decimal(f"{value}.{decimals}" if decimals else value), len(decimals))


def _positional(text: str) -> int | None:
    """二〇〇六 as 2006; None for 三四, which is 3 or 4."""
    digits = "".join(str(_DIGITS[sign]) for sign in text)
    return int(digits) if len(text) != 2 or digits[0] == "0" else None


def _multiplied(text: str) -> int | None:
    """三百二十 as 320, 一万二千 as 12000; None where two digits follow one another (三四十)."""
    total, section, digit = 0, 0, 0
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (digit or 1) * 10 ** _TENS[sign]
            digit = 0
        else:
            carried = total if sign == "亿" else 0
            total += (carried + section + digit or 1) * 10 ** _MYRIADS[sign] - carried
            section, digit = 0, 0
    if digit and len(text) > 1 and text[-2] in _POWERS and text[-2] != "十":
        digit *= 10 ** (_POWERS[text[-2]] - 1)  # 一万二 is 12000
    return total + section + digit


def _english(text: str) -> Numeral | None:
    value = 0
    for word in re.split("[- ]", text):
        if word == "hundred":
            value = (value or 1) * 100
        elif word == "thousand":
            value = (value or 1) * 1000
        elif word == "dozen":
            value = 12
        else:
            value += _WORDS.get(word, 0)
    return Numeral(Decimal(value))
