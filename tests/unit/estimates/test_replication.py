"""What follows from the declaration of replicate weights, and what it lacks."""

import numpy as np
import pytest

from partysurvey.errors import RequestError
from partysurvey.estimates.replication import Replication, gram_rank, logit_variances
from partysurvey.survey import Replicates
from partysurvey.tally.spines import empty_spine
from partysurvey.tally.sums import ReplicateSums, Spine

THREE = ("a", "b", "c")


def replication(kind, largest=None, gram=None, columns=THREE, **rest):
    spine = Spine((), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), (), ReplicateSums(gram, largest))
    return Replication(Replicates(columns, kind, **rest), spine)


@pytest.mark.parametrize(
    ("kind", "rest", "factors"),
    [  # by hand, from the definitions in the help of svrepdesign
        ("JK1", {}, [2 / 3] * 3),
        ("JK1", {"combined": False, "largest": np.array([1.25, 1.25, 1.2])}, [0.8] * 3),
        ("JKn", {"rscales": (0.5, 0.5, 0.75)}, [0.5, 0.5, 0.75]),
        ("JKn", {"combined": False, "largest": np.array([2.0, 2.0, 4.0])}, [0.5, 0.5, 0.25]),
        ("BRR", {}, [1 / 3] * 3),
        ("Fay", {"rho": 0.5}, [4 / 3] * 3),
        ("bootstrap", {}, [0.5] * 3),
        ("JK2", {}, [1.0] * 3),
        ("ACS", {}, [4 / 3] * 3),
        ("successive-difference", {}, [4 / 3] * 3),
        ("other", {"scale": 0.1, "rscales": (2.0,)}, [0.2] * 3),
        ("BRR", {"scale": 0.1, "fpc": (0.5,)}, [0.05] * 3),
        ("BRR", {"scale": 1.0, "fpc": (0.5, 0.25, 1.0)}, [0.5, 0.75, 0.0]),
    ],
)
def test_factors(kind, rest, factors):
    np.testing.assert_allclose(replication(kind, **rest).factors, factors, rtol=1e-15)


@pytest.mark.parametrize("rest", [{"kind": "Fay"}, {"kind": "JKn"}, {"kind": "BRR", "rscales": (1.0, 2.0)}])
def test_factors_that_do_not_follow(rest, snapshot):
    with pytest.raises(RequestError) as caught:
        _ = replication(**rest).factors
    assert str(caught.value) == snapshot


def test_a_tally_without_replicate_weights(snapshot):
    without = Replication(Replicates(THREE, "BRR"), empty_spine())
    for asked in (lambda: without.degrees_of_freedom, lambda: without.covariance(np.zeros(1), None)):
        with pytest.raises(RequestError) as caught:
            asked()
        assert str(caught.value) == snapshot


@pytest.mark.parametrize("rank", [1, 3, 7])
def test_the_rank_of_the_weights_is_that_of_numpy(rank):
    rng = np.random.default_rng(rank)
    weights = rng.uniform(0, 2, (40, rank)) @ rng.uniform(0, 2, (rank, 12)) * 10.0 ** rng.integers(-3, 4, 12)
    weights[:, 5] = 0
    assert gram_rank(weights.T @ weights) == np.linalg.matrix_rank(
        weights / np.maximum(np.linalg.norm(weights, axis=0), 1)
    )


def test_a_replicate_without_people_is_left_out_of_the_estimates_that_it_lacks():
    values, replicates = np.array([1.0, 2.0, 3.0]), np.array([[1.0, 3.0, np.nan], [2.0, 2.0, 5.0], [np.nan] * 3])
    covariance = replication("other").covariance(values, replicates)
    assert covariance[0, 0] == 2.0  # (1 - 2)² + (3 - 2)²
    assert covariance[1, 1] == 6.0  # around 3
    assert np.isnan(covariance[2, 2])
    around = replication("other", mse=True).covariance(values, replicates)
    assert around[0, 0] == 4.0
    assert around[1, 1] == 9.0


def test_the_centre_is_of_the_replicates_that_have_a_scale():
    covariance = replication("other", rscales=(1.0, 1.0, 0.0)).covariance(np.zeros(1), np.array([[1.0, 3.0, 100.0]]))
    assert covariance[0, 0] == 2.0


def test_shares_of_all_or_nobody_have_no_logit():
    shares = np.array([0.0, 0.5, 1.0])
    found = logit_variances(shares, np.array([[0.0] * 3, [0.4, 0.6, 1.0], [1.0] * 3]), replication("other"))
    assert np.isnan(found[[0, 2]]).all()
    np.testing.assert_allclose(found[1], 2 * np.log(1.5) ** 2 * 0.0625, rtol=1e-12)
