"""From sums to results: every selected question for everybody, then for each group of each banner."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.estimates.association import pearson
from partysurvey.estimates.categories import Category, exclusive, option_categories
from partysurvey.estimates.distribution import answered, distribution, distribution_within
from partysurvey.estimates.result import Group, Study, group_result
from partysurvey.estimates.results import Association, Estimates, Inference, Result
from partysurvey.estimates.selection import Banner, groups, selected_banners, selected_variables
from partysurvey.estimates.shares import Breakdown
from partysurvey.survey import Questionnaire, Variable
from partysurvey.tally.sums import Counts, FloatArray, IntArray


class Tallied(Protocol):
    """What estimates need from a tally: the joint counts of variables that were planned."""

    def counts(self, *variables: str, by_unit: bool = False) -> Counts:
        """n, Σw, Σw² of the joint cells of the variables."""
        ...


def estimate(
    questionnaire: Questionnaire,
    tally: Tallied,
    questions: Sequence[str] | None = None,
    banners: Sequence[str] = (),
    inference: Inference = Inference(),  # noqa: B008  # frozen
) -> Estimates:
    """The results of the selected questions (None: all) in questionnaire order, broken down by each banner.

    The tally must hold `needs(questionnaire, questions, banners)`. Raises RequestError for names that do not exist
    and for a population smaller than the sample.
    """
    results: list[Result] = []
    associations: list[Association] = []
    broken_down = selected_banners(questionnaire, banners)
    for variable in selected_variables(questionnaire, questions):
        alone = tally.counts(variable.id)
        study = _study(alone, inference)
        results.append(group_result(variable, distribution(alone), study))
        for banner in broken_down:
            if banner.id != variable.id:
                crossed = tally.counts(variable.id, banner.axis)
                results.extend(_group_results(variable, crossed, banner, study))
                associations.extend(_associations(variable, crossed, banner, study))
    return Estimates(tuple(results), tuple(associations), inference)


def _study(counts: Counts, inference: Inference) -> Study:
    people = distribution(counts).everybody
    population = inference.population
    if population is not None and population < people.n:
        raise RequestError(
            f"the population of {population} is smaller than the {people.n} respondents",
            "give the number of people that the respondents were drawn from",
        )
    return Study(inference, people, weighted=not np.array_equal(counts.w2, counts.n))


def _group_results(variable: Variable, counts: Counts, banner: Banner, study: Study) -> Iterator[Result]:
    levels = counts.axes[1].levels
    together = Breakdown(distribution_within(counts, answered(levels)))
    for category in groups(banner, levels):
        people = distribution_within(counts, category.members)
        yield group_result(variable, people, study, Group(banner.id, category, together))


def _associations(variable: Variable, counts: Counts, banner: Banner, study: Study) -> Iterator[Association]:
    """The association of the question and the banner, where the categories of neither overlap."""
    rows = option_categories(variable.question, counts.axes[0].levels)
    if not rows or not exclusive(variable.question) or not exclusive(banner.question):
        return
    columns = groups(banner, counts.axes[1].levels)
    n = int(_table(counts.n, rows, columns).sum())
    test = pearson(_table(counts.w, rows, columns), n)
    item = variable.item.code if variable.item else None
    yield Association(
        question=variable.question.id,
        item=item,
        by=banner.id,
        chi_square=test.statistic if test else None,
        df=test.df if test else None,
        p=test.p if test else None,
        cramers_v=test.cramers_v if test else None,
        n=n,
        least_expected=test.least_expected if test else None,
        method="pearson_scaled_weights" if study.weighted else "pearson",
    )


def _table(array: IntArray | FloatArray, rows: Sequence[Category], columns: Sequence[Category]) -> FloatArray:
    """The 2-D table of sums over the levels of each row and column category."""
    down = np.array([category.members for category in rows], dtype=np.float64)
    across = np.array([category.members for category in columns], dtype=np.float64)
    return np.asarray(down @ array @ across.T, dtype=np.float64)
