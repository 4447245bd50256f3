"""Rows that are counted elsewhere: a part of a source, sent to a worker, and the partial tally that comes back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from partysurvey.errors import EngineError
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa


class Portion(Protocol):
    """Some rows of a source, opened where they are counted: small, and can be pickled.

    All portions of a source together hold each of its rows once.
    """

    @property
    def name(self) -> str:
        """What messages call it, as `answers.parquet, row groups 3-4`."""
        ...

    @property
    def rows(self) -> int | None:
        """How many rows it must have; None where only reading tells."""
        ...

    def batches(self, names: Sequence[str]) -> "Iterator[pa.RecordBatch]":
        """Stream of the named columns; SourceError where the portion breaks."""
        ...


class Partial(Struct, frozen=True):
    """The tally of some portions of a source, with the rows of each by its number; adds up like a tally.

    That a portion is counted twice, or its rows do not add up, is an EngineError: never a wrong total.
    """

    tally: Tally = field(default_factory=Tally.empty)
    rows: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, number: int, portion: Portion, tally: Tally) -> "Partial":
        """The partial tally of one portion; EngineError where rows were lost on the way."""
        if portion.rows is not None and tally.rows != portion.rows:
            raise _lost(f"{portion.name} has {portion.rows} rows, and {tally.rows} were read")
        return cls(reconciled(tally, portion.name), {number: tally.rows})

    def __add__(self, other: "Partial") -> "Partial":
        """The tally of the portions of both; EngineError where they have one in common."""
        if twice := sorted(self.rows.keys() & other.rows.keys()):
            raise _lost(f"portion {twice[0]} was counted twice")
        return Partial(self.tally + other.tally, {**self.rows, **other.rows})

    def whole(self, portions: int) -> Tally:
        """The tally of all so many portions; EngineError where one is missing or rows are."""
        if missing := set(range(portions)) - self.rows.keys():
            raise _lost(f"{len(missing)} of {portions} portions were not counted")
        if sum(self.rows.values()) != self.tally.rows:
            raise _lost(f"the portions have {sum(self.rows.values())} rows, and the tally {self.tally.rows}")
        return reconciled(self.tally, "the whole")


def reconciled(tally: Tally, name: str) -> Tally:
    """The tally itself; EngineError where its rows are not those counted and those dropped."""
    known = tally.counted + sum(tally.dropped.values())
    if known != tally.rows:
        raise _lost(f"{name}: of {tally.rows} rows only {known} are counted or dropped for a reason")
    return tally


def _lost(what: str) -> EngineError:
    return EngineError(what, "run it again; if it stays, please report it: no number can be trusted")
