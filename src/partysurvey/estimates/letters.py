"""Significance letters: a column has the letters of the columns that it is significantly higher than."""

from itertools import pairwise

import numpy as np
from msgspec import Struct

from partysurvey.estimates.columns import Columns
from partysurvey.estimates.comparisons.many_tests import ManyTests, Places, pair_places, t_tests, z_tests
from partysurvey.estimates.comparisons.mean_tests import Groups
from partysurvey.estimates.comparisons.multiplicity import Adjustment, adjusted
from partysurvey.estimates.results import Letters
from partysurvey.tally.sums import FloatArray, IntArray

HIGHER, LOWER = "↑", "↓"


class LetterRule(Struct, frozen=True):
    """When a difference gets a letter: a capital at `level`, a small one at the looser level if there is one.

    adjustment: of the p-values inside a row, over all pairs of columns that are compared. Columns of fewer people than
    `minimum_base` are not compared.
    """

    level: float = 0.95
    looser: float | None = None
    adjustment: Adjustment = "none"
    minimum_base: int = 30

    @property
    def alpha(self) -> float:
        """The probability below which a difference gets a letter of either kind."""
        return 1 - (self.level if self.looser is None else min(self.level, self.looser))


class Marks(Struct, frozen=True):
    """The letters (or marks) of a column in one row, and the adjusted p of each."""

    letters: Letters = ()
    p: tuple[float, ...] = ()


NO_MARKS = Marks()


def column_letter(place: int) -> str:
    """The capital letters that name a column, counted from 0: A to Z, then AA, AB and so on."""
    before, last = divmod(place, 26)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)


def row_marks(tests: ManyTests, bases: FloatArray, rule: LetterRule) -> tuple[Marks, ...]:
    """Per column the letters of the columns that it is higher than, in their order.

    tests: of the estimates of one row in all pairs of columns, first minus second; bases (g,): people of each column.
    """
    p = row_p(tests, bases, rule)
    one, other = pair_places(len(bases))
    pairs = _lettered(tests, p, rule)
    is_higher = tests.statistic[pairs] > 0
    higher, lower = (np.where(is_higher, *each) for each in ((one[pairs], other[pairs]), (other[pairs], one[pairs])))
    order = np.lexsort((lower, higher))
    ends = np.searchsorted(higher[order], np.arange(len(bases) + 1))
    names = [column_letter(place) for place in range(len(bases))]
    chances = p[pairs[order]].tolist()
    found = [_letter(names[column], p, rule) for column, p in zip(lower[order].tolist(), chances, strict=True)]
    return tuple(Marks(tuple(found[begin:end]), tuple(chances[begin:end])) for begin, end in pairwise(ends.tolist()))


def _letter(name: str, p: float, rule: LetterRule) -> str:
    return name if p < 1 - rule.level else name.lower()


def row_p(tests: ManyTests, bases: FloatArray, rule: LetterRule) -> FloatArray:
    """1-D float array, per pair of columns the adjusted p in [0, 1]; NaN without a test or with a base too small."""
    one, other = pair_places(len(bases))
    return _compared_p(tests, np.minimum(bases[one], bases[other]), rule)


def rest_marks(tests: ManyTests, bases: FloatArray, rule: LetterRule) -> tuple[Marks, ...]:
    """Per column ↑ or ↓, in parentheses at the looser level, where it is higher or lower than the rest.

    tests: of each column minus its rest; bases (g,): people of the column or of its rest, whichever are fewer.
    """
    marks = [NO_MARKS] * len(bases)
    p = _compared_p(tests, bases, rule)
    for column in _lettered(tests, p, rule).tolist():
        mark, chance = HIGHER if tests.statistic[column] > 0 else LOWER, float(p[column])
        marks[column] = Marks((mark if chance < 1 - rule.level else f"({mark})",), (chance,))
    return tuple(marks)


def _lettered(tests: ManyTests, p: FloatArray, rule: LetterRule) -> IntArray:
    """The places of the tests that get a letter at either level."""
    return np.flatnonzero((p < rule.alpha) & (tests.statistic != 0))


def _compared_p(tests: ManyTests, bases: FloatArray, rule: LetterRule) -> FloatArray:
    compared = ~np.isnan(tests.p) & (bases >= rule.minimum_base)
    p = np.full(tests.p.size, np.nan)
    p[compared] = adjusted(tests.p[compared], rule.adjustment)
    return p


def designed_pair_tests(
    values: FloatArray, covariance: FloatArray, df: float, pairs: Places | None = None, below: float = 1.0
) -> ManyTests:
    """The t tests of pairs (None: all) of columns, first minus second: (θ_i - θ_j)/√(V_ii + V_jj - 2 V_ij) on df.

    Of shares and of means; columns may overlap or share PSUs, their covariance knows. None where an estimate is missing
    or the difference has no variance. R: svycontrast(svyby(~y, ~g, d, svymean, covmat = TRUE), …).
    """
    one, other = pairs or pair_places(len(values))
    own = np.diag(covariance)
    scale = own[one] + own[other]
    variance = scale - 2 * covariance[one, other]
    some = np.where(variance > 1e-14 * scale, variance, 0.0)  # what rounding leaves of none
    return t_tests(values[one] - values[other], some, np.full(one.size, float(df)), below)


def pooled_pair_tests(
    columns: Columns, option: int, w: FloatArray, w2: FloatArray, pairs: Places | None = None, below: float = 1.0
) -> ManyTests:
    """The pooled z tests of the shares of an option in pairs (None: all) of columns, for samples without a design.

    w and w2: Σw and Σw² of the joint cells (m,). Bases are Kish's effective ones; people in both columns count in the
    covariance. See `overlapping_z`.
    """
    shares = columns.shares(option).value(w)
    members = columns.groups * columns.base
    whole = members @ w
    inside = (members * w2) @ members.T  # Σw² of the people in both
    parts = np.divide(inside, np.outer(whole, whole), out=np.zeros_like(inside), where=inside > 0)
    one, other = pairs or pair_places(len(shares))
    inverse = np.diag(parts)
    effective = np.divide(1, inverse, out=np.zeros_like(inverse), where=inverse > 0)
    live = (inverse[one] > 0) & (inverse[other] > 0)
    people = np.where(live, effective[one] + effective[other], 1.0)
    share = (np.nan_to_num(shares[one]) * effective[one] + np.nan_to_num(shares[other]) * effective[other]) / people
    variance = share * (1 - share) * (inverse[one] + inverse[other] - 2 * parts[one, other])
    return z_tests(shares[one] - shares[other], np.where(live & (variance > 1e-15), variance, 0.0), below)


def mean_pair_tests(groups: Groups, pairs: Places | None = None, below: float = 1.0) -> ManyTests:
    """Welch's t tests of the means of pairs (None: all) of columns, unweighted and without a design. See `welch_t`."""
    one, other = pairs or pair_places(len(groups.n))
    part = groups.variance / np.maximum(groups.n, 1)
    square = part[one] + part[other]
    freedom = part**2 / np.maximum(groups.n - 1, 1)
    spread = freedom[one] + freedom[other]
    df = np.divide(square**2, spread, out=np.zeros_like(square), where=spread > 0)
    enough = (groups.n[one] >= 2) & (groups.n[other] >= 2)
    return t_tests(groups.mean[one] - groups.mean[other], np.where(enough, square, 0.0), df, below)
