"""The two ends of an ordinal item: top box, bottom box, net score."""

import re
from math import sqrt

import numpy as np
from msgspec import Struct

from partysurvey.survey import Absence, Grid, Scale, Variable
from partysurvey.tally.patterns import occupied_cells
from partysurvey.tally.sums import FloatArray
from partysurvey.tally.tally import Tally

BOX = re.compile(r"(top|bottom)_\d+")  # the codes of the nets that `top_box` and `bottom_box` become


class Boxes(Struct, frozen=True):
    """Shares in [0, 1] at the upper and the lower end of an item, their difference in [-1, 1] and its SE."""

    top: float
    bottom: float
    net: float
    net_se: float


def boxes(counts: FloatArray, base: float, top: int = 2, bottom: int = 2) -> Boxes | None:
    """The ends of (weighted) counts by level, lowest score first: the `top` highest, the `bottom` lowest levels.

    net = p_top - p_bottom, SE √((p_top + p_bottom - net²)/n) of a simple sample of n = `base` people (the effective
    base of a weighted one). The ends should not overlap. None where nobody answered.
    R: mean(x %in% 5:6), mean(x %in% 5:6) - mean(x %in% 1:2).
    """
    total = float(counts.sum())
    if total <= 0 or base <= 0:
        return None
    return boxes_of_shares(float(counts[len(counts) - top :].sum()) / total, float(counts[:bottom].sum()) / total, base)


def boxes_of_shares(top: float, bottom: float, base: float) -> Boxes:
    """The same from the shares of the two ends."""
    net = top - bottom
    return Boxes(top, bottom, net, sqrt(max(0.0, top + bottom - net * net) / base))


def declared_boxes(tally: Tally, item: Variable) -> Boxes | None:
    """The ends of an item that the questionnaire declares (`top_box`, `bottom_box`), of all who answered it.

    None where it does not declare both, or nobody answered.
    """
    declared = item.question.nets if isinstance(item.question, Scale | Grid) else ()
    nets = {net.code.partition("_")[0]: net.options for net in declared if BOX.fullmatch(net.code)}
    if nets.keys() != {"top", "bottom"}:
        return None
    cells = occupied_cells(tally, [item.id])
    answered = np.array([not isinstance(level, Absence) for level in cells.axes[0].levels])[cells.levels[:, 0]]
    weights, squares = cells.w[answered], cells.w2[answered]
    if not weights.sum() > 0:
        return None
    codes = [cells.axes[0].levels[place] for place in cells.levels[answered, 0]]
    top, bottom = (
        float(weights[[code in nets[end] for code in codes]].sum() / weights.sum()) for end in ("top", "bottom")
    )
    return boxes_of_shares(top, bottom, float(weights.sum() ** 2 / squares.sum()))
