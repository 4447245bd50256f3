"""Columns of texts as labelled numbers, the way SPSS and Stata hold answers; no text is lost on the way."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct, field

from partysurvey.sources.distinct_values import DistinctValues, Positions, Value
from partysurvey.sources.questionnaires.standards.spss_writing import numbered_options
from partysurvey.survey import AnyQuestion, Column, Grid, Number, Questionnaire, Scale, SingleChoice
from partysurvey.survey.plain_text import number_text, trimmed
from partysurvey.tally.spelling import Marks, Spellings

MOST_LABELS = 1000
LONGEST_LABEL = 120  # bytes, in SPSS
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)

_MEASURES = {"scale": "ordinal", "grid": "ordinal", "number": "scale"}


class CodedColumn(Struct, frozen=True, eq=False):
    """A column of numbers, or of texts where it cannot be one; `labels` and `missing` speak of the numbers.

    `distinct` are its values, some of them perhaps twice; `positions` say which of them each row has.
    """

    name: str
    label: str
    distinct: Sequence[Value]
    positions: Positions
    labels: Mapping[float, str] = field(default_factory=dict)
    missing: tuple[tuple[float, float], ...] = ()
    measure: str = "nominal"

    @property
    def is_text(self) -> bool:
        """Whether the column holds texts."""
        return any(isinstance(value, str) for value in self.distinct)


def coded_column(column: Column, name: str, found: DistinctValues, known: "Known | None") -> CodedColumn:
    """The column under a new name: numbers with their labels where the texts can be told apart as such."""
    values, positions = found.values(), found.positions()
    label = known.label if known else column.label or column.name
    measure = _MEASURES.get(known.question.kind, "nominal") if known else "nominal"
    if not any(isinstance(value, str) and value != "" for value in values):
        numbers = [None if isinstance(value, str) else value for value in values]
        return CodedColumn(name, label, numbers, positions, _declared_labels(column), _declared(column), measure)
    texts = list(dict.fromkeys(trimmed(str(value)) for value in values if value not in {None, ""}))
    codes = _codes(texts, known)
    if codes is None:
        return CodedColumn(name, label, [None if value is None else str(value) for value in values], positions)
    by_text = {text: codes.numbers.get(text) for text in texts}
    numbers = [None if value is None else by_text.get(trimmed(str(value))) for value in values]
    return CodedColumn(name, label, numbers, positions, codes.labels, codes.missing, measure)


class Known(Struct, frozen=True):
    """What the questionnaire says of a column."""

    question: AnyQuestion
    label: str
    marks: Marks

    @classmethod
    def of(cls, variable: str, questionnaire: Questionnaire) -> "Known":
        """What it says of the column of that variable."""
        found = questionnaire.variables[variable]
        question = found.question
        label = question.text.into(questionnaire.language)
        if found.item:
            label = f"{label}: {found.item.label.into(questionnaire.language)}"
        if not isinstance(question, SingleChoice | Scale | Grid | Number):
            raise TypeError(question)
        return cls(question, label, Marks(question.missing, questionnaire.missing))


class _Codes(Struct, frozen=True):
    numbers: Mapping[str, float]
    labels: Mapping[float, str]
    missing: tuple[tuple[float, float], ...] = ()


def _codes(texts: Sequence[str], known: Known | None) -> _Codes | None:
    """A number for each text: that of the option it is, its own, or a new one labelled with it; None for open texts."""
    if known is None or isinstance(known.question, Number):
        return _plain_codes(texts, known.marks if known else Marks(), is_amount=known is not None)
    if len(texts) > MOST_LABELS or any(len(text.encode()) > LONGEST_LABEL for text in texts):
        return None
    assert isinstance(known.question, SingleChoice | Scale | Grid)  # noqa: S101  # the others have no options
    return _choice_codes(texts, known, known.question)


def _plain_codes(texts: Sequence[str], marks: Marks, *, is_amount: bool) -> _Codes | None:
    """The numbers that the texts are, marks of absence as negative ones; None where another text is among them."""
    numbers = {text: number for text in texts if (number := _own_number(text)) is not None}
    others = [text for text in texts if text not in numbers]
    told_apart = len(set(numbers.values())) == len(numbers)  # 1.1 and 1.10 are two chapters, but one amount
    if not numbers or not (told_apart or is_amount) or any(text not in marks.known for text in others):
        return None
    free = _free(numbers.values(), downwards=True)
    added = {text: next(free) for text in others}
    declared = [numbers[text] for text in numbers if text in marks.known]
    return _Codes(
        {**numbers, **added}, {number: text for text, number in added.items()}, _ranges([*declared, *added.values()])
    )


def _choice_codes(texts: Sequence[str], known: Known, question: SingleChoice | Scale | Grid) -> _Codes:
    spellings = Spellings(question.options)
    options = {option.code: number for number, option in numbered_options(question.options)}
    labels = {options[option.code]: option.label.zh or option.label.en for option in question.options}
    numbers: dict[str, float] = {}
    declared: list[float] = []
    marked = [text for text in texts if text in known.marks.known]
    free = _free([*labels, *(n for text in texts if (n := _own_number(text)) is not None)], downwards=False)
    below = _free([*labels, *(n for text in texts if (n := _own_number(text)) is not None)], downwards=True)
    for text in texts:
        own = _own_number(text)
        if text in marked:
            numbers[text] = own if own is not None and own not in labels else next(below)
            declared.append(numbers[text])
        elif text in spellings.exact:
            numbers[text] = options[spellings.exact[text]]
            continue
        else:
            numbers[text] = own if own is not None and own not in labels else next(free)
        if own != numbers[text]:
            labels[numbers[text]] = text
    return _Codes(numbers, labels, _ranges(declared))


def _own_number(text: str) -> float | None:
    """The number that a text is: not 007, which may be an identifier, nor 1e5."""
    return number_text(text) if _NUMBER.fullmatch(text) else None


def _free(taken: object, *, downwards: bool) -> Iterator[float]:
    """Whole numbers that nothing stands for: from -1 down, or up from behind the largest."""
    known = set(taken)  # type: ignore[call-overload]  # any iterable of numbers
    steps = count(-1, -1) if downwards else count(int(max((*known, 0))) + 1)
    return (float(step) for step in steps if float(step) not in known)


def _ranges(declared: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """The numbers as SPSS can declare them missing: three at most, more of them as one range if they are negative."""
    numbers = sorted(set(declared))
    if len(numbers) <= 3 or numbers[-1] >= 0:
        return tuple((number, number) for number in numbers[:3])
    return ((numbers[0], numbers[-1]),)


def _declared(column: Column) -> tuple[tuple[float, float], ...]:
    ranges = ((part.low, part.high) for part in column.missing)
    return tuple((low, high) for low, high in ranges if not isinstance(low, str) and not isinstance(high, str))


def _declared_labels(column: Column) -> dict[float, str]:
    """The value labels of a source that has them."""
    labels = {number_text(value): label for value, label in column.value_labels.items()}
    return {number: label for number, label in labels.items() if number is not None}
