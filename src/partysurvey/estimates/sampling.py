"""The sampling design as variance estimators need it: stages, how many units each holds, and their fractions."""

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.tally.sums import FloatArray, IntArray, Spine

BoolArray = npt.NDArray[np.bool_]
LonelyPsu = Literal["fail", "remove", "adjust", "average", "certainty"]


class Stage(Struct, frozen=True, eq=False):
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


class Sampling(Struct, frozen=True, eq=False, dict=True):
    """The design of a sample: its spine, and what to do with a stratum that has a single PSU.

    adjust_domain_lonely: whether that is also done with strata of which a domain leaves a single PSU
    (R: options(survey.adjust.domain.lonely = TRUE)).
    """

    spine: Spine
    lonely: LonelyPsu = "fail"
    adjust_domain_lonely: bool = False

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
    def variance_stages(self) -> tuple[Stage, ...]:
        """The stages that add to the variance: the first, and later ones that have an fpc below a finite one.

        Of a later stage without fpc all units are taken as drawn. R: svydesign, "complete for subsequent stages".
        """
        later = self.stages[1 : len(self.spine.fpc)]
        return self.stages[:1] + tuple(stage for stage in later if (stage.chance > 0).any())

    @cached_property
    def degrees_of_freedom(self) -> int:
        """PSUs minus strata, at the first stage, of units with any weight. R: survey::degf."""
        return self.degrees_of_freedom_of(self.spine.carriers)

    def degrees_of_freedom_of(self, n: IntArray) -> int:
        """PSUs minus strata of a domain with n (U,) respondents in each unit. R: degf(subset(d))."""
        return int(self.degrees_of_freedom_by_group(n[None, :])[0])

    def degrees_of_freedom_by_group(self, n: IntArray) -> IntArray:
        """1-D int array (G,), the same of each of G domains; n (G, U)."""
        first, met = self.stages[0], n > 0
        if self.rows_are_psus:
            return np.asarray(n.sum(axis=1) - met.sum(axis=1))
        clusters = _any_of(met, first.cluster, first.parent.size)
        return np.asarray(clusters.sum(axis=1) - _any_of(clusters, first.parent, first.drawn.size).sum(axis=1))


def _any_of(flags: BoolArray, groups: IntArray, size: int) -> BoolArray:
    """2-D bool array (G, size), whether any of the flags (G, C) of each group (C,) is set."""
    found = np.zeros((len(flags), size), dtype=bool)
    row, column = np.nonzero(flags)
    found[row, groups[column]] = True
    return found


def nested(sampling: Sampling, *, nest: bool) -> Sampling:
    """The sampling itself; RequestError where the id of a PSU is in several strata, unless ids are said to repeat.

    R: svydesign stops with "Clusters not nested in strata at top level; you may want nest=TRUE".
    """
    stratum_of: dict[str, str] = {}
    for unit in () if nest else sampling.spine.units:
        if unit.ids and stratum_of.setdefault(unit.ids[0], unit.stratum) != unit.stratum:
            raise RequestError(
                f"PSU {unit.ids[0]} is in the strata {stratum_of[unit.ids[0]]} and {unit.stratum}",
                "correct the ids, or say that each stratum numbers its own PSUs with --nest (`nest: true`)",
            )
    return sampling


def _stage(spine: Spine, level: int, before: Stage | None) -> Stage:
    parents = _numbered([(unit.stratum, *unit.ids[:level]) for unit in spine.units])
    clusters = _numbered([(unit.stratum, *unit.ids[: level + 1]) for unit in spine.units])
    _, first = np.unique(clusters, return_index=True)
    parent = parents[first]
    rows_are_clusters = not spine.units[0].ids if spine.units else False
    drawn = spine.n.astype(np.float64) if rows_are_clusters else np.bincount(parent).astype(np.float64)
    names = tuple(" ".join(filter(None, _words(spine, int(place), level))) for place in _firsts(parents))
    fraction = _fractions(spine, level, parents, drawn, names)
    chance = np.ones(drawn.size)
    if before is not None:
        _, unit = np.unique(parents, return_index=True)
        above = before.parent[before.cluster[unit]]
        chance = before.chance[above] * before.fraction[above]
    return Stage(clusters, parent, drawn, fraction, chance, names)


def _fractions(spine: Spine, level: int, parents: IntArray, drawn: FloatArray, names: Sequence[str]) -> FloatArray:
    """1-D float array (parents,), n/N from population counts, or the fraction given; 0 where there is none."""
    if level >= len(spine.fpc):
        return np.zeros(drawn.size)
    known = np.nan_to_num(spine.fpc[level][_firsts(parents)], nan=np.inf)
    if (known <= 1).all():
        return np.asarray(known)
    for place in np.flatnonzero(known < drawn)[:1].tolist():
        raise RequestError(
            f"{_place(names[place], level)}: {drawn[place]:g} drawn out of a population of {known[place]:g}",
            "give the fpc as the number of units in the population, or everywhere as the fraction that was drawn",
        )
    return np.asarray(drawn / known)


def _place(name: str, level: int) -> str:
    if not name:
        return "the sample"
    return f"unit {name}" if level else f"stratum {name}"


def _firsts(numbers: IntArray) -> IntArray:
    return np.asarray(np.unique(numbers, return_index=True)[1], dtype=np.int64)


def _words(spine: Spine, unit: int, level: int) -> tuple[str, ...]:
    return (spine.units[unit].stratum, *spine.units[unit].ids[:level])


def _numbered(keys: Sequence[tuple[str, ...]]) -> IntArray:
    """1-D int array, equal keys the same number, numbers in the order of the sorted keys."""
    places = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.array([places[key] for key in keys], dtype=np.int64)
