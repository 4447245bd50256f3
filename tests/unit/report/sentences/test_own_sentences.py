"""Sentences of the questionnaire's own on the survey of `hand_results`; every figure was counted by hand there."""

import hand_results as hand
import pytest
from msgspec.structs import replace

from partysurvey.report.accounting import Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Sentence
from partysurvey.survey import Text


def told(question, sentence, language="zh", estimates=hand.ESTIMATES):
    questions = tuple(
        replace(each, sentence=sentence) if each.id == question else each for each in hand.QUESTIONNAIRE.questions
    )
    questionnaire = replace(hand.QUESTIONNAIRE, questions=questions)
    asked = replace(estimates, results=tuple(each for each in estimates.results if each.question == question))
    document = build_document(asked, questionnaire, hand.ACCOUNTING, (), Style(language, digits=0, sentences=True))
    return [block.text for block in document.blocks if isinstance(block, Sentence)]


@pytest.mark.parametrize(
    ("question", "template", "text"),
    [
        ("familiarity", "{base}名{people}中{share:familiar}算是熟悉", "50名党务干部中96%算是熟悉。"),
        ("familiarity", "最多的是{option}，占{share}（{count}人）。", "最多的是基本熟悉，占76%（38人）。"),
        ("familiarity", "{count:very_unfamiliar}人{option:very_unfamiliar}", "2人很不熟悉。"),
        ("training", "{share:abroad}外出考察过", "25%外出考察过。"),
        ("age", "{people}平均{mean}{unit}", "党务干部平均42.00岁。"),
    ],
)
def test_places_are_filled_by_hand_counted_numbers(question, template, text):
    assert told(question, Text(zh=template))[0] == text


def test_the_other_language_keeps_the_sentence_of_the_house():
    assert told("familiarity", Text(zh="{share}"), "en")[0].startswith("Among cadres, 76% answered")


def test_a_small_base_keeps_the_cautious_sentence():
    first = hand.ESTIMATES.results[0]
    few = replace(first, base=replace(first.base, n=29))
    assert told("familiarity", Text(zh="{share}"), estimates=replace(hand.ESTIMATES, results=(few,)))[0].startswith(
        "仅有29人"
    )


def test_a_place_for_a_number_that_is_not_there_keeps_the_sentence_of_the_house():
    first = replace(hand.ESTIMATES.results[0], statistics=None)
    kept = told("familiarity", Text(zh="{mean}"), estimates=replace(hand.ESTIMATES, results=(first,)))
    assert kept[0].startswith("有76%的")
