"""What a language contributes to reading figures: words and patterns, as data."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from partysurvey.audit.claim import Hedge


class Grammar(Struct, frozen=True):
    """The words of one language around a figure, as patterns of bounded length, so that reading is linear."""

    hedges_before: Mapping[str, Hedge]  # pattern → what it says of the number after it
    hedge_gap: str  # what may stand between such a word and the number
    hedges_after: Mapping[str, Hedge]  # of the number and unit before it
    percent_signs: tuple[str, ...]
    points_signs: tuple[str, ...]
    range_marks: tuple[str, ...]  # between the two ends of a range
    no_range_before: tuple[str, ...]  # 从20%到30% is a change
    count_units: tuple[str, ...]
    word_count_units: tuple[str, ...]  # those that make a count of a single Chinese or English numeral
    more: Mapping[str, Hedge]  # between a number and its unit: 20多人
    odds_marks: tuple[str, ...]  # one in five
    parts_after: tuple[str, ...]  # between the whole and its part, which are people: 每5人中有1人
    counts_after: tuple[str, ...]  # make a count of a bare number before them: 29 of the 60, 231 were valid
    part_names: Mapping[str, int]  # two thirds
    counts_before: tuple[str, ...]  # make a count of a bare number after them: n =
    mean_before: tuple[str, ...]
    mean_gap: str
    mean_after: tuple[str, ...]
    mean_units: tuple[str, ...]
    no_mean_after: tuple[str, ...]  # of a difference: 6.5 hours more than
    no_count_after: tuple[str, ...]  # of a count that is a rate: 14 visits a day
    no_things_after: tuple[str, ...]  # of a count of other things than people, the name of an answer: 4次及以上占61.6%
    mean_links: tuple[str, ...]  # all that stands between two means of a list: 3.4 against 4.1
    no_mean_before: tuple[str, ...]  # of a number in the list of a mean: 最大58岁
    change_before: tuple[str, ...]  # of a number in the list of a mean, that is a difference: 下降1.7岁
    bare_points: tuple[str, ...]  # percentage points, if a change stands before
    spread_before: tuple[str, ...]
    shares: Mapping[str, tuple[Decimal, Hedge]]  # words that are a share by themselves: 半数
    decoys: tuple[str, ...]  # hold numbers that are no figures: dates, articles, intervals
    no_claim_before: tuple[str, ...]  # 第3名, 每100人
    no_claim_after: tuple[str, ...]  # of a percent: 100%地
    base_before: tuple[str, ...]  # of a count that is a base: of the 237
    base_after: tuple[str, ...]  # 237人中
    people: tuple[str, ...]  # units of those who answer; other counts are rarely bases
    valid: tuple[str, ...]  # in one clause with the number of valid responses
    sample: tuple[str, ...]  # in one clause with the size of a sample
    parts: tuple[str, ...]  # what follows is a part of what stands before: 其中
    part_stops: tuple[str, ...]  # where the parts end
