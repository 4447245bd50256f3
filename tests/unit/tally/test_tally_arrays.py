import numpy as np
import pytest
from tally_of_arrays import tally_of_arrays

from partysurvey.errors import RequestError
from partysurvey.survey import Absence
from partysurvey.tally.axis import Unit
from partysurvey.tally.levels import closed_axis, open_axis
from partysurvey.tally.plan import Cells
from partysurvey.tally.spines import empty_spine
from partysurvey.tally.sums import Counts, Spine
from partysurvey.tally.tally import Tally


def counts(axes, n, w=None, units=()):
    n = np.asarray(n, dtype=np.int64)
    w = n.astype(float) if w is None else np.asarray(w, dtype=float)
    return Counts(tuple(axes), n, w, w * w, tuple(units))


PARTY = closed_axis("party", ["yes", "no"])
SEX = closed_axis("sex", ["f", "m"])


def two_way():
    n = np.zeros((10, 10), dtype=np.int64)
    n[0, 0], n[0, 1], n[1, 0], n[2, 1] = 3, 4, 5, 6  # 2: NOT_ASKED
    return tally_of_arrays([counts([PARTY, SEX], n)])


def test_a_narrower_table_is_the_sum_of_a_wider_one():
    tally = two_way()
    assert tally.counts("party").n.tolist()[:3] == [7, 5, 6]
    assert tally.counts("sex").n.tolist()[:2] == [8, 10]
    assert tally.counts("sex", "party").n[1, 0] == 4
    assert tally.counts().n == 18


def test_a_question_against_itself_stands_on_the_diagonal():
    crossed = two_way().counts("party", "party").n
    assert np.diag(crossed)[:3].tolist() == [7, 5, 6]
    assert crossed.sum() == 18


def test_open_axes_are_united_and_sorted():
    one = tally_of_arrays([counts([open_axis("age", [30.0, 20.0])], [1, 2, *[0] * 8])])
    other = tally_of_arrays([counts([open_axis("age", [25.0])], [4, 5, *[0] * 7])])
    both = (one + other).counts("age")
    assert both.axes[0].answers == (20.0, 25.0, 30.0)
    assert both.n.tolist() == [1, 4, 2, 5, 0, 0, 0, 0, 0, 0, 0]
    assert one + other == other + one


def test_units_are_united_and_tables_follow():
    a, b, c = Unit("A", ("1",)), Unit("A", ("2",)), Unit("B", ("3",))
    n = np.zeros((10, 2), dtype=np.int64)
    n[0] = 1, 2

    def spine(units):
        return Spine(tuple(units), np.array([1, 2]), np.array([1.0, 2.0]), np.array([1.0, 4.0]))

    one = tally_of_arrays([counts([PARTY], n, units=(a, c))], spine=spine((a, c)))
    other = tally_of_arrays([counts([PARTY], n, units=(b, c))], spine=spine((b, c)))
    both = one + other
    assert both.spine.units == (a, b, c)
    assert both.counts("party", by_unit=True).n[0].tolist() == [1, 1, 4]
    assert both.spine.w.tolist() == [1.0, 1.0, 4.0]


def test_the_empty_tally_changes_nothing():
    tally = two_way()
    assert Tally.empty() + tally == tally == tally + Tally.empty()
    assert Tally.empty() == Tally()
    assert empty_spine(2).fpc[1].size == 0


def test_what_was_not_planned_is_refused(snapshot):
    with pytest.raises(RequestError) as caught:
        two_way().counts("party", "age", by_unit=True)
    assert str(caught.value) == snapshot
    with pytest.raises(RequestError) as caught:
        two_way().moments("age")
    assert str(caught.value) == snapshot
    with pytest.raises(RequestError) as caught:
        two_way().axis("age")
    assert str(caught.value) == snapshot


def test_different_plans_and_questionnaires_do_not_add(snapshot):
    with pytest.raises(RequestError) as caught:
        two_way() + tally_of_arrays([counts([PARTY], np.ones(10))])
    assert str(caught.value) == snapshot
    longer = closed_axis("party", ["yes", "no", "candidate"])
    with pytest.raises(RequestError) as caught:
        tally_of_arrays([counts([longer], np.ones(11))]) + tally_of_arrays([counts([PARTY], np.ones(10))])
    assert str(caught.value) == snapshot


def test_absences_end_every_axis():
    assert PARTY.levels[2:] == tuple(Absence)
    assert Cells(("party",)) in tally_of_arrays([counts([PARTY], np.ones(10))]).cells
