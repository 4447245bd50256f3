"""Partial tallies: what is counted twice, or not at all, is an error; and what travels is small."""

import pickle
from pathlib import Path

import pytest
from msgspec.structs import replace

from partysurvey.engines.local import count, partial
from partysurvey.errors import EngineError
from partysurvey.estimates.needs import needs
from partysurvey.sources.opening import open_source
from partysurvey.sources.portions import WholeSource
from partysurvey.sources.recognition import recognised
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.portion import Partial, reconciled
from partysurvey.tally.tally import Tally

SAMPLE = Path(__file__).parents[3] / "sample_data/organ_cadres.csv"


@pytest.fixture(scope="module")
def source():
    return open_source(SAMPLE)


@pytest.fixture(scope="module")
def counting(source):
    known = recognised(source, "organ_cadres")
    asked = tuple(countable_variables(known.questionnaire, known.binding))
    plan = needs(known.questionnaire, asked, ("part_time",))
    return Counting(known.questionnaire, known.binding, plan, columns=source.columns)


def of_rows(number, rows):
    return Partial(Tally(rows=rows, counted=rows), {number: rows})


def test_partial_tallies_add_up_in_any_order():
    one, two, three = of_rows(0, 3), of_rows(1, 4), of_rows(2, 5)
    assert ((one + two) + three).whole(3).rows == (three + (two + one)).whole(3).rows == 12
    assert (Partial() + one).rows == (one + Partial()).rows == {0: 3}


def test_what_is_lost_or_counted_twice_is_an_error(snapshot):
    one, two = of_rows(0, 3), of_rows(1, 4)
    faulty = (
        lambda: one + one,
        lambda: (one + two).whole(3),
        lambda: Partial(Tally(rows=3, counted=3), {0: 4}).whole(1),
        lambda: reconciled(Tally(rows=9, counted=5, dropped={"where": 3}), "a.csv"),
    )
    for wrong in faulty:
        with pytest.raises(EngineError) as caught:
            wrong()
        assert str(caught.value) == snapshot


def test_a_portion_has_the_rows_it_was_said_to_have(source, counting):
    with pytest.raises(EngineError, match=r"organ_cadres.csv has 1000 rows, and \d+ were read"):
        partial(0, WholeSource(source, 1000), counting)


def test_what_travels_is_small_and_whole(source, counting):
    tally = count(source.batches(counting.needed_columns), counting)
    sent = pickle.dumps(counting)
    assert len(sent) < 100_000
    assert len(pickle.dumps(tally)) < 500_000
    again = pickle.loads(sent)  # noqa: S301  # our own
    assert again == counting
    assert count(source.batches(again.needed_columns), again) == tally
    assert pickle.loads(pickle.dumps(tally)) == tally  # noqa: S301  # our own
    assert len(pickle.dumps(WholeSource(source))) < 50_000


def test_errors_survive_the_journey():
    error = EngineError("what", "remedy", "a.csv")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert (str(again), again.faults) == (str(error), error.faults)
    assert replace(error.faults[0]) == again.faults[0]
