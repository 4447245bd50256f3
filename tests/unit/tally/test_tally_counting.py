import pickle

import numpy as np
import pyarrow as pa
import pytest

from partysurvey.engines.local import count
from partysurvey.errors import AnswerError, RequestError
from partysurvey.survey import (
    Absence,
    Band,
    Binding,
    Column,
    Columns,
    Comparison,
    Copy,
    CountOf,
    Date,
    Derived,
    Design,
    Difference,
    Either,
    Every,
    Grid,
    Item,
    Layout,
    Mean,
    MultipleChoice,
    Negation,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Ratio,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.tally.axis import Unit
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.fold import Fold
from partysurvey.tally.plan import Cells, Moments, Plan

YES_NO = (Option("yes", Text("是", "yes")), Option("no", Text("否", "no")))
AGREE = tuple(Option(f"a{n}", Text(f"{n}分"), score=float(n)) for n in (1, 2, 3, 4, 5))
ABC = tuple(Option(code, Text(label)) for code, label in (("a", "甲"), ("b", "乙"), ("c", "丙")))


def single(name, options=YES_NO, **rest):
    return SingleChoice(id=name, text=Text(name), options=options, **rest)


def number(name, **rest):
    return Number(id=name, text=Text(name), **rest)


def record(**columns):
    return pa.RecordBatch.from_pydict(
        {name: pa.array(values, pa.string()).dictionary_encode() for name, values in columns.items()}
    )


def counting(*questions, plan, design=Design(), where=None, columns=(), derived=(), binding=None, **rest):  # noqa: B008  # frozen
    questionnaire = Questionnaire("q", Text("q"), questions, derived=derived, **rest)
    known = {
        name: Columns((name,))
        for name, each in questionnaire.variables.items()
        if not isinstance(each.question, Derived)
    }
    return Counting(questionnaire, Binding(known | (binding or {})), plan, design, where, columns)


def plan(*variables, moments=(), by_unit=False):
    return Plan(
        frozenset(Cells((name,) if isinstance(name, str) else name, by_unit) for name in variables),
        frozenset(Moments(name) for name in moments),
    )


def levels(tally, *variables):
    counts = tally.counts(*variables)
    return {level: n for level, n in zip(counts.axes[0].levels, counts.n.tolist(), strict=True) if n}


def test_rows_are_coded_by_question_kind():
    questions = (
        single("s"),
        Scale(id="k", text=Text("k"), options=AGREE),
        Ranking(id="r", text=Text("r"), options=ABC),
        Date(id="d", text=Text("d")),
        OpenText(id="t", text=Text("t")),
        Grid(id="g", text=Text("g"), items=(Item("x", Text("x")),), options=YES_NO),
    )
    rows = record(
        s=["是", "是┋否", "不"],
        k=["a1", "5分", ""],
        r=["丙→甲", "甲→丁", None],
        d=["2024-05-01", "2024年5月2日", "昨天"],
        t=["很好", "", "无"],
        **{"g.x": ["yes", "no", "no"]},
    )
    tally = count([rows], counting(*questions, plan=plan("s", "k", "r", "d", "t", "g.x")))
    assert levels(tally, "s") == {"yes": 1, Absence.INVALID: 1, Absence.UNKNOWN: 1}
    assert levels(tally, "k") == {"a1": 1, "a5": 1, Absence.BLANK: 1}
    assert levels(tally, "r") == {("c", "a"): 1, Absence.UNKNOWN: 1, Absence.SYSTEM: 1}
    assert levels(tally, "d") == {739007.0: 1, 739008.0: 1, Absence.UNKNOWN: 1}
    assert levels(tally, "t") == {"answered": 2, Absence.BLANK: 1}
    assert levels(tally, "g.x") == {"yes": 1, "no": 2}
    assert tally.unknown == {"d": {"昨天": 1}, "r": {"甲→丁": 1}, "s": {"不": 1}}


def test_value_labels_and_numbers_of_a_statistical_file():
    columns = (Column("s", value_labels={"1": "是", "2": "否", "9": "拒答"}),)
    values = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None, 0], pa.int32()), pa.array([1.0, 2.0, 9.0]))
    batch = pa.RecordBatch.from_arrays([values, pa.array([30.0, None, float("nan"), 41.5, 30.0])], ["s", "n"])
    task = counting(single("s"), number("n"), plan=plan("s", "n"), columns=columns, missing={"拒答": Absence.REFUSED})
    tally = count([batch], task)
    assert levels(tally, "s") == {"yes": 2, "no": 1, Absence.REFUSED: 1, Absence.SYSTEM: 1}
    assert levels(tally, "n") == {30.0: 2, 41.5: 1, Absence.SYSTEM: 2}


@pytest.mark.parametrize("kind", ["binary", "large_binary", "string", "large_string"])
@pytest.mark.parametrize("encoded", [True, False])
def test_slices_nulls_and_every_kind_of_text(kind, encoded):
    values = pa.array([None, "否", "是", None, "是", "否"], "string").cast(kind)
    column = values.dictionary_encode() if encoded else values
    batch = pa.RecordBatch.from_arrays([column], ["s"]).slice(1, 4)
    assert levels(count([batch], counting(single("s"), plan=plan("s"))), "s") == {
        "yes": 2,
        "no": 1,
        Absence.SYSTEM: 1,
    }


def test_gb18030_is_decoded_in_the_dictionary():
    column = pa.array(["是".encode("gb18030"), "否".encode("gb18030")], "binary").dictionary_encode()
    task = counting(single("s"), plan=plan("s"))
    task = Counting(task.questionnaire, task.binding, task.plan, encoding="gb18030")
    assert levels(count([pa.RecordBatch.from_arrays([column], ["s"])], task), "s") == {"yes": 1, "no": 1}


def test_who_was_not_asked_is_not_asked_whatever_stands_there():
    questions = (single("s"), single("then", asked_if=Comparison("s", "=", ("yes",))))
    rows = record(s=["是", "否", "否", "否", ""], then=["是", "否", "", "胡说", ""])
    tally = count([rows], counting(*questions, plan=plan("then")))
    assert levels(tally, "then") == {"yes": 1, Absence.NOT_ASKED: 4}
    assert tally.rule_violations == {"then": 2}
    assert tally.unknown == {}


def test_a_rule_about_what_the_file_does_not_have_is_not_applied():
    questions = (single("s"), single("then", asked_if=Comparison("s", "=", ("yes",))))
    task = counting(*questions, plan=plan("then"))
    task = Counting(task.questionnaire, Binding({"then": Columns(("then",))}), task.plan)
    assert task.needed_columns == ("then",)
    assert levels(count([record(then=["是", ""])], task), "then") == {"yes": 1, Absence.BLANK: 1}


@pytest.mark.parametrize(
    ("where", "counted"),
    [
        (Comparison("s", "=", ("yes",)), 2),
        (Comparison("s", "!=", ("yes",)), 1),
        (Negation(Comparison("s", "=", ("yes",))), 2),
        (Comparison("n", ">", ("20",)), 2),
        (Comparison("n", "<=", ("20",)), 1),
        (Comparison("n", "=", ("20", "30.0")), 2),
        (Comparison("m", "includes", ("a", "b")), 2),
        (Comparison("m", "answered"), 3),
        (Every((Comparison("s", "=", ("yes",)), Comparison("n", ">", ("20",)))), 1),
        (Either((Comparison("s", "=", ("no",)), Comparison("n", "=", ("20",)))), 2),
    ],
)
def test_conditions(where, counted):
    questions = (single("s"), number("n"), MultipleChoice(id="m", text=Text("m"), options=ABC))
    rows = record(s=["是", "是", "否", ""], n=["20", "30", "40", ""], m=["甲", "丙", "甲;乙", ""])
    joined = {"m": Columns(("m",), Layout.JOINED)}
    tally = count([rows], counting(*questions, plan=plan("s"), where=where, binding=joined))
    assert tally.counted == counted
    assert tally.dropped == {"where": 4 - counted}
    assert tally.spine.n.tolist() == [4]


SCORED = (
    Scale(id="k", text=Text("k"), options=AGREE, reversed=True),
    single("s"),
    number("n"),
    number("d"),
)
SCORED_ROWS = record(
    k=["1分", "5分", "", "3分"], s=["是", "否", "否", ""], n=["10", "20", "30", "(跳过)"], d=["4", "0", "8", "2"]
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # k reversed: 5, 1, -, 3; s by position: 1, 2, 2, -
        (Sum(("k", "s")), {6.0: 1, 3.0: 1, Absence.BLANK: 2}),
        (Mean(("k", "s"), at_least=1), {3.0: 2, 1.5: 1, 2.0: 1}),
        (Mean(("k", "s"), at_least=2), {3.0: 1, 1.5: 1, Absence.BLANK: 2}),
        (Ratio("n", "d", 100.0), {250.0: 1, Absence.INVALID: 1, 375.0: 1, Absence.NOT_ASKED: 1}),
        (Difference("n", "d"), {6.0: 1, 20.0: 1, 22.0: 1, Absence.NOT_ASKED: 1}),
        (CountOf(("k", "s"), ("no", "a5")), {0.0: 2, 2.0: 1, 1.0: 1}),
        (Copy("n"), {10.0: 1, 20.0: 1, 30.0: 1, Absence.NOT_ASKED: 1}),
    ],
)
def test_derived_numbers(formula, expected):
    derived = Derived("x", Text("x"), formula, bands=(Band("low", Text(), None, 3.0),))
    task = counting(*SCORED, plan=plan("x", "x.bands"), derived=(derived,), missing={"(跳过)": Absence.NOT_ASKED})
    tally = count([SCORED_ROWS], task)
    assert levels(tally, "x") == expected
    low = sum(n for level, n in expected.items() if isinstance(level, float) and level < 3)
    assert tally.counts("x.bands").n[0] == low


def test_moments_of_scores():
    tally = count([SCORED_ROWS], counting(*SCORED, plan=plan("s", moments=("k",))))
    moments = tally.moments("k")
    assert (moments.n, moments.first.mean, moments.first.m2) == (3, 3.0, 8.0)  # 5, 1, 3


def test_rows_without_a_usable_weight_are_dropped_and_counted():
    rows = record(s=["是"] * 6, w=["1", "0.5", "0", "", "一", "2"], h=["x", "x", "y", "x", "x", ""])
    tally = count([rows], counting(single("s"), plan=plan("s", by_unit=True), design=Design("w", "h")))
    assert tally.dropped == {"stratum_missing": 1, "weight_missing": 1, "weight_unreadable": 1, "weight_zero": 1}
    assert (tally.rows, tally.counted) == (6, 2)
    assert tally.spine.units == (Unit("x"), Unit("y"))
    assert (tally.spine.n.tolist(), tally.spine.w.tolist(), tally.spine.w2.tolist()) == (
        [2, 1],
        [1.5, 0.0],
        [1.25, 0.0],
    )
    assert tally.counts("s", by_unit=True).w[0].tolist() == [1.5, 0.0]


def test_many_distinct_weights_are_parsed_alike():
    values = np.round(np.random.default_rng(1).uniform(0.1, 9.0, 3000), 6)
    rows = record(s=["是"] * 3000, w=[repr(value) for value in values.tolist()])
    counts = count([rows], counting(single("s"), plan=plan("s"), design=Design("w"))).counts("s")
    np.testing.assert_allclose([counts.w[0], counts.w2[0]], [values.sum(), (values**2).sum()], rtol=1e-12)


def test_a_mark_of_absence_is_no_negative_weight():
    rows = record(s=["是"] * 3, w=["1", "-3", "2"])
    task = counting(single("s"), plan=plan("s"), design=Design("w"), missing={"-3": Absence.NOT_ASKED})
    floats = pa.RecordBatch.from_arrays([rows.column(0), pa.array([1.0, -3.0, 2.0])], ["s", "w"])
    for batch in (rows, floats):
        assert count([batch], task).dropped == {"weight_missing": 1}


def test_weights_with_grouped_digits_or_underscores():
    rows = record(s=["是"] * 3, w=["1,000", "1_000", "2"])
    tally = count([rows], counting(single("s"), plan=plan("s"), design=Design("w")))
    assert (tally.dropped, tally.counts("s").w[0]) == ({"weight_unreadable": 1}, 1002.0)


def test_population_counts_stand_with_their_units():
    rows = record(
        s=["是"] * 4, h=["x", "x", "y", "y"], u=["1", "2", "1", "1"], N=["10", "10", "20", "20"], M=["5", "6", "7", "7"]
    )
    design = Design(None, "h", ("u",), ("N", "M"))
    with pytest.raises(RequestError, match="more fpc columns than stages"):
        count([rows], counting(single("s"), plan=plan("s"), design=design))
    design = Design(None, "h", ("u", "s"), ("N", "M"))
    spine = count([rows], counting(single("s"), plan=plan("s"), design=design)).spine
    assert spine.units == (Unit("x", ("1", "是")), Unit("x", ("2", "是")), Unit("y", ("1", "是")))
    assert [stage.tolist() for stage in spine.fpc] == [[10.0, 10.0, 20.0], [5.0, 6.0, 7.0]]


def message(error, batches, task):
    with pytest.raises(error) as caught:
        count(batches, task)
    return str(caught.value)


def test_designs_that_contradict_themselves(snapshot):
    rows = record(s=["是", "是"], w=["1", "-2"], h=["x", "x"], u=["1", "2"], N=["10", "11"], E=["10", ""])
    assert message(AnswerError, [rows], counting(single("s"), plan=plan("s"), design=Design("w"))) == snapshot
    strata = Design(None, "h", ("u",), ("N",))
    assert message(AnswerError, [rows], counting(single("s"), plan=plan("s"), design=strata)) == snapshot
    whole = Design(fpc=("N",))
    assert message(AnswerError, [rows], counting(single("s"), plan=plan("s"), design=whole)) == snapshot
    assert message(AnswerError, [rows], counting(single("s"), plan=plan("s"), design=Design(fpc=("E",)))) == snapshot
    assert (
        message(RequestError, [rows], counting(single("s"), plan=plan("s"), design=Design(fpc=("N", "E")))) == snapshot
    )


def test_plans_that_cannot_be_counted(snapshot):
    questions = (single("s"), single("name", personal=True), number("gone"))
    task = counting(*questions, plan=plan("s"), derived=(Derived("x", Text(), Sum(("gone", "s"))),))
    binding = Binding({"s": Columns(("s",)), "name": Columns(("name",))})
    for asked in (plan("y"), plan("name"), plan("gone"), plan("x")):
        with pytest.raises(RequestError) as caught:
            _ = Counting(task.questionnaire, binding, asked).needed_columns
        assert str(caught.value) == snapshot
    joined = MultipleChoice(id="m", text=Text("m"), options=ABC)
    assert message(RequestError, [], counting(joined, plan=plan(moments=("m",)))) == snapshot
    assert (
        message(
            RequestError,
            [record(s=["是"])],
            counting(single("s"), plan=plan("s"), where=Comparison("s", "<", ("yes",))),
        )
        == snapshot
    )
    assert tuple(countable_variables(task.questionnaire, binding)) == ("s",)


def test_a_counting_can_be_sent_to_a_worker():
    task = counting(single("s"), plan=plan("s"))
    there = pickle.loads(pickle.dumps(task))  # noqa: S301  # our own bytes
    assert count([record(s=["是"])], there) == count([record(s=["是"])], task)


def test_levels_and_units_that_come_late_begin_a_new_epoch():
    design = Design(None, "h")
    asked = plan(("s", "n"), by_unit=True)
    task = counting(single("s"), number("n"), plan=asked, design=design)
    parts = [record(s=["是"] * 3, n=["1"] * 3, h=["x"] * 3)]
    parts += [record(s=["否", "", "是"], n=["2", "0", "7"], h=["w", "y", "z"]) for _ in range(2)]
    fold = Fold(task, chunk_rows=3)
    for part in parts:
        fold.add(part)
    assert fold.tally() == count(parts, task)
    assert fold.tally().counts("n", by_unit=True).n[:4].tolist() == [
        [0, 0, 2, 0],
        [0, 3, 0, 0],
        [2, 0, 0, 0],
        [0, 0, 0, 2],
    ]


def test_progress_is_told_the_rows_of_each_batch():
    told = []
    task = counting(single("s"), plan=plan("s"))
    count([record(s=["是"] * 3), record(s=[]), record(s=["否"])], task, told.append)
    assert told == [3, 0, 1]


def test_bands_have_a_variable_of_their_own():
    bands = (Band("low", Text(), None, 20.0), Band("high", Text(), 20.0, 99.0))
    task = counting(number("n", bands=bands), single("s"), plan=plan(("n.bands", "s")))
    tally = count([record(n=["19.9", "20", "99", ""], s=["是"] * 4)], task)
    assert levels(tally, "n.bands") == {"low": 1, "high": 1, Absence.INVALID: 1, Absence.BLANK: 1}


def test_numbers_with_many_values_are_kept_on_a_grid_and_their_moments_exactly():
    values = np.random.default_rng(3).uniform(0, 1000, 500).round(3)
    task = counting(number("n"), plan=plan("n", moments=("n",)))
    task = Counting(task.questionnaire, task.binding, task.plan, limit=64)
    tally = count([record(n=[repr(value) for value in part.tolist()]) for part in np.split(values, 10)], task)
    width = tally.grid["n"]
    counts = tally.counts("n")
    edges = np.array(counts.axes[0].answers)
    assert width == 16.0  # 1000 / 16 is the first power of two with at most 64 cells
    np.testing.assert_array_equal(counts.n[: len(edges)], np.histogram(values, [*edges, edges[-1] + width])[0])
    assert (edges % width == 0).all()
    np.testing.assert_allclose(tally.moments("n").first.mean, values.mean(), rtol=1e-12)


def test_places_of_a_ranking_and_lists_of_choices_in_columns_of_their_own():
    ranking = Ranking(id="r", text=Text("r"), options=ABC)
    several = MultipleChoice(id="m", text=Text("m"), options=ABC)
    binding = {"r": Columns(("ra", "rb", "rc"), Layout.PER_OPTION, ("a", "b", "c")), "m": Columns(("m1", "m2"))}
    rows = record(ra=["2", "", "1"], rb=["1", "", "1"], rc=["3", "", ""], m1=["丙", "", "甲"], m2=["甲", "", "胡说"])
    tally = count([rows], counting(ranking, several, plan=plan("r", "m"), binding=binding))
    assert levels(tally, "r") == {("b", "a", "c"): 1, Absence.BLANK: 1, Absence.INVALID: 1}
    assert levels(tally, "m") == {("a", "c"): 1, Absence.BLANK: 1, Absence.UNKNOWN: 1}
    assert tally.unknown == {"m": {"胡说": 1}}


def test_multiple_choices_with_very_many_options():
    options = tuple(Option(f"o{n}", Text(f"选项{n}")) for n in range(70))
    names = tuple(f"c{n}" for n in range(70))
    question = MultipleChoice(id="m", text=Text("m"), options=options)
    task = counting(
        question, plan=plan("m"), binding={"m": Columns(names, Layout.PER_OPTION, tuple(o.code for o in options))}
    )
    rows = record(**{name: ["1" if place in (3, 69) else "0", "0"] for place, name in enumerate(names)})
    assert levels(count([rows], task), "m") == {("o3", "o69"): 1, (): 1}
