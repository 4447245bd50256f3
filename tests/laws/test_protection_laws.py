"""No hidden group can be worked out from what is shown; protecting twice is protecting once."""

from hand_results import FAMILIARITY, PART_TIME, choice
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.estimates.results import Estimates
from partysurvey.report.protection import protect

BANNERS = ("part_time", "sex", "unit")
group_counts = st.lists(st.integers(0, 9), min_size=3, max_size=3)
banners = st.lists(st.lists(group_counts, min_size=1, max_size=6), min_size=1, max_size=3)
least = st.integers(0, 12)


def estimates_of(counts: list[list[list[int]]]) -> Estimates:
    """A topline for everybody and groups by up to three banners; people without a group are possible."""
    label = PART_TIME.options[0].label
    groups = [
        choice(FAMILIARITY, each, by=(by, f"group{place}", label))
        for by, banner in zip(BANNERS, counts, strict=False)
        for place, each in enumerate(banner)
    ]
    everybody = [max(sum(each[option] for each in banner) for banner in counts) for option in range(3)]
    return Estimates((choice(FAMILIARITY, everybody), *groups))


@given(banners, least)
def test_groups_below_the_limit_are_hidden_and_toplines_are_not(counts, min_group) -> None:
    before = estimates_of(counts)
    after = protect(before, min_group)
    assert after.results[0] == before.results[0]
    for old, new in zip(before.results[1:], after.results[1:], strict=True):
        assert new.hidden or new == old
        assert new.hidden or min_group <= 1 or old.base.n == 0 or old.base.n >= min_group


@given(banners, least)
def test_what_is_hidden_in_a_banner_is_two_groups_and_enough_people_or_every_group(counts, min_group) -> None:
    before = estimates_of(counts)
    after = protect(before, min_group)
    for by in BANNERS:
        pairs = [(old.base.n, new) for old, new in zip(before.results, after.results, strict=True) if new.by == by]
        hidden = [n for n, new in pairs if new.hidden]
        shown = [n for n, new in pairs if not new.hidden and n]
        assert not hidden or (len(hidden) >= 2 and sum(hidden) >= min_group) or not shown


@given(banners, least)
def test_hidden_groups_hold_no_number(counts, min_group) -> None:
    for result in protect(estimates_of(counts), min_group).results:
        if result.hidden:
            assert (result.base.n, result.base.weighted, result.base.effective) == (None, None, None)
            assert not result.absent
            assert result.statistics is None
            for share in (*result.options, *result.nets):
                numbers = (share.n, share.weighted, share.share, share.se, share.low, share.high)
                assert numbers == (None,) * 6
                assert (share.row_share, share.total_share, share.hidden) == (None, None, True)


@given(banners, least)
def test_protecting_twice_is_protecting_once(counts, min_group) -> None:
    once = protect(estimates_of(counts), min_group)
    assert protect(once, min_group) == once
