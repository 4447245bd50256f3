"""Response rates of AAPOR, worked out by hand from the formulas of the Standard Definitions."""

from fractions import Fraction

import pytest

from partysurvey.estimates.response_rates import response_rates
from partysurvey.survey.fielding import Disposition

CASES = {
    Disposition.COMPLETE: 400,
    Disposition.PARTIAL: 50,
    Disposition.REFUSAL: 200,
    Disposition.NON_CONTACT: 150,
    Disposition.OTHER: 25,
    Disposition.UNKNOWN_HOUSEHOLD: 60,
    Disposition.UNKNOWN_OTHER: 15,
    Disposition.NOT_ELIGIBLE: 100,
}


def test_the_six_rates_with_a_declared_share_of_eligible_cases():
    rates = response_rates(CASES, 0.5)
    assert rates.rr1 == pytest.approx(Fraction(400, 900))
    assert rates.rr2 == pytest.approx(Fraction(450, 900))
    assert rates.rr3 == pytest.approx(400 / 862.5)
    assert rates.rr4 == pytest.approx(450 / 862.5)
    assert rates.rr5 == pytest.approx(Fraction(400, 825))
    assert rates.rr6 == pytest.approx(Fraction(450, 825))
    assert not rates.is_estimated


def test_without_it_unknown_cases_are_as_eligible_as_the_known_ones():
    rates = response_rates(CASES)
    e = Fraction(825, 925)
    assert rates.eligibility == pytest.approx(e)
    assert rates.rr3 == pytest.approx(Fraction(400) / (825 + e * 75))
    assert rates.is_estimated


def test_nobody_gives_no_rates():
    rates = response_rates({})
    assert (rates.rr1, rates.rr3, rates.rr6, rates.eligibility) == (None, None, None, None)
