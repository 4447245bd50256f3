"""Several answers in one cell, or one answer spread over several columns."""

import re
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from partysurvey.survey import Absence
from partysurvey.survey.plain_text import normalised, trimmed
from partysurvey.tally.axis import Level
from partysurvey.tally.spelling import SPECIFIED, Spellings

HARD = "┋|;；\t\n→"  # separate answers wherever they stand
ZEROS = re.compile(r"\.0+$")
SOFT = ",，、/>"  # separate answers unless they are part of a known spelling
CERTAIN = ("┋", "→", "\n")  # of the separators of a dialect those that no option has
BRACKETS = {"〖": "〗", "[": "]", "【": "】", "(": ")", "（": "）", "{": "}", "《": "》"}

TICKS = frozenset(
    (
        *("1", "true", "yes", "y", "checked", "selected", "chosen", "mentioned", "x", "✓", "✔", "√", "☑", "■", "●"),
        *("是", "有", "选中", "已选", "选择", "勾选", "提及"),
    )
)
CROSSES = frozenset(
    (
        *(
            "0",
            "false",
            "no",
            "n",
            "unchecked",
            "notselected",
            "unselected",
            "notchosen",
            "notmentioned",
            "×",
            "✗",
            "☐",
            "□",
        ),
        *("否", "无", "未选", "未选中", "未选择", "未勾选", "未提及"),
    )
)


# What a cell in the column of one option says, as a level: the place in a ranking (1 for a plain tick), or that it is
# not chosen.
TICKED, NOT_TICKED = 1.0, 0.0


class Splitter(Struct, frozen=True, dict=True):
    """Splits a cell into the options it names, in the order written; where the separators are known, at these only."""

    spellings: Spellings
    separators: tuple[str, ...] | None = None

    @cached_property
    def hard(self) -> re.Pattern[str]:
        """What separates answers wherever it stands."""
        if self.separators is None:
            return re.compile(f"[{re.escape(HARD)}]|->")
        certain = [re.escape(sign) for sign in self.separators if sign in CERTAIN]
        return re.compile("|".join(certain) or r"(?!)")

    @cached_property
    def soft(self) -> str:
        """The characters that separate answers unless they are part of a known spelling."""
        if self.separators is None:
            return SOFT
        return "".join(sign.strip() or sign for sign in self.separators if sign not in CERTAIN)

    @cached_property
    def known(self) -> Sequence[tuple[str, str]]:
        """(spelling, code), the longest spelling first, so that `党员、干部` is not split in two."""
        return sorted(self.spellings.exact.items(), key=lambda pair: (-len(pair[0]), pair))

    def codes(self, text: str) -> tuple[str, ...] | None:
        """The codes of all options named, in the order written, each once; None if a part is no option."""
        found: list[str] = []
        for part in self.hard.split(text):
            named = self._part_codes(trimmed(part))
            if named is None:
                return None
            found.extend(named)
        return tuple(dict.fromkeys(found))

    def _part_codes(self, part: str) -> list[str] | None:
        if not part:
            return []
        code = self.spellings.exact.get(part)
        if not any(mark in part for mark in self.soft):
            code = code or self.spellings.code(part)
            return None if code is None else [code]
        readings = self.readings(part)
        if len(readings) > 1 and (self.separators is not None or code is None or _has_comma(part)):
            return None  # nobody can tell which was meant
        if code is not None:
            return [code]
        return [*readings[0]] if readings else self._walked(part) or self._whole(part)

    def is_ambiguous(self, text: str) -> bool:
        """Whether some part of the text names different options by where it is cut: "A, B" beside "A" and "B"."""
        return any(len(self.readings(trimmed(part))) > 1 for part in self.hard.split(text))

    def readings(self, part: str) -> Sequence[tuple[str, ...]]:
        """The different sets of options that the whole part can be read as, no more than two of them."""
        pieces = [piece for piece in re.split(f"([{re.escape(self.soft)}])", part) if self.soft] or [part]
        behind: list[dict[frozenset[str], tuple[str, ...]]] = [{} for _ in pieces] + [{frozenset(): ()}]
        for start in range(len(pieces) - 1, -1, -2):
            for end in range(start + 1, len(pieces) + 1, 2):
                code = self._named("".join(pieces[start:end]), is_piece=end == start + 1)
                rest = behind[min(end + 1, len(pieces))] if code is not None else {}
                for codes in rest.values():
                    found = (code, *codes) if code else codes
                    if len(behind[start]) < 2:
                        behind[start].setdefault(frozenset(found), found)
        return tuple(behind[0].values())

    def _named(self, text: str, *, is_piece: bool) -> str | None:
        """The code that the text spells, "" for blanks between signs; what was typed behind "other" is one piece."""
        text = trimmed(text)
        if is_piece:
            return self.spellings.code(text) if text else ""
        return self.spellings.exact.get(text) or self.spellings.by_normal.get(normalised(text))

    def _whole(self, part: str) -> list[str] | None:
        code = self.spellings.code(part)
        return None if code is None else [code]

    def _walked(self, part: str) -> list[str] | None:
        found: list[str] = []
        rest = part
        while rest := trimmed(rest.lstrip(self.soft)):
            step = self._first(rest)
            if step is None:
                return None
            code, length = step
            found.append(code)
            rest = rest[length:]
        return found

    def _first(self, rest: str) -> tuple[str, int] | None:
        for spelling, code in self.known:
            if rest.startswith(spelling) and self._ends(rest[len(spelling) :]):
                return code, len(spelling)
        for spelling, code in self.spellings.specified:
            after = rest[len(spelling) :]
            if rest.startswith(spelling) and after[:1] in SPECIFIED:
                return code, len(spelling) + _written(after)
        return None

    def _ends(self, after: str) -> bool:
        return not after or after[0] in self.soft or not trimmed(after[0])


def _has_comma(text: str) -> bool:
    """Whether a comma stands in the text: 、 may as well join the words of one option."""
    return "," in text or "，" in text


def _written(after: str) -> int:
    """The length of what is written behind "other": up to its closing bracket, or all that is left."""
    closing = BRACKETS.get(after[:1])
    end = after.find(closing) if closing else -1
    return end + 1 if end > 0 else len(after)


class TickReader(Struct, frozen=True, dict=True):
    """What a cell in the column of one option says: ticks, 0/1, the option's own text, a place."""

    option: str
    spellings: Spellings
    places: int  # for a ranking how many places there are; 0 for a multiple choice
    specify: bool = False

    def level(self, text: str, label: str) -> Level | None:
        """TICKED, the place, or NOT_TICKED, out of a text that is not empty, or its value label; None if unknown."""
        for spelled in filter(None, (label, text)):
            level = self._place(normalised(spelled)) if self.places else _tick(normalised(spelled))
            if level is not None:
                return level
            if not self.places and self.spellings.code(spelled) == self.option:
                return TICKED
        return TICKED if self.specify and not self.places else None

    def _place(self, form: str) -> Level | None:
        digits = ZEROS.sub("", form)
        if not digits.isdecimal():
            return None
        return float(digits) if int(digits) <= self.places else Absence.INVALID


def _tick(form: str) -> Level | None:
    form = ZEROS.sub("", form)
    if form in TICKS:
        return TICKED
    return NOT_TICKED if form in CROSSES else None


def joined_ticks(ticks: Sequence[Level], options: Sequence[str], *, ranked: bool, silent: bool = False) -> Level:
    """The answer in the columns of all options: the ticked options, () if all were left unticked, or an absence.

    A text that is no tick makes the whole answer UNKNOWN. Without any tick or cross it is the first
    kind of absence in the order of `Absence`. Two options at one place of a ranking are INVALID, and a ranking
    with no place at all is BLANK, as is a row without a tick where boxes are silent.
    """
    worst = _worst(ticks)
    if worst:
        return worst
    places = [(tick, option) for tick, option in zip(ticks, options, strict=True) if isinstance(tick, float)]
    chosen = [(place, option) for place, option in places if place]
    if not ranked and not (silent and places and not chosen):
        return tuple(option for _, option in chosen) if places else _first_absence(ticks)
    if len({place for place, _ in chosen}) < len(chosen):
        return Absence.INVALID
    if places and not chosen:
        return Absence.BLANK
    return tuple(option for _, option in sorted(chosen)) if chosen else _first_absence(ticks)


def listed_codes(levels: Sequence[Level]) -> Level:
    """The answer in columns that hold one option each (first choice, second choice …): their codes, or an absence."""
    codes = [level for level in levels if isinstance(level, str)]
    return _worst(levels) or (tuple(dict.fromkeys(codes)) if codes else _first_absence(levels))


def _worst(levels: Sequence[Level]) -> Absence | None:
    return next((kind for kind in (Absence.UNKNOWN, Absence.INVALID) if kind in levels), None)


def _first_absence(levels: Sequence[Level]) -> Absence:
    return next(kind for kind in Absence if kind in levels)
