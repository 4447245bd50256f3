"""Post-stratification and raking, on the joint cells of the margins."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.tally.sums import FloatArray
from partysurvey.weighting.margins import PlacedMargin

TIGHT = 1e-13
ROUNDS = 1000
MET = 1e-6  # a margin that is missed by a larger share of its target is not met
Ratios = Callable[[FloatArray], FloatArray]


def poststratified_ratios(w: FloatArray, margin: PlacedMargin) -> FloatArray:
    """1-D float array (m,), new/old weight of each cell: T_c / Σ_{c} w of its category c.

    w: (m,). RequestError where a category has no weight. Source: [HoltSmith1979]. R: survey::postStratify.
    """
    held = margin.sums(w)
    if ((held <= 0) & (margin.targets > 0)).any():
        raise _empty(margin)
    factors = np.divide(margin.targets, held, out=np.ones_like(held), where=held > 0)
    return np.asarray(factors[margin.places])


def raked_ratios(
    w: FloatArray, margins: Sequence[PlacedMargin], tolerance: float = TIGHT, rounds: int = ROUNDS
) -> tuple[FloatArray, ...]:
    """Of each margin 1-D float array (m,), new/old weight of each cell when that margin was last adjusted to.

    The last one is the result: the cells are adjusted to one margin after the other, again and again.

    Stops when no cell's weight changes by more than the tolerance in a round: in units of weight if it is 1 or more,
    else as a fraction of all weight. RequestError if that is not reached in so many rounds, or
    (with a fraction) if it is and a margin is not met all the same: the rounds then repeat themselves.
    Source: [DemingStephan1940]. R: survey::rake(control = list(epsilon, maxit)), whose default is tolerance 1.
    """
    limit = tolerance if tolerance >= 1 else tolerance * float(w.sum())
    steps = [np.ones_like(w)]
    for _ in range(rounds):
        before = steps[-1]
        steps = list(accumulate(margins, lambda g, margin: g * poststratified_ratios(w * g, margin), initial=before))
        if np.abs(w * (steps[-1] - before)).max(initial=0.0) < limit:
            break
    else:
        raise not_converged(w * steps[-1], margins)
    if tolerance < 1 and max(map(partial(_off, w * steps[-1]), margins)) > MET:
        raise not_converged(w * steps[-1], margins)
    return tuple(steps[1:])


def replicate_ratios(w: FloatArray | None, ratios: Ratios) -> FloatArray | None:
    """2-D float array (m, R), the ratios of each replicate by itself; w holds Σ of replicate weights by cell (m, R).

    None for None: there are no replicate weights.

    R: postStratify, rake, calibrate on a svrepdesign.
    """
    return None if w is None else np.column_stack([ratios(column) for column in w.T])


def not_converged(w: FloatArray, margins: Sequence[PlacedMargin]) -> RequestError:
    """The error that a weighting does not come to rest, with the margin that is furthest off."""
    off = {each.name: _off(w, each) for each in margins}
    worst = max(off, key=lambda name: off[name])
    return RequestError(
        f"the margins cannot be met together: {worst} stays off by {100 * off[worst]:.3g}%",
        "join small categories, or leave a margin out",
    )


def _off(w: FloatArray, margin: PlacedMargin) -> float:
    """By which share of its target the margin is missed at most."""
    return float(np.max(np.abs(margin.sums(w) - margin.targets) / np.maximum(margin.targets, 1e-300)))


def _empty(margin: PlacedMargin) -> RequestError:
    return RequestError(
        f"a category of {margin.name} has no weight to adjust, in the sample or in one of its replicates",
        "join it with another category",
    )
