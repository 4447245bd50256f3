"""What the distinct values of a column are: numbers, days, ticks, codes, several answers in one cell."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from msgspec import Struct, field

from partysurvey.survey.absence import Absence
from partysurvey.survey.absence_names import declared_kind
from partysurvey.survey.column import Column, Profile
from partysurvey.survey.plain_text import folded

NOT_ASKED_MARKS = ("(跳过)", "（跳过）")
BLANK_MARKS = ("(空)", "（空）")
NOT_SHOWN = "N/A"  # LimeSurvey, in the column of an option: the question was not shown
SEPARATORS = ("┋", "|", "；", ";", "、", "，", ", ", ",")
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S",
                "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M")  # fmt: skip
PLATFORM_MARKS = dict.fromkeys(NOT_ASKED_MARKS, Absence.NOT_ASKED) | dict.fromkeys(BLANK_MARKS, Absence.BLANK)
_DASHES = frozenset(["—", "——", "-", "--", "/", "／"])
_CODE_MARKS = {"-3": Absence.NOT_ASKED, "-2": Absence.BLANK}
_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\d\s,.;、:/~-]{0,8})")
DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_OTHER_TEXT = re.compile(
    r"((?:其他|其它|other)[^〖:：]{0,24}?)\s*(?:〖.*〗?|[:：].*)|([^〖]+?)\s*〖[^〗]*〗", re.IGNORECASE | re.DOTALL
)
_LETTERED = re.compile(r"(?:[A-Za-z]|\d{1,2})[.、．]\s*(?=[^\d\s])")
TICKS = frozenset({"0", "1", "√", "✓", "✔", "☑", "x", "×", "y", "n", "yes", "no", "是", "否", "true", "false", "选中",
                    "未选中", "checked", "unchecked", "已选", "未选"})  # fmt: skip
_LONGEST_PIECE = 60
_MOST_PIECES = 60
MOST_CODES = 15


class Amount(Struct, frozen=True):
    """All values are numbers: the unit written behind them (often none) and the numbers themselves."""

    unit: str
    numbers: tuple[float, ...]

    @property
    def whole(self) -> bool:
        """Whether none has decimals."""
        return all(number.is_integer() for number in self.numbers)


class Answers(Struct, frozen=True, dict=True):
    """The answers of one column: distinct trimmed texts with counts, without the marks of absence."""

    column: Column
    counts: Mapping[str, int]
    answered: int  # cells that hold an answer, also those beyond the profile's limit
    complete: bool  # whether `counts` holds every distinct answer
    missing: Mapping[str, Absence] = field(default_factory=dict)

    @cached_property
    def amount(self) -> Amount | None:
        """The numbers, where all values are numbers with one unit at most."""
        matches = [_NUMBER.fullmatch(text) for text in self.counts]
        found = [match for match in matches if match]
        units = {match[2] for match in found if match[2]}
        if not found or len(found) < len(matches) or len(units) > 1:
            return None
        return Amount(next(iter(units), ""), tuple(float(match[1].replace(",", "")) for match in found))

    @cached_property
    def date_format(self) -> str | None:
        """The format that every value follows, as a day; None where there is none."""
        if not self.counts or not all(DAY.match(text) for text in self.counts):
            return None
        return next((written for written in DATE_FORMATS if all(_follows(text, written) for text in self.counts)), None)

    @cached_property
    def are_ticks(self) -> bool:
        """Whether the values only say chosen or not, or are one text that is there or not."""
        told = [text for text in self.counts if text != NOT_SHOWN]
        return len(told) <= 1 or all(folded(text) in TICKS for text in told)

    @cached_property
    def are_codes(self) -> bool:
        """Whether the values are few whole numbers from 0 or 1 on."""
        numbers = self.amount
        if not numbers or not numbers.whole or numbers.unit or not self.complete:
            return False
        return min(numbers.numbers) >= 0 and len(self.counts) <= MOST_CODES

    @cached_property
    def longest(self) -> int:
        """Characters in the longest value."""
        return max(map(len, self.counts), default=0)


def answers(profile: Profile) -> Answers:
    """The answers of a profile; (跳过), (空), -3 and -2 beside codes, and what the file declares missing are marks."""
    counts: Counter[str] = Counter()
    for text, count in profile.values.items():
        counts[text.strip()] += count
    kinds = {text: declared_kind(text, profile.column) for text in counts}
    marks = {text: kind for text, kind in kinds.items() if kind is not None}
    marks |= {text: kind for text, kind in PLATFORM_MARKS.items() if text in counts}
    marks |= dict.fromkeys(sorted(_DASHES & set(counts)), Absence.BLANK)
    marks |= _code_marks([text for text in counts if text not in marks])
    kept = {text: count for text, count in counts.items() if text not in marks}
    lost = sum(counts[text] for text in marks)
    complete = len(profile.values) >= profile.distinct
    return Answers(profile.column, kept, profile.rows - profile.empty - lost, complete, marks)


def _code_marks(texts: Sequence[str]) -> Mapping[str, Absence]:
    """-3 and -2, where every other value is one of few codes."""
    rest = [text for text in texts if text not in _CODE_MARKS]
    codes = all(text.isascii() and text.isdigit() for text in rest) and len(rest) <= MOST_CODES
    return {text: _CODE_MARKS[text] for text in texts if text in _CODE_MARKS} if codes else {}


def _follows(text: str, written: str) -> bool:
    try:
        datetime.strptime(text, written)  # noqa: DTZ007  # a day of no time zone
    except ValueError:
        return False
    return True


def without_other_text(label: str) -> tuple[str, bool]:
    """The label without the text typed behind it, and whether there was one: 其他〖辅导〗 → 其他, 有〖三次〗 → 有."""
    match = _OTHER_TEXT.fullmatch(label)
    return ((match[1] or match[2]).strip(), True) if match else (label, False)


def pieces(found: Answers, separator: str) -> Counter[str]:
    """How many distinct cells hold each piece, the texts behind "other" put together."""
    counts: Counter[str] = Counter()
    for text in found.counts:
        cut = {without_other_text(piece.strip())[0] for piece in text.split(separator)}
        counts.update(cut - {""})
    return counts


def joining_separator(found: Answers, separators: Sequence[str] = SEPARATORS) -> str | None:
    """The sign that joins several answers in a cell; None unless the pieces recur, as options do and prose does not."""
    for separator in separators:
        joined = [text for text in found.counts if separator in text]
        recurring = pieces(found, separator) if joined else Counter()
        if joined and _recur(recurring, found, len(joined), strict=separator not in {"┋", "→"}):
            return separator
    return None


def _recur(counted: Counter[str], found: Answers, joined: int, *, strict: bool) -> bool:
    cells = len(found.counts)
    if len(counted) > _MOST_PIECES or max(map(len, counted)) > _LONGEST_PIECE:
        return False
    again = sum(count > 1 for count in counted.values())
    if _all_stand_alone(counted, found):
        return True
    if strict and (joined < 2 or again < 0.8 * len(counted)):
        return False
    few_answers = found.answered <= 5 and joined > 1 and again > 0
    return len(counted) < cells * 2 and (again >= 0.6 * len(counted) or few_answers)


def _all_stand_alone(counted: Counter[str], found: Answers) -> bool:
    """Whether each piece of a joined cell is also the whole answer of somebody."""
    alone = {without_other_text(text)[0] for text in found.counts}
    return set(counted) <= alone


def labels_of(found: Answers) -> Mapping[str, tuple[int, bool]]:
    """Distinct labels with counts and whether a text may follow; letters are cut where all have them."""
    lettered = bool(found.counts) and all(_LETTERED.match(text) for text in found.counts)
    labels: dict[str, tuple[int, bool]] = {}
    by_fold: dict[str, str] = {}
    for text, count in found.counts.items():
        label, specify = without_other_text(_LETTERED.sub("", text, count=1) if lettered else text)
        name = by_fold.setdefault(folded(label), label)
        before, was = labels.get(name, (0, False))
        labels[name] = (before + count, was or specify)
    return labels
