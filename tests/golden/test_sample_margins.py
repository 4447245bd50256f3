"""The machinery of the sample data: margins are kept exactly, and what cannot be kept is refused. Expected: by hand."""

from collections import Counter

import pytest
from respondents import Sample


@pytest.fixture
def sample():
    return Sample(seed=1, size=10)


def test_answers_come_out_as_often_as_declared(sample):
    sample.allot("q", {"高": 3, "低": 5, "": 2})
    assert Counter(sample.columns["q"]) == {"高": 3, "低": 5, "": 2}


def test_only_those_asked_answer(sample):
    sample.allot("q", {"是": 2, "否": 1}, among=[0, 4, 9])
    assert [place for place, cell in enumerate(sample.columns["q"]) if cell != "(跳过)"] == [0, 4, 9]


def test_without_noise_the_trait_decides(sample):
    sample.observed_trait("age", [float(place) for place in range(10)])
    sample.spread("q", {(50, 59): 5, (20, 29): 5}, noise=0.0, age=1.0)
    assert [int(cell) >= 50 for cell in sample.columns["q"]] == [False] * 5 + [True] * 5


def test_nobody_is_above_the_ceiling(sample):
    sample.spread("q", {(10, 19): 4, (0, 9): 6}, ceiling=[12] * 5 + [5] * 5)
    numbers = sample.integers("q")
    assert max(numbers[:5]) <= 12
    assert max(numbers[5:]) <= 5
    assert sum(number >= 10 for number in numbers) == 4


def test_a_sum_is_reached_within_limits(sample):
    sample.spread("q", {(1, 5): 10})
    sample.settle("q", 40, range(10), (1, 5))
    numbers = sample.integers("q")
    assert sum(numbers) == 40
    assert max(numbers) <= 5


def test_as_many_answers_are_chosen_as_declared(sample):
    sample.choose("q", {"甲": 1.0, "乙": 0.0, "丙": -1.0}, {3: 2, 2: 5, 1: 2, 0: 1})
    assert Counter(len(cell.split("┋")) if cell else 0 for cell in sample.columns["q"]) == {3: 2, 2: 5, 1: 2, 0: 1}


def test_margins_that_do_not_add_up_are_refused(sample):
    with pytest.raises(ValueError, match="q: 9 answers for 10 respondents"):
        sample.allot("q", {"是": 4, "否": 5})


def test_margins_that_too_few_can_fill_are_refused(sample):
    with pytest.raises(ValueError, match="q: only 2 of 4 can answer 是"):
        sample.allot("q", {"是": 4, "否": 6}, allowed=lambda place, answer: answer == "否" or place < 2)


def test_a_sum_out_of_reach_is_refused(sample):
    sample.spread("q", {(1, 5): 10})
    with pytest.raises(ValueError, match="q: 51 is out of reach"):
        sample.settle("q", 51, range(10), (1, 5))


def test_a_sum_that_no_step_leads_to_is_refused(sample):
    sample.columns["q"] = ["10"] * 10
    with pytest.raises(ValueError, match="q: no steps of 10 lead to 105"):
        sample.settle("q", 105, range(10), (0, 90), step=10)
