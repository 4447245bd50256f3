"""Scales that have no reliability, no inverse, or hardly anybody; matrices whose answer is known by hand."""

import numpy as np
import pytest

from partysurvey.estimates.scales.adequacy import bartlett, sampling_adequacy
from partysurvey.estimates.scales.alpha import alpha, alpha_if_dropped, raw_alpha
from partysurvey.estimates.scales.components import principal_components, varimax
from partysurvey.estimates.scales.covariance import listwise_covariances, pairwise_covariances
from partysurvey.estimates.scales.factor import one_factor_minres, one_factor_ml, one_factor_test
from partysurvey.estimates.scales.halves import split_halves
from partysurvey.estimates.scales.intraclass import intraclass
from partysurvey.estimates.scales.omega import omega_total
from partysurvey.estimates.scales.ordinal import boxes
from partysurvey.estimates.scales.patterns import Patterns
from partysurvey.estimates.scales.polychoric import polychoric, polychoric_correlations
from partysurvey.estimates.scales.polychoric_ml import polychoric_ml
from partysurvey.estimates.scales.scores import scale_scores

NAN = float("nan")


def patterns(*rows, weights=None):
    scores = np.array(rows, dtype=float)
    w = np.ones(len(rows)) if weights is None else np.array(weights, dtype=float)
    items = tuple(f"q{place}" for place in range(scores.shape[1]))
    return Patterns(items, scores, np.ones(len(rows), dtype=np.int64), w, w * w)


def one_factor(*loadings):
    """The correlations that the loadings imply exactly."""
    column = np.array(loadings)
    return np.outer(column, column) + np.diag(1 - column**2)


def test_an_item_that_does_not_vary_has_no_alpha():
    assert alpha(pairwise_covariances(patterns([1, 3], [2, 3], [3, 3]))) is None


def test_one_item_is_no_scale():
    covariances = pairwise_covariances(patterns([1], [2], [3]))
    assert alpha(covariances) is None
    assert split_halves(covariances.correlations) is None


def test_nobody_is_no_scale():
    empty = patterns([1, NAN], [NAN, 2])
    assert alpha(listwise_covariances(empty)) is None
    assert alpha(pairwise_covariances(empty)) is None
    assert intraclass(listwise_covariances(empty)) == ()
    assert scale_scores(empty, 2).n == 0


def test_opposite_items_have_no_alpha():
    assert alpha(pairwise_covariances(patterns([1, 3], [2, 2], [3, 1]))) is None


def test_two_items_leave_no_alpha_if_one_is_dropped():
    covariances = pairwise_covariances(patterns([1, 2], [2, 1], [3, 3]))
    assert alpha(covariances).r_variance is None
    assert alpha_if_dropped(covariances) == (None, None)


def test_equal_items_have_alpha_one_and_no_inverse():
    found = alpha(pairwise_covariances(patterns([1, 1, 1], [2, 2, 2], [4, 4, 4])))
    assert found.raw == pytest.approx(1)
    assert found.lambda6 is None
    r = np.ones((3, 3))
    assert sampling_adequacy(r) is None
    assert bartlett(r, 10) is None
    assert one_factor_ml(r) is None


def test_weights_count_people_in_the_covariance():
    twice = pairwise_covariances(patterns([1, 2], [1, 2], [3, 5], [2, 1]))
    weighted = pairwise_covariances(patterns([1, 2], [3, 5], [2, 1], weights=[2, 1, 1]))
    assert twice.matrix / weighted.matrix == pytest.approx((4 / 3) / (3 / 2))
    assert raw_alpha(twice.matrix) == pytest.approx(raw_alpha(weighted.matrix))


@pytest.mark.parametrize("solve", [one_factor_ml, one_factor_minres])
def test_a_factor_that_is_there_is_found(solve):
    loadings = (0.9, 0.8, 0.5, 0.7, -0.3)
    found = solve(one_factor(*loadings))
    assert found.loadings == pytest.approx(loadings, abs=1e-6)
    assert found.uniquenesses == pytest.approx(1 - np.square(loadings), abs=1e-6)
    assert found.objective == pytest.approx(0, abs=1e-10)
    assert omega_total(found) == pytest.approx(2.6**2 / (2.6**2 + 5 - np.square(loadings).sum()), abs=1e-6)


def test_an_item_that_is_the_factor_is_held_at_the_least_uniqueness():
    r = np.array([[1, 0.88, 0.88, 0.88], [0.88, 1, 0.7, 0.72], [0.88, 0.7, 1, 0.71], [0.88, 0.72, 0.71, 1]])
    found = one_factor_ml(r)
    assert found.uniquenesses[0] == 0.005
    assert np.isfinite(found.loadings).all()


def test_correlations_that_no_people_can_have_give_no_factor():
    r = np.array([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]])
    assert one_factor_ml(r) is None
    assert bartlett(r, 50) is None
    assert sampling_adequacy(r) is None


def test_three_items_leave_no_degrees_of_freedom():
    factor = one_factor_ml(one_factor(0.7, 0.6, 0.5))
    assert factor.loadings == pytest.approx([0.7, 0.6, 0.5], abs=1e-6)
    assert one_factor_test(factor, 100) is None


def test_two_items_have_no_single_factor():
    assert one_factor_ml(one_factor(0.7, 0.6)) is None
    assert one_factor_minres(one_factor(0.7, 0.6)) is None


def test_splits_of_four_equal_items_are_all_alike():
    found = split_halves(np.full((4, 4), 0.5) + np.eye(4) / 2)
    assert (found.best, found.worst, found.average) == pytest.approx((0.8, 0.8, 0.8))


def test_psych_misses_the_best_split_of_three():
    """Item 2 alone against the others is 4 (0.8 + 0.8)/(3 + 3.4); psych stops before it comes to item 3 alone."""
    r = np.array([[1, 0.1, 0.8], [0.1, 1, 0.8], [0.8, 0.8, 1]])
    assert split_halves(r).best == pytest.approx(4 * 1.6 / 6.4)
    assert split_halves(r, like_psych=True).best == pytest.approx(4 * 0.9 / 6.4)


def test_rotation_leaves_communalities():
    r = one_factor(0.9, 0.8, 0.5, 0.7)
    loadings = principal_components(r, 2)
    assert (varimax(loadings) ** 2).sum(axis=1) == pytest.approx((loadings**2).sum(axis=1))


def test_all_principal_components_give_the_matrix_back():
    r = one_factor(0.9, 0.8, 0.5)
    loadings = principal_components(r, 3)
    assert loadings @ loadings.T == pytest.approx(r)


def test_polychoric_of_answers_that_always_agree_is_at_the_edge():
    found = polychoric(np.diag([10.0, 20.0, 30.0]))
    assert found.rho == pytest.approx(0.9999)
    assert found.se is None
    assert polychoric_ml(np.diag([10.0, 20.0, 30.0])).rho == found.rho
    assert polychoric(np.diag([10.0, 20.0, 30.0])[::-1]).rho == pytest.approx(-0.9999)


def test_polychoric_of_independent_answers_is_zero():
    table = np.outer([10.0, 30.0, 20.0], [5.0, 8.0, 7.0])
    assert polychoric(table).rho == pytest.approx(0, abs=1e-12)
    assert polychoric_ml(table).statistic == pytest.approx(0, abs=1e-9)


def test_tetrachoric_of_even_margins_is_the_sine():
    """Where both margins are halves, ρ = sin(2π(a - 1/4)), a the share of the first cell [Sheppard]."""
    assert polychoric(np.array([[40.0, 10.0], [10.0, 40.0]])).rho == pytest.approx(np.sin(2 * np.pi * 0.15))


def test_polychoric_needs_two_answers():
    assert polychoric(np.array([[10.0, 20.0], [0.0, 0.0]])) is None
    assert polychoric_ml(np.array([[10.0, 20.0]])) is None
    assert np.isnan(polychoric_correlations(patterns([1, 3], [2, 3]))[0, 1])


def test_boxes_of_nobody_are_none():
    assert boxes(np.zeros(5), 0) is None


def test_boxes_of_five_levels():
    found = boxes(np.array([10.0, 20.0, 30.0, 25.0, 15.0]), 100)
    assert (found.top, found.bottom, found.net) == pytest.approx((0.4, 0.3, 0.1))
    assert found.net_se == pytest.approx(np.sqrt(0.69 / 100))
