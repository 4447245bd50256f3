"""Variances of many groups at once, against the formula written out over all PSUs, with and without anyone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partysurvey.estimates.group_variance import Pairs, group_variances
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.spots import Spots
from partysurvey.estimates.variance import sums_covariance
from partysurvey.tally.axis import Unit
from partysurvey.tally.sums import Spine

LONELY = ("remove", "adjust", "average", "certainty")
GROUPS, SCORES = 3, 2
designs = st.lists(st.integers(1, 4), min_size=1, max_size=4)  # PSUs of each stratum


def spine(sizes, *, by_psu):
    """The spine of strata with that many PSUs; without ids the numbers are those of rows."""
    units = [
        Unit(f"s{stratum}", (f"{stratum}-{psu}",) if by_psu else ())
        for stratum, size in enumerate(sizes)
        for psu in range(size if by_psu else 1)
    ]
    n = np.ones(len(units), dtype=np.int64) if by_psu else np.array(sizes)
    return Spine(tuple(units), n, n.astype(float), n.astype(float))


def written_out(totals, strata, lonely):
    """Σ_h n/(n - 1) Σ_c (z_hc - z̄_h)² over every PSU (c,) of one score and one group."""
    parts, left = [], 0.0
    sizes = {stratum: int((strata == stratum).sum()) for stratum in set(strata.tolist())}
    for stratum, size in sizes.items():
        z = totals[strata == stratum]
        if size > 1:
            parts.append(size / (size - 1) * ((z - z.mean()) ** 2).sum())
        elif lonely == "adjust":
            left += float((z[0] - totals.mean()) ** 2)
    whole = sum(parts) + left
    return whole * len(sizes) / max(len(parts), 1) if lonely == "average" and len(parts) < len(sizes) else whole


@settings(max_examples=80, deadline=None)
@given(designs, st.sampled_from(LONELY), st.integers(0, 2**32 - 1))
def test_clusters_that_a_group_does_not_meet_count(sizes, lonely, seed):
    random = np.random.default_rng(seed)
    strata = np.repeat(np.arange(len(sizes)), sizes)
    dense = random.normal(size=(SCORES, GROUPS, strata.size))
    met = random.random((GROUPS, strata.size)) < 0.5
    dense[:, ~met] = 0.0
    group, unit = np.nonzero(met)
    sampling = Sampling(spine(sizes, by_psu=True), lonely)
    found = group_variances(dense[:, group, unit], None, Pairs(group, unit, GROUPS), sampling)
    expected = [[written_out(dense[k, g], strata, lonely) for g in range(GROUPS)] for k in range(SCORES)]
    assert found == pytest.approx(np.array(expected), rel=1e-12, abs=1e-13)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.sampled_from(LONELY), st.integers(0, 2**32 - 1))
def test_rows_that_are_psus(sizes, lonely, seed):
    random = np.random.default_rng(seed)
    strata = np.repeat(np.arange(len(sizes)), sizes)
    owner = random.integers(0, GROUPS + 1, strata.size)  # the last one is no group
    rows = random.normal(size=(SCORES, strata.size))
    dense = np.array([[rows[k] * (owner == g) for g in range(GROUPS)] for k in range(SCORES)])
    met = np.array([[((strata == h) & (owner == g)).any() for h in range(len(sizes))] for g in range(GROUPS)])
    group, stratum = np.nonzero(met)
    sums, squares = (
        np.array([[each[g][strata == h].sum() for g, h in zip(group, stratum, strict=True)] for each in part])
        for part in (dense, dense**2)
    )
    sampling = Sampling(spine(sizes, by_psu=False), lonely)
    found = group_variances(
        sums.reshape(SCORES, -1), squares.reshape(SCORES, -1), Pairs(group, stratum, GROUPS), sampling
    )
    expected = [[written_out(dense[k, g], strata, lonely) for g in range(GROUPS)] for k in range(SCORES)]
    assert found == pytest.approx(np.array(expected), rel=1e-11, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(LONELY), st.integers(0, 2**32 - 1))
def test_two_stages_as_the_covariance_of_dense_sums(lonely, seed):
    random = np.random.default_rng(seed)
    units = tuple(Unit(f"s{h}", (f"{h}{c}", f"{h}{c}{i}")) for h in range(2) for c in range(3) for i in range(2))
    ones = np.ones(12)
    fpc = (np.full(12, 5.0), np.full(12, 4.0))
    sampling = Sampling(Spine(units, ones.astype(np.int64), ones, ones, fpc), lonely)
    met = random.random((GROUPS, 12)) < 0.4
    dense = random.normal(size=(SCORES, GROUPS, 12)) * met
    group, unit = np.nonzero(met)
    found = group_variances(dense[:, group, unit], None, Pairs(group, unit, GROUPS), sampling)
    expected = [np.diag(sums_covariance(dense[:, g], None, sampling)) for g in range(GROUPS)]
    assert found == pytest.approx(np.array(expected).T, rel=1e-12, abs=1e-13)


@given(st.integers(0, 2**32 - 1))
def test_overlapping_groups_gather_their_levels(seed):
    random = np.random.default_rng(seed)
    met = random.random((4, 6)) < 0.5
    level, unit = np.nonzero(met)
    groups = random.integers(0, 2, (GROUPS, 4)).astype(float)
    values = random.integers(1, 9, level.size).astype(float)
    dense = np.zeros((4, 6))
    dense[level, unit] = values
    gathering = Spots(level, unit).gathering(groups, 6)
    sums = np.zeros((GROUPS, 6))
    sums[gathering.pairs.group, gathering.pairs.unit] = gathering.sums(values[None, :])[0]
    assert (sums == groups @ dense).all()
    assert gathering.pairs.group.size == (groups @ met > 0).sum()
