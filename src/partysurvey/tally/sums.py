"""What a tally answers with: dense arrays of sums over the levels of its axes."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.tally.axis import Axis, Unit

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


class Counts(Struct, frozen=True, eq=False):
    """Joint counts of variables: n (respondents), w (Σw), w2 (Σw²).

    Each has one dimension per axis, in the asked order, and last one for the units if asked by unit
    (else `units` is empty). Without weights w and w2 equal n. `replicates`: Σ of each replicate weight, summed over the
    units, of one more dimension than there are axes; None without replicate weights.
    """

    axes: tuple[Axis, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray
    units: tuple[Unit, ...] = ()
    replicates: FloatArray | None = None


class MetCells(Struct, frozen=True, eq=False):
    """The joint cells of variables and units that hold anyone; every array is 1-D with one element per such cell.

    places: per axis the position of the cell's level; unit: the position of its unit (all 0 if not asked by unit);
    n, w, w2: respondents, Σw and Σw². replicates: 2-D (cells, R), Σ of each replicate weight; None without any.
    weighting: the cell of a weighting that each is in; None where no weighting is asked about.
    """

    axes: tuple[Axis, ...]
    places: tuple[IntArray, ...]
    unit: IntArray
    n: IntArray
    w: FloatArray
    w2: FloatArray
    replicates: FloatArray | None = None
    weighting: IntArray | None = None

    def kept(self, chosen: IntArray) -> "MetCells":
        """Only the chosen cells, in that order."""
        return replace(
            self,
            places=tuple(place[chosen] for place in self.places),
            unit=self.unit[chosen],
            n=self.n[chosen],
            w=self.w[chosen],
            w2=self.w2[chosen],
            replicates=None if self.replicates is None else self.replicates[chosen],
            weighting=None if self.weighting is None else self.weighting[chosen],
        )


class Weighted(Struct, frozen=True, eq=False):
    """Moments under one weight v: w = Σv, mean = Σvx / Σv (0 where w is 0), m2 = Σv (x - mean)²."""

    w: FloatArray
    mean: FloatArray
    m2: FloatArray


class ReplicateMoments(Struct, frozen=True, eq=False):
    """Under each of R replicate weights v (last dimension): w = Σv, off = Σv (x - mean), with the mean of the weight.

    A weighted total of x is off + w · mean; in this form it keeps its digits and needs no division by w.
    `mean` has one dimension less.
    """

    w: FloatArray
    off: FloatArray
    mean: FloatArray


class MomentSums(Struct, frozen=True, eq=False):
    """Moments of a number in each cell of the axes (no axes: shape ()), by unit if asked.

    n: respondents who have a number. `first` under the weight itself, `squared` under the squared weight,
    which the variance of a mean needs where every row is a PSU of its own. `replicates`: under each replicate weight.
    """

    axes: tuple[Axis, ...]
    n: IntArray
    first: Weighted
    squared: Weighted
    units: tuple[Unit, ...] = ()
    replicates: ReplicateMoments | None = None


class ReplicateSums(Struct, frozen=True, eq=False):
    """Of all rows and R replicate weights v: gram = Σ v vᵀ (R, R), and the largest factor of the weight in each (R,).

    gram is None where the degrees of freedom, which follow from its rank, are known; largest where the weights are
    combined: it tells the scales of factors only.
    """

    gram: FloatArray | None
    largest: FloatArray | None

    def __add__(self, other: "ReplicateSums") -> "ReplicateSums":
        """The sums of the rows of both."""
        gram = None if self.gram is None or other.gram is None else self.gram + other.gram
        one, two = self.largest, other.largest
        return ReplicateSums(gram, None if one is None or two is None else np.maximum(one, two))


class Spine(Struct, frozen=True, eq=False):
    """All units of the design in sorted order, also those with nobody in a cell: rows, Σw, Σw², fpc per stage.

    weightless: how many of the rows have a weight of 0; None where none has. They are of the design, and yet no
    degrees of freedom.
    """

    units: tuple[Unit, ...]
    n: IntArray
    w: FloatArray
    w2: FloatArray
    fpc: tuple[FloatArray, ...] = ()
    replicates: ReplicateSums | None = None
    weightless: IntArray | None = None

    @property
    def carriers(self) -> IntArray:
        """1-D int array, the rows of each unit that have a weight above 0."""
        return self.n if self.weightless is None else self.n - self.weightless
