"""How each item goes with its scale."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.scales.covariance import Covariances, pairwise_covariances
from partysurvey.estimates.scales.matrices import squared_multiple_correlations
from partysurvey.estimates.scales.patterns import Patterns
from partysurvey.estimates.scales.scores import score_of_pattern
from partysurvey.tally.sums import FloatArray


class ItemCorrelations(Struct, frozen=True, eq=False):
    """1-D float arrays, one per item.

    rest: with the sum of the other items; total: with the sum of all, itself included; standardized: the same of
    standardised items; corrected: of standardised items, its own part replaced by its smc (None without an inverse).
    """

    rest: FloatArray
    total: FloatArray
    standardized: FloatArray
    corrected: FloatArray | None


def item_correlations(covariances: Covariances) -> ItemCorrelations:
    """The item-total correlations that a covariance matrix gives; with an item that does not vary they are NaN there.

    R: psych::alpha(x)$item.stats, columns r.drop, (raw.r of complete answers), std.r, r.cor.
    """
    matrix, r = covariances.matrix, covariances.correlations
    smc = squared_multiple_correlations(r)
    return ItemCorrelations(
        item_rest(matrix),
        matrix.sum(axis=1) / (covariances.sds * np.sqrt(matrix.sum())),
        r.sum(axis=1) / np.sqrt(r.sum()),
        None if smc is None else _with_total(r - np.diag(1 - smc)),
    )


def item_rest(matrix: FloatArray) -> FloatArray:
    """1-D float array: Σ_{j≠i} C_ij / √(C_ii · Σ_{j,l≠i} C_jl). R: cor(x[, i], rowSums(x[, -i])); psych r.drop."""
    own = np.diag(matrix)
    shared = matrix.sum(axis=1) - own
    rest = matrix.sum() - 2 * shared - own
    return np.asarray(shared / np.sqrt(own * rest))


def item_total(patterns: Patterns) -> FloatArray:
    """1-D float array: the correlation of each item with the mean of the items that the person answered.

    R: cor(x, rowMeans(x, na.rm = TRUE), use = "pairwise"), psych::alpha(x)$item.stats$raw.r.
    """
    score = score_of_pattern(patterns)
    found = []
    for place, item in enumerate(patterns.items):
        both = np.column_stack((patterns.scores[:, place], score))
        pair = Patterns((item, "score"), both, patterns.n, patterns.w, patterns.w2).complete
        found.append(pairwise_covariances(pair).correlations[0, 1])
    return np.array(found)


def _with_total(reduced: FloatArray) -> FloatArray:
    return np.asarray(reduced.sum(axis=1) / np.sqrt(reduced.sum()))
