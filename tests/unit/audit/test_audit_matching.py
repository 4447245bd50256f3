"""Which question, option and group a sentence names; the sentences are read by eye."""

from decimal import Decimal

import pytest

from partysurvey.audit.against import comparison, with_data
from partysurvey.audit.claim import Claim, ClaimKind
from partysurvey.audit.extraction import extract
from partysurvey.audit.judgement import Judgement, Verdict
from partysurvey.audit.matching import labels, matched
from partysurvey.audit.rounding import RoundingRule
from partysurvey.estimates.results import Base, Result, Share
from partysurvey.survey import Text


def share(code: str, label: Text, n: int, weighted: float, whole: float) -> Share:
    return Share(code, label, n, weighted, weighted / whole, None, None, None)


def result(question: str, text: Text, shares: tuple[Share, ...], weighted: float) -> Result:
    base = Base("answered", sum(each.n or 0 for each in shares), weighted, weighted)
    return Result(question, None, "single", text, None, None, None, None, base, {}, shares)


# 60 of 80 are satisfied: 75 %; with weights 52 of 80: 65 %
SATISFACTION = result(
    "satisfaction",
    Text("您对工作的满意程度", "Satisfaction with work"),
    (share("yes", Text("满意", "satisfied"), 60, 52, 80), share("no", Text("不满意", "dissatisfied"), 20, 28, 80)),
    80,
)
GENDER = result(
    "gender",
    Text("性别", "Gender"),
    (share("male", Text("男", "men"), 50, 50, 80), share("female", Text("女性", "women"), 30, 30, 80)),
    80,
)
KNOWN = labels((SATISFACTION, GENDER))


def first(text: str) -> Claim:
    return next(claim for claim in extract(text) if claim.kind is ClaimKind.PERCENT)


@pytest.mark.parametrize(
    ("text", "question", "option", "group", "where"),
    [
        ("对工作的满意程度：满意的占75%。", "satisfaction", "yes", None, None),
        ("对工作不满意的占25%。", "satisfaction", "no", None, None),
        ("男性中，对工作满意的占75%。", "satisfaction", "yes", "male", 'gender = "male"'),
        ("女性受访者中有75%满意。", "satisfaction", "yes", "female", 'gender = "female"'),
        ("男性占62.5%。", "gender", "male", None, None),
        ("75% of all are satisfied; among women, 80% are.", "satisfaction", "yes", None, None),
        ("Among the women 75% are satisfied with their work.", "satisfaction", "yes", "female", 'gender = "female"'),
    ],
)
def test_a_sentence_names_question_option_and_group(text, question, option, group, where):
    match = matched(first(text), KNOWN)
    assert match is not None
    assert (match.claim.question, match.claim.option) == (question, option)
    assert (match.claim.group, match.claim.where) == (group, where)


@pytest.mark.parametrize("text", ["男性和女性分别占62.5%。", "收到的意见占75%。"])
def test_a_sentence_that_names_several_or_none_is_left_alone(text):
    assert matched(first(text), KNOWN) is None


@pytest.mark.parametrize(("text", "surely"), [("对工作满意程度为满意的占75%。", True), ("满意的占75%。", False)])
def test_only_a_sentence_with_the_words_of_the_question_is_sure(text, surely):
    match = matched(first(text), KNOWN)
    assert match is not None
    assert match.surely is surely


@pytest.mark.parametrize(("value", "reproduced"), [("75", True), ("65", True), ("70", False)])
def test_a_percent_may_be_weighted_or_not(value, reproduced):
    claim = Claim("c1", ClaimKind.PERCENT, Decimal(value), question="satisfaction", option="yes")
    found = comparison(claim, (GENDER, SATISFACTION), RoundingRule.HALF_UP)
    assert found is not None
    assert found.base == 80  # the weights sum to the base; it is the share that shows them
    assert (str(found.rounded), str(found.unweighted)) == ("65", "75")
    assert found.reproduced is reproduced
    judged = with_data(Judgement(claim, Verdict.FEASIBLE, Text()), found)
    assert judged.verdict is (Verdict.REPRODUCED if reproduced else Verdict.CONTRADICTED)
