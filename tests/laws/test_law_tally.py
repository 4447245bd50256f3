"""The tally is a commutative monoid, and agrees with a count of the rows by hand."""

import pickle
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partysurvey.engines.local import count
from partysurvey.survey import (
    Absence,
    Band,
    Binding,
    Columns,
    Comparison,
    Derived,
    Design,
    Layout,
    MultipleChoice,
    Number,
    Option,
    Questionnaire,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.tally.counting import Counting
from partysurvey.tally.fold import Fold
from partysurvey.tally.plan import Cells, Moments, Plan
from partysurvey.tally.tally import Tally

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def option(code, label, **rest):
    return Option(code, Text(label), **rest)


QUESTIONNAIRE = Questionnaire(
    "law",
    Text("法"),
    (
        SingleChoice(id="party", text=Text("党员"), options=(option("yes", "是"), option("no", "否"))),
        Scale(
            id="mood",
            text=Text("心情"),
            options=(
                option("good", "好", score=3.0),
                option("fair", "一般", score=2.0),
                option("bad", "差", score=1.0),
            ),
            asked_if=Comparison("party", "=", ("yes",)),
        ),
        MultipleChoice(
            id="training", text=Text("培训"), options=(option("a", "甲"), option("b", "乙"), option("c", "丙"))
        ),
        MultipleChoice(id="ways", text=Text("途径"), options=(option("a", "甲"), option("b", "乙"))),
        Number(
            id="age",
            text=Text("年龄"),
            unit=Text("岁", "years"),
            maximum=99.0,
            bands=(Band("low", Text("低"), None, 40.0), Band("high", Text("高"), 40.0)),
        ),
    ),
    derived=(Derived("both", Text("和"), Sum(("mood", "age"))),),
    missing={"(跳过)": Absence.NOT_ASKED},
)
BINDING = Binding(
    {
        "party": Columns(("P",)),
        "mood": Columns(("M",)),
        "training": Columns(("T",), Layout.JOINED),
        "ways": Columns(("W1", "W2"), Layout.PER_OPTION, ("a", "b")),
        "age": Columns(("A",)),
    }
)
PLAN = Plan(
    frozenset(
        {
            Cells(("mood", "party"), by_unit=True),
            Cells(("training", "party"), by_unit=True),
            Cells(("ways",)),
            Cells(("age", "party")),
            Cells(("age.bands",), by_unit=True),
            Cells(("both",)),
            Cells(("party", "mood", "training")),
        }
    ),
    frozenset({Moments("age", ("party",), by_unit=True), Moments("both"), Moments("mood", ("party",))}),
)

ROW = st.fixed_dictionaries(
    {
        "P": st.sampled_from(["是", "否", "A.是", "", "也许"]),
        "M": st.sampled_from(["好", "一般", "差", "", "(跳过)", None]),
        "T": st.sampled_from(["", "甲", "甲┋丙", "丙┋甲", "乙,丙", "丁"]),
        "W1": st.sampled_from(["1", "0", ""]),
        "W2": st.sampled_from(["1", "0", ""]),
        "A": st.sampled_from(["18岁", "30", "40.5", "１９", "120", "老", ""]),
        "weight": st.sampled_from(["1", "0.3", "2.7", "0", "", "1.1"]),
        "stratum": st.sampled_from(["s", "t"]),
        "psu": st.sampled_from(["1", "2", "10", ""]),
    }
)
DESIGNS = st.sampled_from(
    [
        Design(),
        Design(weight="weight"),
        Design("weight", "stratum"),
        Design("weight", "stratum", ("psu",)),
        Design(None, None, ("psu",)),
    ]
)
WHERES = st.sampled_from([None, Comparison("age", ">=", ("30",)), Comparison("training", "includes", ("c",))])


def batches(rows, cuts):
    edges = sorted({0, len(rows), *(cut % (len(rows) + 1) for cut in cuts)})
    for low, high in pairwise(edges):
        yield batch(rows[low:high])


def batch(rows):
    columns = {}
    for name in ("P", "M", "T", "W1", "W2", "A", "weight", "stratum", "psu"):
        values = [None if row[name] is None else row[name].encode() for row in rows]
        columns[name] = pa.array(values, pa.binary()).dictionary_encode()
    return pa.RecordBatch.from_pydict(columns)


def counting(design, where=None, limit=65_536):
    return Counting(QUESTIONNAIRE, BINDING, PLAN, design, where, limit=limit)


def parts_and_whole(rows, cuts, task):
    pieces = [count([piece], task) for piece in batches(rows, cuts)]
    return pieces, count([batch(rows)], task)


@LAW
@given(
    st.lists(ROW, max_size=30), st.lists(st.integers(0, 30), max_size=3), DESIGNS, WHERES, st.sampled_from([65_536, 2])
)
def test_chunks_add_up_to_the_whole_in_any_order(rows, cuts, design, where, limit):
    task = counting(design, where, limit)
    pieces, whole = parts_and_whole(rows, cuts, task)
    forth = sum(pieces, Tally.empty())
    back = sum(reversed(pieces), Tally.empty())
    if pieces:
        assert forth.close(whole)
        assert back.close(whole)
    if design.weight is None and pieces:
        assert [t.n.tolist() for t in forth.cells.values()] == [t.n.tolist() for t in whole.cells.values()]
    assert count(batches(rows, cuts), task).close(whole)


@LAW
@given(st.lists(ROW, min_size=12, max_size=30), st.lists(st.integers(1, 30), min_size=3, max_size=5), DESIGNS, WHERES)
def test_epochs_of_a_few_rows_make_the_same_tally(rows, cuts, design, where):
    task = counting(design, where)
    fold = Fold(task, chunk_rows=2)
    for piece in batches(rows, cuts):
        fold.add(piece)
    assert fold.tally().close(count([batch(rows)], task))


@LAW
@given(st.lists(st.lists(ROW, max_size=8), min_size=3, max_size=3), DESIGNS, WHERES, st.sampled_from([65_536, 2]))
def test_addition_is_commutative_and_associative_with_zero(groups, design, where, limit):
    task = counting(design, where, limit)
    a, b, c = (count([batch(rows)], task) for rows in groups)
    nothing = count([], task)
    assert a + b == b + a
    assert ((a + b) + c).close(a + (b + c))
    assert a + Tally.empty() == a == Tally.empty() + a
    assert a + nothing == a == nothing + a
    assert pickle.loads(pickle.dumps(a)) == a  # noqa: S301  # our own bytes


def by_hand(row):
    """One row understood in plain Python: the levels of party, mood, training, ways, age."""
    party = {"是": "yes", "否": "no", "A.是": "yes", "": Absence.BLANK, "也许": Absence.UNKNOWN}[row["P"]]
    mood = {
        "好": "good",
        "一般": "fair",
        "差": "bad",
        "": Absence.BLANK,
        "(跳过)": Absence.NOT_ASKED,
        None: Absence.SYSTEM,
    }[row["M"]]
    if party != "yes":
        mood = Absence.NOT_ASKED
    training = {
        "": Absence.BLANK,
        "甲": ("a",),
        "甲┋丙": ("a", "c"),
        "丙┋甲": ("a", "c"),
        "乙,丙": ("b", "c"),
        "丁": Absence.UNKNOWN,
    }[row["T"]]
    ticks = row["W1"] + row["W2"]
    ways = Absence.BLANK if not ticks else tuple(code for code, name in (("a", "W1"), ("b", "W2")) if row[name] == "1")
    age = {
        "18岁": 18.0,
        "30": 30.0,
        "40.5": 40.5,
        "１９": 19.0,
        "120": Absence.INVALID,
        "老": Absence.UNKNOWN,
        "": Absence.BLANK,
    }[row["A"]]
    return party, mood, training, ways, age


def weight_of(row, design):
    return (float(row["weight"]) if row["weight"] else None) if design.weight else 1.0


def is_met(where, levels):
    if where is None:
        return True
    if where.variable == "age":
        return isinstance(levels[4], float) and levels[4] >= 30
    return isinstance(levels[2], tuple) and "c" in levels[2]


def unit_of(row, design):
    return (row["stratum"] if design.strata else ""), ((row["psu"],) if design.psu else ())


def counted_by_hand(rows, design, where):
    for row in rows:
        levels, w = by_hand(row), weight_of(row, design)
        if w and is_met(where, levels) and (row["psu"] or not design.psu):
            yield row, levels, w


@LAW
@given(st.lists(ROW, max_size=40), st.lists(st.integers(0, 40), max_size=3), DESIGNS, WHERES)
def test_the_tally_agrees_with_a_count_by_hand(rows, cuts, design, where):
    tally = count(batches(rows, cuts), counting(design, where))
    hand = list(counted_by_hand(rows, design, where))
    assert tally.rows == len(rows)
    assert tally.counted == len(hand) == len(rows) - sum(tally.dropped.values())
    n, w, w2 = Counter(), defaultdict(float), defaultdict(float)
    for row, (party, mood, *_), weight in hand:
        key = (mood, party, unit_of(row, design))
        n[key] += 1
        w[key] += weight
        w2[key] += weight**2
    counts = tally.counts("mood", "party", by_unit=True)
    keys = [
        (mood, party, (unit.stratum, unit.ids))
        for mood in counts.axes[0].levels
        for party in counts.axes[1].levels
        for unit in counts.units
    ]
    assert [n[key] for key in keys] == counts.n.ravel().tolist()
    np.testing.assert_allclose([w[key] for key in keys], counts.w.ravel(), rtol=1e-12)
    np.testing.assert_allclose([w2[key] for key in keys], counts.w2.ravel(), rtol=1e-12)


@LAW
@given(st.lists(ROW, max_size=40), DESIGNS)
def test_patterns_numbers_and_bands_agree_with_a_count_by_hand(rows, design):
    tally = count([batch(rows)], counting(design))
    hand = [levels for _, levels, _ in counted_by_hand(rows, design, None)]
    for name, place in (("training", 2), ("ways", 3), ("age", 4)):
        counts = tally.counts(name)
        met = Counter(levels[place] for levels in hand)
        assert dict(zip(counts.axes[0].levels, counts.n.tolist(), strict=True)) == {
            **dict.fromkeys(Absence, 0),
            **met,
        }
        assert list(counts.axes[0].answers) == sorted(level for level in met if not isinstance(level, Absence))
    ages = [levels[4] for levels in hand]
    bands = tally.counts("age.bands")
    assert bands.n[:2].tolist() == [
        sum(isinstance(age, float) and age < 40 for age in ages),
        sum(isinstance(age, float) and age >= 40 for age in ages),
    ]
    assert sum(tally.unknown.get("age", {}).values()) == ages.count(Absence.UNKNOWN)


@LAW
@given(st.lists(ROW, max_size=40), DESIGNS)
def test_moments_agree_with_numpy(rows, design):
    tally = count([batch(rows)], counting(design))
    hand = [(levels, w) for _, levels, w in counted_by_hand(rows, design, None)]
    for party in ("yes", "no"):
        pairs = [(levels[4], w) for levels, w in hand if levels[0] == party and isinstance(levels[4], float)]
        sums = tally.moments("age", ("party",))
        place = sums.axes[0].levels.index(party)
        assert sums.n[place] == len(pairs)
        if pairs:
            x, w = np.array(pairs).T
            for got, v in ((sums.first, w), (sums.squared, w**2)):
                mean = np.average(x, weights=v)
                np.testing.assert_allclose(got.mean[place], mean, rtol=1e-12)
                np.testing.assert_allclose(got.m2[place], (v * (x - mean) ** 2).sum(), rtol=1e-9, atol=1e-9)


@LAW
@given(st.lists(ROW, min_size=1, max_size=30), DESIGNS)
def test_relabelling_options_permutes_the_counts(rows, design):
    party = QUESTIONNAIRE.questions[0]
    turned = SingleChoice(id="party", text=party.text, options=party.options[::-1])
    other = Questionnaire(
        "law",
        Text("法"),
        (turned, *QUESTIONNAIRE.questions[1:]),
        derived=QUESTIONNAIRE.derived,
        missing=QUESTIONNAIRE.missing,
    )
    one = count([batch(rows)], counting(design)).counts("party")
    two = count([batch(rows)], Counting(other, BINDING, PLAN, design)).counts("party")
    assert dict(zip(one.axes[0].levels, one.n.tolist(), strict=True)) == dict(
        zip(two.axes[0].levels, two.n.tolist(), strict=True)
    )


@LAW
@given(st.lists(ROW, min_size=1, max_size=30))
def test_the_spine_keeps_units_in_which_nobody_is_counted(rows):
    design = Design("weight", "stratum", ("psu",))
    tally = count([batch(rows)], counting(design, Comparison("party", "=", ("no",))))
    met = {unit_of(row, design) for row in rows if row["weight"] and row["psu"]}
    assert [(unit.stratum, unit.ids) for unit in tally.spine.units] == sorted(met)
    assert tally.spine.n.sum() == sum(bool(row["weight"] and row["psu"]) for row in rows)
