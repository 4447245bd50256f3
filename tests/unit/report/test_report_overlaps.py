"""What can be had by subtracting bands of one number from one another; the systems are solved by hand."""

from hand_results import FAMILIARITY, PART_TIME, choice

from partysurvey.report.overlaps import Ranges, further_hidden, overlapping_options, ranges_in
from partysurvey.survey import Band, Copy, Derived, Number, Questionnaire, Sum, Text

LABEL = PART_TIME.options[0].label
NAME = Text.same("age")


def band(code, low, high, **ends):
    return Band(code, Text.same(code), low, high, **ends)


AGE = Number(id="age", text=NAME, bands=(band("young", None, 30), band("middle", 30, 40), band("old", 40, None)))
STAGE = Derived(
    "stage", NAME, Copy("age"), bands=(band("early", None, 40), band("late", 40, 60), band("last", 60, None))
)
OTHER = Derived("other", NAME, Sum(("age",)), bands=(band("few", 0, 9),))
QUESTIONNAIRE = Questionnaire(id="ages", title=NAME, questions=(AGE,), derived=(STAGE, OTHER))
RANGES = ranges_in(QUESTIONNAIRE)


def groups(**sizes):
    """The results of one question by age and stage, with so many people in each band."""
    by = {each.code: name for name, bands in (("age", AGE.bands), ("stage", STAGE.bands)) for each in bands}
    return {
        place: choice(FAMILIARITY, (n, 0, 0), by=(by[code], code, LABEL))
        for place, (code, n) in enumerate(sizes.items())
    }


def test_variables_share_their_number_with_those_that_copy_it():
    assert {name: ranges.number for name, ranges in RANGES.items()} == {"age": "age", "stage": "age"}


def test_options_overlap_where_their_ranges_do():
    assert overlapping_options(frozenset(["old"]), RANGES["age"], RANGES["stage"]) == {"late", "last"}
    assert overlapping_options(frozenset(["early"]), RANGES["stage"], RANGES["age"]) == {"young", "middle"}


def test_ends_belong_to_one_band_only():
    closed = Ranges("age", {"a": ((20.0, 0), (30.0, 1)), "b": ((30.0, 1), (40.0, 0))})
    exact = Ranges("age", {"thirty": ((30.0, 0), (30.0, 1))})
    assert overlapping_options(frozenset(["thirty"]), exact, closed) == {"a"}


def test_a_hidden_group_that_the_other_bands_tell_hides_more():
    """The last 3 are old 30 less late 27, and all 60 less early 30 less late: without late neither can be had."""
    found = groups(young=20, middle=10, old=30, early=30, late=27, last=3)
    assert further_hidden(found, frozenset({5}), RANGES, 5) == {4}


def test_where_there_are_several_ways_they_are_closed_one_by_one():
    """The last 3 are all 60 less early 6 less late 51, with early as young 4 and middle 2, which are few too."""
    found = groups(young=4, middle=2, old=54, early=6, late=51, last=3)
    assert further_hidden(found, frozenset({0, 1, 3, 5}), RANGES, 5) == {4}


def test_nothing_is_hidden_where_nothing_can_be_told():
    found = groups(young=20, middle=10, old=30, early=30, late=20, last=10)
    assert further_hidden(found, frozenset(), RANGES, 5) == frozenset()


def test_a_few_people_between_two_large_bands_are_found():
    """Late 28 of old 30 leaves 2 who are 60 or older, although no group of 2 is shown anywhere."""
    found = groups(old=30, late=28)
    assert further_hidden(found, frozenset(), RANGES, 5) == {1}
