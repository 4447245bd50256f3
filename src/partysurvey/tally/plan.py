"""What is to be counted: statistics say what they need as values, needs are united with `|`."""

from msgspec import Struct
from msgspec.structs import replace


class Cells(Struct, frozen=True):
    """The joint counts n, Σw, Σw² of variables; `by_unit` keeps the units of the design apart."""

    variables: tuple[str, ...]
    by_unit: bool = False


class Moments(Struct, frozen=True):
    """Count, weighted mean and sum of squared deviations of a number, in each joint cell of other variables."""

    number: str
    by: tuple[str, ...] = ()
    by_unit: bool = False


class Plan(Struct, frozen=True):
    """A set of needs; rows are touched once for all of them.

    domains: variables whose levels are domains, in which the degrees of freedom of replicate weights are asked for.
    """

    cells: frozenset[Cells] = frozenset()
    moments: frozenset[Moments] = frozenset()
    domains: frozenset[str] = frozenset()

    def __or__(self, other: "Plan") -> "Plan":
        """The plan that meets the needs of both."""
        return Plan(self.cells | other.cells, self.moments | other.moments, self.domains | other.domains)

    def crossed_with(self, names: tuple[str, ...]) -> "Plan":
        """The plan of the same tables, each with these variables too."""
        return replace(
            self,
            cells=frozenset(Cells(_united(need.variables, names), need.by_unit) for need in self.cells),
            moments=frozenset(Moments(need.number, _united(need.by, names), need.by_unit) for need in self.moments),
        )

    @property
    def variables(self) -> frozenset[str]:
        """Every variable that has to be read."""
        asked = {name for need in self.cells for name in need.variables}
        numbers = {name for need in self.moments for name in (need.number, *need.by)}
        return frozenset(asked | numbers)


def _united(variables: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*variables, *names)))


BANDS = ".bands"


def banded(number: str) -> str:
    """The id of the variable that holds the bands of a number: `age.bands`, a closed axis of band codes.

    Every number and derived variable with bands has it, to be planned and read like any choice. Its answers outside
    of every band are INVALID. Quantiles and histograms read the number itself.
    """
    return number + BANDS
