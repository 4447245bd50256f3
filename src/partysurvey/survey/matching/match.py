"""Which column of a file holds which variable of a questionnaire, and which questionnaire a file belongs to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from partysurvey.survey.binding import Binding, Columns, Layout
from partysurvey.survey.column import Column, Role
from partysurvey.survey.matching.column_keys import RANKS, Key, Slot, column_keys, slot_keys, words_of
from partysurvey.survey.matching.column_roles import column_role
from partysurvey.survey.matching.headers import numbered, parts
from partysurvey.survey.plain_text import bare, folded
from partysurvey.survey.question import AnyQuestion, Date, Grid, MultipleChoice, OpenText, Ranking
from partysurvey.survey.questionnaire import Questionnaire

APART = {Role.PERSONAL, Role.FILL_IN, Role.SUMMARY}  # what a dialect says is no answer is none, whatever its heading
FEWEST_OWN_QUESTIONS = 3
LEAST_QUESTIONS = 0.8
LEAST_COLUMNS = 0.6
LEAST_LEAD = 0.25
GENERIC = frozenset(
    ["gender", "sex", "age", "education", "income", "department", "position", "marital_status", "ethnicity", "region"]
)  # what any survey asks
_SERIAL_ID = re.compile(r"[qvx]?_?\d+")


def bind(questionnaire: Questionnaire, columns: Sequence[Column]) -> Binding:
    """The columns of each variable; what a name may mean twice is left unbound, in whatever order the columns stand.

    Tried in this order: the id, another column name, number with text, text or label, the number or a row's text alone.
    Widths, blanks, punctuation and case make no difference.
    """
    slots = _Slots(questionnaire, [column for column in columns if column.role not in APART])
    printed = [question.number for question in questionnaire.questions]
    slots.fill(printed)
    seen = list(slots.numbers_seen())
    if seen != printed:
        slots.fill(seen)
    bound = {name: found for question in questionnaire.questions for name, found in _bound(question, slots.columns)}
    taken = {name for found in bound.values() for name in found.columns}
    return Binding(bound, tuple(column.name for column in columns if column.name not in taken))


class _Slots:
    """The column of each slot, filled from the surest kind of name to the least sure."""

    def __init__(self, questionnaire: Questionnaire, columns: Sequence[Column]) -> None:
        self.questions = questionnaire.questions
        self.keys = {column.name: column_keys(column) for column in columns}
        self.columns: dict[Slot, str] = {}

    def fill(self, numbers: Iterable[str | None]) -> None:
        """Bind what can be bound without doubt, the printed number of each question given."""
        slots_of: dict[tuple[int, Key], set[Slot]] = defaultdict(set)
        for question, number in zip(self.questions, numbers, strict=True):
            for rank, key, slot in slot_keys(question, number):
                slots_of[rank, key].add(slot)
        for rank in RANKS:
            self._fill_rank(rank, slots_of)

    def _fill_rank(self, rank: int, slots_of: Mapping[tuple[int, Key], set[Slot]]) -> None:
        taken = set(self.columns.values())
        columns_of: dict[Slot, set[str]] = defaultdict(set)
        slots_for: dict[str, set[Slot]] = defaultdict(set)
        for name, keys in self.keys.items():
            for key in keys:
                for slot in slots_of.get(key, ()) if key[0] == rank and name not in taken else ():
                    if slot not in self.columns:
                        columns_of[slot].add(name)
                        slots_for[name].add(slot)
        for slot, names in columns_of.items():
            (name, *more) = names
            if not more and len(slots_for[name]) == 1:
                self.columns[slot] = name

    def numbers_seen(self) -> Iterator[str | None]:
        """The number of each question: as printed, else the one that its columns bear in this file."""
        for question in self.questions:
            names = [name for slot, name in self.columns.items() if slot.question == question.id]
            seen = {numbered(name)[0] for name in names} - {None}
            yield question.number or (seen.pop() if len(seen) == 1 else None)


def _bound(question: AnyQuestion, columns: Mapping[Slot, str]) -> Iterator[tuple[str, Columns]]:
    if isinstance(question, Grid):
        for variable, item in question.variables.items():
            name = columns.get(Slot(question.id, item.code))
            if name is not None:
                yield variable, Columns((name,))
        return
    whole = columns.get(Slot(question.id))
    names = _option_columns(question, columns)
    if len(names) > 1 or (names and whole is None):  # beside columns per option, a joined one only repeats them
        yield question.id, Columns(tuple(names.values()), Layout.PER_OPTION, tuple(names))
    elif whole is not None:
        joined = isinstance(question, MultipleChoice | Ranking)
        yield question.id, Columns((whole,), Layout.JOINED if joined else Layout.PLAIN)


def _option_columns(question: AnyQuestion, columns: Mapping[Slot, str]) -> Mapping[str, str]:
    options = question.options if isinstance(question, MultipleChoice | Ranking) else ()
    found = {option.code: columns.get(Slot(question.id, option.code)) for option in options}
    return {code: name for code, name in found.items() if name is not None}


class Fit(Struct, frozen=True):
    """How well a file fits a questionnaire: the shares (0 to 1) of its questions and of the file's columns bound.

    `own` counts the bound questions that are this questionnaire's own: not what any survey asks (gender, age),
    and not known by a serial id (q1) alone.
    """

    questions: float
    columns: float
    own: int

    @property
    def score(self) -> float:
        """The smaller of the two shares."""
        return min(self.questions, self.columns)

    @property
    def is_beyond_doubt(self) -> bool:
        """Whether enough of the questions and of the columns are bound, and enough of its own questions."""
        return self.questions >= LEAST_QUESTIONS and self.columns >= LEAST_COLUMNS and self.own >= FEWEST_OWN_QUESTIONS


def fit(questionnaire: Questionnaire, columns: Sequence[Column]) -> Fit:
    """How well the columns fit the questionnaire; texts, days and personal data are not expected in a file."""
    binding = bind(questionnaire, columns)
    told = bind(questionnaire, _named_by_labels(columns)) if any(column.label for column in columns) else binding
    expected = [q for q in questionnaire.questions if not isinstance(q, OpenText | Date) and not q.personal]
    found = [question for question in expected if _is_bound(question, binding)]
    design = {folded(name) for name in questionnaire.design.columns_among(c.name for c in columns)}
    asked = [column.name for column in columns if column_role(column) is None and folded(column.name) not in design]
    unbound = set(binding.unbound)
    return Fit(
        len(found) / max(len(expected), 1),
        sum(name not in unbound for name in asked) / max(len(asked), 1),
        sum(_is_own(question, binding) or _is_own(question, told) for question in found),
    )


def may_fit(text: str, columns: Sequence[Column]) -> bool:
    """Whether a questionnaire file with this text can matter to `best_match`: cheap, and never wrong with False.

    The words of a bound column stand in the file. With fewer than 35 % such columns the score stays so low that the
    questionnaire can neither be the best (60 % at least) nor come near it (0.25 less).
    """
    whole = bare(text)
    asked = [column for column in columns if column_role(column) is None]
    known = sum(_is_told(column, whole) for column in asked)
    return known >= (LEAST_COLUMNS - LEAST_LEAD) * len(asked)


def _is_told(column: Column, whole: str) -> bool:
    """Whether the words of some key of the column stand in the bare text of a questionnaire file."""
    return any(all(bare(word) in whole for word in words_of(key)) for _, key in column_keys(column))


def _named_by_labels(columns: Sequence[Column]) -> list[Column]:
    """The columns under their labels: a serial id (V17) says nothing, its label may say everything."""
    return [Column(label) for label in dict.fromkeys(column.label for column in columns) if label]


def best_match(questionnaires: Iterable[Questionnaire], columns: Sequence[Column]) -> Questionnaire | None:
    """The only questionnaire that the file fits beyond doubt; None where none does, or a second one comes near.

    Beyond doubt: at least 80 % of its questions (texts and days aside) and 60 % of the file's columns (those of
    platforms aside) are bound, at least 3 of its questions are its own, and its score leads by 0.25 (see `Fit`).
    """
    fits = sorted(((fit(known, columns), known) for known in questionnaires), key=lambda pair: -pair[0].score)
    if not fits or not fits[0][0].is_beyond_doubt:
        return None
    if len(fits) > 1 and fits[0][0].score - fits[1][0].score < LEAST_LEAD:
        return None
    return fits[0][1]


def _variables(question: AnyQuestion) -> tuple[str, ...]:
    return tuple(question.variables) if isinstance(question, Grid) else (question.id,)


def _is_bound(question: AnyQuestion, binding: Binding) -> bool:
    """Whether the question is bound; of a grid at least half of its rows, of columns per option half of the options."""
    if isinstance(question, Grid):
        return sum(name in binding.columns for name in _variables(question)) * 2 >= len(question.items)
    found = binding.columns.get(question.id)
    if found and found.layout is Layout.PER_OPTION and isinstance(question, MultipleChoice | Ranking):
        return len(found.columns) * 2 >= len(question.options)
    return found is not None


def _is_own(question: AnyQuestion, binding: Binding) -> bool:
    if question.id in GENERIC:
        return False
    names = [name for variable in _variables(question) for name in _column_names(binding, variable)]
    return not all(_SERIAL_ID.fullmatch(folded(parts(name)[-1].stem if parts(name) else name)) for name in names)


def _column_names(binding: Binding, variable: str) -> tuple[str, ...]:
    found = binding.columns.get(variable)
    return found.columns if found else ()
