"""What holds of design-based estimates whatever people answer and however they were drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from partysurvey.engines.local import count
from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.checks import check_estimates
from partysurvey.estimates.design import unit_needs
from partysurvey.estimates.frame import frame_rows
from partysurvey.estimates.needs import needs
from partysurvey.estimates.results import Inference
from partysurvey.sources.frame import FrameSource
from partysurvey.survey import (
    Band,
    Binding,
    Columns,
    Design,
    MultipleChoice,
    Number,
    Option,
    Questionnaire,
    Scale,
    Text,
)
from partysurvey.tally.counting import Counting

pd = pytest.importorskip("pandas")
NAME = Text.same("name")
OF_WEIGHTS = {"share", "se", "mean", "df", "row_share", "total_share", "total"}  # no counts of people in them
CODES = ("a", "b", "c")
LABELS = tuple(Option(code, Text.same(code)) for code in CODES)
BANDS = (Band("low", NAME, None, 0), Band("high", NAME, 0, None))
SURVEY = Questionnaire(
    id="laws",
    title=NAME,
    questions=(
        Scale(id="scale", text=NAME, options=LABELS),
        MultipleChoice(id="many", text=NAME, options=LABELS),
        Number(id="number", text=NAME, bands=BANDS),
    ),
)
BINDING = Binding({"scale": Columns(("scale",)), "many": Columns(tuple(CODES), CODES), "number": Columns(("number",))})
CLUSTERED = Design(weight="w", strata="stratum", psu=("psu",), nest=True, lonely="remove")
STRATIFIED = Design(weight="w", strata="stratum", lonely="remove")

people = st.fixed_dictionaries(
    {
        "scale": st.sampled_from(("a", "b", "c", "")),
        **{code: st.sampled_from(("0", "1")) for code in CODES},
        "number": st.sampled_from(("", "-1", "0", "0.5", "2", "7")),
        "w": st.integers(1, 40).map(lambda k: k / 8),
        "stratum": st.sampled_from("xy"),
        "psu": st.sampled_from("1234"),
    }
)
samples = st.lists(people, min_size=2, max_size=25)
designs = st.sampled_from([CLUSTERED, STRATIFIED])
methods = st.sampled_from([None, "beta", "wilson", "asin", "mean", "likelihood"])


def counting_of(design, inference, columns):
    plan = needs(SURVEY, None, ("scale",), unit_needs(design, inference))
    return Counting(SURVEY, BINDING, plan, design=design, columns=columns)


def tally_of(sample, design, inference):
    source = FrameSource(pd.DataFrame(sample).astype({"w": float}))
    counting = counting_of(design, inference, source.columns)
    return count(source.batches(counting.needed_columns), counting)


def estimates(sample, design, inference=None):
    inference = inference or Inference()
    return estimate(SURVEY, tally_of(sample, design, inference), None, ("scale",), inference, design)


def numbers_of(found, without=("weighted", "total")):
    return {row[:6]: row.value for row in frame_rows(found) if row.stat not in without}


def same(one, other):
    assert one.keys() == other.keys()
    for key, value in one.items():
        # √ε = 1.5e-8: a share that misses 1 by one rounding has that much standard error
        assert value == (None if other[key] is None else pytest.approx(other[key], rel=1e-6, abs=1e-7)), key


@settings(max_examples=60, deadline=None)
@given(samples, designs, methods)
def test_every_contract_holds(sample, design, method):
    assert check_estimates(estimates(sample, design, Inference(ci=method))) == ()


@settings(max_examples=25, deadline=None)
@given(samples, designs, st.sampled_from([1e-3, 0.5, 8]))
def test_scaling_all_weights_changes_nothing(sample, design, factor):
    scaled = [{**person, "w": person["w"] * factor} for person in sample]
    same(numbers_of(estimates(sample, design)), numbers_of(estimates(scaled, design)))


@settings(max_examples=25, deadline=None)
@given(samples, designs, st.integers(0, 25))
def test_the_sum_of_tallies_of_parts_says_the_same(sample, design, cut):
    inference = Inference()
    whole = tally_of(sample, design, inference)
    parts = [part for part in (sample[:cut], sample[cut:]) if part]
    merged = sum((tally_of(part, design, inference) for part in reversed(parts)), start=type(whole).empty())
    same(
        numbers_of(estimate(SURVEY, whole, None, ("scale",), inference, design), ()),
        numbers_of(estimate(SURVEY, merged, None, ("scale",), inference, design), ()),
    )


@settings(max_examples=25, deadline=None)
@given(samples)
def test_two_half_weight_rows_in_one_psu_are_one_row(sample):
    first, *rest = sample
    halves = {**first, "w": first["w"] / 2}
    once, twice = (
        {
            row[:6]: row.value
            for row in frame_rows(estimates(rows, CLUSTERED))
            if row.stat in OF_WEIGHTS and not row.note
        }
        for rows in (sample, [halves, halves, *rest])
    )
    same(once, twice)


@settings(max_examples=25, deadline=None)
@given(st.lists(people, min_size=2, max_size=25))
def test_everybody_drawn_leaves_no_error(sample):
    complete = [{**person, "fraction": "1", "stratum": "x", "psu": "1"} for person in sample]
    design = replace(STRATIFIED, fpc=("fraction",))
    for result in estimates(complete, design).results:
        for share in result.options:
            assert share.se is None or share.se == pytest.approx(0, abs=1e-9)
        if result.statistics and result.statistics.mean is not None:
            assert result.statistics.se == pytest.approx(0, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(samples)
def test_equal_weights_without_clusters_give_the_simple_formulas(sample):
    """√(p(1 - p)/(n - 1) · n/n*) of n* people in the base out of n, as people without an answer stay in the design."""
    plain = [{**person, "w": 1.0} for person in sample]
    everybody = [result for result in estimates(plain, Design(), Inference(ci="logit")).results if result.by is None]
    n = len(plain)
    for result in everybody:
        base = result.base.n
        for share in result.options if base else ():
            se = np.sqrt(share.share * (1 - share.share) * n / (n - 1) / base)
            assert share.se == pytest.approx(se, abs=1e-9)
        if base == n and result.question == "number":
            assert result.statistics.se == pytest.approx(result.statistics.sd / np.sqrt(n), abs=1e-9)
