"""Laws of replicate weights: what leaves their variances unchanged, and where they are those of linearisation."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from partysurvey.estimates.linear import Ratio, Total
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import CellTotals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.survey import Replicates
from partysurvey.tally.axis import Unit
from partysurvey.tally.sums import ReplicateSums, Spine

LAW = settings(max_examples=60, deadline=None)
CELLS = 3
# Σw of the cells in each PSU of each of some strata
SAMPLES = st.lists(
    st.lists(st.lists(st.floats(0.1, 10), min_size=CELLS, max_size=CELLS), min_size=2, max_size=4),
    min_size=1,
    max_size=3,
)


def both(strata):
    """The totals of a stratified cluster sample with JKn replicate weights, its Taylor design and its replicates."""
    units = tuple(Unit(str(h), (str(c),)) for h, psus in enumerate(strata) for c in range(len(psus)))
    w = np.array([psu for psus in strata for psu in psus]).T
    factors, rscales = [], []
    for h, psus in enumerate(strata):
        for left_out in range(len(psus)):
            own = [0.0 if c == left_out else len(psus) / (len(psus) - 1) for c in range(len(psus))]
            factors.append([x for k, others in enumerate(strata) for x in (own if k == h else [1.0] * len(others))])
            rscales.append((len(psus) - 1) / len(psus))
    matrix = np.array(factors).T
    rows = ReplicateSums((matrix * w.sum(axis=0)[:, None]).T @ (matrix * w.sum(axis=0)[:, None]), None)
    n = np.ones(len(units), dtype=np.int64)
    spine = Spine(units, n, w.sum(axis=0), w.sum(axis=0) ** 2, (), rows)
    columns = tuple(f"rw{r}" for r in range(len(rscales)))
    return (
        CellTotals(w, w**2, w @ matrix),
        Sampling(spine),
        Replication(Replicates(columns, "JKn", rscales=tuple(rscales)), spine),
    )


SHARES = Ratio(np.eye(CELLS), np.ones((CELLS, CELLS)))


@LAW
@given(SAMPLES)
def test_of_totals_the_jackknife_is_the_linearised_variance(strata):
    totals, sampling, replication = both(strata)
    of_totals = Total(np.eye(CELLS))
    np.testing.assert_allclose(
        estimand_covariance(of_totals, totals, replication),
        estimand_covariance(of_totals, totals, sampling),
        rtol=1e-8,
        atol=1e-8,
    )


@LAW
@given(SAMPLES, st.floats(1e-3, 1e3))
def test_scaling_all_weights_changes_no_variance_of_a_share(strata, factor):
    totals, _, replication = both(strata)
    scaled = CellTotals(totals.w * factor, totals.w2 * factor**2, totals.replicates * factor)
    np.testing.assert_allclose(
        estimand_covariance(SHARES, totals, replication), estimand_covariance(SHARES, scaled, replication), atol=1e-12
    )


@LAW
@given(SAMPLES, st.permutations(range(CELLS)))
def test_relabelling_options_permutes_the_covariance(strata, order):
    totals, _, replication = both(strata)
    order = np.array(order)
    turned = CellTotals(totals.w[order], totals.w2[order], totals.replicates[order])
    covariance = estimand_covariance(SHARES, totals, replication)
    np.testing.assert_allclose(
        estimand_covariance(SHARES, turned, replication), covariance[np.ix_(order, order)], atol=1e-13
    )


@LAW
@given(SAMPLES)
def test_shares_that_sum_to_one_have_a_covariance_that_sums_to_zero(strata):
    totals, _, replication = both(strata)
    np.testing.assert_allclose(estimand_covariance(SHARES, totals, replication).sum(axis=1), 0, atol=1e-12)


@LAW
@given(SAMPLES)
def test_a_sampling_fraction_of_one_leaves_no_variance(strata):
    totals, _, replication = both(strata)
    replicates = replication.replicates
    census = Replication(
        Replicates(replicates.columns, "JKn", rscales=replicates.rscales, fpc=(1.0,)), replication.spine
    )
    assert not estimand_covariance(SHARES, totals, census).any()


@LAW
@given(SAMPLES)
def test_the_order_of_the_replicates_does_not_matter(strata):
    totals, _, replication = both(strata)
    given_ = replication.replicates
    turned = Replication(Replicates(given_.columns, "JKn", rscales=given_.rscales[::-1]), replication.spine)
    backwards = CellTotals(totals.w, totals.w2, totals.replicates[:, ::-1])
    np.testing.assert_allclose(
        estimand_covariance(SHARES, totals, replication), estimand_covariance(SHARES, backwards, turned), atol=1e-14
    )
