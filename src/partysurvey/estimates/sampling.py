"""The sampling design as variance estimators need it: stages, how many units each holds, and their fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from partysurvey.tally.sums import FloatArray, IntArray, Spine

LonelyPsu = Literal["fail", "remove", "adjust", "average", "certainty"]


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage: clusters drawn within parents (strata at the first stage, clusters of the stage before later).

    cluster: 1-D int array (U,), the cluster of each unit of the spine; parent: (clusters,), the parent of each;
    drawn: (parents,), clusters drawn in it; fraction: (parents,), the sampling fraction in [0, 1], 0 where unknown;
    chance: (parents,), the product of the fractions of all stages before, which weighs this stage's variance.
    """

    cluster: IntArray
    parent: IntArray
    drawn: FloatArray
    fraction: FloatArray
    chance: FloatArray
    names: tuple[str, ...]  # of the parents, for messages


@dataclass(frozen=True, eq=False)
class Sampling:
    """The design of a sample: its spine, and what to do with a stratum that has a single PSU."""

    spine: Spine
    lonely: LonelyPsu = "fail"

    @property
    def rows_are_psus(self) -> bool:
        """Whether every respondent is a PSU of their own."""
        return not any(unit.ids for unit in self.spine.units)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, first to last; a single one without clusters where rows are PSUs (units are the strata then)."""
        depth = max((len(unit.ids) for unit in self.spine.units), default=0)
        stages: list[Stage] = []
        for level in range(max(depth, 1)):
            stages.append(_stage(self.spine, level, stages[-1] if stages else None))
        return tuple(stages)

    @cached_property
    def degrees_of_freedom(self) -> int:
        """PSUs minus strata, at the first stage, of units with any weight. R: survey::degf."""
        first, weighted = self.stages[0], self.spine.w > 0
        if self.rows_are_psus:
            return int(self.spine.n[weighted].sum()) - int(weighted.sum())
        clusters = np.unique(first.cluster[weighted])
        return int(clusters.size) - int(np.unique(first.parent[clusters]).size)


def _stage(spine: Spine, level: int, before: Stage | None) -> Stage:
    parents = _numbered([(unit.stratum, *unit.ids[:level]) for unit in spine.units])
    clusters = _numbered([(unit.stratum, *unit.ids[: level + 1]) for unit in spine.units])
    _, first = np.unique(clusters, return_index=True)
    parent = parents[first]
    rows_are_clusters = not spine.units[0].ids if spine.units else False
    drawn = spine.n.astype(np.float64) if rows_are_clusters else np.bincount(parent).astype(np.float64)
    fraction = _fractions(spine, level, parents, drawn)
    chance = np.ones(drawn.size)
    if before is not None:
        _, unit = np.unique(parents, return_index=True)
        above = before.parent[before.cluster[unit]]
        chance = before.chance[above] * before.fraction[above]
    names = tuple(" ".join(filter(None, _words(spine, int(place), level))) for place in _firsts(parents))
    return Stage(clusters, parent, drawn, fraction, chance, names)


def _fractions(spine: Spine, level: int, parents: IntArray, drawn: FloatArray) -> FloatArray:
    """1-D float array (parents,), n/N from population counts, or the fraction given; 0 where there is none."""
    if level >= len(spine.fpc):
        return np.zeros(drawn.size)
    given = spine.fpc[level][_firsts(parents)]
    known = np.nan_to_num(given, nan=np.inf)
    are_fractions = bool((known <= 1).all())
    return known if are_fractions else np.minimum(drawn / known, 1.0)


def _firsts(numbers: IntArray) -> IntArray:
    return np.asarray(np.unique(numbers, return_index=True)[1], dtype=np.int64)


def _words(spine: Spine, unit: int, level: int) -> tuple[str, ...]:
    return (spine.units[unit].stratum, *spine.units[unit].ids[:level])


def _numbered(keys: Sequence[tuple[str, ...]]) -> IntArray:
    """1-D int array, equal keys the same number, numbers in the order of the sorted keys."""
    places = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.array([places[key] for key in keys], dtype=np.int64)
