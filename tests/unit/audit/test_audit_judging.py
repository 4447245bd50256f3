"""Verdicts on claims made by hand; the counts behind them were worked out with a pocket calculator."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from partysurvey.audit.claim import BaseCandidate, BaseReason, Claim, ClaimKind, Claims, Hedge, Span
from partysurvey.audit.judgement import Judgement, Verdict
from partysurvey.audit.judging import audited
from partysurvey.audit.rounding import RoundingRule
from partysurvey.audit.settings import Settings


def base(n: int) -> BaseCandidate:
    return BaseCandidate(n, BaseReason.BEFORE)


def percent(text: str, *bases: int, name: str = "p", **fields) -> Claim:
    digits = len(text.partition(".")[2])
    return Claim(
        name, ClaimKind.PERCENT, Decimal(text), digits=digits, bases=tuple(map(base, bases)), text=text, **fields
    )


def count(value: int, name: str, **fields) -> Claim:
    return Claim(name, ClaimKind.COUNT, Decimal(value), unit="人", text=str(value), **fields)


def judged(*claims: Claim, rule: RoundingRule = RoundingRule.HALF_UP, limit: int = 200) -> list[Judgement]:
    return list(audited(Claims(claims, "test"), Settings(rule, limit)).judgements)


def verdicts(*claims: Claim) -> list[Verdict]:
    return [each.verdict for each in judged(*claims)]


def test_a_percent_of_a_base():
    (found,) = judged(percent("18.3", 60))
    assert (found.verdict, found.counts) == (Verdict.FEASIBLE, (11, 11))


def test_an_impossible_percent_has_nearest_ones_and_other_numbers_that_it_fits():
    (found, *_) = judged(percent("21.5", 68), percent("67.9", 237, name="q"), count(9999, "c"))
    assert found.verdict is Verdict.IMPOSSIBLE
    assert [(each.count, str(each.value)) for each in found.nearest] == [(14, "20.6"), (15, "22.1")]
    assert [each.n for each in found.fitting] == [237]  # 51/237; 9,999 people fit every percent with one digit


def test_the_first_candidate_that_fits_is_the_base():
    (found,) = judged(percent("21.5", 68, 237))
    assert found.base == base(237)
    assert found.remarks[0].en == "does not fit 68"


@pytest.mark.parametrize(
    ("hedge", "text", "n", "verdict"),
    [
        (Hedge.ABOUT, "30", 7, Verdict.FEASIBLE),  # 2/7 = 28.6 is about 30
        (Hedge.EXACT, "30", 7, Verdict.IMPOSSIBLE),
        (Hedge.NEARLY, "30", 7, Verdict.FEASIBLE),
        (Hedge.NEARLY, "60", 3, Verdict.IMPOSSIBLE),  # 66.7 is not below 60, 33.3 not near
        (Hedge.MORE_THAN, "99", 10, Verdict.FEASIBLE),  # 10/10
        (Hedge.MORE_THAN, "100", 10, Verdict.IMPOSSIBLE),
        (Hedge.LESS_THAN, "1", 50, Verdict.FEASIBLE),  # nobody
        (Hedge.LESS_THAN, "0", 50, Verdict.IMPOSSIBLE),
        (Hedge.AT_LEAST, "100", 3, Verdict.FEASIBLE),
        (Hedge.AT_MOST, "0", 3, Verdict.FEASIBLE),
    ],
)
def test_hedges(hedge, text, n, verdict):
    assert verdicts(percent(text, n, hedge=hedge)) == [verdict]


def test_a_range_is_feasible_where_any_value_in_it_is():
    assert verdicts(percent("20", 4, upper=Decimal(30))) == [Verdict.FEASIBLE]  # 1/4
    assert verdicts(percent("30", 4, upper=Decimal(40))) == [Verdict.IMPOSSIBLE]


def test_a_percent_cut_off_instead_of_rounded_is_told():
    (found,) = judged(percent("66.6", 3))
    assert found.verdict is Verdict.IMPOSSIBLE
    assert "cut off instead of rounded, 2 of 3 would give it" in [remark.en for remark in found.remarks]
    (found,) = judged(percent("66.6", 3), rule=RoundingRule.ANY)
    assert found.verdict is Verdict.FEASIBLE


def test_a_split_without_base_needs_people_that_fit_all_parts():
    # the issue's own example: 76 / 20 / 4 needs 25, 45, 46, 49, 50, 51, 54, 55 … people
    parts = [percent(text, name=text, split="s") for text in ("76", "20", "4")]
    found = judged(*parts, limit=60)
    assert {each.verdict for each in found} == {Verdict.FEASIBLE_FOR}
    assert found[0].bases == ((25, 25), (45, 46), (49, 51), (54, 55))


def test_a_split_that_makes_no_hundred_is_contradicted():
    parts = [percent(text, name=text, split="s") for text in ("76", "20", "14")]
    found = judged(*parts)
    assert {each.verdict for each in found} == {Verdict.CONTRADICTED}
    assert "110" in found[0].reason.en


def test_a_split_of_stated_people_must_be_made_of_them():
    # each part is feasible out of 10 when rounded to tens, and 4 + 3 + 3 make 10; 4 + 4 + 4 do not
    whole = [percent(text, 10, name=str(place), split="s") for place, text in enumerate(("40", "30", "30"))]
    assert {each.verdict for each in judged(*whole)} == {Verdict.FEASIBLE}
    thirds = [percent("33", 100, name=str(place), split="s") for place in range(3)]
    assert {each.verdict for each in judged(*thirds)} == {Verdict.IMPOSSIBLE}  # 33 + 33 + 33 of 100 are 99


def test_parts_of_a_total_add_up():
    total = count(60, "t")
    assert verdicts(total, count(27, "a", part_of="t", split="s"), count(33, "b", part_of="t", split="s"))[1:] == [
        Verdict.FEASIBLE,
        Verdict.FEASIBLE,
    ]
    wrong = verdicts(total, count(27, "a", part_of="t", split="s"), count(32, "b", part_of="t", split="s"))
    assert wrong == [Verdict.CONTRADICTED] * 3
    assert verdicts(total, count(61, "a", part_of="t"))[1] is Verdict.CONTRADICTED
    assert verdicts(total, count(29, "a", part_of="t"))[1] is Verdict.FEASIBLE


def test_a_count_beside_its_percent_must_give_it():
    assert verdicts(percent("18.3", 60, count=11)) == [Verdict.FEASIBLE]
    assert verdicts(percent("18.3", 60, count=12)) == [Verdict.CONTRADICTED]


def test_a_mean_and_its_spread():
    mean = Claim("m", ClaimKind.MEAN, Decimal("7.22"), digits=2, bases=(base(38),))
    assert verdicts(mean) == [Verdict.IMPOSSIBLE]
    fair = replace(mean, value=Decimal("4.74"), bases=(base(31),))
    spread = Claim("s", ClaimKind.SPREAD, Decimal("6.55"), digits=2, part_of="m")
    assert verdicts(fair, spread) == [Verdict.FEASIBLE, Verdict.FEASIBLE]
    assert verdicts(spread) == [Verdict.NOT_CHECKABLE]
    assert verdicts(
        replace(fair, value=Decimal("5.23"), bases=(base(35),)), replace(spread, value=Decimal("2.55"))
    ) == [
        Verdict.FEASIBLE,
        Verdict.IMPOSSIBLE,
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "changed", "verdict"),
    [
        ("占比从20%上升到25%，提高了5%。", ClaimKind.PERCENT, "5", Verdict.CONTRADICTED),
        ("占比从20%上升到25%，提高了5个百分点。", ClaimKind.POINTS, "5", Verdict.FEASIBLE),
        ("占比从20%上升到25%，提高了25个百分点。", ClaimKind.POINTS, "25", Verdict.CONTRADICTED),
        ("The share rose from 20% to 25%, an increase of 5%.", ClaimKind.PERCENT, "5", Verdict.CONTRADICTED),
    ],
)
def test_percent_and_points_are_told_apart(sentence, kind, changed, verdict):
    pair = [percent(text, name=text, sentence=sentence) for text in ("20", "25")]
    pair = [replace(each, text=f"{each.text}%") for each in pair]
    change = Claim(
        "c",
        kind,
        Decimal(changed),
        text=f"{changed}%" if kind is ClaimKind.PERCENT else f"{changed}个百分点",
        sentence=sentence,
    )
    assert verdicts(*pair, change)[2] is verdict


def test_what_cannot_be_checked_says_why():
    found = judged(
        replace(percent("1"), value=None),
        percent("120", 10),
        count(5, "c"),
        replace(percent("70"), of_survey=False),
        percent("9" * 40, 10),
        Claim("f", ClaimKind.POINTS, Decimal(3)),
    )
    assert {each.verdict for each in found} == {Verdict.NOT_CHECKABLE}
    assert len({each.reason.en for each in found}) == 6


def test_percents_without_a_base_are_also_seen_together():
    audit = audited(
        Claims((percent("62", name="a"), percent("69", name="b"), percent("10", name="c")), "t"), Settings(limit=45)
    )
    (shared,) = audit.shared
    assert shared.claims == ("a", "b", "c")
    # by hand: of 29 are 18 = 62.07, 20 = 68.97, 3 = 10.34; of 39 are 24 = 61.5, 27 = 69.2, 4 = 10.26; of 42 are 26, 29, 4
    assert shared.bases == ((29, 29), (39, 39), (42, 42))


def test_huge_numbers_and_many_percents_end_soon():
    huge = percent("0." + "3" * 20, 10**30)
    assert judged(huge)[0].verdict is Verdict.FEASIBLE
    many = [percent(f"{place % 1000 / 10:.1f}", 68, name=str(place)) for place in range(20_000)]
    assert len(judged(*many)) == 20_000
    crowd = [percent(f"{place / 1000:.3f}", name=str(place)) for place in range(6000)]
    assert {each.verdict for each in judged(*crowd)} == {Verdict.NOT_CHECKABLE}


def test_the_line_of_another_base_is_told():
    other = BaseCandidate(237, BaseReason.BEFORE, Span(0, 3, 7, 1))
    (found, _) = judged(percent("21.5", 68), replace(percent("67.9", name="q"), bases=(other,)))
    assert "of the numbers in the text it fits 237 (line 7)" in [remark.en for remark in found.remarks]
