"""Questions inferred from the answers of one column, or of a group of columns."""

import re
from collections.abc import Mapping
from typing import TypedDict

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.survey.absence import Absence
from partysurvey.survey.absence_names import declared_missing
from partysurvey.survey.binding import Columns, Layout
from partysurvey.survey.column import Column, Heading
from partysurvey.survey.drafting.cells import (
    NOT_SHOWN,
    PLATFORM_MARKS,
    SEPARATORS,
    Answers,
    joining_separator,
    labels_of,
    pieces,
    without_other_text,
)
from partysurvey.survey.drafting.column_groups import Group
from partysurvey.survey.drafting.open_answers import MOST_OF_A_FAMILY, are_chosen, is_asked_for_words
from partysurvey.survey.drafting.option_drafts import (
    Doubt,
    codes,
    has_option_labels,
    options_of_labels,
    options_of_members,
    options_of_values,
    without_labels,
)
from partysurvey.survey.drafting.scale_families import family
from partysurvey.survey.matching.headers import numbered
from partysurvey.survey.question import (
    AnyQuestion,
    Date,
    Grid,
    Item,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Ranking,
    Scale,
    SingleChoice,
)
from partysurvey.survey.text import Text

_NUMBER_WORDS = re.compile(
    r"年龄|岁|人数|数量|次数|个数|多少|数(?:[（(]|$)|几(?!乎)|年限|收入|金额|工资|月薪|总数|天数|小时|分钟|时长|年份|党龄|工龄|教龄"
    r"|\bage\b|number of|how many|\bcount|\byears\b|\bhours\b|\bminutes\b|income|salary|amount",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[（(]([^\W\d_]{1,4})[)）]$")  # 月收入（元）
_ORDER_SIGN = ("→",)
_TIMES_OF_A_CODE = 5  # platforms recode options as they like: 11, 12, 24
_FIRST_NO_CODE = 10  # 0 to 10 is a number to be averaged


class Sketch(Struct, frozen=True):
    """A question with the columns that hold its answers, and a sentence saying what was inferred and how surely."""

    question: AnyQuestion
    columns: tuple[str, ...]
    layout: Layout
    note: str
    doubt: Doubt = ""

    @property
    def bound(self) -> Mapping[str, Columns]:
        """The columns of each variable of the question."""
        if isinstance(self.question, Grid):
            rows = zip(self.question.variables, self.columns, strict=True)
            return {variable: Columns((column,)) for variable, column in rows}
        options: tuple[str, ...] = ()
        if self.layout is Layout.PER_OPTION and isinstance(self.question, MultipleChoice | Ranking):
            options = tuple(option.code for option in self.question.options)
        return {self.question.id: Columns(self.columns, self.layout, options)}


class _Heading(TypedDict):
    id: str
    number: str | None
    text: Text
    aliases: tuple[str, ...]
    missing: Mapping[str, Absence]


def column_sketch(found: Answers, question_id: str) -> Sketch:
    """The question that the answers of one column speak for; an open text where nothing else is sure."""
    heading = _heading(found, question_id)
    for attempt in (_labelled, _day, _ranking, _amount, _several, _choice):
        made = attempt(found, heading)
        if made:
            return replace(made, note=made.note + _marks_note(found))
    return _plain(found, OpenText(**heading), "open text: mostly different answers" + _marks_note(found))


def group_sketch(group: Group, question_id: str) -> Sketch:
    """The multiple choice or grid that the columns of the group make."""
    heading = _group_heading(group, question_id)
    names = tuple(member.column.name for member in group.members)
    coded = codes(tuple(re.sub(r"\W+", "_", part).strip("_") for part in group.parts))
    if group.kind == "multiple":
        options = tuple(
            Option(
                code, Text.same(part), (name,) if group.by_label else (), specify=_is_other(part) or _is_typed(member)
            )
            for code, part, name, member in zip(coded, group.parts, names, group.members, strict=True)
        )
        note = f"multiple choice: {len(names)} columns with a tick for each option"
        if any(NOT_SHOWN in member.counts for member in group.members):
            heading["missing"] = {**heading["missing"], NOT_SHOWN: Absence.NOT_ASKED}
            note += f"; no answers: {NOT_SHOWN} (not_asked)"
        return Sketch(MultipleChoice(**heading, options=options), names, Layout.PER_OPTION, note)
    items = tuple(
        Item(code, Text.same(part), (name,)) for code, part, name in zip(coded, group.parts, names, strict=True)
    )
    drafted = options_of_members(group.members)
    note = f"grid: {len(items)} columns share a stem and the same answers; {drafted.certainty}"
    grid = Grid(**heading, items=items, options=drafted.options)
    return Sketch(grid, names, Layout.PLAIN, note, drafted.doubt)


def _is_typed(member: Answers) -> bool:
    """Whether the column holds what was typed behind the option."""
    return member.column.heading is not None and member.column.heading.kind == "other"


def _is_other(part: str) -> bool:
    return part.casefold().startswith(("其他", "其它", "other"))


def _group_heading(group: Group, question_id: str) -> _Heading:
    missing = {mark: kind for member in group.members for mark, kind in _marks(member).items()}
    stem = group.stem or f"第{group.number}题"
    return _Heading(id=question_id, number=group.number, text=Text.same(stem), aliases=(), missing=missing)


def _heading(found: Answers, question_id: str) -> _Heading:
    name = found.column.name
    number, stem = numbered(name)
    told = numbered(found.column.label) if found.column.label else (None, stem)
    if found.column.heading is not None:
        told = found.column.heading.number, _told_text(found.column.heading)
    text = told[1] or stem or name
    aliases = () if name.casefold() in {question_id, text.casefold()} else (name,)
    return _Heading(
        id=question_id, number=number or told[0], text=Text.same(text), aliases=aliases, missing=_marks(found)
    )


def _told_text(heading: Heading) -> str:
    """The text of a question in one column; a row that stands alone keeps the text of its question before it."""
    return "—".join(filter(None, (heading.stem, heading.part)))


def _marks(found: Answers) -> Mapping[str, Absence]:
    """The marks that belong to this question alone: those of the platforms are declared for the questionnaire."""
    marks = {**found.missing, **declared_missing(found.column)}
    return {mark: kind for mark, kind in marks.items() if mark not in PLATFORM_MARKS}


def _marks_note(found: Answers) -> str:
    if not found.missing:
        return ""
    return "; no answers: " + ", ".join(f"{mark} ({kind.value})" for mark, kind in sorted(found.missing.items()))


def _plain(found: Answers, question: AnyQuestion, note: str) -> Sketch:
    return Sketch(question, (found.column.name,), Layout.PLAIN, note)


def _labelled(found: Answers, heading: _Heading) -> Sketch | None:
    if not has_option_labels(found):
        return None
    drafted = options_of_values([found.column], found.counts)
    kind = Scale if drafted.is_scale else SingleChoice
    note = f"{kind.kind}: options from the value labels of the file, {drafted.certainty}"
    return _plain(found, kind(**heading, options=drafted.options), note)


def _day(found: Answers, heading: _Heading) -> Sketch | None:
    written = found.date_format
    return _plain(found, Date(**heading, formats=(written,)), f"date, written {written}") if written else None


def _ranking(found: Answers, heading: _Heading) -> Sketch | None:
    sign = joining_separator(found, _ORDER_SIGN)
    if not sign:
        return None
    drafted = options_of_labels({label: (count, False) for label, count in pieces(found, sign).items()})
    question = Ranking(**heading, options=drafted.options)
    return Sketch(question, (found.column.name,), Layout.JOINED, f"ranking: answers are joined by {sign}")


def _amount(found: Answers, heading: _Heading) -> Sketch | None:
    """A number, unless the few small numbers look like codes of options."""
    amount = found.amount
    if not amount or (found.are_codes and not amount.unit and not _asks_for_number(found)):
        return None
    low, high = min(amount.numbers), max(amount.numbers)
    in_brackets = _UNIT.search(heading["text"].zh)
    unit = Text.same(amount.unit or (in_brackets[1] if in_brackets else ""))
    if not found.complete:
        return _plain(found, Number(**heading, unit=unit), "number; too many different ones to know the range")
    note = f"number from {low:g} to {high:g} in this file; check the range"
    return _plain(found, Number(**heading, unit=unit, minimum=low, maximum=high), note)


def asks_for_number(column: Column) -> bool:
    """Whether the heading asks for an amount: 年龄, 人数, years."""
    return _NUMBER_WORDS.search(f"{column.label} {column.name}".replace("_", " ")) is not None


def _asks_for_number(found: Answers) -> bool:
    if asks_for_number(found.column):
        return True
    recurs = found.column.heading is not None and found.answered > _TIMES_OF_A_CODE * len(found.counts)
    return not recurs and max(found.amount.numbers if found.amount else (0,)) >= _FIRST_NO_CODE


def _several(found: Answers, heading: _Heading) -> Sketch | None:
    known = found.column.manner.separators
    signs = (SEPARATORS if found.complete else SEPARATORS[:1]) if known is None else known
    sign = joining_separator(found, signs)
    if not sign or (len(found.counts) <= MOST_OF_A_FAMILY and family(tuple(found.counts))):
        return None
    counted = pieces(found, sign)
    if is_asked_for_words(found.column) and not are_chosen(found, {label: (n, False) for label, n in counted.items()}):
        return None
    others = {label for text in found.counts for label in _typed_behind(text, sign)}
    drafted = options_of_labels({label: (count, label in others) for label, count in counted.items()})
    note = f"multiple choice: answers are joined by {sign}; {drafted.certainty}"
    return Sketch(MultipleChoice(**heading, options=drafted.options), (found.column.name,), Layout.JOINED, note)


def _typed_behind(text: str, sign: str) -> tuple[str, ...]:
    """The options of the cell behind which a text was typed: 其他〖心理辅导〗."""
    cut = (without_other_text(piece.strip()) for piece in text.split(sign))
    return tuple(label for label, typed in cut if typed)


def _choice(found: Answers, heading: _Heading) -> Sketch | None:
    labels = labels_of(found)
    if not labels or not found.complete or not are_chosen(found, labels):
        return None
    drafted = options_of_labels(labels)
    if found.are_codes:
        drafted = without_labels(drafted)
    kind = Scale if drafted.is_scale else SingleChoice
    made = _plain(found, kind(**heading, options=drafted.options), f"{kind.kind}: {drafted.certainty}")
    return replace(made, doubt=drafted.doubt)
