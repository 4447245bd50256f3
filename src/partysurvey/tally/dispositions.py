"""What became of each case, from the column of dispositions."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from partysurvey.errors import AnswerError
from partysurvey.survey.fielding import INTERVIEWS, Disposition, Dispositions
from partysurvey.survey.plain_text import number_text, trimmed
from partysurvey.survey.suggestion import listing
from partysurvey.tally.answers import BoolArray
from partysurvey.tally.raw import raw_column
from partysurvey.tally.spelling import raw_text

if TYPE_CHECKING:
    import pyarrow as pa


class Cases(Struct, frozen=True, eq=False):
    """How many cases there are of each disposition, and which rows are interviews (complete or partial)."""

    counts: Mapping[Disposition, int]
    interviews: BoolArray


def read_cases(batches: "Iterable[pa.RecordBatch]", declared: Dispositions, encoding: str) -> Cases:
    """The cases in the batches; AnswerError naming the texts that are declared nowhere."""
    order = tuple(Disposition)
    place = {trimmed(text): order.index(kind) for text, kind in declared.codes.items()}
    by_number = {number: spot for text, spot in place.items() if (number := number_text(text)) is not None}
    counts = np.zeros(len(order), dtype=np.int64)
    interviews: list[BoolArray] = []
    for batch in batches:
        column = raw_column(batch.column(declared.column))
        texts = ["" if each is None else raw_text(each, column.encoding or encoding) for each in column.values]
        spots = [place.get(text, by_number.get(number_text(text) or np.nan, -1)) for text in texts]
        present = np.bincount(column.positions, minlength=len(texts)) > 0
        _refuse_undeclared([text for text, spot, met in zip(texts, spots, present, strict=True) if met and spot < 0])
        found = np.array(spots, dtype=np.int64)[column.positions]
        counts += np.bincount(found, minlength=len(order))
        interviews.append(np.isin(found, [order.index(kind) for kind in INTERVIEWS]))
    return Cases(dict(zip(order, counts.tolist(), strict=True)), np.concatenate(interviews or [np.zeros(0, bool)]))


def _refuse_undeclared(texts: list[str]) -> None:
    if texts:
        raise AnswerError(
            f"the column of dispositions holds {listing(texts)}",
            "say in `fielding: disposition: codes:` what it stands for",
        )
