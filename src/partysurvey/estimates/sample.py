"""A sample as estimators see it: its joint cells by unit of the design, and functions of the answers over them."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.fpc_weights import unit_weights, weighted_spine
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.variance import grouped_sums
from partysurvey.survey import Absence
from partysurvey.tally.axis import Axis, Level
from partysurvey.tally.plan import Cells
from partysurvey.tally.sums import FloatArray, IntArray, MetCells
from partysurvey.tally.tally import Tally

BoolArray = npt.NDArray[np.bool_]


class Sample(Struct, frozen=True, eq=False, dict=True):
    """The respondents of a survey, gathered in the cells (answers × unit) that hold anyone; C cells.

    A function of the answers is a 1-D array (C,); a domain is a 1-D bool array (C,). Domains keep the whole design.
    """

    cells: MetCells
    sampling: Sampling | Replication

    def numbers(self, variable: str) -> FloatArray:
        """1-D float array (C,), the number that the cell's people gave; NaN where they gave none."""
        return self._looked_up(
            variable, [np.nan if isinstance(x, str | tuple | Absence) else x for x in self._levels(variable)]
        )

    def is_at(self, variable: str, level: Level) -> BoolArray:
        """1-D bool array (C,), whether the cell's people gave that answer (chose that option, of a multiple choice)."""
        chosen = [
            level in x if isinstance(x, tuple) and not isinstance(level, tuple) else x == level
            for x in self._levels(variable)
        ]
        return self._looked_up(variable, chosen) > 0

    def answered(self, *variables: str) -> BoolArray:
        """1-D bool array (C,), whether the cell's people have an answer to every variable: R's listwise na.rm."""
        everyone = np.ones(self.cells.n.size, dtype=bool)
        for variable in variables:
            everyone &= self._looked_up(variable, [not isinstance(x, Absence) for x in self._levels(variable)]) > 0
        return everyone

    def domains(self, *variables: str) -> Iterator[tuple[tuple[Level, ...], BoolArray]]:
        """The joint levels of the variables that anyone is at, the first varying fastest, each with its domain."""
        axes = [self._axis(variable).answers for variable in variables]
        for backwards in product(*reversed(axes)):
            levels = backwards[::-1]
            domain = np.logical_and.reduce([self.is_at(v, x) for v, x in zip(variables, levels, strict=True)])
            if domain.any():
                yield levels, domain

    def by_unit(self, values: FloatArray) -> FloatArray:
        """2-D float array (k, U), the sums by unit of values (k, C)."""
        return grouped_sums(values, self.cells.unit, len(self.sampling.spine.units))

    def degrees_of_freedom(self, domain: BoolArray | None = None) -> int:
        """PSUs minus strata, of those with anyone in the domain; None: of the whole design. R: degf(subset(d, …)).

        Replicate weights have those of the whole design in every domain: rows are needed for those of a domain.
        """
        if domain is None:
            return self.sampling.degrees_of_freedom
        n = self.by_unit((self.cells.n * domain)[None, :].astype(np.float64))[0]
        return self.sampling.degrees_of_freedom_of(n.astype(np.int64))

    def _axis(self, variable: str) -> Axis:
        return next(axis for axis in self.cells.axes if axis.variable == variable)

    def _levels(self, variable: str) -> tuple[Level, ...]:
        return self._axis(variable).levels

    def _looked_up(self, variable: str, values: list[float] | list[bool]) -> FloatArray:
        place: IntArray = self.cells.places[self.cells.axes.index(self._axis(variable))]
        return np.array(values, dtype=np.float64)[place]


def sample_needs(*variables: str) -> Cells:
    """The table that `sample_of` reads."""
    return Cells(variables, by_unit=True)


def sample_of(tally: Tally, sampling: Sampling | Replication, *variables: str) -> Sample:
    """The sample with the answers to the variables; the tally must hold `sample_needs(*variables)`.

    `sampling` is `sampling_of(design, tally.spine)`, or one with other weights by unit (`fpc_weighted`).
    """
    cells = tally.met_cells(*variables, by_unit=True)
    before = tally.spine.w
    factor = np.divide(sampling.spine.w, before, out=np.ones_like(before), where=before > 0)[cells.unit]
    return Sample(replace(cells, w=cells.w * factor, w2=cells.w2 * factor**2), sampling)


def fpc_weighted(sampling: Sampling) -> Sampling:
    """The sampling of a survey without weights whose weights follow from its fpc. R: svydesign(ids, fpc)."""
    return replace(sampling, spine=weighted_spine(sampling.spine, unit_weights(sampling.spine)))
