"""The two ends of an ordinal item: top box, bottom box, net score."""

from dataclasses import dataclass
from math import sqrt

from partysurvey.tally.sums import FloatArray


@dataclass(frozen=True, slots=True)
class Boxes:
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
    upper, lower = float(counts[len(counts) - top :].sum()) / total, float(counts[:bottom].sum()) / total
    net = upper - lower
    return Boxes(upper, lower, net, sqrt(max(0.0, upper + lower - net * net) / base))
