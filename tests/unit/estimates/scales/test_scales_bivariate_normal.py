"""The bivariate normal distribution against quadrature of φ(x) Φ((k - ρx)/√(1 - ρ²)) by SciPy."""

from itertools import product

import numpy as np
import pytest
from scipy import integrate, special

from partysurvey.estimates.scales.bivariate_normal import bivariate_density, bivariate_normal

PLACES = (-7.0, -1.3, 0.0, 0.4, 2.5)


def by_quadrature(h, k, rho):
    def height(x):
        return np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * special.ndtr((k - rho * x) / np.sqrt(1 - rho * rho))

    middle = np.clip(k / rho if rho else 0.0, -9, h)
    return sum(integrate.quad(height, a, b, epsabs=1e-13, limit=500)[0] for a, b in ((-9, middle), (middle, h)))


@pytest.mark.parametrize("rho", [-0.999, -0.95, -0.4, 0.0, 0.3, 0.8, 0.99])
def test_probabilities_are_those_of_quadrature(rho):
    for h, k in product(PLACES, PLACES):
        assert float(bivariate_normal(h, k, rho)) == pytest.approx(by_quadrature(h, k, rho), abs=1e-11)


@pytest.mark.parametrize("rho", [-1.0, -0.5, 0.5, 1.0])
def test_at_infinity_the_other_variable_is_left(rho):
    places = np.array(PLACES)
    assert bivariate_normal(places, np.inf, rho) == pytest.approx(special.ndtr(places), abs=1e-15)
    assert bivariate_normal(-np.inf, places, rho) == pytest.approx(0.0, abs=1e-15)


def test_perfect_correlation_leaves_one_variable():
    assert float(bivariate_normal(0.3, 1.0, 1.0)) == special.ndtr(0.3)
    assert float(bivariate_normal(0.3, 1.0, -1.0)) == pytest.approx(special.ndtr(0.3) + special.ndtr(1.0) - 1)
    assert float(bivariate_normal(-0.3, -1.0, -1.0)) == 0.0


def test_density_is_the_slope_in_rho():
    h, k = np.array([-0.7, 0.0, 1.1]), np.array([0.2, 0.0, -2.0])
    slope = (bivariate_normal(h, k, 0.4 + 1e-6) - bivariate_normal(h, k, 0.4 - 1e-6)) / 2e-6
    assert bivariate_density(h, k, 0.4) == pytest.approx(slope, abs=1e-9)
