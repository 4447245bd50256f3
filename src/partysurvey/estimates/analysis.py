"""From sums to results: every selected question for everybody, then for each group of each banner."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.estimates.answers import CountedAnswers, counted_answers
from partysurvey.estimates.association import pearson
from partysurvey.estimates.categories import Category, exclusive
from partysurvey.estimates.design import sample_design
from partysurvey.estimates.distribution import answered, distributions
from partysurvey.estimates.result import Groups, Study, group_results
from partysurvey.estimates.results import Association, Estimates, Inference, Result
from partysurvey.estimates.selection import Banner, groups, selected_banners, selected_variables
from partysurvey.estimates.shares import breakdown_of
from partysurvey.survey import Design, Questionnaire, Variable
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    from partysurvey.estimates.calibrated import Calibration


def estimate(
    questionnaire: Questionnaire,
    tally: Tally,
    questions: Sequence[str] | None = None,
    banners: Sequence[str] = (),
    inference: Inference = Inference(),  # noqa: B008  # frozen
    design: Design = Design(),  # noqa: B008  # frozen
    calibration: "Calibration | None" = None,
) -> Estimates:
    """The results of the selected questions (None: all) in questionnaire order, broken down by each banner.

    The tally must hold `needs(questionnaire, questions, banners, unit_needs(design, inference))`; `calibration` is that
    of its weights where they were made from targets. Raises RequestError for names that do not exist, for a population
    smaller than the sample, and for a design without a variance.
    """
    results: list[Result] = []
    associations: list[Association] = []
    broken_down = selected_banners(questionnaire, banners)
    drawn = sample_design(tally, design, inference, calibration)
    for variable in selected_variables(questionnaire, questions):
        everybody = counted_answers(tally, variable, design=drawn).everybody()
        respondents = everybody.people.of(0).everybody
        study = Study(inference, respondents, drawn.facts.weighted if drawn else tally.weighted)
        _check_population(study)
        results.extend(group_results(variable, everybody, study))
        for banner in broken_down:
            if banner.can_break_down(variable):
                counted = counted_answers(tally, variable, banner, drawn)
                results.extend(_group_results(variable, counted, banner, study))
                associations.extend(_associations(variable, counted, banner, study))
    facts = drawn.facts if drawn else None
    return Estimates(tuple(results), tuple(associations), inference, design=facts)


def _check_population(study: Study) -> None:
    population, n = study.inference.population, study.respondents.n
    if population is not None and population < n:
        raise RequestError(
            f"the population of {population} is smaller than the {n} respondents",
            "give the number of people that the respondents were drawn from",
        )


def _group_results(variable: Variable, counted: CountedAnswers, banner: Banner, study: Study) -> list[Result]:
    levels = counted.levels.axes[1].levels
    members = answered(levels)[None, :]
    people, sorted_in = distributions(counted.levels, members), distributions(counted.sorted_in, members)
    together = breakdown_of(people, sorted_in, (*counted.options, *counted.nets))
    categories = groups(banner, levels)
    members = np.array([category.members for category in categories])
    return group_results(variable, counted.within(members), study, Groups(banner.id, categories, together))


def _associations(variable: Variable, counted: CountedAnswers, banner: Banner, study: Study) -> Iterator[Association]:
    """The association of the question and the banner, where the options of neither overlap; none in a census.

    Where everybody was asked, a difference is a difference: there is nothing to infer.
    """
    counts = counted.sorted_in
    rows = counted.options
    if study.inference.census or not rows or not exclusive(variable.question) or not exclusive(banner.question):
        return
    columns = groups(banner, counts.axes[1].levels)
    n = int(_table(counts.n, rows, columns).sum())
    test = pearson(_table(counts.w, rows, columns), n)
    yield Association(
        question=variable.question.id,
        item=variable.item.code if variable.item else None,
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
