"""Tests of several questions answered by the same people."""

import numpy as np

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.comparisons.exact import binomial_two_sided
from partysurvey.estimates.comparisons.ranks import midranks, tie_sum
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.tally.sums import FloatArray


def mcnemar(table: FloatArray, *, continuity: bool = True) -> Significance | None:
    """McNemar's test of symmetry of a 2 × 2 table (Bowker's of a larger one); None if nobody changed.

    Σ_{i<j} (|n_ij - n_ji| - c)²/(n_ij + n_ji); c = 1 in a 2 × 2 table with `continuity`.
    Source: [McNemar1947], [Bowker1948]. R: mcnemar.test(t, correct = …).
    """
    above = np.triu_indices(len(table), 1)
    change, back = table[above], table.T[above]
    met = change + back > 0
    if not met.any():
        return None
    correction = 1.0 if continuity and len(table) == 2 else 0.0
    distance = np.maximum(np.abs(change - back)[met] - correction, 0.0)
    statistic, df = float((distance**2 / (change + back)[met]).sum()), len(change)
    return Significance(statistic, (df,), chi_square_survival(statistic, df))


def mcnemar_exact(table: FloatArray) -> float | None:
    """The two-sided p in [0, 1] that the n_12 + n_21 who changed went either way with chance 1/2; None if nobody did.

    Source: [McNemar1947]. R: binom.test(t[1, 2], t[1, 2] + t[2, 1])$p.value.
    """
    change, back = round(float(table[0, 1])), round(float(table[1, 0]))
    return binomial_two_sided(change, change + back) if change + back else None


def cochran_q(patterns: FloatArray, counts: FloatArray) -> Significance | None:
    """Cochran's test that k yes-no questions have the same share of yes; None if everybody answers all alike.

    patterns: 2-D of 0 and 1 (patterns, k); counts: people of each. Q = (k-1)(k Σ G² - (Σ G)²)/(k Σ L - Σ L²), G the
    yes of a question, L those of a person. Source: [Cochran1950]. R: DescTools::CochranQTest.
    """
    items = patterns.shape[1]
    yes, own = counts @ patterns, patterns.sum(axis=1)
    spread = float(items * (counts @ own) - counts @ own**2)
    if spread <= 0:
        return None
    statistic = (items - 1) * float(items * (yes**2).sum() - yes.sum() ** 2) / spread
    return Significance(statistic, (items - 1,), chi_square_survival(statistic, items - 1))


def friedman(patterns: FloatArray, counts: FloatArray) -> Significance | None:
    """Friedman's test that k scored questions are ranked alike; None if everybody gives all the same score.

    patterns: 2-D scores (patterns, k); counts: people of each. Ranks within a person, ties averaged:
    12 Σ (R - b(k+1)/2)²/(b k (k+1) - Σ(t³ - t)/(k - 1)), b people. Source: [Friedman1937]. R: friedman.test.
    """
    items, people = patterns.shape[1], float(counts.sum())
    ranked = [_ranks(pattern) for pattern in patterns]
    sums = counts @ np.array([ranks for ranks, _ in ranked])
    ties = float(counts @ np.array([tied for _, tied in ranked]))
    spread = people * items * (items + 1) - ties / (items - 1)
    if spread <= 0:
        return None
    statistic = 12 * float(((sums - people * (items + 1) / 2) ** 2).sum()) / spread
    return Significance(statistic, (items - 1,), chi_square_survival(statistic, items - 1))


def _ranks(values: FloatArray) -> tuple[FloatArray, float]:
    """The mid-ranks of a few values, and Σ (t³ - t) of their ties."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    sizes = counts.astype(np.float64)
    return midranks(sizes)[places], tie_sum(sizes)
