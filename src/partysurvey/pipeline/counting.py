"""From a source to its tally, by the engine asked for."""

from collections.abc import Callable

from partysurvey.engines.engine import EngineRequest
from partysurvey.engines.local import count
from partysurvey.sources.source import Source
from partysurvey.tally.counting import Counting
from partysurvey.tally.tally import Tally


def counted(
    source: Source, counting: Counting, request: EngineRequest, on_rows: Callable[[int], None] | None = None
) -> Tally:
    """The tally of all rows of the source: here, batch by batch, or portion by portion on the workers of an engine."""
    if request.is_here:
        return count(source.batches(counting.needed_columns), counting, on_rows)
    from partysurvey.sources.portions import portions  # noqa: PLC0415  # of other engines only

    cut = portions(source)
    whole = request.counted(cut, counting, on_rows)
    if note_rows := getattr(source, "note_rows", None):
        note_rows((portion, whole.rows[number]) for number, portion in enumerate(cut))
    return whole.whole(len(cut))
