"""The statistics of numbers, scores and dates."""

from dataclasses import replace

import numpy as np

from partysurvey.estimates.answers import Answers
from partysurvey.estimates.designed import mean_under_design
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
    variable: Variable, answers: Answers, population: float | None, inference: Inference
) -> Statistics | None:
    """The statistics of a number, a date (as its day number) or an ordinal answer (by its scores); None of others."""
    question = variable.question
    if is_scored(variable):
        scored = scored_numbers(answers.people, option_scores(variable))
        levels = level_scores(answers.people, option_scores(variable))
        interval = _interval(answers, scored.sums, levels, population, inference)
        return number_statistics(scored.sums, scored, interval)
    numbers = plain_numbers(answers.people, answers.width)
    if isinstance(question, Number | Derived):
        sums = answers.sums or numbers.sums
        common = number_statistics(sums, numbers, _interval(answers, sums, NO_SCORES, population, inference))
        whole = total(sums) if answers.width else numbers.total  # on a grid only the sums are exact
        return replace(common, histogram=histogram(numbers), total=whole)
    return date_statistics(numbers) if isinstance(question, Date) else None


def is_scored(variable: Variable) -> bool:
    """Whether the options have scores: those of scales and grids always, of single choices where they are given."""
    question = variable.question
    if isinstance(question, SingleChoice):
        return any(option.score is not None for option in question.options)
    return isinstance(question, Scale | Grid) and bool(question.options)


def _interval(
    answers: Answers, sums: NumberSums, scores: FloatArray, population: float | None, inference: Inference
) -> Interval:
    """The interval of the mean, under the design where there is one."""
    if answers.units is None:
        return mean_interval(sums, population, inference)
    return mean_under_design(answers.units, sums, scores, population, inference)


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
