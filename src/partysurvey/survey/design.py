"""How the respondents were drawn: weights, strata, primary sampling units, finite population."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.survey.replicates import Replicates


class Design(Struct, frozen=True):
    """Column names of the sampling design; None or empty where there is none.

    `psu` holds the ids of the stages, first stage first; `fpc` the population counts (or sampling
    fractions) per stage; `nest` says that ids repeat in different strata. `population` is the number
    of people surveyed from, when it is one number for the whole survey. `lonely` says what to do with a stratum that
    has a single PSU: fail, remove, adjust, average or certainty.
    `replicates` take the place of strata, PSUs and fpc, which they hold already.
    """

    weight: str | None = None
    strata: str | None = None
    psu: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    nest: bool = False
    population: int | None = None
    census: bool = False
    lonely: str = "fail"
    replicates: Replicates | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the design needs, in a fixed order."""
        single = tuple(name for name in (self.weight, self.strata) if name)
        return single + self.psu + self.fpc + (self.replicates.columns if self.replicates else ())

    def columns_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """The columns that the design needs, with the names that fit in place of patterns of replicate weights."""
        if self.replicates is None:
            return self.columns
        return tuple(dict.fromkeys((*replace(self, replicates=None).columns, *self.replicates.columns_among(names))))

    def in_file(self, names: Iterable[str]) -> "Design":
        """The design with patterns of replicate weights replaced by columns of the file; RequestError if none fits."""
        if self.replicates is None or not self.replicates.has_patterns:
            return self
        return replace(self, replicates=self.replicates.in_file(names))
