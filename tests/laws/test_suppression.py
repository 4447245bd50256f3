"""What is hidden cannot be worked out from all that is published: tried by linear programming over every margin.

The unknowns are the people in each joint cell of three questions; every published count (toplines, cells, bases) is an
equation. SciPy's solver finds the least and the greatest number of people that a hidden cell can have.
"""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from partysurvey.pipeline.analysis import Request, run
from partysurvey.report.suppression import suppressions

QUESTIONS = ("a", "b", "c")
ROWS = 60


def survey(seed):
    """Three questions of three to five options each, some of them rare."""
    random = np.random.default_rng(seed)
    columns = {}
    for name, options in zip(QUESTIONS, random.permutation([3, 4, 5]), strict=True):
        weights = random.dirichlet(np.full(options, 0.8))
        columns[name] = [f"{name}{option}" for option in random.choice(options, ROWS, p=weights)]
    return pd.DataFrame(columns)


def matches(cell, wanted):
    """Whether a joint cell is within the conditions: question → answer."""
    return all(cell[QUESTIONS.index(question)] == answer for question, answer in wanted.items())


def labels(frame, question):
    return sorted(frame[question].unique())


def published(estimates):
    """(conditions, count) of every number of people that is shown; conditions alone of every hidden one."""
    shown, hidden = [], []
    for result in estimates.results:
        group = {} if result.by is None else {result.by: result.by_label.zh}
        (hidden if result.hidden else shown).append((group, result.base.n))
        for share in result.options:
            wanted = {**group, result.question: share.label.zh}
            if result.question in group and group[result.question] != share.label.zh:
                continue  # a question by itself: nobody can be there
            (hidden if share.hidden else shown).append((wanted, share.n))
    return shown, hidden


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_of_somebody_is_determined(seed):
    frame = survey(seed)
    estimates = run(Request(file=frame, by=QUESTIONS, comparing=None)).estimates
    cells = list(product(*(labels(frame, question) for question in QUESTIONS)))
    shown, hidden = published(estimates)
    equations = np.array([[matches(cell, wanted) for cell in cells] for wanted, _ in shown], dtype=float)
    counts = np.array([n for _, n in shown], dtype=float)
    for wanted in (wanted for wanted, _ in hidden if len(wanted) == 2):  # how many are in a group its topline says
        true = int(np.logical_and.reduce([frame[question] == answer for question, answer in wanted.items()]).sum())
        target = np.array([matches(cell, wanted) for cell in cells], dtype=float)
        least, most = (
            sign * linprog(sign * target, A_eq=equations, b_eq=counts, bounds=(0, None)).fun for sign in (1, -1)
        )
        assert least - 1e-6 <= true <= most + 1e-6
        assert true == 0 or most - least > 0.5, (wanted, true)


@pytest.mark.parametrize("seed", range(4))
def test_the_log_names_everything_that_is_hidden_and_nothing_else(seed):
    estimates = run(Request(file=survey(seed), by=QUESTIONS, comparing=None)).estimates
    logged = {(each.question, each.by, each.by_option, each.option) for each in suppressions(estimates)}
    hidden = {
        (result.question, result.by, result.by_option, None if result.hidden else share.option)
        for result in estimates.results
        for share in result.options
        if share.hidden
    }
    assert {each for each in logged if each[2] is not None} == hidden
