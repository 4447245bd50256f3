"""What is not the same in two questionnaires: what a format could not hold is what is missing when it is read back."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.survey import AnyQuestion, Comparison, Condition, Every, Negation, Questionnaire, Text
from partysurvey.survey.condition import Either
from partysurvey.survey.condition_text import condition_text
from partysurvey.survey.simplification import simplified

Path = tuple[str, ...]


class Loss(Struct, frozen=True):
    """One part that a format does not keep, such as `option score`, and the questions that lose it; none: the head."""

    part: str
    questions: tuple[str, ...]


def losses(before: Questionnaire, after: Questionnaire) -> tuple[Loss, ...]:
    """Everything of the first questionnaire that the second does not say, in the order of the first."""
    before, after = _with_marks_of_each(before), _with_marks_of_each(after)
    old, new = dict(_head(before)), dict(_head(after))
    found: dict[str, list[str]] = {_part(path): [] for path, leaf in old.items() if new.get(path) != leaf}
    found |= {_part(path): [] for path in new.keys() - old.keys()}
    pairs = _pairs(before, after)
    names = _Names(before, pairs)
    for question in before.questions:
        for part in _question_losses(question, names.restored(pairs.get(question.id))):
            found.setdefault(part, []).append(question.id)
    paired = [question.id for question in pairs.values()]
    further = [question.id for question in after.questions if question.id not in paired]
    if further:
        found["further questions appear"] = further
    if [question.id for question in after.questions if question.id in paired] != paired:
        found["order of the questions"] = []
    return tuple(Loss(part, tuple(questions)) for part, questions in found.items())


def _with_marks_of_each(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with all its missing marks in the questions: whose they are makes no difference."""
    common = questionnaire.missing
    own = (replace(each, missing={**common, **each.missing}) for each in questionnaire.questions)
    return replace(questionnaire, questions=tuple(own), missing={})


def _pairs(before: Questionnaire, after: Questionnaire) -> dict[str, AnyQuestion]:
    """The question after for each id before: the one with the same id, else the next one whose id is new."""
    known = {question.id: question for question in after.questions}
    old = [question.id for question in before.questions]
    renamed = (question for question in after.questions if question.id not in old)
    pairs = ((name, known[name] if name in known else next(renamed, None)) for name in old)
    return {name: question for name, question in pairs if question is not None}


class _Names:
    """The names of before for variables and codes of after, where a format has to rename them."""

    def __init__(self, before: Questionnaire, pairs: Mapping[str, AnyQuestion]) -> None:
        self._variables: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {}
        for question in before.questions:
            other = pairs.get(question.id)
            if other is not None:
                self._learn(question, other)

    def _learn(self, question: AnyQuestion, other: AnyQuestion) -> None:
        codes = zip(getattr(other, "options", ()), getattr(question, "options", ()), strict=False)
        self._codes[other.id] = {new.code: old.code for new, old in codes}
        self._variables[other.id] = question.id
        for new, old in zip(getattr(other, "items", ()), getattr(question, "items", ()), strict=False):
            self._variables[f"{other.id}.{new.code}"] = f"{question.id}.{old.code}"

    def restored(self, question: AnyQuestion | None) -> AnyQuestion | None:
        """The question with its rule in the names of before."""
        if question is None or question.asked_if is None:
            return question
        return replace(question, asked_if=self._condition(question.asked_if))

    def _condition(self, condition: Condition) -> Condition:
        match condition:
            case Every(parts):
                return Every(tuple(map(self._condition, parts)))
            case Either(parts):
                return Either(tuple(map(self._condition, parts)))
            case Negation(part):
                return Negation(self._condition(part))
            case Comparison(variable, operator, values):
                codes = self._codes.get(variable.partition(".")[0], {})
                known = tuple(codes.get(value, value) for value in values)
                return Comparison(self._variables.get(variable, variable), operator, known)


def _head(questionnaire: Questionnaire) -> Iterator[tuple[Path, object]]:
    for field in dataclasses.fields(questionnaire):
        if field.name != "questions":
            yield from _leaves(getattr(questionnaire, field.name), (field.name,))


def _question_losses(question: AnyQuestion, other: AnyQuestion | None) -> Iterator[str]:
    """The parts of a question that the other one does not have as they are."""
    if other is None:
        yield "the question itself"
        return
    if type(question) is not type(other):
        yield f"kind {question.kind} (it becomes {other.kind})"
    old, new = (dict(_leaves(each, ())) for each in (question, other))
    yield from dict.fromkeys(_part(path) for path in (*old, *new) if old.get(path) != new.get(path))


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Each plain value with its path; what says nothing (None, False, empty) is left out."""
    match value:
        case Text():
            yield from (((*path, name), words) for name in ("zh", "en") if (words := value.into(name)))
        case Comparison() | Every() | Either() | Negation():
            yield path, condition_text(simplified(value))
        case Mapping():
            yield from (((*path, str(key)), leaf) for key, leaf in value.items())
        case None | False | "":
            return
        case _ if isinstance(value, tuple) or dataclasses.is_dataclass(value):
            for step, part in _parts(value):
                yield from _leaves(part, (*path, step))
        case _:
            yield path, value


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """The entries of a tuple by their place, the fields of a value by their name."""
    if isinstance(value, tuple):
        yield from ((str(place), part) for place, part in enumerate(value))
    elif dataclasses.is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))


_NAMES = {
    "zh": "Chinese", "en": "English", "asked_if": "asked_if (who is asked)", "missing": "missing marks",
    "options": "option", "items": "item", "nets": "net", "bands": "band", "formats": "date formats",
}  # fmt: skip
_WHOLE = frozenset({"missing", "derived", "design", "fielding", "nets", "bands", "formats", "aliases"})


def _part(path: Path) -> str:
    """The words for a path: ("options", "0", "label", "en") is `option label English`."""
    words: list[str] = []
    for step in path:
        if step.isdecimal():
            continue
        words.append(_NAMES.get(step, step))
        if step in _WHOLE:
            break
    return " ".join(words)


def loss_sentences(found: Sequence[Loss], shown: int = 4) -> tuple[str, ...]:
    """One line per part that is lost, with the first questions that lose it."""
    return tuple(_sentence(loss, shown) for loss in found)


def _sentence(loss: Loss, shown: int) -> str:
    if not loss.questions:
        return loss.part
    rest = len(loss.questions) - shown
    return f"{loss.part}: {', '.join(loss.questions[:shown])}{f' and {rest} more' if rest > 0 else ''}"
