"""Every number falls in exactly one of bands that a questionnaire may have, in tables and in conditions alike."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.sources.questionnaires.building import built_questionnaire
from partysurvey.sources.questionnaires.number_checks import band_faults
from partysurvey.survey import Absence
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.resolution import resolved
from partysurvey.tally.answers import Answers
from partysurvey.tally.conditions import rows_that_meet
from partysurvey.tally.numbers import band_of

limits = st.integers(-8, 8).map(lambda k: k / 4) | st.floats(-1e6, 1e6)
seams = st.lists(st.tuples(limits, st.sampled_from(["open", "closed", "alone"])), max_size=5, unique_by=lambda s: s[0])


@st.composite
def bands(draw):
    """Bands as in a file: at each limit the lower band ends below it or includes it, or the limit is a band alone."""
    bands, low = [], None
    for limit, style in sorted(draw(seams)):
        bands.append({"low": low, "high": limit} | ({"includes_high": True} if style == "closed" else {}))
        if style == "alone":
            bands.append({"low": limit, "high": limit, "includes_high": True})
        low = limit
    bands.append({"low": low, "high": None})
    return [{"code": f"band_{place}", "label": f"band {place}", **band} for place, band in enumerate(bands)]


@st.composite
def bands_and_numbers(draw):
    data = draw(bands())
    ends = [band["high"] for band in data if band["high"] is not None]
    near = st.sampled_from(ends or [0.0])
    return data, draw(st.lists(near | limits | st.floats(allow_nan=False, allow_infinity=False), min_size=1))


def survey(data):
    age = {"id": "age", "kind": "number", "text": "Age", "bands": data}
    return built_questionnaire({"id": "q", "title": "Q", "questions": [age]})


@given(bands_and_numbers())
def test_every_number_falls_in_exactly_one_band(case):
    data, numbers = case
    assert not list(band_faults({"bands": data}))
    (age,) = survey(data).questions
    for number in numbers:
        (holding,) = [band.code for band in age.bands if number in band]
        assert band_of(age.bands, number) == holding


@given(bands_and_numbers())
def test_a_condition_that_names_a_band_is_met_by_the_numbers_in_it(case):
    data, numbers = case
    questionnaire = survey(data)
    (age,) = questionnaire.questions
    column = Answers(np.arange(len(numbers) + 1), [*numbers, Absence.BLANK])
    for band in age.bands:
        condition = resolved(parse_condition(f"age = {band.code}"), questionnaire)
        met = rows_that_meet(condition, lambda _: column)
        assert met.tolist() == [*(number in band for number in numbers), False]
