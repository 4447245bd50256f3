"""Whether the answers of a column were chosen among options or typed: what was typed is never listed."""

import re
from collections.abc import Mapping

from partysurvey.survey.column import Column
from partysurvey.survey.drafting.cells import Answers, labels_of
from partysurvey.survey.drafting.joined import FEWEST_TYPED
from partysurvey.survey.drafting.option_drafts import with_other
from partysurvey.survey.drafting.scale_families import family, is_known_answer
from partysurvey.survey.plain_text import folded

MOST_OF_A_FAMILY = 12
_MOST_CHOICES = 60
_LONGEST_CHOICE = 80
_LONGEST_CHOSEN_WORDS = 8
_MOST = 0.7  # of the people
_ASKS_FOR_WORDS = re.compile(
    r"建议|意见|备注|说明|看法|想法|留言|寄语|心得|感想|还有什么|请.{0,6}(?:描述|谈|写|列举|阐述|举例)"
    r"|comment|suggestion|remark|feedback|explain|describe|in your own words|anything else|tell us",
    re.IGNORECASE,
)
_NOTHING = frozenset(
    {"无", "没有", "暂无", "没", "无意见", "无建议", "没意见", "none", "no", "nothing", "na", "n/a", "null", "nil"}
)

Labels = Mapping[str, tuple[int, bool]]  # label: count, whether a text may follow


def are_chosen(found: Answers, labels: Labels) -> bool:
    """Whether the answers recur as choices do: codes, a known family, or few and short ones that are met again.

    A text met once may have been typed by one person; alone it is a choice only where its words are those of a scale.
    """
    if found.are_codes or _are_of_a_family(found.column, labels):
        return True
    if is_asked_for_words(found.column):
        return _recur_each(labels) and max(map(len, labels)) <= _LONGEST_CHOSEN_WORDS
    few = len(labels) <= _MOST_CHOICES and max(map(len, labels)) <= _LONGEST_CHOICE
    return few and _recur(found, labels)


def chosen_labels(found: Answers) -> Labels:
    """The labels of a column; texts of single persons are "other" where the platform writes it like an option.

    Only where most people gave one of the recurring answers: else it is a question whose answers are typed.
    """
    labels = labels_of(found)
    kept = {label: told for label, told in labels.items() if told[0] > 1}
    telling = sum(count for label, (count, _) in kept.items() if folded(label) not in _NOTHING)
    typed = len(labels) - len(kept)
    if not found.column.manner.bare_other or typed < FEWEST_TYPED or telling < _MOST * found.answered:
        return labels
    return with_other(kept)


def is_asked_for_words(column: Column) -> bool:
    """Whether the heading asks to write something: 意见, 建议, comments."""
    return _ASKS_FOR_WORDS.search(_heading(column)) is not None


def _heading(column: Column) -> str:
    return f"{column.name} {column.label}"


def _are_of_a_family(column: Column, labels: Labels) -> bool:
    if len(labels) > MOST_OF_A_FAMILY:
        return False
    alone = next(iter(labels)) if len(labels) == 1 and not is_asked_for_words(column) else ""
    return family(tuple(labels)) is not None or (bool(alone) and is_known_answer(alone, _heading(column)))


def _recur_each(labels: Labels) -> bool:
    return all(count > 1 for count, _ in labels.values())


def _recur(found: Answers, labels: Labels) -> bool:
    """Whether two people gave an answer on average; people who only say that they have nothing to say prove nothing."""
    telling = [count for label, (count, _) in labels.items() if folded(label) not in _NOTHING]
    silent = sum(count for count, _ in labels.values()) - sum(telling)
    return found.answered - silent >= 2 * len(telling) if telling else found.answered > 1
