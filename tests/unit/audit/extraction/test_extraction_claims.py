"""What a claim holds besides its figure: place, sentence, digits, split, total, bases; and what is no claim."""

from decimal import Decimal

import pytest

from partysurvey.audit import ClaimKind, Hedge
from partysurvey.audit.extraction import extract


def test_a_claim_knows_its_place_and_sentence():
    (claim,) = extract("一、概况\n熟悉的占76.0%，其余不详。下一句。")
    assert (claim.text, claim.span.line, claim.span.column) == ("76.0%", 2, 5)
    assert claim.sentence == "熟悉的占76.0%，其余不详。"
    assert (claim.kind, claim.value, claim.digits, claim.hedge) == (ClaimKind.PERCENT, Decimal(76), 1, Hedge.EXACT)


def test_digits_are_negative_where_tens_are_printed():
    assert [(claim.value, claim.digits) for claim in extract("六成的人，六成五的人，0.5‰的人")] == [
        (60, -1),
        (65, 0),
        (Decimal("0.05"), 2),
    ]


def test_percents_that_add_up_to_100_are_a_split():
    claims = extract("基本熟悉的占76%，很熟悉的占20%，很不熟悉的占4%。兼职的占62%，专职的占30%。")
    assert [claim.split for claim in claims] == ["s1", "s1", "s1", None, None]


def test_a_split_allows_for_rounding():
    assert {claim.split for claim in extract("三者分别为33.3%、33.3%、33.3%。")} == {"s1"}


def test_parts_know_their_total():
    claims = extract("共设党组织60个,其中党总支27个、党支部33个。")
    assert [(claim.id, claim.part_of) for claim in claims] == [("c1", None), ("c2", "c1"), ("c3", "c1")]


def test_part_of_a_total_that_follows():
    part, total = extract("Only 29 of the 60 secretaries head the committee.")
    assert part.part_of == total.id


@pytest.mark.parametrize(
    ("text", "n", "why"),
    [
        ("68名书记中，大专以上占42.9%。", 68, "stated before"),
        ("大专以上占42.6%（n=68）。", 68, "stated after"),
        ("Support was 76% of the 68 respondents.", 68, "stated after"),
        ("回收有效问卷237份。\n\n熟悉的占76%。", 237, "valid responses"),
        ("全市60个社区，11个是村改居，占18.3%。", 60, "gives the percent with the count beside it"),
    ],
)
def test_the_best_base_and_why(text, n, why):
    claim = next(claim for claim in extract(text) if claim.kind is ClaimKind.PERCENT)
    assert (claim.bases[0].n, claim.bases[0].why) == (n, why)
    assert text[claim.bases[0].span.start : claim.bases[0].span.end].startswith(str(n))


@pytest.mark.parametrize(
    "text",
    [
        "2006年3月15日，根据市直工〔2006〕12号文件第三十五条。",
        "见表3、图2.1和第12页，版本1.2.3。",
        "36—50岁、15年以上党龄，3个月内，两个方面。",
        "联系电话：0512-6512345",
        "我们百分百地投入，付出百分之百的努力。",
        "采用95%置信区间，5%的显著性水平。",
        "In 2006, under Article 12 and Section 3.2 (pp. 45-67), on March 15.",
        "The 95% confidence interval was wide; I'm 100% sure.",
        "a 5-point scale, half an hour, 18-year-olds, aged 31 to 45",
        "",
    ],
)
def test_numbers_that_are_no_claims(text):
    assert extract(text) == ()


def test_the_words_of_one_language_can_be_chosen():
    text = "237份问卷，half of the 68 respondents"
    assert [claim.text for claim in extract(text, "zh")] == ["237份"]
    assert [claim.text for claim in extract(text, "en")] == ["half", "68 respondents"]


def test_ids_are_the_same_on_every_run():
    text = "76%的人，20%的人"
    assert extract(text) == extract(text)
    assert [claim.id for claim in extract(text)] == ["c1", "c2"]
