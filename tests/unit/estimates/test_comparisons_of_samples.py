"""Tests of a sample where there is nobody to compare, and of a domain against R's rules for its degrees of freedom."""

import numpy as np
import pytest
from design_tallies import reference_sample

from partysurvey.estimates.comparisons.of_samples import (
    agreement,
    joint_table,
    mean_against,
    mean_difference,
    rank_difference,
)
from partysurvey.estimates.comparisons.rao_scott import rao_scott_f

ENTRY = {"data": "apiclus1.csv", "design": {"ids": "dnum", "weights": "pw", "fpc": "fpc"}}


@pytest.fixture(scope="module")
def sample():
    return reference_sample(ENTRY, "stype", "awards", "comp.imp", "api00")


def one_person(sample):
    return np.arange(sample.cells.n.size) == int(np.argmax(sample.cells.n == 1))


@pytest.mark.parametrize("of", [one_person, lambda sample: np.zeros(sample.cells.n.size, dtype=bool)])
def test_a_domain_of_hardly_anybody_has_no_test(sample, of):
    domain, number = of(sample), sample.numbers("api00")
    assert joint_table(sample, "stype", "awards", domain) is None
    assert agreement(sample, "awards", "comp.imp", domain) is None
    assert mean_against(sample, number, 650, domain) is None
    assert mean_difference(sample, number, "awards", domain) is None
    assert rank_difference(sample, number, "stype", domain=domain) is None


def test_a_group_of_one_person_can_be_compared(sample):
    domain = sample.is_at("awards", "Yes") | one_person(sample)
    if not (sample.is_at("awards", "No") & domain).any():
        domain |= np.arange(domain.size) == int(np.argmax(sample.is_at("awards", "No")))
    test = mean_difference(sample, sample.numbers("api00"), "awards", domain)
    assert 0 <= test.p <= 1


def test_three_groups_have_no_single_difference(sample):
    assert mean_difference(sample, sample.numbers("api00"), "stype") is None


def test_degrees_of_freedom_of_a_domain_are_of_its_units(sample):
    domain = sample.is_at("stype", "H")
    table = joint_table(sample, "awards", "comp.imp", domain)
    assert table.shares.n == sample.cells.n[domain].sum()
    assert table.shares.df == len(set(sample.cells.unit[domain].tolist())) - 1
    assert rao_scott_f(table.shares).df[1] == pytest.approx(table.shares.df)
