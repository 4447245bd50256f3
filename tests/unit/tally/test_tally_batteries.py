"""Straight lines and patterns in batteries of five options, judged by eye."""

import numpy as np
import pytest

from partysurvey.tally.batteries import is_patterned, is_straight


def items(*answers):
    """One array an item, out of rows of answers; 0 is no answer."""
    return [np.array(column, dtype=np.int16) - 1 for column in zip(*answers, strict=True)]


@pytest.mark.parametrize(
    ("answers", "straight", "patterned"),
    [
        ((3, 3, 3, 3, 3, 3), True, False),
        ((0, 0, 0, 0, 0, 0), False, False),
        ((3, 3, 3, 0, 3, 3), False, False),
        ((1, 2, 3, 4, 5, 1), False, True),
        ((5, 4, 3, 2, 1, 5), False, True),
        ((2, 4, 2, 4, 2, 4), False, True),
        ((2, 4, 2, 4, 2, 0), False, False),
        ((1, 2, 3, 4, 5, 5), False, False),
        ((1, 3, 5, 2, 4, 1), False, False),
    ],
)
def test_a_row_of_answers(answers, straight, patterned):
    rows = items(answers, (1, 5, 2, 2, 4, 3))
    assert is_straight(rows).tolist() == [straight, False]
    assert is_patterned(rows, 5).tolist() == [patterned, False]


def test_two_options_have_no_stairs_but_take_turns():
    assert is_patterned(items((1, 2, 1, 2, 1), (1, 1, 2, 2, 1)), 2).tolist() == [True, False]
