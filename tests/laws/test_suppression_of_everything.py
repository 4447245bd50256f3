"""Nothing that is written depends on how hidden people differ: whoever reads all of it cannot know.

Two people in hidden groups change places in what they answered to one question. Nothing that is published may change by
that, in no format: not a cell, mean, bar, alternative text, path of a figure or number behind a native chart.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from partysurvey.pipeline.analysis import Analysis, Request, run
from partysurvey.pipeline.output import output_files
from partysurvey.pipeline.reporting import RENDERERS
from partysurvey.render.look import Look
from partysurvey.report.accounting import Style
from partysurvey.survey import (
    Band,
    Copy,
    Derived,
    Grid,
    Item,
    MultipleChoice,
    Net,
    Number,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
    Text,
)

UNITS = ("office", "branch", "depot", "school")


def options(*codes, scored=False):
    return tuple(Option(code, Text.same(code), score=float(at) if scored else None) for at, code in enumerate(codes))


QUESTIONNAIRE = Questionnaire(
    id="small_groups",
    title=Text.same("Small groups"),
    language="en",
    questions=(
        SingleChoice(id="unit", text=Text.same("unit"), options=options(*UNITS), chart=("donut", "dots")),
        Scale(
            id="mood",
            text=Text.same("mood"),
            options=options("low", "fair", "high", scored=True),
            nets=(Net("well", Text.same("well"), ("fair", "high")),),
        ),
        MultipleChoice(id="wants", text=Text.same("wants"), options=options("pay", "time", "rest"), chart=("upset",)),
        Grid(
            id="views",
            text=Text.same("views"),
            items=(Item("work", Text.same("work")), Item("home", Text.same("home"))),
            options=options("bad", "good", scored=True),
        ),
        Number(
            id="age",
            text=Text.same("age"),
            bands=(Band("young", Text.same("young"), 20, 40), Band("old", Text.same("old"), 40, 70)),
        ),
        Ranking(id="first", text=Text.same("first"), options=options("x", "y", "z"), ranks=2),
    ),
)
ASKED = ("mood", "wants", "work", "home", "age", "first")


def survey() -> pd.DataFrame:
    """60 people, 3 of them in one unit and 4 in another."""
    random = np.random.default_rng(5)
    return pd.DataFrame(
        {
            "unit": ["office"] * 30 + ["branch"] * 23 + ["depot"] * 4 + ["school"] * 3,
            "mood": random.choice(["low", "fair", "high"], 60),
            "wants": random.choice(["pay", "time", "rest", "pay;time", "time;rest"], 60),
            "views.work": random.choice(["bad", "good"], 60),
            "views.home": random.choice(["bad", "good"], 60),
            "age": random.integers(20, 70, 60),
            "first": random.choice(["x;y", "y;x", "z;x", "y;z"], 60),
            "w": [1.0] * 53 + [1.5] * 7,
        }
    )


def swapped(frame, column):
    """The frame after somebody of the depot and somebody of the school who differ in the column changed answers."""
    depot, school = ([*frame.index[frame["unit"] == unit]] for unit in ("depot", "school"))
    one, other = next((one, other) for one in depot for other in school if frame[column][one] != frame[column][other])
    changed = frame.copy()
    changed.loc[one, column], changed.loc[other, column] = frame[column][other], frame[column][one]
    return changed


def analysis_of(frame, weight=None, questions=()) -> Analysis:
    return run(Request(file=frame, questionnaire=QUESTIONNAIRE, by=("unit",), weight=weight, questions=questions))


def published(analysis, endings=()) -> dict[str, bytes]:
    """Everything that can be written of an analysis, by name."""
    style = Style("en", sentences=True)
    document = analysis.document(style)
    pages = {ending: RENDERERS[ending](document, Look()) for ending in endings}
    return {**output_files(analysis, style), **pages}


def test_a_swap_between_hidden_people_changes_no_byte_of_any_file():
    frame = survey()
    pair = [analysis_of(each, questions=("mood", "unit")) for each in (frame, swapped(frame, "mood"))]
    assert any(result.hidden for result in pair[0].estimates.results)
    before, after = (published(each, sorted(RENDERERS)) for each in pair)
    assert [name for name in before if before[name] != after[name]] == []
    assert before.keys() == after.keys()


@pytest.mark.parametrize("weight", [None, "w"])
@pytest.mark.parametrize("column", ["mood", "wants", "views.work", "age", "first"])
def test_a_swap_changes_no_number_whatever_the_kind_of_question(column, weight):
    frame = survey()
    assert analysis_of(frame, weight).to_json(Style("en")) == analysis_of(swapped(frame, column), weight).to_json(
        Style("en")
    )


def test_without_protection_a_swap_is_seen():
    frame = survey()
    open_, swap = (
        run(Request(file=each, questionnaire=QUESTIONNAIRE, by=("unit",), min_group=0)).to_json(Style("en"))
        for each in (frame, swapped(frame, "mood"))
    )
    assert open_ != swap


def test_where_each_hidden_group_has_a_weight_of_its_own_all_groups_are_hidden():
    """3 and 4 people of weights 2 and 1.5: from 2 of 7 people with weights of 3.5 together, one is in each."""
    frame = survey().assign(w=[1.0] * 53 + [1.5] * 4 + [2.0] * 3)
    groups = [result for result in analysis_of(frame, "w").estimates.results if result.by and result.question == "mood"]
    assert [result.hidden for result in groups] == [True] * 4


def test_an_option_that_all_hidden_people_chose_hides_more_groups():
    """Everybody of the depot and the school wants pay: 7 of the 7 that subtraction leaves, so 3 and 4."""
    frame = survey()
    frame.loc[frame.index[-7:], "wants"] = ["pay", "pay;time", "pay;rest", "pay", "pay", "pay;time", "pay"]
    groups = [r for r in analysis_of(frame).estimates.results if r.by and r.question == "wants"]
    assert [result.hidden for result in groups] == [False, True, True, True]


BANDS = (
    Band("a", Text.same("a"), 20, 30),
    Band("b", Text.same("b"), 30, 40),
    Band("c", Text.same("c"), 40, 70),
)
WIDE = (Band("ab", Text.same("ab"), 20, 40), Band("d", Text.same("d"), 40, 60), Band("e", Text.same("e"), 60, 70))
AGES = Questionnaire(
    id="ages",
    title=Text.same("Ages"),
    questions=(
        SingleChoice(id="mood", text=Text.same("mood"), options=options("low", "high")),
        Number(id="age", text=Text.same("age"), bands=BANDS),
    ),
    derived=(Derived("stage", Text.same("stage"), Copy("age"), bands=WIDE),),
)
MANY, FEW = st.integers(3, 12), st.integers(1, 2)
SLICES = ((20, 30), (30, 40), (40, 60), (60, 70))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(MANY, MANY) | st.tuples(FEW, FEW), min_size=4, max_size=4), st.booleans())
@example([(3, 4), (4, 3), (9, 9), (1, 2)], False)  # 60+ is all, less 20-29, 30-39 and 40-59
@example([(3, 4), (4, 3), (9, 9), (1, 2)], True)
def test_bands_of_one_number_cannot_be_subtracted_from_one_another(counts, mirrored):
    """The unknowns are people by slice of age and mood; whatever few people a slice has, the solver finds a range."""
    rows = [
        (age, mood)
        for (age, _), both in zip(SLICES, counts, strict=True)
        for mood, n in zip(("low", "high"), both, strict=True)
        for _ in range(n)
    ]
    frame = pd.DataFrame(rows, columns=["age", "mood"])
    by = ("age", "stage", "mood") if mirrored else ("age", "stage")
    estimates = run(Request(file=frame, questionnaire=AGES, by=by, comparing=None)).estimates
    cells = [(slice_, mood) for slice_ in SLICES for mood in ("low", "high")]
    equations, values = [], []
    for result in estimates.results:
        for share in result.options:
            if share.n is not None and "mood" in (result.question, result.by or ""):
                wanted = {result.question: share.option, **({result.by: result.by_option} if result.by else {})}
                equations.append([_is_in(cell, wanted) for cell in cells])
                values.append(share.n)
    for slice_, (low, high) in zip(SLICES, _counted(frame), strict=True):
        if 0 < low + high < 5 and low and high:
            target = np.array([cell == (slice_, "low") for cell in cells], dtype=float)
            ends = [
                sign * linprog(sign * target, A_eq=np.array(equations, dtype=float), b_eq=values, bounds=(0, None)).fun
                for sign in (1, -1)
            ]
            assert ends[1] - ends[0] > 0.5, (counts, slice_, ends)


def _counted(frame):
    return [
        [int(((frame.age >= low) & (frame.age < high) & (frame.mood == mood)).sum()) for mood in ("low", "high")]
        for low, high in SLICES
    ]


def _is_in(cell, wanted) -> bool:
    (low, _), mood = cell
    bands = {"age": BANDS, "stage": WIDE}
    return all(
        code == mood
        if name == "mood"
        else next(band for band in bands[name] if band.code == code).low <= low
        and low in next(band for band in bands[name] if band.code == code)
        for name, code in wanted.items()
    )
