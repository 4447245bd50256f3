from collections.abc import Mapping
from string import Formatter

import pytest

from partysurvey.report import wording
from partysurvey.survey import Absence, Text


def texts():
    for name, value in vars(wording).items():
        if isinstance(value, Text):
            yield name, value
        elif name.isupper() and isinstance(value, Mapping):
            yield from ((f"{name}[{key}]", text) for key, text in value.items())


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_text_is_there_in_both_languages_with_the_same_places(name, text):
    assert text.zh
    assert text.en
    assert places(text.zh) == places(text.en), name


def test_every_kind_of_absence_has_a_word():
    assert set(wording.ABSENT) == set(Absence)


def test_sentences_end_once_and_english_ones_begin_with_capitals():
    assert wording.sentence(["甲", "乙"], "zh") == "甲；乙。"
    assert (
        wording.sentence(["no answer 3", "not asked 2", "Mean score 2"], "en")
        == "No answer 3; not asked 2. Mean score 2."
    )
    assert wording.sentence([], "en") == ""
