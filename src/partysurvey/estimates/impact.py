"""How the results move when flagged respondents are left out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from partysurvey.estimates.answers import answers_needs, counted_answers
from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.result import Groups, Study, group_results
from partysurvey.estimates.results import Inference, Result
from partysurvey.estimates.selection import Banner, selected_variables
from partysurvey.survey import Number, Questionnaire, Text
from partysurvey.tally.axis import Level
from partysurvey.tally.plan import Plan
from partysurvey.tally.tally import Tally


class Move(Struct, frozen=True):
    """One number with everybody (`before`) and without the flagged (`after`): a share in [0, 1], or a mean.

    `option` is None for the mean of a number; bases are respondents with an answer.
    """

    question: str
    item: str | None
    text: Text
    item_label: Text | None
    option: str | None
    label: Text
    stat: Literal["share", "mean"]
    before: float
    after: float | None
    base_before: int
    base_after: int

    @property
    def difference(self) -> float | None:
        """After minus before; None where nobody is left."""
        return None if self.after is None else self.after - self.before


def flags_question(id_: str) -> Number:
    """The variable that holds the flags of each respondent as a number of bits."""
    return Number(id=id_, text=Text.same(id_))


def impact_needs(questionnaire: Questionnaire, questions: Sequence[str], flags: str) -> Plan:
    """The plan that has the answers to the questions by the variable of flags."""
    plan = Plan()
    for variable in selected_variables(questionnaire, questions):
        plan |= answers_needs(variable, _banner(flags))
    return plan


def moves(
    questionnaire: Questionnaire, tally: Tally, questions: Sequence[str], flags: str, bits: Mapping[str, int]
) -> Mapping[str, tuple[Move, ...]]:
    """By the names of `bits`: every share and mean with everybody and without those who have any of the bits.

    The largest moves come first, those of means last.
    """
    found: dict[str, list[Move]] = {name: [] for name in bits}
    for variable in selected_variables(questionnaire, questions):
        counted = counted_answers(tally, variable, _banner(flags))
        levels = counted.levels.axes[1].levels
        parts = [np.ones(len(levels), dtype=bool), *(_without(levels, mask) for mask in bits.values())]
        answers = counted.within(np.array(parts))
        study = Study(Inference(), answers.people.of(0).everybody, tally.weighted)
        before, *others = group_results(variable, answers, study, Groups(categories=[None] * len(parts)))
        for name, after in zip(bits, others, strict=True):
            found[name].extend(_moves(before, after))
    return {name: tuple(sorted(each, key=_size)) for name, each in found.items()}


def _banner(flags: str) -> Banner:
    return Banner(flags, flags, flags_question(flags))


def _without(levels: Sequence[Level], mask: int) -> BoolArray:
    """1-D bool array, which levels of the variable of flags have none of the bits."""
    return np.array([isinstance(level, float) and not int(level) & mask for level in levels], dtype=bool)


def _moves(before: Result, after: Result) -> Iterator[Move]:
    numbers: list[tuple[str | None, Text, float | None, float | None]] = [
        (option.option, option.label, option.share, other.share)
        for option, other in zip(before.options, after.options, strict=True)
    ]
    if before.kind in ("number", "derived") and before.statistics is not None and after.statistics is not None:
        numbers.append((None, Text(), before.statistics.mean, after.statistics.mean))
    for code, label, old, new in numbers:
        if old is not None:
            yield Move(
                before.question,
                before.item,
                before.text,
                before.item_label,
                code,
                label,
                "mean" if code is None else "share",
                old,
                new,
                before.base.n or 0,
                after.base.n or 0,
            )


def _size(move: Move) -> tuple[bool, float]:
    return move.stat == "mean", -abs(move.difference or 0.0)
