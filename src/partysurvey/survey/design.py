"""How the respondents were drawn: weights, strata, primary sampling units, finite population."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Design:
    """Column names of the sampling design; None or empty where there is none.

    `psu` holds the ids of the stages, first stage first; `fpc` the population counts (or sampling
    fractions) per stage; `nest` says that ids repeat in different strata. `population` is the number
    of people surveyed from, when it is one number for the whole survey. `lonely` says what to do with a stratum that
    has a single PSU: fail, remove, adjust, average or certainty.
    """

    weight: str | None = None
    strata: str | None = None
    psu: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    nest: bool = False
    population: int | None = None
    census: bool = False
    lonely: str = "fail"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the design needs, in a fixed order."""
        single = tuple(name for name in (self.weight, self.strata) if name)
        return single + self.psu + self.fpc
