"""What was hidden in the results to protect small groups, and why."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from partysurvey.estimates.results import Estimates
from partysurvey.report.protection import has_hidden_options

# Which of the hidden groups are the small ones is not told: it would help to work them out.
Reason = Literal["small_group_or_complement", "group_of_another_table", "test_with_hidden_groups"]


class Suppression(Struct, frozen=True):
    """A group of a breakdown that is hidden, a single option in it, or (without a group) its test."""

    question: str
    item: str | None
    by: str
    by_option: str | None
    option: str | None
    reason: Reason


def suppressions(estimates: Estimates) -> Iterator[Suppression]:
    """Everything that is hidden, in the order of the results; then the tests that were withdrawn."""
    for result in estimates.results:
        place = (result.question, result.item, result.by or "", result.by_option)
        if result.hidden:
            yield Suppression(*place, None, "small_group_or_complement")
        elif has_hidden_options(result):
            hidden = (share.option for share in result.options if share.hidden)
            yield from (Suppression(*place, option, "group_of_another_table") for option in hidden)
    for test in estimates.associations:
        if test.hidden:
            yield Suppression(test.question, test.item, test.by, None, None, "test_with_hidden_groups")
