"""Laws of scales: order of items and people, equal items, merged tallies, equal weights."""

from itertools import combinations

import numpy as np
import pytest
from hand_counts import hand_tally
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reference_data import scale

from partysurvey.estimates.scales.alpha import alpha, raw_alpha
from partysurvey.estimates.scales.covariance import covariances_of_pairs, listwise_covariances, pairwise_covariances
from partysurvey.estimates.scales.items import item_correlations
from partysurvey.estimates.scales.patterns import answer_patterns
from partysurvey.estimates.scales.polychoric import pair_table, polychoric
from partysurvey.survey import Absence, Questionnaire, Text
from partysurvey.tally.plan import Cells, Plan

LAW = settings(max_examples=30, deadline=None)
NAMES = ("a", "b", "c")
QUESTIONNAIRE = Questionnaire(id="law", title=Text.same("law"), questions=tuple(scale(name, "1234") for name in NAMES))
PLAN = Plan(frozenset({Cells(NAMES)}))
PAIRS = Plan(frozenset(Cells(pair) for pair in combinations(NAMES, 2)))
ANSWER = st.sampled_from((*"1234", *"1234", Absence.BLANK, Absence.NOT_ASKED))
PEOPLE = st.lists(st.tuples(ANSWER, ANSWER, ANSWER), min_size=4, max_size=25)


def tally_of(people, plan=PLAN, weights=None):
    return hand_tally(QUESTIONNAIRE, plan, dict(zip(NAMES, zip(*people, strict=True), strict=True)), weights)


def items(*names):
    return [QUESTIONNAIRE.variables[name] for name in names or NAMES]


def usable(people):
    found = pairwise_covariances(answer_patterns(tally_of(people), items()))
    assume(alpha(found) is not None)
    assume(found.matrix.sum() > 1e-6)
    assume(found.correlations.sum() > 1e-6)
    return found


@LAW
@given(PEOPLE)
def test_pairwise_covariances_are_those_of_plain_arrays(people):
    found = pairwise_covariances(answer_patterns(tally_of(people), items()))
    scores = np.array([[float(x) if isinstance(x, str) else np.nan for x in person] for person in people])
    for i, j in combinations(range(3), 2):
        both = scores[~np.isnan(scores[:, [i, j]]).any(axis=1)][:, [i, j]]
        if len(both) < 2:
            assert np.isnan(found.matrix[i, j])
        else:
            assert found.matrix[i, j] == pytest.approx(np.cov(both.T)[0, 1], abs=1e-12)


@LAW
@given(PEOPLE, st.permutations(NAMES))
def test_alpha_does_not_depend_on_the_order_of_items(people, order):
    expected = alpha(usable(people))
    found = alpha(pairwise_covariances(answer_patterns(tally_of(people), items(*order))))
    assert (found.raw, found.average_r) == pytest.approx((expected.raw, expected.average_r))


@LAW
@given(st.lists(st.sampled_from("1234"), min_size=2, max_size=20).filter(lambda answers: len(set(answers)) > 1))
def test_equal_items_have_alpha_one(answers):
    found = listwise_covariances(answer_patterns(tally_of([(answer,) * 3 for answer in answers]), items()))
    assert raw_alpha(found.matrix) == pytest.approx(1)
    assert item_correlations(found).rest == pytest.approx(1)


@LAW
@given(PEOPLE, PEOPLE)
def test_merged_tallies_give_the_alpha_of_all(people, more):
    expected = alpha(usable(people + more))
    found = alpha(pairwise_covariances(answer_patterns(tally_of(people) + tally_of(more), items())))
    assert (found.raw, found.se) == pytest.approx((expected.raw, expected.se))


@LAW
@given(PEOPLE)
def test_tables_of_pairs_and_the_joint_table_agree(people):
    joint = pairwise_covariances(answer_patterns(tally_of(people), items()))
    pairs = covariances_of_pairs(tally_of(people, PAIRS), items())
    assert pairs.people == joint.people
    assert pairs.counts.tolist() == joint.counts.tolist()
    assert pairs.matrix == pytest.approx(joint.matrix, nan_ok=True, abs=1e-12)


@LAW
@given(PEOPLE, st.floats(0.01, 100))
def test_equal_weights_change_nothing(people, weight):
    expected = usable(people)
    found = pairwise_covariances(answer_patterns(tally_of(people, weights=[weight] * len(people)), items()))
    assert found.matrix == pytest.approx(expected.matrix, rel=1e-6, abs=1e-9)


@LAW
@given(st.lists(st.lists(st.integers(1, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_turning_an_item_turns_its_polychoric_correlation(rows):
    table = np.array(rows, dtype=float)
    assert polychoric(table[::-1]).rho == pytest.approx(-polychoric(table).rho, abs=1e-9)
    assert polychoric(table.T).rho == pytest.approx(polychoric(table).rho, abs=1e-9)


@LAW
@given(PEOPLE)
def test_a_pair_table_holds_everybody_with_both_answers(people):
    found = pair_table(answer_patterns(tally_of(people), items()), 0, 1)
    assert found.sum() == sum(isinstance(a, str) and isinstance(b, str) for a, b, _ in people)
