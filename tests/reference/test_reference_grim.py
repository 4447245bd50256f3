"""GRIM, GRIMMER and DEBIT against published results.

The tables pigs1, pigs5 and pigs3 with their results are from the reference pages of the R package scrutiny (L. Jung,
versions of 2025: grim_map, grimmer_map, debit_map); 11.09 of 21 is the example of the Python package grim (P. Houghton).
scrutiny warns that its third test can accuse wrongly; 5.23 (2.55) of 35, the one it finds, fails in exact arithmetic too.
"""

from decimal import Decimal

import pytest

from partysurvey.audit.means import binary_spread_is_feasible, mean_is_feasible, spread_is_feasible
from partysurvey.audit.rounding import RoundingRule, Window, rounded_window

PIGS_1 = """7.22 32 T|4.74 25 F|5.23 29 F|2.57 24 F|6.77 27 F|2.68 28 T|7.01 29 F|7.38 26 T|3.14 27 F|6.89 31 F|5.00 25 T
|0.24 28 F|11.09 21 F"""
PIGS_5 = """7.22 5.30 38 F|4.74 6.55 31 T|5.23 2.55 35 F|2.57 2.57 30 T|6.77 2.18 33 F|2.68 2.59 34 T|7.01 6.68 35 F
|7.38 3.65 32 T|3.14 5.32 33 F|6.89 4.18 37 T|5.00 2.18 31 T|0.24 6.43 34 T"""
PIGS_3 = """0.53 0.50 1683 T|0.44 0.50 1683 T|0.77 0.42 1683 T|0.19 0.35 1683 F|0.34 0.47 1683 T|0.93 0.25 1683 T
|0.12 0.33 1683 T"""


def window(text: str) -> Window:
    return rounded_window(Decimal(text), 2, RoundingRule.HALF_UP)


def cases(table: str) -> list[list[str]]:
    return [case.split() for case in table.split("|")]


@pytest.mark.parametrize(("mean", "n", "told"), cases(PIGS_1))
def test_grim(mean, n, told):
    assert mean_is_feasible(window(mean), int(n)) == (told == "T")


@pytest.mark.parametrize(("mean", "sd", "n", "told"), cases(PIGS_5))
def test_grimmer(mean, sd, n, told):
    assert spread_is_feasible(window(mean), window(sd), int(n)) == (told == "T")


@pytest.mark.parametrize(("mean", "sd", "n", "told"), cases(PIGS_3))
def test_debit(mean, sd, n, told):
    assert binary_spread_is_feasible(window(mean), window(sd), int(n)) == (told == "T")
