"""Weights that follow from the population counts alone, for surveys that give no weight column."""

import numpy as np
from msgspec.structs import replace

from partysurvey.estimates.sampling import Sampling
from partysurvey.tally.sums import Counts, FloatArray, MomentSums, Spine, Weighted


def unit_weights(spine: Spine) -> FloatArray:
    """1-D float array (U,), Π over the stages N/n of each unit: the inverse of its chance to be drawn.

    R: svydesign(ids, fpc) without weights.
    """
    weights = np.ones(len(spine.units))
    for stage in Sampling(spine).stages:
        fraction = np.where(stage.fraction > 0, stage.fraction, 1.0)
        weights /= fraction[stage.parent[stage.cluster]] if stage.parent.size else fraction[stage.cluster]
    return weights


def weighted_spine(spine: Spine, weights: FloatArray) -> Spine:
    """The spine with the weight of every row of a unit multiplied by that of the unit."""
    return replace(spine, w=spine.w * weights, w2=spine.w2 * weights**2)


def weighted_counts(counts: Counts, weights: FloatArray) -> Counts:
    """The counts by unit with the weight of every row of a unit multiplied by that of the unit."""
    return replace(counts, w=counts.w * weights, w2=counts.w2 * weights**2)


def weighted_moments(moments: MomentSums, weights: FloatArray) -> MomentSums:
    """The moments by unit with the weight of every row of a unit multiplied by that of the unit."""
    return replace(moments, first=_scaled(moments.first, weights), squared=_scaled(moments.squared, weights**2))


def _scaled(moments: Weighted, factor: FloatArray) -> Weighted:
    return Weighted(moments.w * factor, moments.mean, moments.m2 * factor)
