"""The score of a person on a scale: the mean of the items answered."""

import numpy as np

from partysurvey.estimates.means import NumberSums, sums_of_values
from partysurvey.estimates.scales.patterns import Patterns
from partysurvey.tally.sums import FloatArray


def score_of_pattern(patterns: Patterns, least: int = 1) -> FloatArray:
    """1-D float array, Σx / (items answered); NaN with fewer than `least` answers. R: rowMeans(x, na.rm = TRUE)."""
    there = patterns.answered
    answers = there.sum(axis=1)
    sums = np.where(there, patterns.scores, 0.0).sum(axis=1)
    return np.where(answers >= max(least, 1), sums / np.maximum(answers, 1), np.nan)


def scale_scores(patterns: Patterns, least: int = 1) -> NumberSums:
    """The sums of the scores of everybody with at least `least` answers; mean, sd and SE are those of any number."""
    score = score_of_pattern(patterns, least)
    scored = patterns.chosen(~np.isnan(score))
    return sums_of_values(score[~np.isnan(score)], scored.n, scored.w, scored.w2)
