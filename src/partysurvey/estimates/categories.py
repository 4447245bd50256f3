"""Which levels of a variable belong to which option, net, band or group: the bridge from sums to tables."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from partysurvey.estimates.distribution import BoolArray
from partysurvey.survey import AnyQuestion, Date, Derived, MultipleChoice, Number, OpenText, Ranking, Text
from partysurvey.tally.axis import Level

Codes = tuple[str, ...]


class Category(Struct, frozen=True, eq=False):
    """An option, net, band or group: its code and label, and the levels (1-D bool array) it is made of."""

    code: str
    label: Text
    members: BoolArray


def option_categories(question: AnyQuestion | Derived, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The options of a choice, the bands of a number, the options ranked first of a ranking; () for texts and dates."""
    if isinstance(question, OpenText | Date):
        return ()
    parts = question.bands if isinstance(question, Number | Derived) else question.options
    places = _places(question, levels)
    return tuple(_category(part.code, part.label, (part.code,), places, len(levels)) for part in parts)


def net_categories(question: AnyQuestion | Derived, levels: Sequence[Level]) -> tuple[Category, ...]:
    """The nets of a choice; of a multiple choice: people who chose at least one of the net's options."""
    if isinstance(question, Number | Derived | OpenText | Date | Ranking):
        return ()
    places = _places(question, levels)
    return tuple(_category(net.code, net.label, net.options, places, len(levels)) for net in question.nets)


def exclusive(question: AnyQuestion | Derived) -> bool:
    """Whether nobody can be in two options of the question at once."""
    return not isinstance(question, MultipleChoice)


def _category(code: str, label: Text, codes: Codes, places: Mapping[str, Sequence[int]], levels: int) -> Category:
    members = np.zeros(levels, dtype=bool)
    members[[place for each in codes for place in places.get(each, ())]] = True
    return Category(code, label, members)


def _places(question: AnyQuestion | Derived, levels: Sequence[Level]) -> Mapping[str, Sequence[int]]:
    """The places of the levels that each option (or band) is part of; of a ranking, of those where it is first."""
    first_only = isinstance(question, Ranking)
    places: dict[str, list[int]] = {}
    for place, level in enumerate(levels):
        codes = (level,) if isinstance(level, str) else level if isinstance(level, tuple) else ()
        for code in codes[:1] if first_only else codes:
            places.setdefault(code, []).append(place)
    return places
