"""The statistics of numbers, scores and dates."""

import numpy as np

from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.histogram import histogram
from partysurvey.estimates.means import Numbers, mean, mean_interval, numbers_at, standard_deviation
from partysurvey.estimates.quantiles import quantiles
from partysurvey.estimates.results import Inference, Statistics
from partysurvey.estimates.scores import option_scores
from partysurvey.survey import Date, Derived, Grid, Number, Scale, Variable


def variable_statistics(
    variable: Variable, people: Distribution, population: float | None, inference: Inference
) -> Statistics | None:
    """The statistics of a number, a date (as its day number) or an ordinal answer (by its scores); None of others."""
    question = variable.question
    if isinstance(question, Number | Derived):
        return number_statistics(plain_numbers(people), population, inference, with_histogram=True)
    if isinstance(question, Scale | Grid):
        scores = option_scores(question, variable.item)
        return number_statistics(scored_numbers(people, scores), population, inference) if scores else None
    return date_statistics(plain_numbers(people)) if isinstance(question, Date) else None


def number_statistics(
    numbers: Numbers, population: float | None, inference: Inference, *, with_histogram: bool = False
) -> Statistics:
    """Mean with its interval, standard deviation, extremes, quartiles and on request the histogram."""
    interval = mean_interval(numbers, population, inference)
    return Statistics(
        mean=mean(numbers),
        se=interval.se,
        low=interval.low,
        high=interval.high,
        sd=standard_deviation(numbers),
        min=_end(numbers, 0),
        max=_end(numbers, -1),
        quantiles=quantiles(numbers),
        histogram=histogram(numbers) if with_histogram else (),
    )


def date_statistics(days: Numbers) -> Statistics:
    """First and last day and quartiles, all days that occur, as day numbers; a date has no mean here."""
    quartiles = quantiles(days, rule="math")
    return Statistics(None, None, None, None, None, _end(days, 0), _end(days, -1), quartiles)


def plain_numbers(people: Distribution) -> Numbers:
    """The answers that are numbers."""
    chosen = np.array([isinstance(level, int | float) for level in people.levels], dtype=bool)
    values = np.array([level for level in people.levels if isinstance(level, int | float)], dtype=np.float64)
    return numbers_at(values, people.n[chosen], people.w[chosen], people.w2[chosen])


def scored_numbers(people: Distribution, scores: dict[str, float]) -> Numbers:
    """The scores of the answers that have one."""
    chosen = np.array([level in scores for level in people.levels], dtype=bool)
    values = np.array([scores[str(level)] for level in people.levels if level in scores], dtype=np.float64)
    return numbers_at(values, people.n[chosen], people.w[chosen], people.w2[chosen])


def _end(numbers: Numbers, place: int) -> float | None:
    return float(numbers.values[place]) if len(numbers.values) else None
