"""What a tally answers with: dense arrays of sums over the levels of its axes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from partysurvey.tally.axis import Axis, Unit

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Joint counts of variables: n (respondents), w (Σw), w2 (Σw²).

    Each has one dimension per axis, in the asked order, and last one for the units if asked by unit
    (else `units` is empty). Without weights w and w2 equal n.
    """

    axes: tuple[Axis, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class MetCells:
    """The joint cells of variables and units that hold anyone; every array is 1-D with one element per such cell.

    places: per axis the position of the cell's level; unit: the position of its unit (all 0 if not asked by unit);
    n, w, w2: respondents, Σw and Σw².
    """

    axes: tuple[Axis, ...]
    places: tuple[IntArray, ...]
    unit: IntArray
    n: IntArray
    w: FloatArray
    w2: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """Moments under one weight v: w = Σv, mean = Σvx / Σv (0 where w is 0), m2 = Σv (x - mean)²."""

    w: FloatArray
    mean: FloatArray
    m2: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class MomentSums:
    """Moments of a number in each cell of the axes (no axes: shape ()), by unit if asked.

    n: respondents who have a number. `first` under the weight itself, `squared` under the squared weight,
    which the variance of a mean needs where every row is a PSU of its own.
    """

    axes: tuple[Axis, ...]
    n: IntArray
    first: Weighted
    squared: Weighted
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Spine:
    """All units of the design in sorted order, also those with nobody in a cell: rows, Σw, Σw², fpc per stage."""

    units: tuple[Unit, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray
    fpc: tuple[FloatArray, ...] = ()
