import pytest
from hand_results import AGE, AGES, ESTIMATES, FAMILIARITY, PART_TIME, TEST, by_part_time, choice, toplines
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Association, Combination, Estimates
from partysurvey.report.protection import protect, tell_by_weights


def groups(*sizes, by="part_time"):
    label = PART_TIME.options[0].label
    return tuple(choice(FAMILIARITY, (n, 0, 0), by=(by, str(place), label)) for place, n in enumerate(sizes))


def hidden_sizes(sizes, min_group=5):
    after = protect(Estimates((toplines()[0], *groups(*sizes))), min_group).results[1:]
    return [n for n, result in zip(sizes, after, strict=True) if result.hidden]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((30, 17, 3), [17, 3]),  # one small group: the next smallest goes too
        ((30, 4, 3), [4, 3]),  # two small groups hide each other
        ((30, 10, 2, 1), [10, 2, 1]),  # together 3: those who subtract would still see fewer than 5
        ((30, 10, 5), []),
        ((30, 0, 12), []),  # nobody needs no protection
        ((30, 0, 4), [30, 4]),  # and hides nobody
        ((3,), [3]),
        ((30, 17, 17, 3), [17, 3]),  # of equals the first
    ],
)
def test_which_groups_are_hidden(sizes, hidden):
    assert sorted(hidden_sizes(sizes)) == sorted(hidden)


@pytest.mark.parametrize("min_group", [0, 1])
def test_protection_can_be_switched_off(min_group):
    assert protect(ESTIMATES, min_group) is ESTIMATES


def test_a_negative_limit_is_refused():
    with pytest.raises(RequestError, match=r"^--min-group -1 is negative; use 0 to hide nothing$"):
        protect(ESTIMATES, -1)


def test_each_banner_is_judged_for_itself():
    both = Estimates((toplines()[0], *groups(30, 17, 3), *groups(25, 25, by="sex")))
    assert [result.hidden for result in protect(both).results] == [False, False, True, True, False, False]


def test_the_test_of_a_table_with_hidden_groups_is_withdrawn():
    (test,) = protect(Estimates((toplines()[0], *by_part_time()), (TEST,))).associations
    assert (test.hidden, test.chi_square, test.df, test.p, test.cramers_v, test.least_expected) == (True, *[None] * 5)
    assert test.n == 50  # all who answered both, an open number


def test_the_test_stays_where_nothing_is_hidden():
    assert protect(ESTIMATES, 3).associations == (TEST,)
    assert protect(ESTIMATES, 3).tests == ESTIMATES.tests
    (test,) = protect(ESTIMATES, 5).tests
    assert (test.hidden, test.statistic, test.p, test.n) == (True, None, None, None)


def test_letters_made_with_a_hidden_group_are_gone():
    lettered = tuple(
        replace(result, letter="A", options=tuple(replace(share, letters=("B",)) for share in result.options))
        for result in by_part_time()
    )
    after = protect(Estimates((toplines()[0], *lettered)), 5).results
    assert [(result.letter, {share.letters for share in result.options}) for result in after[1:]] == [("", {()})] * 3
    assert protect(Estimates((toplines()[0], *lettered)), 3).results[1:] == lettered


def test_statistics_of_hidden_groups_are_gone():
    label = PART_TIME.options[0].label
    few = choice(AGE, (2, 1), by=("part_time", "yes", label), statistics=AGES)
    many = choice(AGE, (20, 27), by=("part_time", "no", label), statistics=AGES)
    assert [result.statistics for result in protect(Estimates((few, many))).results] == [None, None]


def test_the_limit_is_kept_for_the_note():
    assert protect(ESTIMATES, 7).min_group == 7


def test_hidden_groups_are_hidden_as_options_too_where_question_and_banner_change_places():
    of_three = choice(PART_TIME, (30, 17, 3))
    mirrored = tuple(
        choice(PART_TIME, counts, by=("familiarity", option.code, option.label), statistics=AGES)
        for option, counts in zip(FAMILIARITY.options, ((6, 4, 0), (24, 11, 3), (0, 2, 0)), strict=True)
    )
    test = Association("part_time", None, "familiarity", 5.164087, 4, 0.270872, 0.227246, 50, 0.12)
    after = protect(Estimates((toplines()[0], *by_part_time(), of_three, *mirrored), (TEST, test)), 4)
    assert [result.hidden for result in after.results] == [False, False, True, True, False, True, False, True]
    shown = after.results[6]  # basically familiar: full-time and seconded are hidden groups of the other table
    assert [share.n for share in shown.options] == [24, None, None]
    assert shown.statistics is None
    assert after.results[4] == of_three
    assert [test.hidden for test in after.associations] == [True, True]
    assert protect(after, 4) == after


@pytest.mark.parametrize(
    ("people", "base", "shown"),
    [
        ((10, 4, 3), 20, [10]),  # 10 others: the 4, the 3 and 3 whose combinations are rare
        ((10, 6), 18, [10]),  # 2 others would be too few to be told: the 6 go with them
        ((10, 8), 18, [10, 8]),  # there are no others
        ((4, 3), 7, []),
    ],
)
def test_combinations_of_few_people_are_counted_under_the_others(people, base, shown):
    found = tuple(Combination((str(place),), n, n / base) for place, n in enumerate(people))
    everybody = replace(choice(FAMILIARITY, (base, 0, 0)), combinations=found)
    (after,) = protect(Estimates((everybody,))).results
    assert [each.n for each in after.combinations] == shown
    assert protect(Estimates((everybody,)), 1).results == (everybody,)


def test_groups_of_one_weight_each_are_told_apart_by_weighted_sums():
    even = choice(FAMILIARITY, (4, 0, 0))
    double = replace(even, base=replace(even.base, weighted=8.0))
    mixed = replace(even, base=replace(even.base, weighted=8.0, effective=3.6))
    assert tell_by_weights([even, double])
    assert not tell_by_weights([even, even])
    assert not tell_by_weights([even, mixed])
