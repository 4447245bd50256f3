"""From a source to its tally, by the engine asked for."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from partysurvey.engines.engine import EngineRequest
from partysurvey.engines.local import count
from partysurvey.sources.source import Source
from partysurvey.tally.counting import Counting
from partysurvey.tally.tally import Tally


@runtime_checkable
class Expectant(Protocol):
    """One who is told of counted rows and wants to know beforehand how many there will be."""

    def expect(self, rows: int | None) -> None:
        """Take notice that a reading of all rows begins; None where nobody knows how many they are."""
        ...


def counted(
    source: Source, counting: Counting, request: EngineRequest, on_rows: Callable[[int], None] | None = None
) -> Tally:
    """The tally of all rows of the source: here, batch by batch, or portion by portion on the workers of an engine."""
    _announce(source.info.rows, on_rows)
    if request.is_here:
        return count(source.batches(counting.needed_columns), counting, on_rows)
    from partysurvey.sources.portions import portions  # noqa: PLC0415  # of other engines only

    cut = portions(source)
    whole = request.counted(cut, counting, on_rows)
    if note_rows := getattr(source, "note_rows", None):
        note_rows((portion, whole.rows[number]) for number, portion in enumerate(cut))
    return whole.whole(len(cut))


def _announce(rows: int | None, on_rows: object) -> None:
    if isinstance(on_rows, Expectant):
        on_rows.expect(rows)
