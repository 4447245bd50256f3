"""Weighted totals of a basis of row functions by unit of the design: all that a linear estimator has to know.

A row function is a number per respondent: 1 in a cell and 0 elsewhere, or a value within a cell. Every share, mean,
total and ratio is a ratio of linear combinations of such functions, so their totals by unit carry its variance.
"""

from typing import Protocol

import numpy as np
from msgspec import Struct

from partysurvey.tally.sums import Counts, FloatArray, MomentSums


class Totals(Protocol):
    """Σ w b of each of m basis functions b in each of U units, and the same of squares where rows are PSUs."""

    @property
    def first(self) -> FloatArray:
        """2-D float array (m, U), Σ w b."""

    @property
    def replicates(self) -> FloatArray | None:
        """2-D float array (m, R), Σ v b under each replicate weight v; None without any."""

    def squares(self, scores: FloatArray) -> FloatArray:
        """3-D float array (k, k, U), Σ w² z zᵀ of the k combinations z = scores · b; scores has shape (k, m)."""


class CellTotals(Struct, frozen=True, eq=False):
    """The totals of cell indicators: b is 1 in its cell, and cells do not overlap. w and w2 have shape (m, U)."""

    w: FloatArray
    w2: FloatArray
    replicates: FloatArray | None = None

    @property
    def first(self) -> FloatArray:
        """2-D float array (m, U), Σ w."""
        return self.w

    def squares(self, scores: FloatArray) -> FloatArray:
        """3-D float array (k, k, U), Σ w² z zᵀ."""
        return np.asarray(np.einsum("km,lm,mu->klu", scores, scores, self.w2, optimize=True))


class ValueTotals(Struct, frozen=True, eq=False):
    """The totals of 1 and x in each of g cells that do not overlap: m = 2g, first all the 1s, then all the x."""

    w: FloatArray
    wx: FloatArray
    w2: FloatArray
    w2x: FloatArray
    w2xx: FloatArray
    replicates: FloatArray | None = None

    @property
    def first(self) -> FloatArray:
        """2-D float array (2g, U), Σ w above Σ w x."""
        return np.vstack((self.w, self.wx))

    def squares(self, scores: FloatArray) -> FloatArray:
        """3-D float array (k, k, U), Σ w² z zᵀ."""
        ones, values = np.hsplit(scores, 2)
        mixed = np.einsum("kg,lg,gu->klu", ones, values, self.w2x, optimize=True)
        return np.asarray(
            np.einsum("kg,lg,gu->klu", ones, ones, self.w2, optimize=True)
            + mixed
            + mixed.transpose(1, 0, 2)
            + np.einsum("kg,lg,gu->klu", values, values, self.w2xx, optimize=True)
        )


def cell_totals(counts: Counts) -> CellTotals:
    """The totals of the cells of joint counts by unit, cells in the order of the flattened axes."""
    units = counts.w.shape[-1]
    w, w2 = counts.w.reshape(-1, units), counts.w2.reshape(-1, units)
    replicates = counts.replicates
    return CellTotals(w, w2, None if replicates is None else replicates.reshape(len(w), -1))


def value_totals(moments: MomentSums) -> ValueTotals:
    """The totals of 1 and x in the cells of moments by unit, cells in the order of the flattened axes."""
    units = moments.first.w.shape[-1]
    w, mean = (part.reshape(-1, units) for part in (moments.first.w, moments.first.mean))
    squared = moments.squared
    w2, mean2, m2 = (part.reshape(-1, units) for part in (squared.w, squared.mean, squared.m2))
    return ValueTotals(w, w * mean, w2, w2 * mean2, m2 + w2 * mean2**2, _replicates(moments))


def _replicates(moments: MomentSums) -> FloatArray | None:
    """2-D float array (2g, R), Σ v above Σ v x under each replicate weight v."""
    held = moments.replicates
    if held is None:
        return None
    size = held.w.shape[-1]
    w, off = held.w.reshape(-1, size), held.off.reshape(-1, size)
    return np.vstack((w, off + w * held.mean.reshape(-1, 1)))
