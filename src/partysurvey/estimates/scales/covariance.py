"""Covariances and correlations of items, with all pairs of answers or with complete answers only."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct

from partysurvey.estimates.scales.patterns import Patterns, answer_patterns
from partysurvey.survey import Variable
from partysurvey.tally.sums import FloatArray, IntArray
from partysurvey.tally.tally import Tally


class Covariances(Struct, frozen=True, eq=False):
    """Covariance matrix of items (NaN where fewer than two people), with what belongs to it.

    people: everybody in the table (pairwise) or everybody with complete answers (listwise); counts and means: of those
    with a score of the item.
    """

    items: tuple[str, ...]
    people: int
    counts: IntArray
    means: FloatArray
    matrix: FloatArray

    @property
    def sds(self) -> FloatArray:
        """1-D float array, the standard deviation of each item."""
        return np.sqrt(np.diag(self.matrix))

    @property
    def correlations(self) -> FloatArray:
        """2-D float array, C_ij / (s_i s_j); NaN for an item that does not vary. R: cov2cor(C)."""
        with np.errstate(invalid="ignore", divide="ignore"):
            found = self.matrix / np.outer(self.sds, self.sds)
        np.fill_diagonal(found, 1.0)
        return found

    @property
    def is_usable(self) -> bool:
        """Whether there are two items or more, all vary, and all their covariances are known."""
        return len(self.items) >= 2 and bool(np.isfinite(self.matrix).all() and (np.diag(self.matrix) > 0).all())

    def without(self, item: int) -> "Covariances":
        """The same of all items but the one at that place."""
        kept = np.delete(np.arange(len(self.items)), item)
        names = tuple(self.items[place] for place in kept)
        return Covariances(names, self.people, self.counts[kept], self.means[kept], self.matrix[np.ix_(kept, kept)])


def pairwise_covariances(patterns: Patterns) -> Covariances:
    """Each covariance from all people who have both scores: Σw(x - m_x)(y - m_y) / Σw · n/(n - 1).

    The means are those of the same people. R: cov(x, use = "pairwise"); with weights svyvar(~x + y, d).
    """
    there = patterns.answered
    weights = there * patterns.w[:, None]
    middle = _means(patterns)
    x = np.where(there, patterns.scores - middle, 0.0)
    n = (there * patterns.n[:, None]).T @ there.astype(np.int64)
    w, sums = weights.T @ there, (weights * x).T @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        matrix = ((weights * x).T @ x / w - sums * sums.T / w**2) * n / (n - 1)
    matrix[n < 2] = np.nan
    return Covariances(patterns.items, int(patterns.n.sum()), np.diag(n), middle, matrix)


def listwise_covariances(patterns: Patterns) -> Covariances:
    """The covariances of the people who have every score. R: cov(na.omit(x)); svyvar(…, na.rm = TRUE)."""
    return pairwise_covariances(patterns.complete)


def covariances_of_pairs(tally: Tally, items: Sequence[Variable]) -> Covariances:
    """The pairwise covariances from the tables of each pair of items, for scales too long for a joint table.

    With a tally of people who answered every item (`where`) they are listwise. RequestError if a pair was not counted.
    """
    size = len(items)
    matrix, counts, means = np.empty((size, size)), np.empty(size, dtype=np.int64), np.empty(size)
    people = 0
    for i, item in enumerate(items):
        own = pairwise_covariances(answer_patterns(tally, [item]))
        matrix[i, i], counts[i], means[i], people = own.matrix[0, 0], own.counts[0], own.means[0], own.people
    for i, j in combinations(range(size), 2):
        pair = pairwise_covariances(answer_patterns(tally, [items[i], items[j]]))
        matrix[i, j] = matrix[j, i] = pair.matrix[0, 1]
    return Covariances(tuple(item.id for item in items), people, counts, means, matrix)


def _means(patterns: Patterns) -> FloatArray:
    there = patterns.answered
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(there, patterns.scores, 0.0).T @ patterns.w / (there.T @ patterns.w)
    return np.asarray(found)
