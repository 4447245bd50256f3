"""Durations and moments as platforms write them; the seconds are worked out by hand."""

import pytest

from partysurvey.tally.durations import parsed_moment, parsed_seconds
from partysurvey.tally.respondents import address, unfinished


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("123秒", 123),
        ("2分3秒", 123),
        ("2分钟3秒", 123),
        ("1小时2分3秒", 3723),
        ("1天", 86400),
        ("00:02:03", 123),
        ("02:03", 123),
        ("1:00:00", 3600),
        ("123", 123),
        ("123.5", 123.5),
        ("１２３秒", 123),
        ("2m 3s", 123),
        ("2 min 3 sec", 123),
        ("1 hour", 3600),
    ],
)
def test_a_duration_in_any_writing(text, seconds):
    assert parsed_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "很快", "12:", "1小时多", "2024-01-01"])
def test_what_is_no_duration(text):
    assert parsed_seconds(text) is None


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2021/7/16 15:04:05", "2021/7/16 15:06:08", 123),
        ("02-Feb-2021 20:26:58", "02-Feb-2021 20:29:01", 123),
        ("2024-01-01T10:00:00+08:00", "2024-01-01T10:02:03+08:00", 123),
        ("2024-12-31 23:59:00", "2025-01-01 00:01:03", 123),
    ],
)
def test_two_moments_are_as_far_apart_as_a_clock_says(start, end, seconds):
    assert parsed_moment(end) - parsed_moment(start) == seconds


def test_what_is_no_moment():
    assert parsed_moment("昨天") is None


def test_the_address_is_what_stands_before_the_place():
    assert address("192.0.2.4(广东-广州)") == address("192.0.2.4") == "192.0.2.4"


@pytest.mark.parametrize(
    ("text", "completion", "is_unfinished"),
    [("False", "truth", 1), ("1", "truth", 0), ("67", "progress", 1), ("100", "progress", 0), ("", "submitted", 1)],
)
def test_the_platform_says_who_did_not_finish(text, completion, is_unfinished):
    assert unfinished(text, completion) == is_unfinished
