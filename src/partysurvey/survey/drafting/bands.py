"""Answers that name a range of a number: "30岁以下", "31-40岁", "50岁以上", "Under 18", "$25,000-$49,999"."""

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from partysurvey.survey.plain_text import folded

_TIMES = {  # in years
    "年": 1, "周年": 1, "year": 1, "yr": 1, "个月": 1 / 12, "月": 1 / 12, "month": 1 / 12, "周": 1 / 52, "week": 1 / 52,
    "天": 1 / 365, "日": 1 / 365, "day": 1 / 365, "小时": 1 / 8760, "hour": 1 / 8760,
    "分钟": 1 / 525600, "minute": 1 / 525600,
}  # fmt: skip
_MAGNITUDES = {"万": 1e4, "千": 1e3, "百": 1e2, "亿": 1e8, "k": 1e3, "m": 1e6}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNTED = re.compile(r"([一二两三四五六七八九十])(?=次|个|人|年|岁|项|名|门|孩|天|月|小时|种|条|篇)")
_NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(万|千|百|亿|k(?![a-z])|m(?![a-z]))?"
    r"\s*(周年|年|years?|yrs?|个月|月|months?|周|weeks?|天|日|days?|小时|hours?|分钟|minutes?)?"
)
_BELOW = re.compile(
    r"(?:及其?|\(含\))?(?:以下|以内|之内|之下)|不满|不足|不到|少于|低于|小于|未满|至多|不超过"
    r"|under|below|lessthan|fewerthan|upto|atmost|orless|orbelow|oryounger|orunder|orfewer|andunder|andbelow|younger|[<≤]=?"
)
_ABOVE = re.compile(
    r"(?:及其?|\(含\))?(?:以上|之上|以后)|超过|多于|高于|大于|至少|不低于"
    r"|over|above|morethan|atleast|ormore|orabove|orolder|orover|andover|andabove|andolder|andup|older|\+|[>≥]=?"
)
_JOINT = re.compile(r"[-~—–至到]+|to|through|between|and")
_TIE = re.compile(r"[-~—–至到]|to|through|and|以上|以下|above|over|<|≤")
_HALF = re.compile(r"半(?=年|个月|天|日|小时)")
_NOTHING = re.compile(r"只有|仅有?|大?约|共|[()（）\[\]【】,，、.。:$¥￥€£%]|不含|含")
_ZERO = re.compile(r"(?:没有?|无|未|从未|从没有?)(?:参加|去|收入)?过?|零|none|zero|noincome|never")
_DECADE = re.compile(r"(\d)0后")
_REMARK = re.compile(r"\((?:不?含)[^)]*\)")


class _Range(Struct, frozen=True):
    low: float
    high: float
    rest: str  # what is said besides the numbers: the unit


def ordered_bands(labels: Sequence[str]) -> tuple[str, ...] | None:
    """The labels from the lowest range to the highest; None unless each names its own range in the same unit."""
    ranges = [_range(label) for label in labels]
    found = [band for band in ranges if band is not None]
    zeros = sum(_ZERO.fullmatch(folded(label)) is not None for label in labels)
    if len(found) < 2 or len(found) + zeros != len(labels) or zeros > 1:
        return None
    units = {band.rest for band in found if band.rest}
    if len(units) > 1 or (all(band.low == band.high for band in found) and any(len(unit) > 2 for unit in units)):
        return None
    places = [(band.low, band.high) if band else (-math.inf, -math.inf) for band in ranges]
    if len(set(places)) < len(places):
        return None
    return tuple(label for _, label in sorted(zip(places, labels, strict=True)))


def _range(label: str) -> _Range | None:
    text = _COUNTED.sub(lambda match: str(_DIGITS[match[1]]), _HALF.sub("0.5", _REMARK.sub("", folded(label))))
    text = _DECADE.sub(lambda match: f"{(19 if int(match[1]) > 3 else 20)}{match[1]}0后", text)
    matches = list(_NUMBER.finditer(text))
    if not 1 <= len(matches) <= 2:
        return None
    rest = _NUMBER.sub("", text)
    if len(matches) == 2 and not _TIE.search(text[matches[0].end() : matches[1].start()]):
        return None
    below, above = bool(_BELOW.search(rest)), bool(_ABOVE.search(rest))
    rest = _NOTHING.sub("", _JOINT.sub("", _ABOVE.sub("", _BELOW.sub("", rest))))
    half = len(rest) // 2
    rest = rest[:half] if rest == rest[:half] * 2 else rest  # "5000元-1万元" says its unit twice
    rest += "时" if any(match[3] for match in matches) else ""
    bounds = _bounds(matches)
    if len(rest) > 6 or bounds[0] > bounds[-1]:
        return None
    return _placed(bounds, rest, below=below, above=above)


def _placed(bounds: tuple[float, ...], rest: str, *, below: bool, above: bool) -> _Range | None:
    if len(bounds) == 2:  # "6个月以上1年以下" has both words
        return _Range(bounds[0], bounds[1], rest)
    if below and above:
        return None
    return _Range(-math.inf if below else bounds[0], math.inf if above else bounds[0], rest)


def _bounds(matches: list[re.Match[str]]) -> tuple[float, ...]:
    """The numbers in one measure; a number without its own magnitude or time unit takes that of the last one."""
    last = matches[-1]
    values = []
    for match in matches:
        value = float(match[1].replace(",", ""))
        magnitude = match[2] or (last[2] if value < 1000 and not match[3] else None)
        time = match[3] or last[3]
        values.append(value * _MAGNITUDES.get(magnitude or "", 1) * _TIMES.get((time or "").rstrip("s"), 1))
    return tuple(values)
