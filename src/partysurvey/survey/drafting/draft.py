"""A questionnaire inferred from what stands in the columns of a file, to be checked by a person."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from partysurvey.survey.binding import Binding, Columns
from partysurvey.survey.column import Column, Profile, Role
from partysurvey.survey.drafting.cells import DAY, PLATFORM_MARKS, Answers, answers
from partysurvey.survey.drafting.column_groups import Group, grouped
from partysurvey.survey.drafting.option_drafts import Doubt
from partysurvey.survey.drafting.question_drafts import Sketch, asks_for_number, column_sketch, group_sketch
from partysurvey.survey.matching.column_roles import EXACT_WEIGHTS, column_role
from partysurvey.survey.matching.headers import numbered
from partysurvey.survey.plain_text import bare, folded, slug
from partysurvey.survey.questionnaire import Questionnaire
from partysurvey.survey.text import Language, Text

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER_OF_PERSON = re.compile(  # telephone, identity card, bank card, network address, account of WeChat
    r"(?:\+?86[- ]?)?1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{17}[\dXx]|\d{15,19}|\d{1,3}(?:\.\d{1,3}){3}(?:\s*\(.*\))?"
    r"|o[\w-]{27}"
)
_LONG_NUMBER = re.compile(r"\d{7,}")
_IDENTIFIER = re.compile(r"(?=.*\d)[A-Za-z0-9_-]{5,}")
_FEWEST_FOR_IDENTITY = 8
_FEWEST_RUNNING = 30
_LONGEST_NAME = 30  # a longer heading is a text; its printed number names it better
_CJK = re.compile(r"[\u4e00-\u9fff]")
_KEYWORDS = frozenset({"and", "or", "not", "includes", "answered"})
_ROLE_NOTES = {
    Role.METADATA: "added by the platform, no question",
    Role.PERSONAL: "personal data, read by no statistic",
    Role.SUMMARY: "repeats what the columns of its options say",
    Role.FILL_IN: "texts typed behind an option, kept apart from it",
    Role.WEIGHT: "looks like a weight; it is not used unless --weight or the design names it",
}


class DraftNote(Struct, frozen=True):
    """What was inferred of a question, or of columns that are none, and how surely.

    The code is the kind of the question, or says why the columns are none; `subjects` is the id of the question or the
    names of the columns, `doubt` what a person has to mend.
    """

    code: str
    subjects: tuple[str, ...]
    sentence: str
    doubt: Doubt = ""


class Drafted(Struct, frozen=True):
    """A drafted questionnaire with its binding, and notes on what was inferred."""

    questionnaire: Questionnaire
    binding: Binding
    notes: tuple[DraftNote, ...]


def draft(profiles: Sequence[Profile], *, id: str, title: str, language: Language | None = None) -> Drafted:  # noqa: A002  # the word of the questionnaire file
    """The questionnaire that the columns speak for; its language that of the headings and answers unless given.

    Columns of platforms, personal data, identifiers, weights and empty columns become no questions.
    """
    reasons = {profile.column.name: _why_no_question(profile) for profile in profiles}
    unbound = tuple(name for name, why in reasons.items() if why)
    sketches = tuple(_sketches([answers(found) for found in profiles if not reasons[found.column.name]]))
    spoken = language or _language(profiles)
    questionnaire = Questionnaire(
        id=slug(id) or "survey",
        title=Text.same(title),
        questions=tuple(made.question for made in sketches),
        language=spoken,
        missing=dict(PLATFORM_MARKS) if _CJK.search("".join(p.column.name for p in profiles)) or spoken == "zh" else {},
    )
    columns: dict[str, Columns] = {name: bound for made in sketches for name, bound in made.bound.items()}
    notes = (*_column_notes(reasons), *(_question_note(made) for made in sketches))
    return Drafted(questionnaire, Binding(columns, unbound), notes)


def _column_notes(reasons: Mapping[str, tuple[str, str] | None]) -> Iterator[DraftNote]:
    """One note for all columns that are no questions for the same reason."""
    for why in dict.fromkeys(found for found in reasons.values() if found):
        names = tuple(name for name, found in reasons.items() if found == why)
        yield DraftNote(why[0], names, f"{', '.join(names)}: {why[1]}")


def _question_note(made: Sketch) -> DraftNote:
    question = made.question
    sentence = f"{question.id} ({question.text.zh}): {made.note}"
    return DraftNote(question.kind, (question.id,), sentence, made.doubt)


def _sketches(candidates: Sequence[Answers]) -> Iterator[Sketch]:
    headings = {folded(found.column.name) for found in candidates}
    taken: set[str] = set()
    for place, found in enumerate(grouped(candidates), start=1):
        question_id = _free_id(found, place, taken | (headings - _own_headings(found)))
        taken.add(question_id)
        yield group_sketch(found, question_id) if isinstance(found, Group) else column_sketch(found, question_id)


def _free_id(found: Group | Answers, place: int, taken: set[str]) -> str:
    """An id that no other question or column has: the Latin name of column or stem, else q with number or place."""
    if isinstance(found, Group):
        number, name = found.number, _shared_name(found)
    else:
        number, name = numbered(found.column.name)[0], found.column.name
    latin = slug(name) if len(name) <= _LONGEST_NAME or not number else ""
    wanted = latin if latin and latin not in _KEYWORDS else f"q{(number or str(place)).lower()}"
    unique = wanted
    again = 2
    while unique in taken:
        unique, again = f"{wanted}_{again}", again + 1
    return unique


def _own_headings(found: Group | Answers) -> set[str]:
    members = found.members if isinstance(found, Group) else (found,)
    return {folded(member.column.name) for member in members}


def _shared_name(group: Group) -> str:
    """The stem of the group; of one told by labels what the names of its columns have in common."""
    if not group.by_label:
        return group.stem
    names = [member.column.name for member in group.members]
    first, last = min(names), max(names)
    shared = next((first[:end] for end in range(len(first), 0, -1) if last.startswith(first[:end])), "")
    return re.sub(r"(?:[_./ -]+\d*)$", "", shared) or group.stem


def _why_no_question(profile: Profile) -> tuple[str, str] | None:
    """Code and reason for a column that is no question; None for a question."""
    found = column_role(profile.column)
    if found is Role.WEIGHT and bare(profile.column.name) in EXACT_WEIGHTS:
        return found.value, f"a weight by its name; if it is one, say --weight {profile.column.name}"
    if found and (not profile.column.value_labels or profile.column.role):
        return found.value, _ROLE_NOTES[found]
    if not profile.values and not _is_part(profile.column):
        return "empty", "has no answers and was left out"
    return _identity(profile)


def _is_part(column: Column) -> bool:
    """Whether the column belongs to others, so that nothing in it says that nobody chose the option."""
    return column.heading is not None and bool(column.heading.part)


def _identity(profile: Profile) -> tuple[str, str] | None:
    """Whether the values name persons or rows: addresses, telephone numbers, texts or numbers that never recur."""
    texts = [text.strip() for text in profile.values]
    if 2 * sum(bool(_EMAIL.fullmatch(text) or _NUMBER_OF_PERSON.fullmatch(text)) for text in texts) > len(texts):
        return Role.PERSONAL.value, "holds addresses or numbers of persons, read by no statistic"
    if all(_LONG_NUMBER.fullmatch(text) for text in texts) and _number_rows(profile, texts):
        return "identifier", "numbers of one length that never recur, no question"
    if len(texts) < _FEWEST_FOR_IDENTITY or max(profile.values.values()) > 1:
        return None
    numbers = sorted(int(text) for text in texts if text.isascii() and text.isdigit())
    if len(numbers) == len(texts):
        from_start = numbers[0] <= 1 or len(numbers) >= _FEWEST_RUNNING
        running = from_start and numbers[-1] - numbers[0] == len(numbers) - 1
        return ("identifier", "numbers the rows, no question") if running else None
    if all(_IDENTIFIER.fullmatch(text) and not DAY.match(text) for text in texts):
        return "identifier", "names the rows, no question"
    return None


def _number_rows(profile: Profile, texts: Sequence[str]) -> bool:
    """Whether numbers are as long as each other and never recur, under a heading that asks for no amount."""
    one_length = len(set(map(len, texts))) == 1 and max(profile.values.values(), default=0) == 1
    return one_length and not asks_for_number(profile.column)


def _language(profiles: Sequence[Profile]) -> Language:
    """Chinese where headings or answers of questions are mostly written so."""
    told = [profile.column.label or profile.column.name for profile in profiles if not column_role(profile.column)]
    told += [text for profile in profiles for text in list(profile.values)[:5]]
    chinese = sum(bool(_CJK.search(text)) for text in told)
    latin = sum(bool(re.search(r"[A-Za-z]{2}", text)) and not _CJK.search(text) for text in told)
    return "zh" if chinese >= latin else "en"
