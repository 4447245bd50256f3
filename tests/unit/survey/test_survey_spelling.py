"""Spellings and suggestions."""

from partysurvey.survey import Option, Text
from partysurvey.survey.spelling import spellings
from partysurvey.survey.suggestion import did_you_mean, listing


def test_spellings_name_each_once():
    assert spellings(Option("a", Text.same(" 好 "), aliases=("A", "好"))) == ("好", "A", "a")


def test_a_near_word_is_suggested_whatever_its_case():
    assert did_you_mean("FAMILARITY", ["age", "Familiarity"]) == "did you mean 'Familiarity'?"


def test_without_a_near_word_the_choices_are_named_but_not_all_of_many():
    assert did_you_mean("x", ["aa", "bb"]) == "choose one of: 'aa', 'bb'"
    assert did_you_mean("x", ["aa", "一"], shown=["aa"]) == "choose one of: 'aa'"
    assert did_you_mean("x", []) == "there is none to choose from"
    assert did_you_mean("x", ["aa", "bb"], otherwise="check the path") == "check the path"


def test_a_listing_quotes_each_name_once_and_counts_the_rest():
    assert listing(["a b", "c,d", "a b"]) == "'a b', 'c,d'"
    assert listing("abcdefghij") == "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' and 2 more"
