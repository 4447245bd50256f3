"""Totals of numbers: exact from the numbers themselves, from the moments where those are on a grid. Expected: by hand."""

import numpy as np

from partysurvey.estimates.answers import Answers
from partysurvey.estimates.distribution import Distribution, Distributions
from partysurvey.estimates.means import NumberSums, Scatter, total
from partysurvey.estimates.numbers import plain_numbers
from partysurvey.estimates.results import Inference
from partysurvey.estimates.statistics import variable_statistics
from partysurvey.survey import Number, Text, Variable


def people(**at):
    """Unweighted people by the number they gave."""
    n = np.array(list(at.values()))
    return Distribution(tuple(float(value.removeprefix("x")) for value in at), n, n * 1.0, n * 1.0)


def test_whole_numbers_add_up_where_mean_times_n_does_not():
    given = plain_numbers(people(x1=7, x2=4))
    assert given.total == 15
    assert 15 / 11 * 11 != 15


def test_nobody_has_no_total():
    assert plain_numbers(people(x5=0)).total is None
    assert total(NumberSums(0, Scatter(0.0, 0.0, 0.0), Scatter(0.0, 0.0, 0.0))) is None


def test_on_a_grid_the_total_is_that_of_the_moments():
    # two people gave 1 and 3.5, both in the cell from 0 to 4; the middle of the cell would give 2 + 2
    moments = Scatter(2.0, 2.25, 3.125)
    two = people(x0=2)
    group = Distributions(two.levels, two.n[None], two.w[None], two.w2[None])
    answers = Answers(group, group, (), (), (NumberSums(2, moments, moments),), width=4.0)
    variable = Variable("pay", Number(id="pay", text=Text.same("Pay")))
    (found,) = variable_statistics(variable, answers, [None], Inference())
    assert found.total == 4.5
