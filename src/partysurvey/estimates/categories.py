"""Which levels of a variable belong to which option, net, band or group: the bridge from sums to tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.distribution import BoolArray
from partysurvey.survey import AnyQuestion, Date, Derived, MultipleChoice, Number, OpenText, Ranking, Text
from partysurvey.tally.axis import Level

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Category:
    """An option, net, band or group: its code and label, and the levels (1-D bool array) it is made of."""

    code: str
    label: Text
    members: BoolArray


def option_categories(question: AnyQuestion | Derived, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The options of a choice, the bands of a number, the options ranked first of a ranking; () for texts and dates."""
    if isinstance(question, OpenText | Date):
        return ()
    parts = question.bands if isinstance(question, Number | Derived) else question.options
    return tuple(_category(question, part.code, part.label, (part.code,), levels) for part in parts)


def net_categories(question: AnyQuestion | Derived, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The nets of a choice; of a multiple choice: people who chose at least one of the net's options."""
    if isinstance(question, Number | Derived | OpenText | Date | Ranking):
        return ()
    return tuple(_category(question, net.code, net.label, net.options, levels) for net in question.nets)


def exclusive(question: AnyQuestion | Derived) -> bool:
    """Whether nobody can be in two options of the question at once."""
    return not isinstance(question, MultipleChoice)


def _category(
    question: AnyQuestion | Derived, code: str, label: Text, codes: Codes, levels: Sequence[Level]
) -> Category:
    holds = _membership(question)
    return Category(code, label, np.array([holds(level, codes) for level in levels], dtype=bool))


def _membership(question: AnyQuestion | Derived) -> Callable[[Level, Codes], bool]:
    if isinstance(question, MultipleChoice):
        return _any_chosen
    return _ranked_first if isinstance(question, Ranking) else _chosen


def _chosen(level: Level, codes: Codes) -> bool:
    return isinstance(level, str) and level in codes


def _any_chosen(level: Level, codes: Codes) -> bool:
    return isinstance(level, tuple) and any(code in codes for code in level)


def _ranked_first(level: Level, codes: Codes) -> bool:
    return isinstance(level, tuple) and level[:1] == codes
