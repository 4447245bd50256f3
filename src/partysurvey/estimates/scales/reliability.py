"""The reliability of a scale: everything that is said of it, from a tally."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import Literal

import numpy as np
from msgspec import Struct, field

from partysurvey.estimates.scales.adequacy import bartlett, sampling_adequacy
from partysurvey.estimates.scales.alpha import alpha, alpha_if_dropped, feldt_interval, standardized_alpha
from partysurvey.estimates.scales.covariance import Covariances, covariances_of_pairs, listwise_covariances
from partysurvey.estimates.scales.factor import FitTest, one_factor_ml
from partysurvey.estimates.scales.items import item_rest
from partysurvey.estimates.scales.omega import omega_total
from partysurvey.estimates.scales.ordinal import Boxes, declared_boxes
from partysurvey.estimates.scales.patterns import answer_patterns
from partysurvey.estimates.scales.polychoric import corrected_rho, item_cuts, pair_table
from partysurvey.survey import Variable
from partysurvey.survey.item_scale import ItemScale
from partysurvey.tally.plan import Cells, Plan
from partysurvey.tally.sums import FloatArray
from partysurvey.tally.tally import Tally

LONGEST_JOINT = 12  # items whose joint answers are counted; of longer scales the tables of all pairs

Reason = Literal[
    "few_people", "one_item", "constant_item", "no_common_variance", "few_items", "not_positive_definite", "census"
]
STATISTICS = ("mean", "sd", "alpha", "standardized", "average_r", "omega", "kmo", "bartlett")
Matrix = tuple[tuple[float | None, ...], ...]


class ItemReliability(Struct, frozen=True):
    """One item, of the people with answers to all: mean, sd, and how it goes with the rest; None where it cannot be.

    boxes: of everybody who answered the item, where the questionnaire declares both ends.
    """

    item: Variable
    boxes: Boxes | None
    mean: float | None
    sd: float | None
    rest: float | None
    alpha_if_dropped: float | None
    kmo: float | None


class Reliability(Struct, frozen=True):
    """One scale, of the people with answers to all of its items; None where a number cannot be, `reasons` say why.

    mean, sd: of the mean score of a person. low, high: Feldt's interval of the raw alpha. polychoric: the correlations
    of the items, on request, with the standardised alpha of them.
    """

    scale: ItemScale
    people: int
    items: tuple[ItemReliability, ...]
    mean: float | None = None
    sd: float | None = None
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    standardized: float | None = None
    average_r: float | None = None
    omega: float | None = None
    kmo: float | None = None
    bartlett: FitTest | None = None
    polychoric: Matrix | None = None
    ordinal_alpha: float | None = None
    reasons: Mapping[str, Reason] = field(default_factory=dict)


def is_long(scale: ItemScale) -> bool:
    """Whether the tables of pairs are counted, of the people who answered everything, in place of the joint table."""
    return len(scale.items) > LONGEST_JOINT


def scale_needs(scale: ItemScale) -> Plan:
    """The joint table of the items; of a long scale that of each pair, of people with a score for every item."""
    names = tuple(item.id for item in scale.items)
    return Plan(frozenset(map(Cells, combinations(names, 2) if is_long(scale) else [names])))


def item_needs(scale: ItemScale) -> Plan:
    """The table of each item by itself, of everybody."""
    return Plan(frozenset(Cells((item.id,)) for item in scale.items))


def reliability(
    tally: Tally, everybody: Tally, scale: ItemScale, level: float | None = 0.95, *, polychoric: bool = False
) -> Reliability:
    """What a scale is worth, from tallies of `scale_needs` and of `item_needs`, which of short scales may be the same.

    Without a level, of a census, there is no interval.
    R: psych::alpha(na.omit(x)), alpha.ci, KMO, cortest.bartlett, polychoric; factanal(x, 1).
    SPSS: RELIABILITY.
    """
    covariances = _covariances(tally, scale)
    found, test = _of_covariances(covariances, level), _bartlett(covariances)
    correlations = _polychoric(tally, scale) if polychoric else None
    ordinal = _ordinal_alpha(correlations)
    there = {name for name, value in found.items() if value is not None} | ({"bartlett"} if test else set())
    asked = (*STATISTICS, "ordinal_alpha") if polychoric and ordinal is None else STATISTICS
    return Reliability(
        scale=scale,
        people=covariances.people,
        items=_items(scale.items, covariances, [declared_boxes(everybody, item) for item in scale.items]),
        **found,
        bartlett=test,
        polychoric=None if correlations is None else _matrix(correlations),
        ordinal_alpha=ordinal,
        reasons={
            **{name: _reason(covariances) or _own_reason(name, covariances) for name in asked if name not in there},
            **({"interval": "census"} if level is None and found.get("alpha") is not None else {}),
        },
    )


def _covariances(tally: Tally, scale: ItemScale) -> Covariances:
    if is_long(scale):
        return covariances_of_pairs(tally, scale.items)
    return listwise_covariances(answer_patterns(tally, scale.items))


def _of_covariances(covariances: Covariances, level: float | None) -> dict[str, float | None]:
    """The numbers of the whole scale by the names of their fields."""
    k, people = len(covariances.items), covariances.people
    found: dict[str, float | None] = {"mean": float(covariances.means.mean()) if people else None}
    if people > 1:
        found["sd"] = sqrt(max(0.0, float(covariances.matrix.sum()))) / k
    whole = alpha(covariances)
    if whole is not None:
        low, high = (None, None) if level is None else feldt_interval(whole.raw, people, k, level)
        found |= {"alpha": whole.raw, "low": low, "high": high}
        found |= {"standardized": whole.standardized, "average_r": whole.average_r}
    if covariances.is_usable:
        factor, adequacy = one_factor_ml(covariances.correlations), sampling_adequacy(covariances.correlations)
        found["omega"] = None if factor is None else omega_total(factor)
        found["kmo"] = None if adequacy is None else adequacy.overall
    return found


def _bartlett(covariances: Covariances) -> FitTest | None:
    return bartlett(covariances.correlations, covariances.people) if covariances.is_usable else None


def _reason(covariances: Covariances) -> Reason | None:
    """Why nothing can be said of how the items go together; None where something can."""
    if covariances.people < 2:
        return "few_people"
    if len(covariances.items) < 2:
        return "one_item"
    return None if covariances.is_usable else "constant_item"


def _own_reason(name: str, covariances: Covariances) -> Reason:
    """Why one number cannot be where others can."""
    if name in {"alpha", "standardized", "average_r", "ordinal_alpha"}:
        return "no_common_variance"
    return "few_items" if name == "omega" and len(covariances.items) < 3 else "not_positive_definite"


def _items(
    items: Sequence[Variable], covariances: Covariances, boxes: Sequence[Boxes | None]
) -> tuple[ItemReliability, ...]:
    usable = covariances.is_usable
    none: list[float | None] = [None] * len(items)
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = item_rest(covariances.matrix) if usable else none
    dropped = [None if each is None else each.raw for each in alpha_if_dropped(covariances)] if usable else none
    adequacy = sampling_adequacy(covariances.correlations) if usable else None
    kmo = none if adequacy is None else adequacy.items
    return tuple(
        ItemReliability(item, box, *map(_finite, numbers))
        for item, box, *numbers in zip(
            items, boxes, covariances.means, covariances.sds, rest, dropped, kmo, strict=True
        )
    )


def _finite(number: float | None) -> float | None:
    return None if number is None or not np.isfinite(number) else float(number)


def _polychoric(tally: Tally, scale: ItemScale) -> FloatArray:
    """2-D float array, NaN where an item has one answer only."""
    found = np.eye(len(scale.items))
    complete = None if is_long(scale) else answer_patterns(tally, scale.items).complete
    for i, j in combinations(range(len(scale.items)), 2):
        pair = answer_patterns(tally, [scale.items[i], scale.items[j]]) if complete is None else complete
        first, second = (0, 1) if complete is None else (i, j)
        cuts = item_cuts(pair)
        found[i, j] = found[j, i] = corrected_rho(pair_table(pair, first, second), cuts[first], cuts[second])
    return found


def _ordinal_alpha(correlations: FloatArray | None) -> float | None:
    if correlations is None or len(correlations) < 2 or not np.isfinite(correlations).all():
        return None
    return standardized_alpha(correlations) if correlations.sum() > 0 else None


def _matrix(correlations: FloatArray) -> Matrix:
    return tuple(tuple(_finite(number) for number in row) for row in correlations.tolist())
