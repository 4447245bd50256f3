"""Replicate weights from columns to sums: patterns, texts, faults."""

import numpy as np
import pyarrow as pa
import pytest

from partysurvey.engines.local import count
from partysurvey.errors import PartysurveyError
from partysurvey.survey import Binding, Columns, Design, Option, Questionnaire, Replicates, SingleChoice, Text
from partysurvey.tally.counting import Counting
from partysurvey.tally.plan import Cells, Plan

PARTY = SingleChoice(
    id="party", text=Text.same("party"), options=(Option("y", Text.same("y")), Option("n", Text.same("n")))
)
PLAN = Plan(frozenset([Cells(("party",))]))


def tally(design, **columns):
    """The tally of the columns, as texts if they are texts."""
    held = {
        name: pa.array(values, pa.string()).dictionary_encode() if isinstance(values[0], str) else pa.array(values)
        for name, values in columns.items()
    }
    task = Counting(Questionnaire("q", Text("q"), (PARTY,)), Binding({"party": Columns(("party",))}), PLAN, design)
    return count([pa.RecordBatch.from_pydict(held)], task)


def replicate_design(*columns, weight="w", **rest):
    return Design(weight=weight, replicates=Replicates(columns, "JK1", **rest))


COLUMNS = {"party": ["y", "n", "y"], "w": [1.0, 2.0, 3.0]}


@pytest.mark.parametrize("given", [([0.0, 4.0, 4.5], [2.0, 0.0, 1.0]), (["0", "4", "4.5"], ["2", "0.0", "1"])])
def test_sums_of_numbers_and_of_texts_are_the_same(given):
    counts = tally(replicate_design("r1", "r2"), **COLUMNS, r1=given[0], r2=given[1]).counts("party")
    assert counts.replicates[:2].tolist() == [[4.5, 3.0], [4.0, 0.0]]
    assert counts.w[:2].tolist() == [4.0, 2.0]


def test_factors_are_multiplied_by_the_weight():
    counts = tally(replicate_design("r1", combined=False), **COLUMNS, r1=[0.0, 2.0, 1.5]).counts("party")
    assert counts.replicates[:2, 0].tolist() == [4.5, 4.0]


def test_a_row_without_weight_counts_where_a_replicate_has_it():
    columns = {"party": ["y", "n", "y"], "w": [0.0, 0.0, 1.0], "r1": [0.0, 2.0, 1.0]}
    found = tally(replicate_design("r1"), **columns)
    assert found.dropped == {"weight_zero": 1}
    assert found.counts("party").n[:2].tolist() == [1, 1]
    assert found.counts("party").replicates[:2, 0].tolist() == [1.0, 2.0]


def test_without_replicate_weights_nothing_of_them_is_held():
    found = tally(Design(weight="w"), **COLUMNS)
    assert found.counts("party").replicates is None
    assert found.spine.replicates is None


def test_known_degrees_of_freedom_save_the_products():
    found = tally(replicate_design("r1", degrees_of_freedom=3), **COLUMNS, r1=[1.0, 1.0, 1.0])
    assert found.spine.replicates.gram is None


@pytest.mark.parametrize(
    "design",
    [
        pytest.param(replicate_design("r1"), id="missing"),
        pytest.param(Design(strata="w", replicates=Replicates(("r1",), "JK1")), id="strata too"),
    ],
)
def test_faults_say_what_to_do(design, snapshot):
    with pytest.raises(PartysurveyError) as caught:
        tally(design, **COLUMNS, r1=[1.0, None, 1.0])
    assert str(caught.value) == snapshot


def test_patterns_are_the_columns_of_the_file_in_its_order(snapshot):
    design = replicate_design("rw*", "rw2", "extra")
    names = ["w", "rw10", "rw2", "r", "brw1"]
    assert design.in_file(names).replicates.columns == ("rw10", "rw2", "extra")
    assert design.columns_among(names) == ("w", "rw10", "rw2", "extra")
    with pytest.raises(PartysurveyError) as caught:
        design.in_file(["w", "r"])
    assert str(caught.value) == snapshot


def test_a_star_in_the_name_of_a_column_is_that_column():
    assert replicate_design("rw*").in_file(["rw*", "rw1"]).replicates.columns == ("rw*",)


def test_replicates_of_all_rows_stay_with_those_of_the_spine():
    found = tally(replicate_design("r1", "r2"), **COLUMNS, r1=[1.0, 2.0, 0.0], r2=[0.0, 1.0, 1.0])
    np.testing.assert_array_equal(found.spine.replicates.gram, [[5.0, 2.0], [2.0, 2.0]])
