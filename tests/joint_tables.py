"""Joint counts of the reference data, counted by the product."""

import numpy as np
from design_tallies import reference_tally

from partysurvey.survey import Absence, Design
from partysurvey.tally.plan import Cells, Plan


def joint(name, *variables, design=None, weighted=False):
    """The counts of people who answered all the variables, and the levels of each variable."""
    counts = reference_tally(name, design or Design(), Plan(frozenset([Cells(variables)]))).counts(*variables)
    answers = np.ix_(*([not isinstance(level, Absence) for level in axis.levels] for axis in counts.axes))
    return (counts.w if weighted else counts.n)[answers].astype(float), [axis.answers for axis in counts.axes]


def scores(levels):
    """Numbers as they are, options by their places."""
    return np.array([level if isinstance(level, float) else place for place, level in enumerate(levels)])
