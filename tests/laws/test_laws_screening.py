"""Laws of the flags: they do not depend on how the rows are cut or ordered, and equal a count by hand."""

import statistics
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.pipeline.reading import Reading, opened
from partysurvey.pipeline.screening import exclusions
from partysurvey.sources.frame import FrameSource
from partysurvey.survey import Column, Grid, Item, Option, Questionnaire, SingleChoice, Text
from partysurvey.survey.matching.match import bind
from partysurvey.survey.matching.respondent_columns import RespondentColumns
from partysurvey.survey.quality import (
    ADDRESSES,
    DUPLICATE_ANSWERS,
    DUPLICATE_IDS,
    INCOMPLETE,
    RESPONDENT_CHECKS,
    SPEEDERS,
    STRAIGHTLINERS,
    UNKNOWN,
    Thresholds,
)
from partysurvey.tally.counting import Counting
from partysurvey.tally.flags import flagged
from partysurvey.tally.growing import GrowingArray
from partysurvey.tally.plan import Plan
from partysurvey.tally.row_hashes import NOTHING, shared_by_more_than
from partysurvey.tally.screening import Screen, Screening

OPTIONS = tuple(Option(code, Text.same(code)) for code in ("a", "b", "c"))
ITEMS = tuple(Item(code, Text.same(code)) for code in ("w", "x", "y", "z"))
QUESTIONNAIRE = Questionnaire(
    id="q",
    title=Text.same("q"),
    questions=(
        SingleChoice(id="sex", text=Text.same("sex"), options=OPTIONS[:2]),
        Grid(id="grid", text=Text.same("grid"), items=ITEMS, options=OPTIONS),
    ),
)
NAMES = ("id", "seconds", "ip", "sex", "grid.w", "grid.x", "grid.y", "grid.z")
COLUMNS = RespondentColumns(id=("id",), duration="seconds", address="ip")
LIMITS = Thresholds(chance=float("inf"))

answer = st.sampled_from(["a", "b", "c", "", "?"])
row = st.tuples(
    st.sampled_from(["1", "2", "3", ""]),
    st.sampled_from(["10秒", "100", "0:50", "快"]),
    st.sampled_from(["192.0.2.1(甲)", "192.0.2.1(乙)", "192.0.2.2", ""]),
    *[answer] * 5,
)
tables = st.lists(row, min_size=1, max_size=30)


def frame(rows):
    return pd.DataFrame(rows, columns=list(NAMES), dtype=object)


def flags_of(rows, size=1000):
    """The flags of the rows, read in batches of that size."""
    source = FrameSource(frame(rows))
    counting = Counting(
        questionnaire=QUESTIONNAIRE,
        binding=bind(QUESTIONNAIRE, [Column(name) for name in NAMES]),
        plan=Plan(),
        columns=source.columns,
    )
    screening = Screening.of_all(counting, COLUMNS, LIMITS)
    screen = Screen(screening)
    for batch in source.batches(screening.columns):
        for start in range(0, batch.num_rows, size):
            screen.add(batch.slice(start, size))
    return flagged(screen.screened(), LIMITS)


@given(tables, st.integers(1, 7))
def test_flags_do_not_depend_on_the_batches(rows, size):
    whole, cut = flags_of(rows), flags_of(rows, size)
    assert whole.bits.tolist() == cut.bits.tolist()
    assert whole.chance_pairs == pytest.approx(cut.chance_pairs)


@given(tables, st.randoms(use_true_random=False))
def test_how_many_are_flagged_does_not_depend_on_the_order(rows, random):
    shuffled = random.sample(rows, len(rows))
    one, other = flags_of(rows), flags_of(shuffled)
    assert [one.rows_of(c).sum() for c in RESPONDENT_CHECKS] == [other.rows_of(c).sum() for c in RESPONDENT_CHECKS]


@given(tables)
def test_copies_are_those_that_a_list_of_seen_rows_finds(rows):
    flags = flags_of(rows)
    assert flags.rows_of(DUPLICATE_IDS).tolist() == copies([each[0] for each in rows])
    answers = [each[3:] if any(each[3:]) else "" for each in rows]
    assert flags.rows_of(DUPLICATE_ANSWERS).tolist() == copies(answers)


def copies(values):
    seen = []
    found = []
    for value in values:
        found.append(bool(value) and value in seen)
        seen.append(value)
    return found


@given(st.lists(st.integers(0, 4), max_size=30), st.integers(1, 9))
def test_shared_numbers_are_those_that_a_counter_finds(numbers, limit):
    times = Counter(numbers)
    shared = shared_by_more_than(np.array(numbers, dtype=np.uint64), limit)
    assert shared.tolist() == [number != NOTHING and times[number] > limit for number in numbers]


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=5)))
def test_a_growing_array_holds_its_pieces_one_after_the_other(pieces):
    growing = GrowingArray(np.uint64)
    for piece in pieces:
        growing.add(np.array(piece, dtype=np.uint64))
    assert growing.whole().tolist() == [number for piece in pieces for number in piece]


@given(tables)
def test_the_other_flags_equal_a_count_row_by_row(rows):
    flags = flags_of(rows)
    seconds = {"10秒": 10, "100": 100, "0:50": 50}
    known = [seconds[each[1]] for each in rows if each[1] in seconds]
    if known:
        cut = 0.3 * statistics.median(known)
        assert flags.rows_of(SPEEDERS).tolist() == [seconds.get(each[1], cut) < cut for each in rows]
    addresses = [each[2].partition("(")[0] for each in rows]
    often = Counter(addresses)
    assert flags.rows_of(ADDRESSES).tolist() == [bool(each) and often[each] > 1 for each in addresses]
    assert flags.rows_of(UNKNOWN).tolist() == ["?" in each[3:] or each[3] == "c" for each in rows]
    assert flags.rows_of(STRAIGHTLINERS).tolist() == [
        len({*each[4:]}) == 1 and each[4] in {"a", "b", "c"} for each in rows
    ]
    assert flags.rows_of(INCOMPLETE).tolist() == [sum(map(bool, each[3:])) <= 4 for each in rows]


@given(tables, st.permutations(RESPONDENT_CHECKS), st.integers(0, 11))
def test_excluded_and_kept_are_all(rows, checks, n):
    flags = flags_of(rows)
    kept, gone = exclusions(flags, tuple(checks[:n]))
    assert np.count_nonzero(kept) + sum(gone.values()) == len(rows)
    assert kept.tolist() == [not any(flags.rows_of(check)[place] for check in checks[:n]) for place in range(len(rows))]


def test_a_frame_is_opened_as_it_is():
    assert opened(frame([("1", "2", "", "a", "a", "a", "a", "a")]), Reading()).info.container == "frame"
