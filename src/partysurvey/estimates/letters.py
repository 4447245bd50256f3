"""Significance letters: a column has the letters of the columns that it is significantly higher than."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.columns import Columns
from partysurvey.estimates.comparisons.designed_means import difference_test
from partysurvey.estimates.comparisons.mean_tests import Groups, welch_t
from partysurvey.estimates.comparisons.multiplicity import Adjustment, adjusted
from partysurvey.estimates.comparisons.proportions import column_pairs, overlapping_z
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.tally.sums import FloatArray

HIGHER, LOWER = "↑", "↓"
PairTests = Sequence[Significance | None]  # in the order of `column_pairs`


@dataclass(frozen=True, slots=True)
class LetterRule:
    """When a difference gets a letter: a capital at `level`, a small one at the looser level if there is one.

    adjustment: of the p-values inside a row, over all pairs of columns that are compared. Columns of fewer people than
    `minimum_base` are not compared.
    """

    level: float = 0.95
    looser: float | None = None
    adjustment: Adjustment = "none"
    minimum_base: int = 30


def column_letter(place: int) -> str:
    """The capital letters that name a column, counted from 0: A to Z, then AA, AB and so on."""
    before, last = divmod(place, 26)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)


def row_letters(tests: PairTests, bases: Sequence[float], rule: LetterRule) -> tuple[tuple[str, ...], ...]:
    """Per column the letters of the columns that it is higher than, in their order; () where it is than none.

    tests: of the estimates of one row in all pairs of columns, first minus second; bases: people of each column.
    """
    found: list[list[tuple[int, str]]] = [[] for _ in bases]
    for (one, other), test, p in zip(column_pairs(len(bases)), tests, row_p(tests, bases, rule), strict=True):
        letter_case = _letter_case(p, rule)
        if test is not None and letter_case is not None and test.statistic:
            higher, lower = (one, other) if test.statistic > 0 else (other, one)
            letter = column_letter(lower)
            found[higher].append((lower, letter if letter_case == "capital" else letter.lower()))
    return tuple(tuple(letter for _, letter in sorted(column)) for column in found)


def row_p(tests: PairTests, bases: Sequence[float], rule: LetterRule) -> tuple[float | None, ...]:
    """Per pair of columns the adjusted p in [0, 1]; None where there is no test or a base is too small."""
    return _compared_p(tests, [(bases[one], bases[other]) for one, other in column_pairs(len(bases))], rule)


def rest_marks(tests: PairTests, bases: Sequence[tuple[float, float]], rule: LetterRule) -> tuple[tuple[str, ...], ...]:
    """Per column ↑ or ↓, in parentheses at the looser level, where it is higher or lower than the rest; else ().

    tests: of each column minus its rest; bases: people of the column and of its rest.
    """
    found = zip(tests, _compared_p(tests, bases, rule), strict=True)
    return tuple(_rest_mark(test, _letter_case(p, rule)) for test, p in found)


def _rest_mark(test: Significance | None, letter_case: str | None) -> tuple[str, ...]:
    if test is None or letter_case is None or not test.statistic:
        return ()
    mark = HIGHER if test.statistic > 0 else LOWER
    return (mark if letter_case == "capital" else f"({mark})",)


def _compared_p(tests: PairTests, bases: Sequence[tuple[float, float]], rule: LetterRule) -> tuple[float | None, ...]:
    compared = [test is not None and min(pair) >= rule.minimum_base for pair, test in zip(bases, tests, strict=True)]
    plain = [test.p for test, is_compared in zip(tests, compared, strict=True) if test is not None and is_compared]
    left = iter(adjusted(np.array(plain, dtype=np.float64), rule.adjustment).tolist())
    return tuple(next(left) if is_compared else None for is_compared in compared)


def _letter_case(p: float | None, rule: LetterRule) -> str | None:
    if p is None:
        return None
    if p < 1 - rule.level:
        return "capital"
    return "small" if rule.looser is not None and p < 1 - rule.looser else None


def designed_pair_tests(values: FloatArray, covariance: FloatArray, df: float) -> list[Significance | None]:
    """The t tests of all pairs of columns, first minus second: (θ_i - θ_j)/√(V_ii + V_jj - 2 V_ij) on df.

    Of shares and of means; columns may overlap or share PSUs, their covariance knows. None where an estimate is missing
    or the difference has no variance. R: svycontrast(svyby(~y, ~g, d, svymean, covmat = TRUE), …).
    """
    return [
        difference_test(values[list(pair)], covariance[np.ix_(pair, pair)], df) for pair in column_pairs(len(values))
    ]


def pooled_pair_tests(columns: Columns, option: int, w: FloatArray, w2: FloatArray) -> list[Significance | None]:
    """The pooled z tests of the shares of an option in all pairs of columns, for samples without a design.

    w and w2: Σw and Σw² of the joint cells (m,). Bases are Kish's effective ones; people in both columns count in the
    covariance. See `overlapping_z`.
    """
    shares = columns.shares(option).value(w)
    members = columns.groups * columns.base
    whole = members @ w
    inside = (members * w2) @ members.T  # Σw² of the people in both
    parts = np.divide(inside, np.outer(whole, whole), out=np.zeros_like(inside), where=inside > 0)
    return [overlapping_z(shares[list(pair)], parts[np.ix_(pair, pair)]) for pair in column_pairs(len(shares))]


def mean_pair_tests(groups: Groups) -> list[Significance | None]:
    """Welch's t tests of the means of all pairs of columns, for unweighted samples without a design."""
    return [
        welch_t(Groups(groups.n[list(pair)], groups.mean[list(pair)], groups.m2[list(pair)]))
        for pair in column_pairs(len(groups.n))
    ]
