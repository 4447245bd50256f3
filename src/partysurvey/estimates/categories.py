"""Which levels of a variable belong to which option, net, band or group: the bridge from sums to tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.distribution import BoolArray
from partysurvey.survey import (
    AnyQuestion,
    Band,
    Date,
    Derived,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Ranking,
    Text,
)
from partysurvey.tally.axis import Level


@dataclass(frozen=True, slots=True, eq=False)
class Category:
    """An option, net, band or group: its code and label, and the levels (1-D bool array) it is made of."""

    code: str
    label: Text
    members: BoolArray


def option_categories(question: AnyQuestion | Derived, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The options of a choice, the bands of a number, the options ranked first of a ranking; () for texts and dates."""
    if isinstance(question, Number | Derived):
        return band_categories(question.bands, levels)
    if isinstance(question, OpenText | Date):
        return ()
    holds = _holder(question)
    return tuple(_category(option.code, option.label, levels, holds((option.code,))) for option in question.options)


def net_categories(question: AnyQuestion | Derived, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The nets of a choice; of a multiple choice: people who chose at least one of the net's options."""
    if isinstance(question, Number | Derived | OpenText | Date | Ranking):
        return ()
    holds = _holder(question)
    nets: Iterable[Net] = question.nets
    return tuple(_category(net.code, net.label, levels, holds(net.options)) for net in nets)


def band_categories(bands: Sequence[Band], levels: Sequence[Level]) -> tuple[Category, ...]:
    """The bands of a number, of the levels that lie in them: low <= x < high."""
    return tuple(_category(band.code, band.label, levels, _within(band)) for band in bands)


def code_categories(labels: Iterable[tuple[str, Text]], levels: Sequence[Level]) -> tuple[Category, ...]:
    """One category per code of an axis whose levels are the codes themselves."""
    return tuple(_category(code, label, levels, code.__eq__) for code, label in labels)


def exclusive(question: AnyQuestion | Derived) -> bool:
    """Whether nobody can be in two categories of the question at once."""
    return not isinstance(question, MultipleChoice)


def _category(code: str, label: Text, levels: Sequence[Level], holds: Callable[[Level], object]) -> Category:
    return Category(code, label, np.array([holds(level) is True for level in levels], dtype=bool))


def _holder(question: AnyQuestion) -> Callable[[tuple[str, ...]], Callable[[Level], bool]]:
    """What makes the test "does an answer at this level hold one of the codes"."""
    if isinstance(question, MultipleChoice):
        return lambda codes: lambda level: isinstance(level, tuple) and any(code in level for code in codes)
    if isinstance(question, Ranking):
        return lambda codes: lambda level: isinstance(level, tuple) and level[:1] == codes
    return lambda codes: lambda level: isinstance(level, str) and level in codes


def _within(band: Band) -> Callable[[Level], bool]:
    low = float("-inf") if band.low is None else band.low
    high = float("inf") if band.high is None else band.high
    return lambda level: isinstance(level, int | float) and low <= level < high
