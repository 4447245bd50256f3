from decimal import Decimal

import pytest

from partysurvey.report.rounding import decimal_of, half_up, percent, rounded_to_total


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (2.5, 0, "3"),
        (3.5, 0, "4"),
        (-2.5, 0, "-3"),
        (12.25, 1, "12.3"),
        (0.285, 2, "0.29"),  # the float lies below 0.285
        (1.005, 2, "1.01"),  # so does this one
        (-0.04, 1, "0.0"),
        (1e300, 2, f"{10**300}.00"),
    ],
)
def test_halves_go_up_on_the_decimal_value(value, digits, expected):
    assert str(half_up(value, digits)) == expected


@pytest.mark.parametrize(("share", "digits", "expected"), [(0.125, 1, "12.5"), (0.125, 0, "13"), (57 / 200, 0, "29")])
def test_percents_of_shares(share, digits, expected):
    assert str(percent(share, digits)) == expected


def test_the_last_bit_of_a_sum_does_not_decide():
    assert 0.1 + 0.2 + 0.045 != 0.345
    assert decimal_of(0.1 + 0.2 + 0.045) == Decimal("0.345")


def test_thirds_add_up_to_100_and_the_first_is_raised():
    assert rounded_to_total([1 / 3, 1 / 3, 1 / 3], 0) == [34, 33, 33]


def test_the_largest_remainder_is_raised():
    # 13/30 = 43.33, 10/30 = 33.33, 7/30 = 23.33: floors 99, one missing; 4/7, 2/7, 1/7 = 57.14, 28.57, 14.29
    assert rounded_to_total([4 / 7, 2 / 7, 1 / 7], 0) == [57, 29, 14]


def test_nothing_stays_nothing_and_shares_that_make_no_whole_are_rounded_alone():
    assert rounded_to_total([0.5, None, 0.75], 0) == [50, None, 75]
    assert rounded_to_total([None, None], 0) == [None, None]
