"""The fold of batches into a tally: understand, gather, count."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.survey import Derived, Grid, Number, OpenText, Questionnaire, Scale, SingleChoice
from partysurvey.survey.crossed import CROSS, crossed_code, crossed_parts
from partysurvey.tally.answers import Answers, BoolArray
from partysurvey.tally.axis import Axis
from partysurvey.tally.batch import Batch
from partysurvey.tally.coding import ANSWERED
from partysurvey.tally.counting import Counting, checked_numbers
from partysurvey.tally.epochs import Epochs
from partysurvey.tally.kernel import Chunk, Codes
from partysurvey.tally.levels import closed_axis
from partysurvey.tally.needs import counted_cells, counted_moments
from partysurvey.tally.numbering import Numbering
from partysurvey.tally.plan import BANDS
from partysurvey.tally.replication import DomainGrams
from partysurvey.tally.sampling import SampledRows, Sampling, checked_design
from partysurvey.tally.scores import number_of
from partysurvey.tally.spelling import Marks
from partysurvey.tally.tally import Tally
from partysurvey.tally.unknown import UNKNOWN_LIMIT, UnknownTexts, added, kept_texts

if TYPE_CHECKING:
    import pyarrow as pa

# A step costs rows + cells, so rows are gathered until the cells weigh little.
CHUNK_ROWS = 400_000
# And so many replicate weights at most.
REPLICATE_NUMBERS = 4_000_000


class Gathered(Struct):
    """Columns of counted rows, piece by piece."""

    rows: int = 0
    pieces: dict[str, list[npt.NDArray[Any]]] = field(default_factory=dict)

    def add(self, name: str, piece: npt.NDArray[Any]) -> None:
        """Put a piece behind the column of that name."""
        self.pieces.setdefault(name, []).append(piece)

    def whole(self, name: str) -> npt.NDArray[Any]:
        """The column of that name."""
        pieces = self.pieces[name]
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


class Fold:
    """A tally in the making: takes record batches one by one."""

    def __init__(self, counting: Counting, chunk_rows: int = CHUNK_ROWS) -> None:
        """A fold that has read nothing; RequestError if the plan asks for what the file does not have."""
        checked_design(counting.design)
        self._counting = counting
        self._coding = counting.coding()
        checked_numbers(counting)
        marks = Marks({}, counting.questionnaire.missing)
        self._sampling = Sampling(counting.design, counting.encoding, marks)
        self._chunk_rows = min(chunk_rows, max(REPLICATE_NUMBERS // (1 + self._sampling.replicate_count), 1))
        cells, moments = counted_cells(counting.plan), counted_moments(counting.plan)
        names = sorted({name for need in cells for name in need.variables} | {n for need in moments for n in need.by})
        closed = {name: known_axis(counting.questionnaire, name) for name in names}
        self._numberings = {name: Numbering(name, closed[name]) for name in names}
        self._numbers = {
            need.number: number_of(counting.questionnaire.variables[need.number]) for need in counting.plan.moments
        }
        self._epochs = Epochs(cells, moments, self._numberings, self._sampling, counting.limit)
        self._gathered = Gathered()
        self._seen = Tally()
        given = counting.design.replicates
        ranked = given is not None and given.degrees_of_freedom is None
        self._grams = DomainGrams(tuple(sorted(counting.plan.domains))) if ranked else None

    def add(self, record: "pa.RecordBatch") -> None:
        """Take the rows of one batch."""
        batch = Batch(record, self._coding)
        sampled = self._sampling.rows(batch)
        kept = self._kept(batch, sampled)
        every = bool(kept.all())
        for name, numbering in self._numberings.items():
            answers = batch.answers(name)
            codes = numbering.codes(answers.levels)[answers.positions]
            self._gathered.add(f"code {name}", codes if every else codes[kept])
        for name, number in self._numbers.items():
            numbers = batch.answers(name).numbers(number)
            self._gathered.add(f"number {name}", numbers if every else numbers[kept])
        if sampled.units is not None:
            units = sampled.units.astype(np.min_scalar_type(len(self._sampling.units)))
            self._gathered.add("unit", units if every else units[kept])
        if sampled.w is not None:
            self._gathered.add("weight", sampled.w if every else sampled.w[kept])
        for place, weights in enumerate(sampled.replicates):
            self._gathered.add(f"replicate {place}", weights if every else weights[kept])
        if self._grams is not None:
            self._grams.add(batch, sampled.replicates, kept)
        self._note(batch, sampled, kept)

    def tally(self) -> Tally:
        """The tally of all rows taken so far."""
        self._flush()
        self._epochs.finish()
        whole = self._epochs.running
        if whole.is_blank:
            whole = self._epochs.blank()
        seen = self._seen
        return replace(
            whole,
            rows=seen.rows,
            counted=seen.counted,
            dropped=seen.dropped,
            rule_violations=seen.rule_violations,
            unknown={name: kept_texts(texts) for name, texts in sorted(seen.unknown.items())},
            grams=self._grams.grams if self._grams else {},
        )

    def _kept(self, batch: Batch, sampled: SampledRows) -> BoolArray:
        where = self._counting.where
        if where is None:
            return sampled.counted
        meets = batch.meets(where)
        if left := int(np.count_nonzero(sampled.counted & ~meets)):
            sampled.dropped["where"] = left
        return sampled.counted & meets

    def _note(self, batch: Batch, sampled: SampledRows, kept: BoolArray) -> None:
        counted = int(np.count_nonzero(kept))
        violations = {name: int(np.count_nonzero(rows & kept)) for name, rows in batch.violations.items()}
        unknown = {name: dict(_unknown_counts(answers, kept)) for name, answers in batch.known.items()}
        seen = self._seen
        self._seen = Tally(
            seen.rows + batch.rows,
            seen.counted + counted,
            added(seen.dropped, sampled.dropped),
            added(seen.rule_violations, {name: count for name, count in violations.items() if count}),
            _with_unknown(seen.unknown, unknown),
        )
        self._gathered.rows += counted
        if self._gathered.rows >= self._chunk_rows:
            self._flush()

    def _flush(self) -> None:
        gathered, self._gathered = self._gathered, Gathered()
        if not gathered.rows:
            return
        design = self._counting.design
        w = gathered.whole("weight") if design.weight else None
        codes: dict[str, Codes] = {name: gathered.whole(f"code {name}") for name in self._numberings}
        chunk = Chunk(
            gathered.rows,
            codes,
            gathered.whole("unit") if self._sampling.columns else None,
            w,
            None if w is None else w * w,
            {name: gathered.whole(f"number {name}") for name in self._numbers},
            tuple(gathered.whole(f"replicate {number}") for number in range(self._sampling.replicate_count)),
        )
        self._epochs.add(chunk)


def known_axis(questionnaire: Questionnaire, name: str) -> Axis | None:
    """The axis of a variable whose levels the questionnaire knows; None where they are those met in the data."""
    if CROSS in name:
        return _crossed_axis(questionnaire, name)
    variable = questionnaire.variables.get(name) or questionnaire.variables[name.removesuffix(BANDS)]
    question = variable.question
    match question:
        case SingleChoice() | Scale() | Grid():
            return closed_axis(name, [option.code for option in question.options])
        case OpenText():
            return closed_axis(name, [ANSWERED])
        case Number() | Derived() if name != variable.id:
            return closed_axis(name, [band.code for band in question.bands])
        case _:
            return None


def _crossed_axis(questionnaire: Questionnaire, name: str) -> Axis:
    """The axis of the groups that variables of known levels make together."""
    parts = [known_axis(questionnaire, part) for part in crossed_parts(name)]
    codes = product(*([str(level) for level in part.answers] for part in parts if part))
    return closed_axis(name, [crossed_code(path) for path in codes])


def _unknown_counts(answers: Answers, kept: BoolArray) -> Iterator[tuple[str, int]]:
    counts: dict[str, int] = {}
    tallied: dict[int, npt.NDArray[np.int64]] = {}
    for text in answers.unknown:
        key = id(text.positions)
        if key not in tallied:
            tallied[key] = np.bincount(text.positions[kept].astype(np.int64) + 1, minlength=text.position + 2)
        rows = tallied[key]
        if text.position + 1 < rows.size and (n := int(rows[text.position + 1])):
            counts[text.text] = counts.get(text.text, 0) + n
    yield from counts.items()


def _with_unknown(seen: UnknownTexts, new: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    whole = {name: dict(texts) for name, texts in seen.items()}
    for name, texts in new.items():
        if texts:
            together = added(whole.get(name, {}), texts)
            whole[name] = kept_texts(together) if len(together) > 4 * UNKNOWN_LIMIT else together
    return whole
