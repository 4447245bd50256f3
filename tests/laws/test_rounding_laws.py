"""Rounding agrees with exact arithmetic on fractions, which shares no code with it."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from partysurvey.report.rounding import half_up, percent, rounded_to_total

digits = st.integers(0, 3)
counts = st.lists(st.integers(0, 5000), min_size=1, max_size=12).filter(any)


def exact_half_up(value: Fraction, places: int) -> Fraction:
    return Fraction((value * 10**places * 2 + 1).__floor__() // 2, 10**places)


@given(st.integers(0, 10**6), st.integers(1, 10**6), digits)
def test_percents_of_counts_are_the_exact_ones(n: int, base: int, places: int) -> None:
    n = min(n, base)
    assert Fraction(percent(n / base, places)) == exact_half_up(Fraction(100 * n, base), places)


@given(st.decimals(-(10**6), 10**6, places=4), digits)
def test_numbers_round_as_the_decimal_module_rounds_their_texts(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(float(value), places) == expected


@given(counts, digits)
def test_percents_rounded_to_the_total_add_up_and_stay_within_a_unit(numbers: list[int], places: int) -> None:
    base = sum(numbers)
    rounded = rounded_to_total([n / base for n in numbers], places)
    assert sum(rounded) == 100
    unit = Fraction(1, 10**places)
    for n, value in zip(numbers, rounded, strict=True):
        assert abs(Fraction(value) - Fraction(100 * n, base)) < unit
        assert n or value == 0


@given(counts)
def test_a_larger_count_never_gets_a_smaller_percent(numbers: list[int]) -> None:
    base = sum(numbers)
    rounded = rounded_to_total([n / base for n in numbers], 0)
    ranked = sorted(zip(numbers, rounded, strict=True))
    assert all(small[1] <= large[1] for small, large in pairwise(ranked) if small[0] < large[0])
