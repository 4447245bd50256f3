"""The statistics of numbers, scores and dates."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from partysurvey.estimates.answers import Answers
from partysurvey.estimates.designed import means_under_design
from partysurvey.estimates.histogram import histogram
from partysurvey.estimates.intervals import Interval
from partysurvey.estimates.means import NumberSums, mean, mean_interval, standard_deviation, total
from partysurvey.estimates.numbers import Numbers, level_scores, plain_numbers, scored_numbers
from partysurvey.estimates.quantiles import quantiles
from partysurvey.estimates.results import Inference, Statistics
from partysurvey.survey import Date, Derived, Grid, Number, Scale, SingleChoice, Variable
from partysurvey.tally.scores import option_scores
from partysurvey.tally.sums import FloatArray

NO_SCORES = np.zeros(0)  # of a number, which has moments instead


def variable_statistics(
    variable: Variable, answers: Answers, populations: Sequence[float | None], inference: Inference
) -> Sequence[Statistics | None]:
    """By group the statistics of a number, a date (as its day number) or an ordinal answer (by its scores), or None."""
    question, people = variable.question, answers.people
    groups = [people.of(group) for group in range(len(people))]
    if is_scored(variable):
        scores = option_scores(variable)
        scored = [scored_numbers(group, scores) for group in groups]
        sums = [each.sums for each in scored]
        intervals = _intervals(answers, sums, level_scores(people.levels, scores), populations, inference)
        return [number_statistics(*each) for each in zip(sums, scored, intervals, strict=True)]
    if isinstance(question, Number | Derived):
        return _of_numbers(answers, [plain_numbers(group, answers.width) for group in groups], populations, inference)
    if isinstance(question, Date):
        return [date_statistics(plain_numbers(group, answers.width)) for group in groups]
    return [None] * len(groups)


def _of_numbers(
    answers: Answers, numbers: Sequence[Numbers], populations: Sequence[float | None], inference: Inference
) -> list[Statistics]:
    """By group; on a grid only the sums are exact."""
    sums = answers.sums or [each.sums for each in numbers]
    intervals = _intervals(answers, sums, NO_SCORES, populations, inference)
    return [
        replace(
            number_statistics(moments, each, interval),
            histogram=histogram(each),
            total=total(moments) if answers.width else each.total,
        )
        for moments, each, interval in zip(sums, numbers, intervals, strict=True)
    ]


def is_scored(variable: Variable) -> bool:
    """Whether the options have scores: those of scales and grids always, of single choices where they are given."""
    question = variable.question
    if isinstance(question, SingleChoice):
        return any(option.score is not None for option in question.options)
    return isinstance(question, Scale | Grid) and bool(question.options)


def _intervals(
    answers: Answers,
    sums: Sequence[NumberSums],
    scores: FloatArray,
    populations: Sequence[float | None],
    inference: Inference,
) -> Sequence[Interval]:
    """The intervals of the means by group, under the design where there is one."""
    if answers.units is None:
        return [mean_interval(each, size, inference) for each, size in zip(sums, populations, strict=True)]
    return means_under_design(answers.units, sums, scores, populations, inference)


def number_statistics(sums: NumberSums, numbers: Numbers, interval: Interval) -> Statistics:
    """Mean with its interval, standard deviation, extremes and quartiles: what numbers and scores both have."""
    return Statistics(
        mean=mean(sums),
        se=interval.se,
        low=interval.low,
        high=interval.high,
        sd=standard_deviation(sums),
        min=_end(numbers, 0),
        max=_end(numbers, -1),
        quantiles=quantiles(numbers),
        deff=interval.deff,
    )


def date_statistics(days: Numbers) -> Statistics:
    """First and last day and quartiles, all days that occur, as day numbers; a date has no mean here."""
    quartiles = quantiles(days, rule="math")
    return Statistics(None, None, None, None, None, _end(days, 0), _end(days, -1), quartiles)


def _end(numbers: Numbers, place: int) -> float | None:
    return float(numbers.values[place]) if len(numbers.values) else None
