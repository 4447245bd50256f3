"""Association of two questions: Pearson's chi-square and Cramér's V."""

import math

from msgspec import Struct

from partysurvey.estimates.comparisons.chi_square_tests import expected_counts, live_table, pearson_test
from partysurvey.tally.sums import FloatArray


class ChiSquare(Struct, frozen=True):
    """A test of independence: statistic, degrees of freedom, p and Cramér's V in [0, 1], least expected count."""

    statistic: float
    df: int
    p: float
    cramers_v: float
    least_expected: float


def pearson(table: FloatArray, n: int) -> ChiSquare | None:
    """The chi-square test of a 2-D table of (weighted) counts of n people; None with fewer than 2 live rows or columns.

    X² = Σ (o - e)²/e with e = row sum · column sum / n, without continuity correction, V = √(X² / (n · min(r-1, c-1))).
    Empty rows and columns are left out. Weighted tables are scaled to sum to n: the p-value is then that of a simple
    sample of n people and too small where weights differ much (Rao and Scott's correction is the remedy).
    Source: [Pearson1900], [Cramer1946]. R: chisq.test(t, correct = FALSE); vcd::assocstats(t)$cramer.
    """
    live = live_table(table)
    observed = live * (n / live.sum()) if live.size else live
    test = pearson_test(observed)
    if test is None:
        return None
    v = math.sqrt(test.statistic / (n * (min(live.shape) - 1)))
    least_expected = float(expected_counts(observed).min())
    return ChiSquare(test.statistic, int(test.df[0]), test.p, min(1.0, v), least_expected)
