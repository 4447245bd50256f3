"""What holds of estimates whatever people answer."""

from fractions import Fraction

import numpy as np
import pytest
from hand_counts import hand_tally
from hypothesis import given, settings
from hypothesis import strategies as st

from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.checks import check_estimates
from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.effective import finite_population_base
from partysurvey.estimates.frame import frame_rows
from partysurvey.estimates.histogram import histogram
from partysurvey.estimates.intervals import share_interval, wilson
from partysurvey.estimates.needs import needs
from partysurvey.estimates.numbers import plain_numbers
from partysurvey.estimates.quantiles import quantiles
from partysurvey.estimates.results import Inference
from partysurvey.survey import Absence, Band, MultipleChoice, Number, Option, Questionnaire, Scale, Text

CODES = ("a", "b", "c")
LABELS = tuple(Option(code, Text.same(code)) for code in CODES)
NAME = Text.same("name")
BANDS = (Band("low", NAME, None, 0), Band("high", NAME, 0, None))


def questionnaire(order=LABELS):
    questions = (
        Scale(id="scale", text=NAME, options=order),
        MultipleChoice(id="many", text=NAME, options=LABELS),
        Number(id="number", text=NAME, bands=BANDS),
    )
    return Questionnaire(id="laws", title=NAME, questions=questions)


absences = st.sampled_from([Absence.NOT_ASKED, Absence.BLANK])
patterns = st.sets(st.sampled_from(CODES)).map(lambda chosen: tuple(sorted(chosen)))
values = st.integers(-50, 50).map(lambda k: k / 4)
people = st.tuples(
    st.sampled_from(CODES) | absences, patterns | absences, values | absences, st.integers(1, 40).map(lambda k: k / 8)
)
samples = st.lists(people, min_size=1, max_size=30)
levels = st.floats(0.5, 0.999)
inferences = st.builds(Inference, levels, st.none() | st.integers(30, 500), st.booleans())


def estimates(sample, *, weights=None, inference=None, order=LABELS, banners=("scale", "many", "number")):
    survey = questionnaire(order)
    answers = dict(zip(("scale", "many", "number"), zip(*(person[:3] for person in sample), strict=True), strict=True))
    tally = hand_tally(survey, needs(survey, None, banners), answers, weights)
    return estimate(survey, tally, None, banners, inference or Inference())


def numbers_of(found):
    """Every number but sums of weights and weighted totals, by what it is of."""
    rows = frame_rows(found)
    return {row[:6]: row.value for row in rows if row.stat not in {"weighted", "total"}}


def same(one, other):
    assert one.keys() == other.keys()
    for key, value in one.items():
        # √ε = 1.5e-8: a share that misses 1 by one rounding has that much standard error
        assert value == (None if other[key] is None else pytest.approx(other[key], rel=1e-8, abs=1e-7)), key


@settings(max_examples=60, deadline=None)
@given(samples, inferences)
def test_every_contract_holds(sample, inference):
    weights = [person[3] for person in sample]
    assert check_estimates(estimates(sample, inference=inference)) == ()
    assert check_estimates(estimates(sample, inference=inference, weights=weights)) == ()


@settings(max_examples=40, deadline=None)
@given(samples, st.sampled_from([1e-3, 0.5, 7, 1e5]))
def test_scaling_all_weights_changes_nothing(sample, factor):
    weights = [person[3] for person in sample]
    scaled = [weight * factor for weight in weights]
    same(numbers_of(estimates(sample, weights=weights)), numbers_of(estimates(sample, weights=scaled)))


@settings(max_examples=30, deadline=None)
@given(samples)
def test_weights_of_one_are_no_weights(sample):
    assert estimates(sample, weights=[1] * len(sample)) == estimates(sample)


@settings(max_examples=30, deadline=None)
@given(samples, st.permutations(LABELS))
def test_options_in_another_order_are_the_same_options(sample, order):
    ours, theirs = (estimates(sample, order=options).results[0].options for options in (LABELS, tuple(order)))
    assert [share.option for share in theirs] == [option.code for option in order]
    assert {share.option: share for share in ours} == {share.option: share for share in theirs}


@settings(max_examples=30, deadline=None)
@given(samples)
def test_groups_of_a_banner_add_up(sample):
    found = estimates(sample, banners=("scale",)).results
    number = [result for result in found if result.question == "number"]
    asked = sum(1 for person in sample if person[0] in CODES and not isinstance(person[2], Absence))
    assert sum(result.base.n for result in number[1:]) == asked
    shares = [share for result in number[1:] for share in result.options if share.total_share is not None]
    assert not asked or sum(share.total_share for share in shares) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(samples, st.booleans())
def test_totals_are_sums_of_weighted_numbers_of_everybody_and_of_each_group(sample, weighted):
    weights = [person[3] for person in sample] if weighted else None
    found = estimates(sample, weights=weights, banners=("scale",)).results
    for result in found:
        if result.question != "number":
            assert result.statistics is None or result.statistics.total is None
            continue
        parts = [
            Fraction(value) * Fraction(weight if weighted else 1)
            for option, _, value, weight in sample
            if not isinstance(value, Absence) and result.by_option in {None, option}
        ]
        # values are quarters and weights eighths: every sum is a binary fraction that a float holds exactly
        assert result.statistics.total == (sum(parts) if parts else None)


@given(st.integers(0, 1000), st.integers(1, 1000), levels)
def test_wilson_is_in_the_unit_interval_and_holds_the_share(x, n, level):
    share = min(x, n) / n
    low, high = wilson(share, n, level)
    assert 0 <= low <= share <= high <= 1
    assert low < high


@given(st.floats(0, 1), st.floats(0.1, 1e7), levels, levels)
def test_higher_levels_give_wider_intervals(share, base, one, other):
    (low, high), (wide_low, wide_high) = (wilson(share, base, level) for level in sorted((one, other)))
    assert wide_low <= low + 1e-15
    assert high <= wide_high + 1e-15


@given(st.floats(0, 1), st.integers(1, 1000), st.integers(0, 100_000), levels)
def test_a_finite_population_is_known_better_and_a_full_count_exactly(share, n, rest, level):
    base = finite_population_base(n, n, n + rest)
    interval, infinite = share_interval(share, base, level), share_interval(share, n, level)
    assert interval.high - interval.low <= infinite.high - infinite.low + 1e-12
    if not rest:
        assert (interval.se, interval.low, interval.high) == (0, share, share)


def plain(found):
    ones = np.ones(len(found))
    return plain_numbers(Distribution(tuple(found), ones.astype(np.int64), ones, ones))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_quantiles_are_numpys(found, probabilities):
    for probability, quantile in quantiles(plain(found), probabilities).items():
        assert quantile == pytest.approx(np.quantile(found, probability), rel=1e-9, abs=1e-9)


@given(st.lists(st.floats(-1e9, 1e9) | st.integers(0, 100).map(float), min_size=1, max_size=60))
def test_histograms_hold_every_number_in_its_bin(found):
    bins = histogram(plain(found))
    for place, (low, high, n, share) in enumerate(bins):
        last = place == len(bins) - 1
        assert n == sum(1 for x in found if low <= x and (x < high or (last and x == high)))
        assert share == pytest.approx(n / len(found))
    assert sum(n for _, _, n, _ in bins) == len(found)
    assert [high for _, high, _, _ in bins[:-1]] == [low for low, _, _, _ in bins[1:]]
