"""Counting in epochs: dense sums while the levels known so far suffice; then laid to rest in the running tally.

An epoch ends when a level is met for which its tables have no room, or when a number has too many values. Its
sums become a tally, which is added to the running one. So whatever grows is grown by the addition of tallies alone.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from partysurvey.tally.axis import Axis
from partysurvey.tally.kernel import Accumulators, Chunk, Sizes
from partysurvey.tally.numbering import Numbering, fitted
from partysurvey.tally.plan import Cells, Moments
from partysurvey.tally.sampling import Sampling
from partysurvey.tally.spines import unit_positions
from partysurvey.tally.sums import IntArray
from partysurvey.tally.tables import moved_cells, moved_moments
from partysurvey.tally.tally import Tally

# Beyond so many units more room is left for new ones: tables are sparse then, and epochs are dear.
MANY_UNITS = 10_000


class Epochs(Struct):
    """Counts chunk after chunk; `running` is the tally of all finished epochs."""

    cells: Sequence[Cells]
    moments: Sequence[Moments]
    numberings: Mapping[str, Numbering]
    sampling: Sampling
    limit: int
    running: Tally = field(default_factory=Tally.empty)
    sums: Accumulators | None = None

    def add(self, chunk: Chunk) -> None:
        """Count the rows of the chunk."""
        if self.sums is None or self._outgrown(self.sums.sizes):
            self.finish()
            self.sums = Accumulators.zeros(self.cells, self.moments, self._sizes())
        self.sums.add(chunk)
        for name, numbering in self.numberings.items():
            numbering.see(chunk.codes[name])
        if any(numbering.is_over(self.limit) for numbering in self.numberings.values()):
            self.finish()

    def finish(self) -> None:
        """End the epoch: its sums go into the running tally."""
        if self.sums is not None:
            self.running += self._tally(self.sums)
            self.sums = None
        for name, numbering in self.numberings.items():
            width = self.running.grid.get(name, 0.0)
            if width != numbering.width:
                numbering.restart(width)

    def blank(self) -> Tally:
        """The tally of no rows of this plan."""
        return self._tally(Accumulators.zeros(self.cells, self.moments, self._sizes()))

    def _sizes(self) -> Sizes:
        units = len(self.sampling.units)
        room = units // (4 if units > MANY_UNITS else 32)
        capacities = {name: each.capacity() for name, each in self.numberings.items()}
        return Sizes(capacities, max(units, 1) + room, self.sampling.replicate_count)

    def _outgrown(self, sizes: Sizes) -> bool:
        return len(self.sampling.units) > sizes.units or any(
            len(numbering.places) > sizes.variables[name] for name, numbering in self.numberings.items()
        )

    def _tally(self, sums: Accumulators) -> Tally:
        spine = self.sampling.take_spine()
        made = {name: each.axis(self.limit) for name, each in self.numberings.items()}
        rest = _Rest({name: axis for name, (axis, _) in made.items()}, len(spine.units), sums.sizes, {})
        for name, numbering in self.numberings.items():
            axis, width = made[name]
            rest.maps[name] = numbering.positions(axis, width, sums.sizes.variables[name])
        rest.maps[""] = fitted(unit_positions(tuple(self.sampling.units), spine.units), sums.sizes.units)
        weighted, replicates = self.sampling.design.weight is not None, self.sampling.replicate_count
        return Tally(
            spine=spine,
            grid={name: width for name, (_, width) in made.items() if width},
            axes=rest.axes,
            cells={need: moved_cells(table, *rest.move(need)) for need, table in sums.tables(weighted=weighted)},
            numbers={
                need: moved_moments(
                    each.table(weighted=weighted, replicates=replicates), *rest.move(Cells(need.by, need.by_unit))
                )
                for need, each in sums.numbers.items()
            },
            weighted=weighted,
            limit=self.limit,
        )


class _Rest(Struct, frozen=True):
    """How codes move onto the axes on which tables rest; the map of "" is that of the units."""

    axes: dict[str, Axis]
    units: int
    sizes: Sizes
    maps: dict[str, IntArray]

    def move(self, need: Cells) -> tuple[tuple[int, ...], list[IntArray | None], tuple[int, ...]]:
        """The shape of a table, the map of each of its dimensions, and its shape at rest."""
        names = [*need.variables, ""] if need.by_unit else list(need.variables)
        into = tuple(len(self.axes[name].levels) if name else self.units for name in names)
        return self.sizes.shape(need), [self.maps[name] for name in names], into
