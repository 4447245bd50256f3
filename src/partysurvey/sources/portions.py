"""A source in portions that are counted apart, on one machine or on many."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec import Struct

from partysurvey.sources.source import Source
from partysurvey.tally.portion import Portion

if TYPE_CHECKING:
    import pyarrow as pa


@runtime_checkable
class Parted(Protocol):
    """A source that can be cut."""

    def portions(self) -> Sequence[Portion]:
        """Portions that together hold each row once, in the order of the rows."""
        ...


class WholeSource(Struct, frozen=True):
    """All rows of a source that cannot be cut, read by one worker."""

    source: Source
    rows: int | None = None  # only reading tells

    @property
    def name(self) -> str:
        """The file, for messages."""
        return self.source.info.file

    def batches(self, names: Sequence[str]) -> "Iterator[pa.RecordBatch]":
        """Stream of the named columns."""
        return self.source.batches(names)


class RetoldPortion(Struct, frozen=True):
    """A portion of another source, whose rows are told in other words."""

    portion: Portion

    @property
    def name(self) -> str:
        """What the other source calls it."""
        return self.portion.name

    @property
    def rows(self) -> int | None:
        """As many as the other source tells."""
        return self.portion.rows


def portions(source: Source) -> Sequence[Portion]:
    """The portions of a source: as it cuts itself, else all of it as one."""
    return source.portions() if isinstance(source, Parted) else (WholeSource(source),)
