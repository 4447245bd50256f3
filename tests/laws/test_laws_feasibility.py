"""Which whole people can make a figure, against trying all of them with decimal's own rounding."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.audit.feasibility import people, rounded, whole_numbers
from partysurvey.audit.feasible_bases import feasible_bases, feasible_bases_of_split, runs
from partysurvey.audit.means import binary_spread_is_feasible, mean_is_feasible, spread_is_feasible
from partysurvey.audit.rounding import RoundingRule, Window, rounded_window

DECIMAL_RULES = {
    RoundingRule.HALF_UP: (ROUND_HALF_UP,),
    RoundingRule.HALF_EVEN: (ROUND_HALF_EVEN,),
    RoundingRule.TRUNCATE: (ROUND_DOWN,),
    RoundingRule.ANY: (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN),
}
EXACT = Context(prec=200)
rules = st.sampled_from(RoundingRule)
bases = st.integers(1, 130)
digits = st.integers(0, 3)


def printed(share: Fraction, places: int, rule: RoundingRule) -> set[Decimal]:
    """100 times the share as an author may print it; the quotient is cut exactly first, so nothing is rounded twice."""
    units = 100 * share * 10 ** (places + 2)
    floor, rest = divmod(units.numerator, units.denominator)
    exact = Decimal(10 * floor + (1 if rest else 0)).scaleb(-places - 3)  # a digit that says whether anything is left
    return {exact.quantize(Decimal(1).scaleb(-places), how, EXACT) for how in DECIMAL_RULES[rule]}


@given(st.decimals(0, 100, places=1), bases, rules)
def test_the_people_are_those_that_trying_finds(value, n, rule):
    found = people(rounded_window(value, 1, rule), n)
    assert list(found) == [k for k in range(n + 1) if value in printed(Fraction(k, n), 1, rule)]


@given(st.data(), digits, rules, bases)
def test_a_percent_that_people_make_is_never_impossible(data, places, rule, n):
    k = data.draw(st.integers(0, n))
    for value in printed(Fraction(k, n), places, rule):
        assert k in people(rounded_window(value, places, rule), n)


@given(st.lists(st.decimals(0, 100, places=0), min_size=1, max_size=4), rules)
def test_feasible_bases_are_those_that_trying_finds(values, rule):
    found = feasible_bases([rounded_window(value, 0, rule) for value in values], 60)
    tried = [
        n
        for n in range(1, 61)
        if all(any(value in printed(Fraction(k, n), 0, rule) for k in range(n + 1)) for value in values)
    ]
    assert found.tolist() == tried


@given(st.lists(st.integers(0, 100), min_size=2, max_size=3), rules)
def test_a_split_is_feasible_where_some_parts_make_up_the_people(values, rule):
    windows = [rounded_window(Decimal(value), 0, rule) for value in values]
    found = feasible_bases_of_split(windows, 25)
    tried = [n for n in range(1, 26) if any(sum(parts) == n for parts in product(*(people(w, n) for w in windows)))]
    assert found.tolist() == tried


@given(st.lists(st.integers(0, 40), min_size=2, max_size=4).filter(any), digits, rules)
def test_parts_that_exist_are_feasible_together(parts, places, rule):
    n = sum(parts)
    windows = [rounded_window(min(printed(Fraction(part, n), places, rule)), places, rule) for part in parts]
    assert n in feasible_bases_of_split(windows, n)


@given(st.sets(st.integers(1, 80)))
def test_runs_hold_the_numbers_and_nothing_else(numbers):
    told = runs(np.array(sorted(numbers), dtype=np.int64))
    assert {n for low, high in told for n in range(low, high + 1)} == numbers


@given(st.lists(st.integers(1, 7), min_size=2, max_size=12), st.integers(1, 3))
def test_answers_that_exist_are_never_accused(answers, places):
    n = len(answers)
    mean = Fraction(sum(answers), n)
    variance = sum((answer - mean) ** 2 for answer in answers) / (n - 1)
    spread = Decimal(variance.numerator) / Decimal(variance.denominator)
    means = rounded_window(rounded(mean, places), places, RoundingRule.HALF_UP)
    root = spread.sqrt(EXACT).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    spreads = rounded_window(root, places, RoundingRule.ANY)
    assert mean_is_feasible(means, n)
    assert spread_is_feasible(means, spreads, n)


@given(st.integers(2, 30), st.decimals(0, 1, places=2), st.decimals(0, "0.6", places=2))
def test_binary_spreads_are_those_that_trying_finds(n, mean, spread):
    means, spreads = (rounded_window(value, 2, RoundingRule.HALF_UP) for value in (mean, spread))
    variances = Window(max(spreads.low, Fraction(0)) ** 2, spreads.high**2, includes_high=False)
    tried = any(Fraction(k, n) in means and Fraction(k * (n - k), n * (n - 1)) in variances for k in range(n + 1))
    assert binary_spread_is_feasible(means, spreads, n) == tried


def test_the_whole_numbers_of_an_open_end_leave_it_out():
    assert list(whole_numbers(Window(Fraction(1), Fraction(3), includes_low=False, includes_high=False), 1)) == [2]
