"""The fold on this machine, in this process."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from partysurvey.tally.counting import Counting
from partysurvey.tally.fold import Fold
from partysurvey.tally.portion import Partial, Portion, reconciled
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa


def count(
    batches: "Iterable[pa.RecordBatch]", counting: Counting, on_rows: Callable[[int], None] | None = None
) -> Tally:
    """The tally of all rows of the batches; `on_rows` is told the number of rows of each batch once it is taken."""
    fold = Fold(counting)
    for batch in batches:
        fold.add(batch)
        if on_rows is not None:
            on_rows(batch.num_rows)
    return reconciled(fold.tally(), "the whole")


def partial(number: int, portion: Portion, counting: Counting) -> Partial:
    """The partial tally of one portion: what a worker does."""
    return Partial.of(number, portion, count(portion.batches(counting.needed_columns), counting))
